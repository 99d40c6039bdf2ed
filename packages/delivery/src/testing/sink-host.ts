// An MX host that is well-behaved but for one place of its first dialogue, where it does what a test tells it to.
import net from 'node:net';

/** body: once the first bytes of the message came · rset: after a refusal */
export type Place = 'banner' | 'ehlo' | 'starttls' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot' | 'rset';

export interface Manner {
  /** Done in place of the usual answer, which is handed in with its line end; the host does nothing more until it is over. */
  readonly act: (socket: net.Socket, usual: string) => unknown;
  /** The usual answer comes all the same, in its own way. */
  readonly isYes?: boolean;
}

export interface SinkHost {
  readonly port: number;
  connections(): number;
  /** Messages that came whole, with their final dot. */
  messages(): number;
  /** Commands as they came, one after the other. */
  commands(): readonly string[];
  close(): Promise<void>;
}

export interface SinkOptions {
  readonly place?: Place;
  readonly manner?: Manner;
  readonly extensions?: readonly string[];
}

export async function sinkHost(options: SinkOptions): Promise<SinkHost> {
  const sockets = new Set<net.Socket>();
  const seen = { connections: 0, messages: 0, commands: [] as string[], isPlaceLeft: false };
  const server = net.createServer((socket) => {
    seen.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // the other end has cut it: what the test is about
    converse(socket, options, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    connections: () => seen.connections,
    messages: () => seen.messages,
    commands: () => seen.commands,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Seen {
  messages: number;
  readonly commands: string[];
  /** Banner, EHLO and STARTTLS go wrong on every connection, the rest once. */
  isPlaceLeft: boolean;
}

const OF_A_CONNECTION: readonly Place[] = ['banner', 'ehlo', 'starttls'];

function converse(socket: net.Socket, options: SinkOptions, seen: Seen): void {
  const { place, manner, extensions = ['PIPELINING', '8BITMIME'] } = options;
  const usual = usualAnswers([...(place === 'starttls' ? ['STARTTLS'] : []), ...extensions]);
  let rest = '';
  let isInBody = false;
  let isBusy = false;
  /** @returns whether it was the usual answer */
  const answer = async (at: Place | null, text: string): Promise<boolean> => {
    if (manner === undefined || at === null || at !== place || seen.isPlaceLeft) return socket.write(text) || true;
    seen.isPlaceLeft = !OF_A_CONNECTION.includes(at);
    await manner.act(socket, text);
    return manner.isYes ?? false;
  };
  const take = async (line: string) => {
    if (isInBody) {
      if (line !== '.') return answer('body', '');
      isInBody = false;
      seen.messages++;
      return answer('dot', `250 2.0.0 taken as ${seen.messages}\r\n`);
    }
    seen.commands.push(line);
    const [, at, text] = usual.find(([pattern]) => pattern.test(line)) ?? [null, null, '500 5.5.2 what?\r\n'];
    const isYes = await answer(at, text);
    isInBody = at === 'data' && isYes;
  };
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let at = rest.indexOf('\r\n'); at >= 0 && !socket.destroyed; at = rest.indexOf('\r\n')) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      await take(line);
    }
    isBusy = false;
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    rest += chunk;
    void work();
  });
  void answer('banner', '220 mx.test ESMTP\r\n');
}

function usualAnswers(extensions: readonly string[]): readonly (readonly [RegExp, Place | null, string])[] {
  const offered = ['mx.test', ...extensions];
  const greeting = offered.map((text, i) => `250${i === offered.length - 1 ? ' ' : '-'}${text}\r\n`).join('');
  return [
    [/^EHLO|^HELO/, 'ehlo', greeting],
    [/^STARTTLS/, 'starttls', '220 go on\r\n'],
    [/^MAIL/, 'mail', '250 2.1.0 ok\r\n'],
    [/^RCPT/, 'rcpt', '250 2.1.5 ok\r\n'],
    [/^DATA/, 'data', '354 go on\r\n'],
    [/^RSET/, 'rset', '250 2.0.0 forgotten\r\n'],
    [/^QUIT/, null, '221 2.0.0 bye\r\n'],
  ];
}
