// What a mail in the bounce mailbox turned out to be: the shape every reader in this room fills.
import type { Classification } from './classification.js';
import type { WayOfMail } from './way-of-mail.js';

export type ReportKind = 'bounce' | 'delayed' | 'complaint' | 'autoreply' | 'vacation' | 'not-bounce';

/** RFC 3464 §2.3.3. */
export type ReportAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

export interface ReportRecipient {
  /** Whom the report speaks of, lower-cased; a report of RFC 3464 by its original recipient (the one we wrote to). */
  readonly address: string;
  /** Original-Recipient of RFC 3464 §2.3.1, or "generated from" of a text, when it is given. */
  readonly originalRecipient: string | null;
  /** Final-Recipient of RFC 3464 §2.3.2: differs from `address` when the mail was forwarded. */
  readonly finalRecipient: string | null;
  readonly action: ReportAction | null;
  /** RFC 3463 code standing in the mail; never one made up. */
  readonly status: string | null;
  /** SMTP reply code standing in the mail, 400-599. */
  readonly replyCode: number | null;
  /** The words of the receiver or of the reporting host, without control characters, at most 4,096 signs. */
  readonly diagnostic: string;
  readonly remoteMta: string | null;
  readonly classification: Classification;
  /** True when the report shows that mailing this address once more is no use; doubtful words leave it false. */
  readonly isHard: boolean;
}

/** What can be read of our own message inside the report. */
export interface ReturnedOriginal {
  readonly messageId: string | null;
  readonly to: readonly string[];
  readonly subject: string | null;
  /** How it went before it was given back. */
  readonly way: WayOfMail;
}

export interface Report {
  readonly kind: ReportKind;
  /** At most 100. */
  readonly recipients: readonly ReportRecipient[];
  readonly reportingMta: string | null;
  /** Queue id of the reporting host (X-Postfix-Queue-ID and the like): joins "250, then a report hours later". */
  readonly remoteQueueId: string | null;
  /** When the report says it was written (Date, RFC 5322 §3.6.1): the clock of others. Null when it does not say. */
  readonly writtenAt: Date | null;
  /** Domain of a host that rewrote our return path to pass the message on (SRS in To), or null. */
  readonly forwarder: string | null;
  /** Token-shaped words in envelope headers, To, and the returned original; not verified here. */
  readonly tokens: readonly string[];
  readonly subject: string;
  /** From address of the report. */
  readonly from: string | null;
  readonly original: ReturnedOriginal | null;
  /** Feedback-Type of RFC 5965 §3.1, lower-cased. */
  readonly feedbackType: string | null;
  /** The format that was recognised: "rfc3464", "rfc5965", "qmail", … */
  readonly format: string | null;
  /** Limits that cut the reading short, in plain words; empty for a healthy mail. */
  readonly cuts: readonly string[];
}
