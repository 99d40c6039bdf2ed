// A POP3 server for tests: keeps its messages in memory and can be told to misbehave.
import net from 'node:net';
import tls from 'node:tls';

export interface Pop3Behaviour {
  readonly messages?: readonly Buffer[];
  /** Sends every answer in pieces of this many bytes; several numbers are taken in turn. */
  readonly pieceBytes?: number | readonly number[];
  readonly capabilities?: readonly string[];
  /** Answers that replace the server's own, by the first word of the command; null = silence, 'drop' = hang up. */
  readonly answers?: Readonly<Record<string, string | null>>;
  readonly greeting?: string | null;
  /** Hangs up after this many bytes of a RETR. */
  readonly dropAfterBytes?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly isImplicitTls?: boolean;
  /** The base64 AUTH XOAUTH2 takes; anything else gets the challenge that tells why, then -ERR after an empty line. */
  readonly xoauth2?: string;
}

export interface Pop3Server {
  readonly port: number;
  /** Numbers removed at QUIT, from 1. */
  readonly removed: number[];
  /** Commands as they came. */
  readonly commands: string[];
  close(): Promise<void>;
}

export async function startPop3Server(behaviour: Pop3Behaviour = {}): Promise<Pop3Server> {
  const removed: number[] = [];
  const commands: string[] = [];
  const sockets = new Set<net.Socket>();
  const serve = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    speak(socket, behaviour, removed, commands);
  };
  const server =
    behaviour.isImplicitTls && behaviour.tls ? tls.createServer(behaviour.tls, serve) : net.createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    removed,
    commands,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function speak(socket: net.Socket, behaviour: Pop3Behaviour, removed: number[], commands: string[]): void {
  const { messages = [], answers = {} } = behaviour;
  const marked: number[] = [];
  let isAuthPlain = false;
  let oauth: 'none' | 'credentials' | 'told_why' = 'none';
  const write = (bytes: Buffer | string) => {
    send(socket, typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, behaviour.pieceBytes);
  };
  const answer = (line: string): void => {
    commands.push(line);
    if (oauth !== 'none') {
      if (oauth === 'told_why') write(line === '' ? '-ERR [AUTH] invalid token\r\n' : '-ERR an empty line was due\r\n');
      else write(line === behaviour.xoauth2 ? '+OK welcome\r\n' : `+ ${TOKEN_REFUSED}\r\n`);
      oauth = oauth === 'credentials' && line !== behaviour.xoauth2 ? 'told_why' : 'none';
      return;
    }
    if (line === 'AUTH XOAUTH2' && behaviour.xoauth2 !== undefined) {
      oauth = 'credentials';
      write('+ \r\n');
      return;
    }
    const [first = '', second, third] = line.split(' ');
    const command = isAuthPlain ? 'credentials' : first.toUpperCase();
    isAuthPlain = command === 'AUTH';
    const scripted = answers[command];
    if (scripted === 'drop') socket.destroy();
    else if (typeof scripted === 'string') write(scripted);
    if (scripted !== undefined) return;
    if (command === 'STLS') {
      write('+OK begin\r\n');
      socket.removeAllListeners('data');
      const secured = new tls.TLSSocket(socket, { isServer: true, ...behaviour.tls });
      speak(secured, { ...behaviour, greeting: null }, removed, commands);
    } else if (command === 'RETR' || command === 'TOP') {
      const whole = messages[Number(second) - 1] ?? Buffer.alloc(0);
      const bytes = multiLine(command === 'TOP' ? top(whole, Number(third)) : whole);
      if (behaviour.dropAfterBytes === undefined) write(bytes);
      else socket.write(bytes.subarray(0, behaviour.dropAfterBytes), () => socket.destroy());
    } else if (command === 'QUIT') {
      removed.push(...marked);
      write('+OK bye\r\n');
      socket.end();
    } else {
      if (command === 'DELE') marked.push(Number(second));
      write(plainAnswer(command, behaviour));
    }
  };
  onLines(socket, answer);
  if (behaviour.greeting !== null) write(behaviour.greeting ?? '+OK ready\r\n');
}

/** As Google documents it. */
const TOKEN_REFUSED = Buffer.from('{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}').toString(
  'base64',
);

function plainAnswer(command: string, { messages = [], capabilities }: Pop3Behaviour): string {
  const list = (lines: readonly string[]) => `+OK\r\n${lines.map((line) => `${line}\r\n`).join('')}.\r\n`;
  if (command === 'CAPA') return list(capabilities ?? ['TOP', 'USER', 'UIDL', 'SASL PLAIN', 'STLS']);
  if (command === 'UIDL') return list(messages.map((_, i) => `${i + 1} uid-${i + 1}`));
  if (command === 'LIST') return list(messages.map((one, i) => `${i + 1} ${one.length}`));
  return command === 'AUTH' ? '+ \r\n' : '+OK\r\n';
}

function onLines(socket: net.Socket, answer: (line: string) => void): void {
  let kept = '';
  socket.on('data', (chunk) => {
    kept += chunk.toString('latin1');
    for (let end = kept.indexOf('\r\n'); end >= 0; end = kept.indexOf('\r\n')) {
      const line = kept.slice(0, end);
      kept = kept.slice(end + 2);
      answer(line);
    }
  });
}

function send(socket: net.Socket, bytes: Buffer, pieceBytes: number | readonly number[] = bytes.length || 1): void {
  const sizes = typeof pieceBytes === 'number' ? [pieceBytes] : pieceBytes;
  let piece = 0;
  for (let at = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length]!;
    socket.write(bytes.subarray(at, at + size));
    at += size;
  }
}

/** Ends with CRLF, leading dots doubled (RFC 1939 §3). */
function multiLine(message: Buffer): Buffer {
  const text = message.toString('latin1');
  const ended = text.endsWith('\r\n') || text === '' ? text : `${text}\r\n`;
  return Buffer.from(`+OK\r\n${ended.replace(/(^|\r\n)\./g, '$1..')}.\r\n`, 'latin1');
}

function top(message: Buffer, lines: number): Buffer {
  const [head = '', ...rest] = message.toString('latin1').split('\r\n\r\n');
  const body = rest.join('\r\n\r\n').split('\r\n').slice(0, lines).join('\r\n');
  return Buffer.from(`${head}\r\n\r\n${body}\r\n`, 'latin1');
}
