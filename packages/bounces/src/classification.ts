// What a reply or a report is said to mean: the words, their limits, and which of them may count against an address.

export type Stage = 'dns' | 'connect' | 'banner' | 'ehlo' | 'starttls' | 'mail' | 'rcpt' | 'data' | 'dot';

/** Whose side a reply speaks of. Only `address` may suppress an address. */
export type Scope = 'address' | 'domain' | 'site' | 'our_ip' | 'our_domain' | 'message' | 'unknown';

export type Category =
  | 'address_unknown'
  | 'mailbox_disabled'
  | 'mailbox_full'
  | 'address_moved'
  | 'recipient_refuses_you'
  | 'recipient_rate'
  | 'domain_dead'
  | 'domain_refuses_mail'
  | 'domain_misconfig'
  | 'dns_temp'
  | 'unreachable'
  | 'greylist'
  | 'rate_limited'
  | 'reputation_block'
  | 'reputation_domain'
  | 'authentication'
  | 'ptr_helo'
  | 'tls_required'
  | 'content_spam'
  | 'message_format'
  | 'message_too_big'
  | 'system_temp'
  | 'complaint'
  | 'autoreply'
  | 'expired'
  | 'in_doubt'
  | 'unclassified';

/** certain = the receiver's own documented words or code; likely = a text pattern; unclear = a code alone, or nothing. */
export type Certainty = 'certain' | 'likely' | 'unclear';

/** A reply given in the SMTP dialogue, or the same facts out of a report. */
export interface ReplyFacts {
  /** Where in the dialogue it came; null when a report does not say. */
  readonly stage: Stage | null;
  /** Three digits; null for trouble without a reply (DNS, connection) or a report without one. */
  readonly code: number | null;
  /** RFC 3463, e.g. "5.1.1". */
  readonly enhancedCode: string | null;
  readonly text: string;
  readonly mxHost: string | null;
}

export interface Classification {
  readonly category: Category;
  readonly scope: Scope;
  readonly certainty: Certainty;
  /** The rule that decided, e.g. "google/over-quota"; stable, stored with the result. */
  readonly ruleId: string;
  readonly isPermanent: boolean;
  /** The receiver's own "try again in N seconds", 1 s to 7 days. */
  readonly retryHintSeconds: number | null;
}
