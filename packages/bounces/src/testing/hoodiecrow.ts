// Starts hoodiecrow-imap (an IMAP server for tests) with messages in its INBOX.
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

interface Hoodiecrow {
  readonly server: Server;
  listen(port: number, host: string, done: () => void): void;
  close(): void;
}
// It has no types of its own, and rooms may not share declarations of a module.
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export async function startHoodiecrow(messages: readonly string[]): Promise<{ port: number; close(): void }> {
  const server = hoodiecrow({
    plugins: ['ID', 'STARTTLS', 'UIDPLUS', 'SASL-IR', 'AUTH-PLAIN'],
    storage: { INBOX: { messages: messages.map((raw) => ({ raw })) }, '': { separator: '/', folders: {} } },
    users: { testuser: { password: 'testpass' } },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
}
