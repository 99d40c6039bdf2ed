// What a caller holds of a site: how to reach it, and one open connection that carries message after message.
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptReport } from '../report.js';
import type { TlsPolicy, TlsVerdict } from '../tls-policy/tls-policy.js';
import type { Timeouts } from './timeouts.js';

export interface ConnectOptions {
  readonly answer: MxAnswer;
  /** 25 everywhere but in the sandbox and in tests. */
  readonly smtpPort: number;
  /** The PTR name of the source address. */
  readonly ehloName: string;
  /** Source address; its family decides which addresses of the site are tried. */
  readonly localAddress?: string;
  /** Sandbox and tests: loopback is allowed, and nothing but loopback. */
  readonly allowPrivateMx: boolean;
  /** Addresses of this machine in the world: an MX pointing at them is a loop (RFC 5321 §5.1). */
  readonly ownAddresses?: readonly string[];
  readonly timeouts?: Partial<Timeouts>;
  /** What the domain asks of the encryption; without one it is opportunistic: tried, recorded, plaintext where it fails. */
  readonly tlsPolicy?: TlsPolicy;
  /** Authorities whose certificates count, in PEM, instead of those Node trusts: for tests. */
  readonly tlsAuthorities?: string;
  /** 0 ≤ x < 1; orders hosts of equal preference. */
  readonly random?: () => number;
  /** Aborts connecting; a connection that is open is ended with destroy(). */
  readonly signal?: AbortSignal;
}

export interface OutgoingMessage {
  /** Return path; empty for the null sender. */
  readonly from: string;
  /** One recipient per transaction. */
  readonly to: string;
  /** RFC 5322 message, CRLF line ends, not dot-stuffed. */
  readonly body: Uint8Array;
  /** The body is ASCII in whole lines with CRLF ends, none beginning with a dot: it need not be looked through again. */
  readonly isWireForm?: boolean;
  /** Awaited once, after every byte but the final dot went out; false or a rejection: the dot is never sent. */
  readonly beforeDot: () => Promise<boolean>;
}

export interface SiteConnection {
  readonly mxHost: string;
  readonly mxIp: string;
  readonly sourceIp: string | null;
  /** In the words of AttemptReport.tls. */
  readonly tls: string;
  /** Transactions begun on this connection, whatever came of them. */
  readonly messagesSent: number;
  /** False after a 421, the other end's close, an error, close() or destroy(). */
  isUsable(): boolean;
  /** One transaction. Never throws for what the world answers; throws when two are begun at once. */
  send(message: OutgoingMessage): Promise<AttemptReport>;
  /** QUIT, bounded. */
  close(): Promise<void>;
  destroy(): void;
}

export type Connected =
  | {
      readonly kind: 'open';
      readonly connection: SiteConnection;
      readonly verdict: TlsVerdict;
      /**
       * What the connection is worth under the policy of another domain of the site: its mail may go over it only if
       * the verdict is fit.
       */
      readonly judge: (policy: TlsPolicy) => TlsVerdict;
      /** Why TLS failed at this host, so that it is spoken to in plaintext; null when it did not fail. */
      readonly brokenTls: string | null;
    }
  /** deferred, refused or abandoned (signal); `stage` says how far the last host was reached. */
  | { readonly kind: 'failed'; readonly report: AttemptReport };
