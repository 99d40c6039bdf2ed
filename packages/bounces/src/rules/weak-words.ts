// Text rules of last resort: words so common that they only count when nothing better was said.
import type { Rule } from './rule.js';

const unclear = { certainty: 'unclear' } as const;

export const weakRules: readonly Rule[] = [
  // More than its code says (5.4.1), so asked among the words.
  {
    ...unclear,
    id: 'text/rejected-by-domain',
    pattern: /rejected by (?:the )?destination domain/,
    category: 'reputation_block',
    scope: 'unknown',
    sisimai: 'rejected',
  },
  {
    ...unclear,
    id: 'weak/mailbox-unavailable',
    stages: ['rcpt', 'data', 'dot'],
    pattern:
      /mailbox (?:is )?(?:unavailable|not available)|mailbox name not allowed|(?:recipient )?(?<!sender )(?:address |recipient )rejected\.?$/,
    codes: [550, 551, 553],
    category: 'address_unknown',
    scope: 'address',
  },
  {
    ...unclear,
    id: 'weak/policy',
    pattern: /policy|protocol violation|prohibited|administrative(?:ly)?/,
    category: 'reputation_block',
    scope: 'unknown',
    sisimai: 'policyviolation',
  },
  {
    ...unclear,
    id: 'weak/refused',
    enhanced: ['7.*'],
    pattern: /not (?:permitted|allowed)|access denied|security|blocked|banned|refused by/,
    category: 'reputation_block',
    scope: 'unknown',
    sisimai: 'securityerror',
  },
  {
    ...unclear,
    id: 'weak/rejected',
    pattern: /not (?:permitted|allowed)|access denied|security|blocked|banned|refused by/,
    category: 'reputation_block',
    scope: 'unknown',
    sisimai: 'rejected',
  },
  {
    ...unclear,
    id: 'weak/domain',
    pattern: /system not accepting|not accepting (?:network )?messages/,
    category: 'domain_refuses_mail',
    scope: 'domain',
  },
];
