// Our categories in the vocabulary of Sisimai 5.2, so that our reading can be compared with other parsers' on labelled mails.
import type { Category, Classification } from './classification.js';

const REASONS: Readonly<Record<Category, readonly [reason: string, group: string]>> = {
  address_unknown: ['userunknown', 'hard-bounce'],
  mailbox_disabled: ['suspend', 'hard-bounce'],
  mailbox_full: ['mailboxfull', 'mailbox-full'],
  address_moved: ['hasmoved', 'hard-bounce'],
  recipient_refuses_you: ['filtered', 'blocked-or-policy'],
  recipient_rate: ['speeding', 'transient-network'],
  domain_dead: ['hostunknown', 'hard-bounce'],
  domain_refuses_mail: ['notaccept', 'hard-bounce'],
  domain_misconfig: ['norelaying', 'blocked-or-policy'],
  dns_temp: ['networkerror', 'transient-network'],
  unreachable: ['networkerror', 'transient-network'],
  greylist: ['blocked', 'blocked-or-policy'],
  rate_limited: ['toomanyconn', 'blocked-or-policy'],
  reputation_block: ['blocked', 'blocked-or-policy'],
  reputation_domain: ['rejected', 'blocked-or-policy'],
  authentication: ['authfailure', 'blocked-or-policy'],
  ptr_helo: ['requireptr', 'blocked-or-policy'],
  tls_required: ['failedstarttls', 'blocked-or-policy'],
  content_spam: ['spamdetected', 'blocked-or-policy'],
  message_format: ['notcompliantrfc', 'content'],
  message_too_big: ['mesgtoobig', 'content'],
  system_temp: ['systemerror', 'transient-network'],
  complaint: ['feedback', 'complaint'],
  autoreply: ['vacation', 'autoreply'],
  expired: ['expired', 'transient-network'],
  in_doubt: ['undefined', 'other'],
  unclassified: ['undefined', 'other'],
};

/** Rules whose Sisimai reason is finer than our category. */
const BY_RULE: Readonly<Record<string, readonly [reason: string, group: string]>> = {
  'text/loop': ['networkerror', 'transient-network'],
  'microsoft/loop': ['networkerror', 'transient-network'],
  'code/4.6': ['networkerror', 'transient-network'],
  'google/group-closed': ['rejected', 'blocked-or-policy'],
  'text/virus': ['virusdetected', 'content'],
  'text/content': ['contenterror', 'content'],
  'weak/policy': ['policyviolation', 'blocked-or-policy'],
  'yahoo/policy': ['policyviolation', 'blocked-or-policy'],
  'google/content-blocked': ['policyviolation', 'blocked-or-policy'],
  'google/ip-reputation': ['badreputation', 'blocked-or-policy'],
  'google/domain-reputation': ['badreputation', 'blocked-or-policy'],
  'yahoo/deferred': ['badreputation', 'blocked-or-policy'],
};

export function sisimaiNames({ category, ruleId }: Classification): { reason: string; group: string } {
  const [reason, group] = BY_RULE[ruleId] ?? REASONS[category];
  return { reason, group };
}
