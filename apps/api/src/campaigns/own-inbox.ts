// A receiving end of our own on loopback: one message is delivered to it over SMTP, as to anybody, and given back.
import type { AddressInfo, Server } from 'node:net';
import { connectToSite, type MxAnswer } from '@doorstep/delivery';
import { SMTPServer } from 'smtp-server';

export interface OwnDelivery {
  readonly from: string;
  readonly to: string;
  readonly body: Uint8Array;
}

export type CameBack =
  | { readonly kind: 'received'; readonly message: Uint8Array }
  | { readonly kind: 'lost'; readonly words: string };

const PATIENCE_MS = 15_000;
const HOST = 'preflight.invalid';

/** Takes the same way as a delivery to the world, so that what is judged is what goes over the wire. */
export async function sendToOurselves(delivery: OwnDelivery): Promise<CameBack> {
  const chunks: Buffer[] = [];
  const inbox = new SMTPServer({
    name: HOST,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => done());
    },
  });
  inbox.on('error', () => undefined); // the sending side tells what broke
  const listening = await listen(inbox);
  try {
    return await deliver(delivery, (listening.address() as AddressInfo).port, chunks);
  } finally {
    await new Promise<void>((resolve) => inbox.close(() => resolve()));
  }
}

function listen(inbox: SMTPServer): Promise<Server> {
  return new Promise((resolve, reject) => {
    const own = inbox.listen(0, '127.0.0.1', () => resolve(own as Server));
    own.once('error', reject);
  });
}

async function deliver(delivery: OwnDelivery, smtpPort: number, chunks: readonly Buffer[]): Promise<CameBack> {
  const hosts = [{ host: HOST, preference: 0, addresses: ['127.0.0.1'] }];
  const answer: MxAnswer = { kind: 'mx', domain: HOST, hosts, ttlSeconds: 60 };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const connected = await connectToSite({ answer, smtpPort, ehloName: 'localhost', allowPrivateMx: true, signal });
  if (connected.kind === 'failed') return lost(connected.report);
  const { connection } = connected;
  const giveUp = () => connection.destroy();
  signal.addEventListener('abort', giveUp);
  const report = await connection.send({ ...delivery, beforeDot: () => Promise.resolve(true) });
  signal.removeEventListener('abort', giveUp);
  await connection.close();
  return report.outcome === 'accepted' ? { kind: 'received', message: Buffer.concat(chunks) } : lost(report);
}

function lost({ reply, trouble }: { reply: { text: string } | null; trouble: string | null }): CameBack {
  return { kind: 'lost', words: reply?.text ?? trouble ?? 'no answer' };
}
