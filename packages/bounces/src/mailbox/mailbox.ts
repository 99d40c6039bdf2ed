// The bounce mailbox as the rest of the house sees it: one face for IMAP and POP3.
import type { TokenSource } from './oauth-token.js';

export interface MailboxSettings {
  readonly protocol: 'imap' | 'pop3';
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly username: string;
  /** Not used with `oauth`. */
  readonly password: string;
  /** Signs in by a token of the provider instead of a password. */
  readonly oauth?: TokenSource;
  /** IMAP only. */
  readonly folder: string;
  /** For connecting, and for each command; default 30,000. */
  readonly timeoutMs?: number;
  /** Accepts a certificate no authority vouches for; default false. */
  readonly allowSelfSigned?: boolean;
  /** Ends the session at once, whatever it is doing. */
  readonly signal?: AbortSignal;
}

export type MailboxStep = 'token' | 'dns' | 'connect' | 'tls' | 'greeting' | 'sign_in' | 'open_folder';

export interface ListedMessage {
  /** UIDL (POP3), or UIDVALIDITY/UID (IMAP): stays the same from session to session. */
  readonly uid: string;
  readonly sizeBytes: number;
}

export interface FetchedMessage {
  readonly raw: Uint8Array;
  /** True when the message is longer than was asked for. */
  readonly isCut: boolean;
}

/** An open session. Every method throws `MailboxError` when the session is lost or the server says no. */
export interface Mailbox {
  list(): Promise<ListedMessage[]>;
  /** Reads at most `maxBytes` from the start of a message of `list()`. */
  fetch(uid: string, maxBytes: number): Promise<FetchedMessage>;
  remove(uids: readonly string[]): Promise<void>;
  /** IMAP only: as read (\\Seen, RFC 9051 §2.3.2). What is marked already stays as it is. */
  mark(uids: readonly string[]): Promise<void>;
  /** IMAP only; makes the folder when it is missing. */
  move(uids: readonly string[], folder: string): Promise<void>;
  /** Names of the folders a mailbox may be read from or moved to; POP3 has none to choose. */
  folders(): Promise<string[]>;
  /** Says good-bye: POP3 removes only now what `remove` marked. */
  close(): Promise<void>;
}

export interface MailboxFailure {
  readonly kind: 'failed';
  readonly step: MailboxStep;
  /** What is wrong and what to do, for the person who set the mailbox up. */
  readonly words: string;
  /** What the server or the system said, one line. */
  readonly detail: string;
  /** Folders there are, when the one wanted could not be opened. */
  readonly folders?: readonly string[];
}

export type OpenedMailbox = { readonly kind: 'open'; readonly mailbox: Mailbox } | MailboxFailure;

export interface MailboxTestStep {
  readonly step: MailboxStep | 'count' | 'backlog';
  readonly result: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly ms: number;
  readonly words: string;
  /** What to do about it, when it is not simply well. */
  readonly fix: string | null;
}

export interface MailboxTest {
  readonly steps: MailboxTestStep[];
  readonly messageCount: number | null;
  /** Messages of it that were not read yet; null when nobody was asked, or it did not come so far. */
  readonly backlog: number | null;
  /** IMAP: the server's folders, as far as it came. */
  readonly folders: readonly string[];
}

/** Told of each step of opening as it ends. */
export type StepListener = (step: MailboxStep, result: 'pass' | 'warn', words: string) => void;

/** The session broke or the server refused a command; `words` are for the person who set the mailbox up. */
export class MailboxError extends Error {
  constructor(
    readonly step: MailboxStep | 'session',
    readonly words: string,
    readonly detail: string,
    readonly folders?: readonly string[],
  ) {
    super(detail === '' ? words : `${words} (${detail})`);
    this.name = 'MailboxError';
  }
}

/** Somebody else took the message away since it was listed; the session goes on. */
export class MessageGone extends MailboxError {
  constructor(uid: string) {
    super('session', 'The message is not in the mailbox any more.', uid);
    this.name = 'MessageGone';
  }
}
