// The mail hosts of a fault run, as a process that can be killed: takes mail, writes down what it took, misbehaves on demand.
import { openSync, writeSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';

/** What a session does wrong, at a stage drawn anew for each message; `share` of the messages are met. */
interface Mode {
  readonly kind: 'ok' | 'close' | 'hang' | 'babble' | '421' | 'slow' | 'lost-reply' | 'lost-message' | 'hold';
  readonly share: number;
  readonly stage?: Stage;
}
type Stage = 'banner' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'dot';

const STAGES: readonly Stage[] = ['mail', 'rcpt', 'data', 'dot'];
const [file = '', hosts = '', port = '0', controlPort = '0', replyMs = '0'] = process.argv.slice(2);
const log = openSync(file, 'a');
const sessions = new Set<Socket>();
const stuck = new Set<Socket>();
let mode: Mode = { kind: 'ok', share: 0 };
let held = 0;
let bodies = 0;

function serve(socket: Socket): void {
  let rest = '';
  let recipient = '';
  let message: string | null = null;
  let isSilent = false;
  let stage = drawStage();
  let out = Promise.resolve();
  sessions.add(socket);
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sessions.delete(socket));

  function drawStage(): Stage {
    return mode.stage ?? STAGES[Math.floor(Math.random() * STAGES.length)]!;
  }

  function answer(text: string, at: Stage): void {
    out = out.then(async () => {
      await pause(Number(replyMs) + (mode.kind === 'slow' && Math.random() < mode.share ? 300 : 0));
      if (isSilent || socket.destroyed) return;
      if (at !== stage || Math.random() >= mode.share) write(text, at);
      else misbehave(text, at);
    });
  }

  function write(text: string, at: Stage): void {
    if (at === 'dot' && text.startsWith('250')) note();
    socket.write(`${text}\r\n`);
  }

  function note(): void {
    const messageId = /^message-id:\s*<([^>]*)>/im.exec(taken)?.[1] ?? '';
    writeLine({ recipient, messageId });
  }

  function misbehave(text: string, at: Stage): void {
    if (at === 'dot' && mode.kind !== '421' && mode.kind !== 'slow') writeLine({ recipient, isUnanswered: true });
    switch (mode.kind) {
      case 'close':
        socket.destroy();
        return;
      case 'hang':
      case 'hold':
        // A host that has the message and does not get to say so: what a second copy would come of.
        if (at === 'dot' && mode.kind === 'hold') note();
        isSilent = true;
        held++;
        stuck.add(socket);
        return;
      case '421':
        socket.end('421 4.3.2 Closing now\r\n');
        return;
      case 'babble':
        isSilent = true;
        if (at === 'dot' && Math.random() < 0.5) note();
        if (Math.random() < 0.5) socket.write('\u0000\u0007<b>what</b>\r\n');
        else babble();
        return;
      case 'lost-reply':
        if (at === 'dot') note();
        socket.destroy();
        return;
      case 'lost-message':
        socket.destroy();
        return;
      default:
        write(text, at);
    }
  }

  function babble(): void {
    if (!socket.destroyed && socket.write(`250-${'on and on '.repeat(80)}\r\n`.repeat(20))) setTimeout(babble, 5);
  }

  let taken = '';
  function hear(line: string): void {
    if (message !== null) {
      if (line !== '.') {
        if (message === '') bodies++;
        message += `${line}\n`;
        return;
      }
      taken = message;
      message = null;
      answer('250 2.0.0 Taken', 'dot');
      return;
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO')
      answer('250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 30000000', 'ehlo');
    else if (verb === 'HELO') answer('250 sink.example', 'ehlo');
    else if (verb === 'MAIL') {
      stage = drawStage();
      answer('250 2.1.0 Ok', 'mail');
    } else if (verb === 'RCPT') {
      recipient = /<([^>]*)>/.exec(line)?.[1]?.toLowerCase() ?? '';
      answer('250 2.1.5 Ok', 'rcpt');
    } else if (verb === 'DATA') {
      message = '';
      answer('354 Go on', 'data');
    } else if (verb === 'QUIT') {
      out = out.then(() => void socket.end('221 2.0.0 Bye\r\n'));
    } else answer('250 2.0.0 Ok', 'ehlo');
  }

  answer('220 sink.example ESMTP', 'banner');
  socket.on('data', (chunk: string) => {
    if (isSilent) return;
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}

function writeLine(line: Record<string, unknown>): void {
  writeSync(log, `${JSON.stringify(line)}\n`);
}

const control = createHttpServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://sink');
  if (url.pathname === '/mode') {
    const wanted = url.searchParams.get('stage');
    mode = {
      kind: (url.searchParams.get('kind') ?? 'ok') as Mode['kind'],
      share: Number(url.searchParams.get('share') ?? 0),
      ...(wanted === null ? {} : { stage: wanted as Stage }),
    };
    held = 0;
    bodies = 0;
    // A host that comes to its senses has dropped those it kept waiting.
    for (const socket of stuck) socket.destroy();
    stuck.clear();
  }
  response.end(JSON.stringify({ held, bodies, sessions: sessions.size }));
});

const pause = (ms: number) => (ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve());
const listening = (
  server: { listen(port: number, host: string, then: () => void): unknown },
  at: number,
  host: string,
) => new Promise<void>((resolve) => server.listen(at, host, resolve));

for (const host of hosts.split(',')) await listening(createServer(serve), Number(port), host);
await listening(control, Number(controlPort), '127.0.0.1');
process.stdout.write('ready\n');
