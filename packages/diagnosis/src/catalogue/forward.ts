// Catalogue: the mail was passed on, and the place it was passed on to refuses it.
import type { Facts } from '../facts.js';
import type { CatalogueRow } from '../verdict.js';

export const forward: readonly CatalogueRow[] = [
  {
    cause: 'forward_breaks_signature',
    side: 'forward',
    applies: (facts) =>
      facts.trouble?.category === 'authentication' && (forwardTarget(facts) !== null || isRefusedElsewhere(facts)),
    certainty: (facts) => (forwardTarget(facts) === null || isGuessed(facts) ? 'likely' : 'certain'),
  },
  {
    cause: 'forward_refuses',
    side: 'forward',
    applies: (facts) => forwardTarget(facts) !== null,
    certainty: (facts) => (isGuessed(facts) ? 'likely' : 'certain'),
  },
];

/** The report names the other address alone: that the mail went through hers is read from what was given back. */
const isGuessed = ({ trouble }: Facts) => trouble?.returned?.isGuessed === true;

/** The address behind hers that the report names, or null when it names hers or none. */
export function forwardTarget({ trouble, evidence }: Facts): string | null {
  const final = trouble?.returned?.finalRecipient?.toLowerCase() ?? null;
  return final === null || !final.includes('@') || final === evidence.address.toLowerCase() ? null : final;
}

/** Her MX took it and a host that is not one of hers refused it. */
function isRefusedElsewhere({ trouble, evidence: { mxHosts } }: Facts): boolean {
  const host = trouble?.returned?.refusedBy?.toLowerCase().replace(/\.$/, '') ?? null;
  if (host === null || mxHosts.length === 0) return false;
  return mxHosts.every((mx) => organisation(mx) !== organisation(host));
}

const organisation = (host: string) => host.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');
