// The words and tones of every state on screen: one sense everywhere, never colour alone.
import type {
  CampaignState,
  Category,
  CheckResult,
  DeliveryGroup,
  DeliveryState,
  ImportState,
  MembershipStatus,
  Role,
  RowOutcome,
  Scope,
  Stage,
  Standing,
  SuppressionCause,
  Verdict,
} from '@doorstep/contracts';

export type Tone = 'good' | 'working' | 'warn' | 'bad' | 'calm';

export interface Word {
  readonly label: string;
  readonly tone: Tone;
  /** What it means, for the tooltip. */
  readonly meaning?: string;
}

export const deliveryWords: Record<DeliveryState, Word> = {
  accepted: {
    label: 'Accepted by their server',
    tone: 'good',
    meaning: 'Their mail server took the message. Whether it lies in the inbox or in spam, nobody outside can see.',
  },
  planned: { label: 'Not yet begun', tone: 'calm', meaning: 'Waiting for the first attempt.' },
  due: { label: 'Next in line', tone: 'calm', meaning: 'Waiting for a free connection to their server.' },
  sending: { label: 'Going out now', tone: 'working', meaning: 'A connection to their server is open for it.' },
  deferred: { label: 'Trying again', tone: 'warn', meaning: 'Their server asked to come back later. We do.' },
  refused: { label: 'Refused', tone: 'bad', meaning: 'Their server said a final no.' },
  expired: { label: 'Gave up', tone: 'bad', meaning: 'Their server kept saying "later" until the time was over.' },
  returned: {
    label: 'Returned later',
    tone: 'bad',
    meaning: 'Accepted at first; a bounce message came back afterwards.',
  },
  complained: { label: 'Complained', tone: 'bad', meaning: 'The person marked it as spam.' },
  in_doubt: {
    label: 'In doubt',
    tone: 'warn',
    meaning: 'The connection broke after the message was out, before the answer. Never sent again by itself.',
  },
  held: { label: 'Waiting for you', tone: 'warn', meaning: 'Kept back until someone decides.' },
  suppressed: { label: 'Held back', tone: 'calm', meaning: 'Suppressed: no campaign mails this address.' },
  excluded: { label: 'Left out', tone: 'calm', meaning: 'Not part of this campaign, with the reason beside it.' },
  cancelled: { label: 'Cancelled', tone: 'calm', meaning: 'The campaign was cancelled before their turn came.' },
};

/** The order of the bar and its legend: what went well, what is open, what did not, what was never tried. */
export const deliveryOrder = Object.keys(deliveryWords) as DeliveryState[];

/** The groups of a report, in the order of the bar: what went well, what is open, what did not, what was never tried. */
export const groupWords: Record<DeliveryGroup, Word> = {
  accepted_first: {
    label: 'Accepted, first try',
    tone: 'good',
    meaning: 'Their mail server took it at once. Whether it lies in the inbox or in spam, nobody outside can see.',
  },
  accepted_retry: {
    label: 'Accepted, after a retry',
    tone: 'good',
    meaning: 'Their mail server asked to come back later, and took it then.',
  },
  trying_again: deliveryWords.deferred,
  not_yet: { label: 'Not yet', tone: 'working', meaning: 'Waiting for their turn, or going out right now.' },
  refused: deliveryWords.refused,
  gave_up: deliveryWords.expired,
  returned: deliveryWords.returned,
  complained: deliveryWords.complained,
  in_doubt: deliveryWords.in_doubt,
  held: deliveryWords.held,
  suppressed: deliveryWords.suppressed,
  excluded: deliveryWords.excluded,
  cancelled: deliveryWords.cancelled,
  got_it: { label: 'Has it', tone: 'good', meaning: 'Accepted, also by those who complained later.' },
  missed: { label: 'Did not get it', tone: 'bad', meaning: 'Refused, given up or returned later.' },
};
export const groupOrder = Object.keys(groupWords) as DeliveryGroup[];

const leftOutWords: Readonly<Record<string, string>> = {
  got_it: 'Got it meanwhile',
  in_doubt: 'May have it already',
  on_the_way: 'May still get it from another campaign',
  no_subscriber: 'Not a subscriber any more',
  unsubscribed: 'Left the lists',
  chronic: 'Paused or stopped as chronic',
};

/** As Deliverability calls them. */
const providers: Readonly<Record<string, string>> = {
  other: 'Everybody else',
  google: 'Google (Gmail)',
  microsoft365: 'Microsoft 365',
  outlook: 'Outlook.com',
  apple: 'Apple (iCloud)',
  gmx: 'GMX and web.de',
};

/** Who runs a mail server, as people know them. */
export function providerWords(provider: string): string {
  return providers[provider] ?? (provider.includes('.') ? provider : plainWords(provider));
}

export const campaignWords: Record<CampaignState, Word> = {
  draft: { label: 'Draft', tone: 'calm' },
  scheduled: { label: 'Scheduled', tone: 'working' },
  planned: { label: 'Getting ready', tone: 'working' },
  sending: { label: 'Sending', tone: 'working' },
  paused: { label: 'Paused', tone: 'warn' },
  finished: { label: 'Finished', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'calm' },
};

export const importWords: Record<ImportState, Word> = {
  uploading: { label: 'Uploading', tone: 'working' },
  uploaded: { label: 'Waiting for columns', tone: 'calm' },
  checking: { label: 'Checking', tone: 'working' },
  checked: { label: 'Checked, not yet imported', tone: 'warn' },
  importing: { label: 'Importing', tone: 'working' },
  paused: { label: 'Paused', tone: 'warn' },
  finished: { label: 'Finished', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'calm' },
  undoing: { label: 'Being taken back', tone: 'working' },
  undone: { label: 'Taken back', tone: 'calm' },
};

export const rowWords: Record<RowOutcome, Word> = {
  new: { label: 'New', tone: 'good', meaning: 'Not known yet; will be added.' },
  updated: { label: 'Updated', tone: 'good', meaning: 'Known; name, fields or lists change.' },
  unchanged: { label: 'Unchanged', tone: 'calm', meaning: 'Known, and the file says nothing new.' },
  duplicate: { label: 'Twice in the file', tone: 'calm', meaning: 'The same address stands in an earlier row.' },
  unsubscribed: { label: 'Unsubscribed before', tone: 'warn', meaning: 'Stays out: only the person can come back.' },
  suppressed: { label: 'Suppressed', tone: 'warn', meaning: 'Kept on the list, left out of campaigns.' },
  rejected: { label: 'Cannot be imported', tone: 'bad', meaning: 'Each row with its line and its reason.' },
};

export const standingWords: Record<Standing, Word> = {
  unknown: { label: 'Not known yet', tone: 'calm' },
  good: { label: 'Good', tone: 'good' },
  failing: { label: 'Failing', tone: 'warn' },
  hard: { label: 'Cannot be reached', tone: 'bad' },
  complained: { label: 'Complained', tone: 'bad' },
};

export const causeWords: Record<SuppressionCause, string> = {
  hard_bounce: 'Their server refused for good',
  soft_bounces: 'Failed again and again',
  complaint: 'Marked as spam',
  manual: 'Added by hand',
  unsubscribed_all: 'Unsubscribed from everything',
  paused: 'Paused by the reader',
};

export const membershipWords: Record<MembershipStatus, Word> = {
  subscribed: { label: 'Subscribed', tone: 'good' },
  unconfirmed: { label: 'Not confirmed', tone: 'warn' },
  unsubscribed: { label: 'Unsubscribed', tone: 'calm' },
  removed: { label: 'Removed', tone: 'calm' },
};

export const checkWords: Record<CheckResult, Word> = {
  pass: { label: 'In order', tone: 'good' },
  warn: { label: 'Look at it', tone: 'warn' },
  fail: { label: 'Wrong', tone: 'bad' },
  unknown: { label: 'Not known', tone: 'calm' },
};

export const categoryWords: Record<Category, string> = {
  address_unknown: 'Mailbox does not exist',
  mailbox_disabled: 'Mailbox switched off',
  mailbox_full: 'Mailbox full',
  address_moved: 'Moved to another address',
  recipient_refuses_you: 'The person refuses our mail',
  recipient_rate: 'Mailbox gets too much at once',
  domain_dead: 'Domain or mail server does not exist',
  domain_refuses_mail: 'Domain takes no mail',
  domain_misconfig: 'Their server is set up wrongly',
  dns_temp: 'Their name servers do not answer',
  unreachable: 'Their server cannot be reached',
  greylist: 'New senders have to wait',
  rate_limited: 'Asked to go slower',
  reputation_block: 'Our IP is blocked',
  reputation_domain: 'Our domain is not trusted',
  authentication: 'Our signature did not pass',
  ptr_helo: 'Our machine’s name was not accepted',
  tls_required: 'No agreement on encryption',
  content_spam: 'Taken for spam',
  message_format: 'Message not readable for them',
  message_too_big: 'Message too big',
  system_temp: 'Their server has trouble',
  complaint: 'Reported as spam',
  autoreply: 'Automatic answer',
  expired: 'Time was over',
  in_doubt: 'Answer lost',
  unclassified: 'Not clear why',
};

/** How far a conversation with a mail server came, for people who never saw one. */
export const stageWords: Record<Stage, string> = {
  dns: 'looking up their mail server',
  connect: 'opening the connection',
  banner: 'waiting for their greeting',
  ehlo: 'greeting each other',
  starttls: 'starting encryption',
  mail: 'naming the sender',
  rcpt: 'naming the recipient',
  data: 'announcing the message',
  dot: 'handing over the message',
};

export const scopeWords: Record<Scope, string> = {
  address: 'this address only',
  domain: 'their whole domain',
  site: 'their mail server',
  our_ip: 'our sending IP',
  our_domain: 'our sending domain',
  message: 'this message',
  unknown: 'not known',
};

export const certaintyWords: Record<Verdict['certainty'], string> = {
  certain: 'Certain',
  likely: 'Likely',
  unclear: 'Unclear',
};

export const sideWords: Record<Verdict['side'], string> = {
  her_mailbox: 'Their mailbox',
  her_server: 'Their mail server',
  forward: 'A forward behind the address',
  our_ip: 'Our side: the sending IP',
  our_domain: 'Our side: the sending domain',
  our_content: 'Our side: the content',
  nobody_yet: 'Nobody’s yet',
  us_by_choice: 'Our side, by choice',
};

export const roleWords: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  editor: 'Editor',
  analyst: 'Analyst',
  viewer: 'Viewer',
};

/** "mailbox_full" as words, for reasons that have no sentence of their own. */
export function plainWords(machineWord: string): string {
  const words = machineWord.replace(/[_.:-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The reason of a tally ("suppressed:hard_bounce") as words. */
export function reasonWords(reason: string): string {
  const cause = reason.slice(reason.indexOf(':') + 1);
  if (cause in causeWords) return causeWords[cause as SuppressionCause];
  return leftOutWords[cause] ?? plainWords(cause);
}
