// An MX host that says exactly what a test tells it to, byte for byte, and keeps what it heard.
import net from 'node:net';
import tls from 'node:tls';
import type { MxAnswer } from '../mx-answer.js';

export interface RawHost {
  readonly port: number;
  /** Everything clients wrote, all connections joined. */
  heard(): string;
  connections(): number;
  close(): Promise<void>;
}

export interface RawScript {
  /** null: stays silent. */
  readonly banner?: string | null;
  /** What to say to a line; null = silence, "drop" = cut the connection, "drop after 220 ok" = say it and cut. Unmatched lines get the usual yes. */
  readonly answer?: (line: string, context: { readonly messages: number }) => string | null | undefined;
  /** To the final dot. */
  readonly afterDot?: string | null;
  /** Cut the connection once the body has begun. */
  readonly dropsInBody?: boolean;
  readonly extensions?: readonly string[];
  /** Offers STARTTLS with these; `injects`: what comes in the same packet as the 220. */
  readonly tls?: tls.SecureContextOptions & { readonly injects?: string };
}

export async function rawHost(script: RawScript = {}): Promise<RawHost> {
  const sockets = new Set<net.Socket>();
  let heard = '';
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // the client cut it: what the test is about
    converse(socket, script, (text) => {
      heard += text;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    heard: () => heard,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: net.Socket, script: RawScript, note: (text: string) => void): void {
  let rest = '';
  let isInBody = false;
  let messages = 0;
  const say = (text: string | null) => {
    if (text === 'drop') socket.destroy();
    else if (text?.startsWith('drop after ')) socket.end(`${text.slice(11)}\r\n`);
    else if (text !== null) socket.write(`${text}\r\n`);
  };
  say(script.banner === undefined ? '220 mx.test ESMTP' : script.banner);
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    note(chunk);
    rest += chunk;
    for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      if (isInBody) {
        if (script.dropsInBody) return socket.destroy();
        if (line !== '.') continue;
        isInBody = false;
        messages++;
        say(script.afterDot === undefined ? `250 2.0.0 taken as ${messages}` : script.afterDot);
        continue;
      }
      const own = script.answer?.(line, { messages });
      if (own !== undefined) {
        say(own);
        continue;
      }
      if (line === 'STARTTLS' && script.tls) return upgrade(socket, script, note);
      isInBody = line === 'DATA';
      say(usual(line, offered(script)));
    }
  });
}

const offered = ({ extensions = ['PIPELINING', '8BITMIME'], tls }: RawScript) =>
  tls ? [...extensions, 'STARTTLS'] : extensions;

/** Under TLS the dialogue begins anew, without a banner and without STARTTLS (RFC 3207 §4.2). */
function upgrade(socket: net.Socket, script: RawScript, note: (text: string) => void): void {
  const { tls: secure, ...more } = script;
  const { injects = '', ...context } = secure!;
  socket.removeAllListeners('data');
  socket.setEncoding(); // bytes again
  socket.write(`220 ready\r\n${injects}`);
  const secureContext = tls.createSecureContext(context);
  const SNICallback = (name: string, done: (error: null, context: tls.SecureContext) => void) => {
    note(`(asked for ${name} by SNI)\r\n`);
    done(null, secureContext);
  };
  const encrypted = new tls.TLSSocket(socket, { isServer: true, secureContext, SNICallback });
  encrypted.on('error', () => undefined); // the client did not like it: what the test is about
  converse(encrypted, { ...more, banner: null }, (text) => note(text));
}

function usual(line: string, extensions: readonly string[]): string {
  if (/^EHLO/i.test(line))
    return ['mx.test', ...extensions]
      .map((text, i, all) => `250${i === all.length - 1 ? ' ' : '-'}${text}`)
      .join('\r\n');
  if (line === 'DATA') return '354 go on';
  if (line === 'QUIT') return '221 bye';
  return '250 2.1.0 ok';
}

/** An MX answer that leads to loopback. */
export function answerOf(...hosts: { host: string; preference?: number; addresses?: string[] }[]): MxAnswer {
  const named = hosts.length > 0 ? hosts : [{ host: 'mx.test' }];
  return {
    kind: 'mx',
    domain: 'reader.test',
    ttlSeconds: 60,
    hosts: named.map(({ host, preference = 10, addresses = ['127.0.0.1'] }) => ({ host, preference, addresses })),
  };
}
