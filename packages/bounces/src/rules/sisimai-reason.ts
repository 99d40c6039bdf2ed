// The reasons of Sisimai 5.2, and the one group each is compared in; data only.

const GROUPS = {
  userunknown: 'hard-bounce',
  hostunknown: 'hard-bounce',
  hasmoved: 'hard-bounce',
  notaccept: 'hard-bounce',
  suspend: 'hard-bounce',
  mailboxfull: 'mailbox-full',
  exceedlimit: 'content',
  systemfull: 'transient-network',
  authfailure: 'blocked-or-policy',
  badreputation: 'blocked-or-policy',
  blocked: 'blocked-or-policy',
  rejected: 'blocked-or-policy',
  requireptr: 'blocked-or-policy',
  policyviolation: 'blocked-or-policy',
  norelaying: 'blocked-or-policy',
  filtered: 'blocked-or-policy',
  securityerror: 'blocked-or-policy',
  failedstarttls: 'blocked-or-policy',
  toomanyconn: 'blocked-or-policy',
  spamdetected: 'blocked-or-policy',
  speeding: 'transient-network',
  expired: 'transient-network',
  networkerror: 'transient-network',
  systemerror: 'transient-network',
  mailererror: 'transient-network',
  syntaxerror: 'transient-network',
  mesgtoobig: 'content',
  contenterror: 'content',
  virusdetected: 'content',
  notcompliantrfc: 'content',
  feedback: 'complaint',
  vacation: 'autoreply',
  onhold: 'other',
  undefined: 'other',
} as const;

export type SisimaiReason = keyof typeof GROUPS;

export function groupOf(reason: SisimaiReason): string {
  return GROUPS[reason];
}
