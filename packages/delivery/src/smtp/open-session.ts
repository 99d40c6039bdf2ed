// Brings an open socket to the point where a message may be sent: banner, EHLO or HELO, STARTTLS.
import type net from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Reply, Stage } from '../report.js';
import { Dialogue } from './dialogue.js';
import { readReply } from './reply.js';
import type { Timeouts } from './timeouts.js';
import { troubleWords } from './trouble-words.js';

export interface Session {
  readonly smtp: SMTPConnection;
  readonly dialogue: Dialogue;
  /** The socket that carries the dialogue now: TLS or plain. */
  readonly socket: net.Socket;
}

export interface SessionFailure {
  readonly stage: Stage;
  readonly reply: Reply | null;
  readonly trouble: string | null;
  /** TLS did not come about, so that plaintext may do: the handshake failed, or STARTTLS was answered with a no. */
  readonly tlsFailure: 'handshake' | 'refused' | null;
  readonly dialogue: Dialogue;
}

/** try: when it is offered · never: after a failed handshake · must: any version · must-be-modern: TLS 1.2 or newer */
export type TlsUse = 'try' | 'never' | 'must' | 'must-be-modern';

export interface OpenSessionOptions {
  readonly socket: net.Socket;
  readonly mxHost: string;
  readonly ip: string;
  /** Asked for in the handshake (SNI). */
  readonly serverName: string;
  readonly ehloName: string;
  readonly tls: TlsUse;
  readonly timeouts: Timeouts;
  /** Instead of the authorities Node trusts, in PEM. */
  readonly tlsAuthorities?: string | undefined;
}

export type OpenedSession = { readonly session: Session } | { readonly failure: SessionFailure };

/** No single timer of the library may end a dialogue before ours do: those know what is waited for. */
const LIBRARY_MS = 24 * 3_600_000;
const MAX_REPLY_BYTES = 64 * 1024;

export function openSession(options: OpenSessionOptions): Promise<OpenedSession> {
  const { socket, mxHost, ip, timeouts } = options;
  return new Promise((resolve) => {
    const dialogue = new Dialogue({ mxHost, ip, timeouts });
    dialogue.onGiveUp = () => fail(new Error('given up'));
    const smtp = new SMTPConnection(settings(options, dialogue));
    let isSettled = false;

    function fail(error: Error): void {
      if (isSettled) return;
      isSettled = true;
      const failure = failureOf(dialogue, error, smtp);
      dialogue.noteEnd(failure.trouble ?? 'ended');
      socketOf(smtp, socket).destroy();
      smtp.close();
      resolve({ failure });
    }

    smtp.on('error', fail);
    smtp.once('end', () => fail(new Error('connection lost')));
    dialogue.await('banner', 'the connection', timeouts.bannerMs);
    smtp.connect((error?: Error | null) => {
      if (error) return fail(error);
      if (isSettled) return;
      isSettled = true;
      dialogue.rest();
      // The host itself shall say that a message is too large: its words are the evidence (RFC 1870 §6.1).
      Object.assign(smtp, { _maxAllowedSize: 0 });
      resolve({ session: { smtp, dialogue, socket: socketOf(smtp, socket) } });
    });
  });
}

function settings(
  { socket, mxHost, serverName, ehloName, tls, tlsAuthorities }: OpenSessionOptions,
  dialogue: Dialogue,
) {
  return {
    connection: socket,
    host: mxHost,
    servername: serverName,
    name: ehloName,
    ignoreTLS: tls === 'never',
    requireTLS: tls === 'must' || tls === 'must-be-modern',
    // What a certificate is worth is judged afterwards, by the domain's policy.
    tls: {
      rejectUnauthorized: false,
      ...(tls === 'must-be-modern' ? MODERN : ANY),
      ...(tlsAuthorities === undefined ? {} : { ca: tlsAuthorities }),
    },
    transactionLog: true,
    logger: dialogue.log,
    maxResponseSize: MAX_REPLY_BYTES,
    connectionTimeout: LIBRARY_MS,
    greetingTimeout: LIBRARY_MS,
    socketTimeout: LIBRARY_MS,
    socketCloseTimeout: 0,
  };
}

/** Any encryption is better than none (RFC 7435). Old servers speak TLS 1.0. */
const ANY = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
/** RFC 8461 §4.1, RFC 7672 §2.3.2. */
const MODERN = { minVersion: 'TLSv1.2' } as const;

function failureOf(dialogue: Dialogue, error: Error & { response?: unknown }, smtp: SMTPConnection): SessionFailure {
  const { isInHandshake } = dialogue;
  const stage = dialogue.stage ?? dialogue.lastStage ?? 'banner';
  const { code } = error as { code?: string };
  // The library takes what a cut line began with for a reply: nobody knows how it would have gone on.
  const isHalf = (code === 'ECONNECTION' || code === 'ETLS') && (smtp as unknown as { _remainder: string })._remainder;
  const reply = typeof error.response === 'string' && !isHalf ? readReply(error.response) : null;
  const last: unknown = smtp.lastServerResponse;
  const isRefusedTls = code === 'ETLS' && !isHalf && readReply(typeof last === 'string' ? last : '') !== null;
  const isFailedTls = isInHandshake || stage === 'starttls';
  return {
    ...{ stage, reply, dialogue },
    trouble: reply ? null : (dialogue.givenUp ?? troubleWords(error)),
    tlsFailure: isRefusedTls && !isInHandshake ? 'refused' : isFailedTls ? 'handshake' : null,
  };
}

/** The library upgrades in place and hands its socket to nobody; what was negotiated must be told. */
export function socketOf(smtp: SMTPConnection, first: net.Socket): net.Socket {
  return (smtp as unknown as { _socket?: net.Socket })._socket ?? first;
}
