// The words of a bounce mailbox: its state, its protocol, the steps of its test, its usual ports.
import type { BounceMailbox, MailboxTest } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export function mailboxWord(
  mailbox: Pick<BounceMailbox, 'isEnabled' | 'lastError' | 'lastReadAt' | 'errorStreak'>,
): Word {
  if (!mailbox.isEnabled) return { label: 'Paused', tone: 'calm', meaning: 'It is not read until it is resumed.' };
  if (mailbox.lastError !== null) {
    return mailbox.errorStreak < 3
      ? { label: 'Trouble, trying again', tone: 'warn', meaning: 'The last reading failed; the next may work.' }
      : { label: 'Cannot be read', tone: 'bad', meaning: `The last ${mailbox.errorStreak} readings failed.` };
  }
  if (mailbox.lastReadAt === null) return { label: 'Not read yet', tone: 'calm' };
  return { label: 'In order', tone: 'good', meaning: 'The last reading went well.' };
}

/** How soon new mail is read, and why not at once. */
export function newsWords({
  protocol,
  watch,
  watchWords,
  lastError,
}: Pick<BounceMailbox, 'protocol' | 'watch' | 'watchWords' | 'lastError'>): string {
  if (lastError !== null) return 'waits until the mailbox can be read again';
  if (protocol === 'pop3') return 'looked for at every turn (POP3 cannot tell by itself)';
  if (watch === 'watching') return 'told by the server within seconds';
  return watchWords ?? 'looked for at every turn';
}

/** The choices of a select or a segmented control. */
export const choices = <Value extends string>(words: Record<Value, string>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value, label }));

export const authWords: Record<BounceMailbox['auth'], string> = { password: 'Password', oauth2: 'OAuth 2.0' };

export const protocolWords: Record<BounceMailbox['protocol'], string> = { imap: 'IMAP', pop3: 'POP3' };

export const tlsWords: Record<BounceMailbox['tls'], string> = {
  implicit: 'Encrypted from the start',
  starttls: 'Encrypted after a greeting (STARTTLS)',
  none: 'Not encrypted',
};

export const afterReadingWords: Record<BounceMailbox['afterReading'], string> = {
  keep: 'Leave them there',
  mark: 'Mark them as read',
  move: 'Move them to a folder',
  delete: 'Delete them',
};

/** POP3 knows neither folders nor marks. */
export const isImapOnly = (afterReading: string): boolean => afterReading === 'mark' || afterReading === 'move';

export const stepWords: Record<MailboxTest['steps'][number]['step'], string> = {
  token: 'Fetch a token',
  dns: 'Find the server',
  connect: 'Connect',
  tls: 'Encrypt',
  greeting: 'Greeting',
  sign_in: 'Sign in',
  open_folder: 'Open the folder',
  count: 'Count the messages',
  backlog: 'Not read yet',
};

/** The port servers usually listen on (RFC 8314, RFC 9051, RFC 1939). */
export function usualPort(protocol: BounceMailbox['protocol'], tls: BounceMailbox['tls']): number {
  if (protocol === 'imap') return tls === 'implicit' ? 993 : 143;
  return tls === 'implicit' ? 995 : 110;
}
