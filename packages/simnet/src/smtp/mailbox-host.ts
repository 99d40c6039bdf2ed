// The MX host of the bounce mailbox: takes mail for any recipient and puts it in the mailbox.
import net from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Certificate } from '../certificate.js';
import { closeServer, listen } from '../listening.js';
import { mailboxMxHost } from '../reports/post-office.js';

export const mailboxAddress = '127.20.0.1';

export interface MailboxHost {
  readonly port: number;
  close(): Promise<void>;
}

type Deliver = (mailFrom: string, recipient: string, raw: string, from: string) => void;

/** @param port 0 for a free one: all other hosts then listen on it too */
export async function startMailboxHost(certificate: Certificate, port: number, deliver: Deliver): Promise<MailboxHost> {
  const smtp = new SMTPServer({
    ...certificate,
    name: mailboxMxHost,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, { envelope, clientHostname }, callback) {
      const chunks: Buffer[] = [];
      stream.on('error', () => undefined); // the client went away in the middle: nothing was accepted
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        for (const { address } of envelope.rcptTo) deliver(from, address, raw, clientHostname);
        callback(null, '2.0.0 Ok: queued');
      });
    },
  });
  smtp.on('error', () => undefined); // broken connections are the client's affair
  const listener = net.createServer({ noDelay: true }, (socket) => smtp.connect(socket));
  await listen(listener, port, mailboxAddress);
  return { port: (listener.address() as net.AddressInfo).port, close: () => closeServer(listener) };
}
