// POP3 over the bounce mailbox (RFC 1939, CAPA of RFC 2449, AUTH PLAIN of RFC 5034), byte for byte.
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { closeServer, listen } from '../listening.js';
import type { BounceMailbox } from './bounce-mailbox.js';
import type { MailboxAccount } from './imap-server.js';
import { Pop3Session } from './pop3-session.js';

export interface RunningPop3 {
  readonly port: number;
  close(): Promise<void>;
}

const longestLine = 1024;
const idleMs = 10 * 60_000;

export async function startPop3Server(
  account: MailboxAccount,
  mailbox: BounceMailbox,
  host: string,
  port: number,
): Promise<RunningPop3> {
  const era = randomUUID().slice(0, 8); // a start is a new mailbox: the same uid means another message
  const server = net.createServer((socket) => serve(socket, new Pop3Session(account, mailbox, era)));
  await listen(server, port, host);
  return { port: (server.address() as net.AddressInfo).port, close: () => closeServer(server) };
}

function serve(socket: net.Socket, session: Pop3Session): void {
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.setEncoding('latin1');
  socket.write('+OK simulated mailbox ready\r\n');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) socket.end('-ERR line too long\r\n');
    for (const line of lines) {
      const reply = session.answer(line.replace(/\r$/, ''));
      socket.write(reply, 'latin1');
      if (session.isOver) return socket.end();
    }
  });
}
