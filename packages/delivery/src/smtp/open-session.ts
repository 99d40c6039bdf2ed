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
  /** TLS was begun and did not come about: plaintext may do. */
  readonly isTlsFailure: boolean;
  readonly dialogue: Dialogue;
}

export interface OpenSessionOptions {
  readonly socket: net.Socket;
  readonly mxHost: string;
  readonly ip: string;
  readonly ehloName: string;
  /** try: when it is offered · never: after a failed handshake · must */
  readonly tls: 'try' | 'never' | 'must';
  readonly timeouts: Timeouts;
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
      const failure = failureOf(dialogue, error, smtp.lastServerResponse);
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

function settings({ socket, mxHost, ehloName, tls }: OpenSessionOptions, dialogue: Dialogue) {
  return {
    connection: socket,
    host: mxHost,
    servername: mxHost,
    name: ehloName,
    ignoreTLS: tls === 'never',
    requireTLS: tls === 'must',
    // Any certificate is better than none (RFC 7435); what it is worth is recorded. Old servers speak TLS 1.0.
    tls: { rejectUnauthorized: false, minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' },
    transactionLog: true,
    logger: dialogue.log,
    maxResponseSize: MAX_REPLY_BYTES,
    connectionTimeout: LIBRARY_MS,
    greetingTimeout: LIBRARY_MS,
    socketTimeout: LIBRARY_MS,
    socketCloseTimeout: 0,
  };
}

function failureOf(dialogue: Dialogue, error: Error & { response?: unknown }, last: unknown): SessionFailure {
  const { isInHandshake } = dialogue;
  const stage = dialogue.stage ?? dialogue.lastStage ?? 'banner';
  const reply = typeof error.response === 'string' ? readReply(error.response) : null;
  const isRefusedTls =
    (error as { code?: string }).code === 'ETLS' && typeof last === 'string' && !last.startsWith('2');
  const trouble = reply ? null : (dialogue.givenUp ?? troubleWords(error));
  return { stage, reply, trouble, isTlsFailure: isInHandshake || isRefusedTls, dialogue };
}

/** The library upgrades in place and hands its socket to nobody; what was negotiated must be told. */
export function socketOf(smtp: SMTPConnection, first: net.Socket): net.Socket {
  return (smtp as unknown as { _socket?: net.Socket })._socket ?? first;
}
