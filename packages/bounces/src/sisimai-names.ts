// Our categories in the vocabulary of Sisimai 5.2, so that our reading can be compared with other parsers' on labelled mails.
import type { Category, Classification } from './classification.js';
import type { ReportAction } from './report.js';
import { allRules } from './rules/all-rules.js';
import { groupOf, type SisimaiReason } from './rules/sisimai-reason.js';

const REASONS: Readonly<Record<Category, SisimaiReason>> = {
  address_unknown: 'userunknown',
  mailbox_disabled: 'suspend',
  mailbox_full: 'mailboxfull',
  address_moved: 'hasmoved',
  recipient_refuses_you: 'filtered',
  recipient_rate: 'speeding',
  domain_dead: 'hostunknown',
  domain_refuses_mail: 'notaccept',
  domain_misconfig: 'norelaying',
  dns_temp: 'networkerror',
  unreachable: 'networkerror',
  greylist: 'blocked',
  rate_limited: 'toomanyconn',
  reputation_block: 'blocked',
  reputation_domain: 'rejected',
  authentication: 'authfailure',
  ptr_helo: 'requireptr',
  tls_required: 'failedstarttls',
  content_spam: 'spamdetected',
  message_format: 'notcompliantrfc',
  message_too_big: 'mesgtoobig',
  system_temp: 'systemerror',
  complaint: 'feedback',
  autoreply: 'vacation',
  expired: 'expired',
  in_doubt: 'undefined',
  unclassified: 'undefined',
};

const BY_RULE: ReadonlyMap<string, SisimaiReason> = new Map(
  allRules.flatMap(({ id, sisimai }) => (sisimai === undefined ? [] : [[id, sisimai] as const])),
);

/** What a code says where no rule knows the words (RFC 3463: the subject is enough for a name, not for a category). */
const BY_SUBJECT: Readonly<Record<string, SisimaiReason>> = {
  '3': 'systemerror',
  '4': 'networkerror',
  '5': 'syntaxerror',
  '6': 'contenterror',
  '7': 'securityerror',
};

/** … and these say more than their subject. */
const BY_CODE: Readonly<Record<string, SisimaiReason>> = { '1.9': 'systemerror', '2.0': 'filtered', '2.4': 'filtered' };

/** Sisimai calls a mail that waits for one of these "expired". */
const WAITED_FOR: ReadonlySet<SisimaiReason> = new Set([
  'networkerror',
  'systemerror',
  'toomanyconn',
  'onhold',
  'undefined',
]);

/** What of a recipient the names depend on beside its classification. */
export interface SaidOfRecipient {
  readonly action: ReportAction | null;
  readonly status: string | null;
  readonly diagnostic: string;
}

/** @param said the recipient of a report; left out for a reply of the dialogue */
export function sisimaiNames(
  { category, ruleId }: Classification,
  said?: SaidOfRecipient,
): { reason: SisimaiReason; group: string } {
  const byRule = BY_RULE.get(ruleId) ?? REASONS[category];
  const named = category === 'unclassified' && said !== undefined ? ofUnknown(said) : byRule;
  const reason = said?.action === 'delayed' && WAITED_FOR.has(named) ? 'expired' : named;
  return { reason, group: groupOf(reason) };
}

/** Words that no rule knows are "onhold", where there are words at all. */
function ofUnknown({ status, diagnostic }: SaidOfRecipient): SisimaiReason {
  const [, subject = '', detail = ''] = status?.split('.') ?? [];
  return BY_CODE[`${subject}.${detail}`] ?? BY_SUBJECT[subject] ?? (diagnostic.length > 40 ? 'onhold' : 'undefined');
}
