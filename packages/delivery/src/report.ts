// What an attempt tells: the whole dialogue with a site, kept so that an investigation can ask anything of it later.
import type { MxAnswer } from './mx-answer.js';
import type { TlsPolicyReport } from './tls-policy/tls-policy.js';

/** How far the dialogue came. `dot` = the message was handed over with its final dot. */
export type Stage = 'dns' | 'connect' | 'banner' | 'ehlo' | 'starttls' | 'mail' | 'rcpt' | 'data' | 'dot';

export interface Reply {
  /** Three digits, 200 to 599. */
  readonly code: number;
  /** RFC 3463, when the reply carries one that fits its code. */
  readonly enhancedCode: string | null;
  /** All lines joined by a line feed, codes included as they came, without other control characters, at most 4,096 signs. */
  readonly text: string;
}

/** One thing that happened, in order; `ms` is how long it took. */
export interface Step {
  readonly stage: Stage;
  readonly mxHost: string | null;
  readonly ip: string | null;
  readonly ms: number;
  /** The reply, or what went wrong, in one line. */
  readonly words: string;
}

/** accepted: 2yz after the final dot · in_doubt: dot sent, reply never read · abandoned: we stopped before the dot, no harm done. */
export type AttemptOutcome = 'accepted' | 'deferred' | 'refused' | 'in_doubt' | 'abandoned';

export interface AttemptReport {
  readonly outcome: AttemptOutcome;
  /** Where it was decided; null for an attempt that was abandoned before anything happened. */
  readonly stage: Stage | null;
  /** The reply that decided; null when no reply was given (DNS, connection, timeout). */
  readonly reply: Reply | null;
  /** What went wrong when no reply was given: "connection refused by 192.0.2.1", "no reply within 300 s". */
  readonly trouble: string | null;
  readonly mxHost: string | null;
  readonly mxIp: string | null;
  readonly sourceIp: string | null;
  /** The name we said in EHLO or HELO; absent where it did not come to that. */
  readonly ehloName?: string;
  /** "TLSv1.3 TLS_AES_256_GCM_SHA384 verified", "… unverified: self-signed certificate", "none", "none: handshake failed …". */
  readonly tls: string | null;
  /** The domain's TLS policy and what came of it; absent where it has none. */
  readonly tlsPolicy?: TlsPolicyReport;
  readonly wasDotSent: boolean;
  readonly steps: readonly Step[];
  /** The DNS answer the attempt went by. */
  readonly mx: MxAnswer;
}
