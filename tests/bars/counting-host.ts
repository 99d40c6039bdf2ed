// A mail host that counts by itself how many connections it has: from its accept to its own close, which takes its time.
import net from 'node:net';

export interface CountingHost {
  readonly port: number;
  /** Connections it has now, those it is still closing included. */
  open(): number;
  /** The most it ever had at once. */
  most(): number;
  connections(): number;
  messages(): number;
  /** When each message came, in milliseconds of a clock that is never set. */
  times(): readonly number[];
  close(): Promise<void>;
}

export interface CountingOptions {
  /** Each reply takes so long. */
  readonly replyMs: number;
  /** From QUIT's 221, or its own 421, to the close. */
  readonly closeMs: number;
  /** Says 421 and closes after so many messages. */
  readonly endsAfter?: number;
}

export async function countingHost(options: CountingOptions): Promise<CountingHost> {
  const sockets = new Set<net.Socket>();
  const seen = { open: 0, most: 0, connections: 0, times: [] as number[] };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    seen.connections++;
    seen.most = Math.max(seen.most, ++seen.open);
    let isCounted = true;
    const left = () => {
      if (isCounted) seen.open--;
      isCounted = false;
      sockets.delete(socket);
    };
    socket.on('error', () => undefined); // the client cut it
    socket.on('close', left);
    converse(socket, options, left, () => {
      seen.times.push(performance.now());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    open: () => seen.open,
    most: () => seen.most,
    connections: () => seen.connections,
    messages: () => seen.times.length,
    times: () => seen.times,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: net.Socket, options: CountingOptions, left: () => void, onMessage: () => void): void {
  const { replyMs, closeMs, endsAfter = Number.POSITIVE_INFINITY } = options;
  let messages = 0;
  let isInBody = false;
  let rest = '';
  let said: Promise<unknown> = pause(replyMs).then(() => void socket.write('220 counting.example ESMTP\r\n'));
  const say = (text: string) => {
    said = said
      .then(() => pause(replyMs))
      .then(() => {
        if (!socket.destroyed) socket.write(`${text}\r\n`);
      });
  };
  const closeSlowly = () => {
    said = said
      .then(() => pause(closeMs))
      .then(() => {
        left();
        socket.end();
      });
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    rest += chunk;
    for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      if (isInBody) {
        if (line !== '.') continue;
        isInBody = false;
        messages++;
        onMessage();
        say('250 2.0.0 taken');
      } else if (messages >= endsAfter && line.startsWith('MAIL')) {
        say('421 4.7.0 enough in this session');
        closeSlowly();
      } else if (line === 'QUIT') {
        say('221 2.0.0 bye');
        closeSlowly();
      } else if (line === 'DATA') {
        isInBody = true;
        say('354 go on');
      } else say(/^EHLO/.test(line) ? '250-counting.example\r\n250 8BITMIME' : '250 2.1.0 ok');
    }
  });
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
