// The one bounce mailbox: a list of messages that the POP3 and the IMAP server both show and take from.

export interface MailboxMessage {
  /** IMAP uid: grows, is never used twice. */
  readonly uid: number;
  /** One sign per byte. */
  readonly raw: string;
}

export interface BounceMailbox {
  /** @param raw one sign per byte */
  put(raw: string): void;
  /** Oldest first; the messages of the inbox, without those moved elsewhere. */
  list(): MailboxMessage[];
  /** @param uids those that exist no more are passed over */
  remove(uids: ReadonlySet<number>): void;
  clear(): void;
}

/** Bytes stay as they are; text becomes UTF-8 with CR LF line ends, as mail has them. One sign per byte either way. */
export function asBytes(raw: string | Uint8Array): string {
  if (typeof raw !== 'string') return Buffer.from(raw).toString('latin1');
  return Buffer.from(raw.replace(/\r?\n/g, '\r\n'), 'utf8').toString('latin1');
}
