// The SMTP dialogue of the bounce listener (RFC 5321): whom it hears, whom it refuses and when it says 250.
import { once } from 'node:events';
import type { TokenSigner } from '@doorstep/bounces';
import type { DeliveredMessage } from '@doorstep/database';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Log } from '../log.js';
import { createConnectionCounts } from './connection-counts.js';
import type { FlowLimits } from './flow-limits.js';
import type { ListenerTally } from './listener-tally.js';
import { collectContent } from './message-content.js';
import { decideRecipient } from './recipients.js';

export interface DoorLimits {
  /** A message above this is refused with 552. */
  readonly messageBytes: number;
  /** Of each message so much is kept: what the parser looks at. */
  readonly keepBytes: number;
  readonly connections: number;
  readonly connectionsPerPlace: number;
  /** Messages within an hour for one return path, and for all postmasters together. */
  readonly perReturnPath: number;
  readonly forPostmasters: number;
  /** Of silence. */
  readonly idleMs: number;
  /** Of one connection, whatever it does. */
  readonly connectionMs: number;
  /** Until a message is committed; later it is put off. */
  readonly keepMs: number;
}

export interface DoorOptions {
  readonly hostName: string;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly limits: DoorLimits;
  readonly tokens: Pick<TokenSigner, 'verify'>;
  /** Return-path domains of ours, lower-cased. */
  readonly domains: () => ReadonlySet<string>;
  /** Resolves once the message is committed. */
  readonly keep: (message: DeliveredMessage) => Promise<unknown>;
  /** Why no mail can be kept at this moment; null when it can. */
  readonly trouble: () => string | null;
  readonly flow: FlowLimits;
  readonly tally: ListenerTally;
  readonly log: Log;
}

export interface SmtpDoor {
  connections(): number;
  renewCertificate(tls: { readonly cert: string; readonly key: string }): void;
  /** Hears out who is in the middle of a message, for `ms` at most. */
  close(ms: number): Promise<void>;
}

const LONGEST_COMMAND = 2048;
const MOST_RECIPIENTS = 20;

/** @throws what the system says when it may not listen there */
export async function openDoor(options: DoorOptions, port: number, address: string | undefined): Promise<SmtpDoor> {
  const { limits, tls, tally, log } = options;
  const places = createConnectionCounts(limits.connectionsPerPlace);
  const server = new SMTPServer({
    ...{ name: options.hostName, banner: 'bounces of Doorstep', heloResponse: '%s' },
    ...{ size: limits.messageBytes, rejectOversized: true, maxClients: limits.connections },
    ...{ socketTimeout: limits.idleMs, maxCommandLength: LONGEST_COMMAND, maxRecipients: MOST_RECIPIENTS },
    disabledCommands: ['AUTH', 'VRFY', 'WIZ', 'SHELL', 'KILL', ...(tls ? [] : ['STARTTLS'])],
    ...{ hideENHANCEDSTATUSCODES: false, disableReverseLookup: true, authOptional: true, logger: false },
    ...(tls ? { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' as const } : {}),
    onConnect(session, done) {
      if (places.open(session.id, session.remoteAddress)) return done();
      tally.count('put_off');
      done(answer(421, 'Too many connections from your address. Please end one first.'));
    },
    onClose: (session) => places.close(session.id),
    onMailFrom(_sender, _session, done) {
      const trouble = options.trouble();
      if (trouble === null) return done();
      tally.count('put_off');
      done(answer(451, trouble));
    },
    onRcptTo: ({ address: recipient }, session, done) => done(judge(recipient, session)),
    onData(stream, session, done) {
      take(stream, session).then(
        (words) => done(null, words),
        (error: Error) => done(error),
      );
    },
  });

  function judge(recipient: string, session: SMTPServerSession): Error | null {
    const verdict = decideRecipient(recipient, options.tokens, options.domains());
    if (verdict.kind === 'unknown') {
      tally.count('refused', `${recipient} from ${session.remoteAddress}: ${verdict.words}`);
      log.debug({ recipient, remoteIp: session.remoteAddress }, 'Mail to the bounce listener was refused.');
      return answer(550, verdict.words);
    }
    const isFree =
      verdict.kind === 'postmaster'
        ? options.flow.take('postmaster', limits.forPostmasters)
        : options.flow.take(verdict.key, limits.perReturnPath);
    if (isFree) return null;
    tally.count('put_off');
    return answer(452, 'Too many messages for this recipient within the hour. Please try again later.');
  }

  /** @returns words of the 250, once everything is committed */
  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const content = await collectContent(endedAt(stream, session), limits.keepBytes);
    if (stream.sizeExceeded) {
      // The library answers 552 by itself.
      tally.count('refused', `A message of ${content.sizeBytes} bytes from ${session.remoteAddress}: too large.`);
      return 'too large';
    }
    const { mailFrom, rcptTo } = session.envelope;
    const message = {
      ...content,
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map((one) => one.address),
      ...{ remoteIp: session.remoteAddress, helo: session.hostNameAppearsAs },
      tls: session.tlsOptions ? session.tlsOptions.name : null,
    };
    try {
      await within(limits.keepMs, options.keep(message));
    } catch (error) {
      tally.count('put_off');
      log.warn(
        { err: error, remoteIp: session.remoteAddress },
        'A bounce could not be kept; its sender is asked to come again.',
      );
      throw answer(451, 'The message could not be stored just now. Please try again later.');
    }
    tally.count('accepted');
    log.debug({ remoteIp: session.remoteAddress, to: message.to }, 'A bounce came over SMTP.');
    return 'Kept. Thank you for telling.';
  }

  /** The message; whoever sends far more than was allowed is hung up on. */
  async function* endedAt(stream: SMTPServerDataStream, { id }: SMTPServerSession): AsyncGenerator<Buffer> {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (stream.byteLength > 2 * limits.messageBytes)
        for (const connection of server.connections)
          if (connection.id === id) connection.send(421, 'The message is far larger than this server takes.');
      yield chunk;
    }
  }

  server.on('error', (error) => log.debug({ err: error }, 'A connection to the bounce listener broke.'));
  server.server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), limits.connectionMs);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  });
  server.listen(port, address);
  await once(server.server, 'listening'); // rejects with the error of the system

  return {
    connections: () => server.connections.size,
    renewCertificate: ({ cert, key }) => server.updateSecureContext({ cert, key, minVersion: 'TLSv1.2' }),
    close(ms) {
      server.options.closeTimeout = ms;
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not stored within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
