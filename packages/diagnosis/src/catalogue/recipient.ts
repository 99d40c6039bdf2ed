// Catalogue: the mailbox itself.

import type { Facts } from '../facts.js';
import type { CatalogueRow, Certainty } from '../verdict.js';

/** Fewer may really all have left. */
const COLLEAGUES = 3;

export const recipient: readonly CatalogueRow[] = [
  {
    cause: 'server_knows_nobody',
    side: 'her_server',
    applies: (facts) => hasCategory('address_unknown')(facts) && isSaidOfEverybody(facts),
    certainty: () => 'likely',
  },
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
  {
    cause: 'mailbox_too_busy',
    side: 'her_mailbox',
    applies: hasCategory('recipient_rate'),
    certainty: (facts) => certainByCode(facts, /^[45]\.2\.(1|12[12])$/),
  },
];

/** Her server says of each of her colleagues, too, that there is nobody of that name. */
function isSaidOfEverybody({ comparison }: Facts): boolean {
  return (
    comparison !== null && comparison.domainTried >= COLLEAGUES && comparison.domainAlike === comparison.domainTried
  );
}

export function hasCategory(...categories: string[]): (facts: Facts) => boolean {
  return ({ trouble }) => trouble?.category != null && categories.includes(trouble.category);
}

/** Certain when the reply's own code says so, or when two campaigns heard the same; else likely. */
export function certainByCode({ trouble, alike }: Facts, codes: RegExp): Certainty {
  return codes.test(trouble?.enhancedCode ?? '') || alike >= 2 ? 'certain' : 'likely';
}
