// Starts hoodiecrow-imap (an IMAP server for tests) with messages in its INBOX.
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';

interface Hoodiecrow {
  readonly server: Server;
  listen(port: number, host: string, done: () => void): void;
  appendMessage(folder: string, flags: string[], at: Date, raw: string): void;
  close(): void;
}
// It has no types of its own, and rooms may not share declarations of a module.
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export interface RunningHoodiecrow {
  readonly port: number;
  append(raw: string): void;
  close(): void;
}

export async function startHoodiecrow(
  messages: readonly string[],
  plugins: readonly string[] = [],
): Promise<RunningHoodiecrow> {
  const server = hoodiecrow({
    plugins: ['ID', 'STARTTLS', 'UIDPLUS', 'SASL-IR', 'AUTH-PLAIN', ...plugins],
    storage: { INBOX: { messages: messages.map((raw) => ({ raw })) }, '': { separator: '/', folders: {} } },
    users: { testuser: { password: 'testpass', xoauth2: { accessToken: 'testtoken', sessionTimeout: 3_600_000 } } },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => sockets.add(socket.setNoDelay(true)));
  return {
    port: (server.server.address() as AddressInfo).port,
    append: (raw) => server.appendMessage('INBOX', [], new Date(), raw),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
