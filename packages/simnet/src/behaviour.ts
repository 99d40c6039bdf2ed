// How a domain of the simulated internet behaves: plain JSON, so that tests, characters and the control API say it alike.

/**
 * A reply of an MX host. In lines these are filled in: {recipient} {domain} {host} {client} {id}.
 * Each line carries its own enhanced code, as real hosts write it.
 */
export interface Answer {
  /** Three digits, 200 to 599; 421 closes the connection. */
  readonly code: number;
  readonly lines: readonly string[];
  /** Bytes to put on the wire instead of code and lines, one sign per byte; ends the reply itself with CR LF. */
  readonly raw?: string;
  /** Given to the first n tries of each envelope only; without it always. */
  readonly times?: number;
}

/** What DNS answers for the domain; `mx` unless said otherwise. */
export type DnsCharacter =
  | 'mx'
  | 'implicit'
  | 'null-mx'
  | 'all-dead'
  | 'nxdomain'
  | 'no-address'
  | 'servfail'
  | 'timeout';

/** A mail that comes to the envelope sender some time after the message was accepted. */
export interface LateReport {
  /** failed, delayed: RFC 3464 · plain: a bounce without MIME parts, as qmail writes it · complaint: RFC 5965 · auto-reply: RFC 3834 */
  readonly kind: 'failed' | 'delayed' | 'plain' | 'complaint' | 'auto-reply';
  /** Simulated seconds after the acceptance. */
  readonly afterSeconds: number;
  /** RFC 3463 status, such as 5.1.1. */
  readonly status?: string;
  /** The reply the next host gave; {recipient} is filled in. */
  readonly diagnostic?: string;
  /** The address the mail was forwarded to; the report then names it as Final-Recipient, ours as Original-Recipient. */
  readonly forwardedTo?: string;
  /** full: the whole message comes back · headers: its headers only (default). */
  readonly returns?: 'full' | 'headers';
}

export interface MxHostPlan {
  /** Full name; default mx1.<domain>, mx2.<domain> … */
  readonly name?: string;
  /** Default 10, 20, 30 … */
  readonly preference?: number;
  /** Nothing listens at its address: connection refused. */
  readonly isDead?: boolean;
}

export interface Behaviour {
  /** Takes everything not said here from this character. */
  readonly like?: string;
  readonly dns?: DnsCharacter;
  /** Uses the MX hosts of this domain, which must be known; their connection behaviour counts, the rest is this one's. */
  readonly sharesHostsOf?: string;
  /** Default: one host. */
  readonly hosts?: readonly MxHostPlan[];

  /** Connection: what the hosts do whoever the recipient is. */
  readonly banner?: string;
  /** Instead of the 220 greeting; the connection is closed after it. */
  readonly greeting?: Answer;
  /** Real milliseconds before each reply. */
  readonly delayMs?: number;
  readonly refusesEhlo?: boolean;
  /** self-signed (default) · broken: the handshake fails, plaintext works · none: STARTTLS is not offered. */
  readonly tls?: 'self-signed' | 'broken' | 'none';
  /** At one time at the site, over it: `tooMany`. */
  readonly maxConnections?: number;
  readonly tooMany?: Answer;
  readonly maxMessagesPerConnection?: number;
  readonly limitReached?: Answer;

  /** Recipient: what is said at RCPT TO. */
  readonly rcpt?: Answer;
  readonly greylistSeconds?: number;
  readonly greylisted?: Answer;
  /** To local parts that begin with gone or nobody. */
  readonly unknownUser?: Answer;
  /** To local parts that begin with full. */
  readonly mailboxFull?: Answer;

  /** Message: what is said after the final dot. */
  readonly dot?: Answer;
  /** Text of the 250 after the dot. */
  readonly acceptedText?: string;
  /** data: connection dropped after 354 · dot: after the final dot, always · dot-once: the first time of each envelope. */
  readonly drops?: 'data' | 'dot' | 'dot-once';
  readonly later?: readonly LateReport[];
}
