// Catalogue: the mailbox itself.

import type { Facts } from '../facts.js';
import type { CatalogueRow, Certainty } from '../verdict.js';

export const recipient: readonly CatalogueRow[] = [
  {
    cause: 'mailbox_unknown',
    side: 'her_mailbox',
    applies: hasCategory('address_unknown'),
    certainty: (facts) => certainByCode(facts, /^5\.1\.[136]$/),
  },
  {
    cause: 'mailbox_full',
    side: 'her_mailbox',
    applies: (facts) => hasCategory('mailbox_full')(facts) && facts.alike >= 2,
    certainty: () => 'certain',
  },
  {
    cause: 'mailbox_full_once',
    side: 'her_mailbox',
    applies: hasCategory('mailbox_full'),
    certainty: (facts) => certainByCode(facts, /^[45]\.2\.2$/),
  },
  {
    cause: 'mailbox_off',
    side: 'her_mailbox',
    applies: hasCategory('mailbox_disabled'),
    certainty: (facts) => certainByCode(facts, /^5\.(2\.1|7\.13)$/),
  },
  {
    cause: 'address_moved',
    side: 'her_mailbox',
    applies: hasCategory('address_moved'),
    certainty: (facts) => certainByCode(facts, /^5\.(1\.6|7\.17)$/),
  },
  {
    cause: 'person_refuses',
    side: 'her_mailbox',
    applies: hasCategory('recipient_refuses_you'),
    certainty: (facts) => certainByCode(facts, /^5\.7\.(507|513)$/),
  },
];

export function hasCategory(...categories: string[]): (facts: Facts) => boolean {
  return ({ trouble }) => trouble?.category != null && categories.includes(trouble.category);
}

/** Certain when the reply's own code says so, or when two campaigns heard the same; else likely. */
export function certainByCode({ trouble, alike }: Facts, codes: RegExp): Certainty {
  return codes.test(trouble?.enhancedCode ?? '') || alike >= 2 ? 'certain' : 'likely';
}
