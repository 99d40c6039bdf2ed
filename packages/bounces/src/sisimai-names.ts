// Our categories in the vocabulary of Sisimai 5.2, for exports and comparisons; its groups are wider than its reasons.
import type { Category, Classification } from './classification.js';

const NAMES: Readonly<Record<Category, string>> = {
  address_unknown: 'userunknown',
  mailbox_disabled: 'suspend',
  mailbox_full: 'mailboxfull',
  address_moved: 'hasmoved',
  recipient_refuses_you: 'filtered',
  recipient_rate: 'ratelimited',
  domain_dead: 'hostunknown',
  domain_refuses_mail: 'notaccept',
  domain_misconfig: 'norelaying',
  dns_temp: 'networkerror',
  unreachable: 'networkerror',
  greylist: 'ratelimited',
  rate_limited: 'ratelimited',
  reputation_block: 'blocked',
  reputation_domain: 'badreputation',
  authentication: 'authfailure',
  ptr_helo: 'requireptr',
  tls_required: 'failedstarttls',
  content_spam: 'spamdetected',
  message_format: 'notcompliantrfc',
  message_too_big: 'emailtoolarge',
  system_temp: 'systemerror',
  complaint: 'feedback',
  autoreply: 'vacation',
  expired: 'expired',
  in_doubt: 'undefined',
  unclassified: 'undefined',
};

/** The group a category falls into when somebody only asks "what kind of trouble": hard-bounce, mailbox-full, … */
export type SisimaiGroup =
  | 'hard-bounce'
  | 'mailbox-full'
  | 'blocked-or-policy'
  | 'transient-network'
  | 'content'
  | 'complaint'
  | 'autoreply'
  | 'other';

const GROUPS: Readonly<Record<Category, SisimaiGroup>> = {
  address_unknown: 'hard-bounce',
  mailbox_disabled: 'hard-bounce',
  mailbox_full: 'mailbox-full',
  address_moved: 'hard-bounce',
  recipient_refuses_you: 'blocked-or-policy',
  recipient_rate: 'transient-network',
  domain_dead: 'hard-bounce',
  domain_refuses_mail: 'hard-bounce',
  domain_misconfig: 'blocked-or-policy',
  dns_temp: 'transient-network',
  unreachable: 'transient-network',
  greylist: 'transient-network',
  rate_limited: 'blocked-or-policy',
  reputation_block: 'blocked-or-policy',
  reputation_domain: 'blocked-or-policy',
  authentication: 'blocked-or-policy',
  ptr_helo: 'blocked-or-policy',
  tls_required: 'blocked-or-policy',
  content_spam: 'content',
  message_format: 'content',
  message_too_big: 'content',
  system_temp: 'transient-network',
  complaint: 'complaint',
  autoreply: 'autoreply',
  expired: 'transient-network',
  in_doubt: 'other',
  unclassified: 'other',
};

/** @returns reason and group as Sisimai's users know them */
export function sisimaiNames({ category }: Pick<Classification, 'category'>): { reason: string; group: SisimaiGroup } {
  return { reason: NAMES[category], group: GROUPS[category] };
}
