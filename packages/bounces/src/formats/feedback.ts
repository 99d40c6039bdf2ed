// Complaints: feedback reports of RFC 5965, as providers send them when a reader marks a message as spam.
import { addressesIn, cleanAddress } from '../addresses.js';
import { readHeaders } from '../mime/headers.js';
import type { Cuts } from '../mime/limits.js';
import { type Part, textOf, walk } from '../mime/parts.js';

/** Types that mean "stop mailing me" (RFC 5965 §7.3, RFC 6650); auth-failure, not-spam and the like are no complaints. */
const COMPLAINTS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list', 'virus']);

export interface Feedback {
  readonly feedbackType: string;
  readonly isComplaint: boolean;
  readonly recipients: readonly string[];
  readonly diagnostic: string;
}

export function readFeedback(mail: Part, cuts: Cuts): Feedback | null {
  return readReport(mail, cuts) ?? readOutlookComplaint(mail) ?? readAppleUnsubscribe(mail);
}

/** Apple Mail's "Unsubscribe" button, where only a mailto: was offered: the reader's own wish, marked as such. */
function readAppleUnsubscribe({ headers }: Part): Feedback | null {
  if (!/^true$/i.test(headers.get('x-apple-unsubscribe').trim())) return null;
  return {
    feedbackType: 'opt-out',
    isComplaint: true,
    recipients: addressesIn(headers.get('from')).slice(0, 1),
    diagnostic: '',
  };
}

/** Outlook.com's junk reports (JMRP) have no machine-readable part: the complained-of mail, and a subject. */
function readOutlookComplaint(mail: Part): Feedback | null {
  if (!/^complaint about message from /i.test(mail.headers.get('subject'))) return null;
  const [from] = addressesIn(mail.headers.get('from'));
  if (from !== 'staff@hotmail.com') return null;
  const [enclosed] = mail.children.filter((part) => part.type === 'message/rfc822');
  const named = cleanAddress(enclosed?.children[0]?.headers.get('x-hmxmroriginalrecipient') ?? '');
  return { feedbackType: 'abuse', isComplaint: true, recipients: named ? [named] : [], diagnostic: '' };
}

function readReport(mail: Part, cuts: Cuts): Feedback | null {
  for (const part of walk(mail)) {
    if (part.isEnclosed || part.type !== 'message/feedback-report') continue;
    const text = `${textOf(part).trimStart()}\n`;
    const { headers } = readHeaders(text, 0, text.length, cuts);
    const feedbackType = headers.get('feedback-type').trim().toLowerCase().slice(0, 40) || 'abuse';
    const named = [
      ...headers.all('original-rcpt-to'),
      ...headers.all('removal-recipient'),
      ...headers.all('x-original-to'),
    ];
    return {
      feedbackType,
      isComplaint: COMPLAINTS.has(feedbackType) && !headers.has('auth-failure'),
      recipients: [...new Set(named.flatMap((value) => cleanAddress(value) ?? addressesIn(value)))],
      diagnostic: text.trim(),
    };
  }
  return null;
}
