// Catalogue: the server or the domain of the recipient.
import type { Facts } from '../facts.js';
import type { CatalogueRow } from '../verdict.js';
import { certainByCode, hasCategory } from './recipient.js';

export const herServer: readonly CatalogueRow[] = [
  {
    cause: 'domain_takes_no_mail',
    side: 'her_server',
    applies: hasCategory('domain_dead', 'domain_refuses_mail'),
    certainty: (facts) => (facts.trouble?.stage === 'dns' ? 'certain' : certainByCode(facts, /^5\.1\.(2|10)$/)),
  },
  {
    cause: 'filter_refuses_us',
    side: 'her_server',
    applies: (facts) => isPolicy(facts) && (facts.comparison?.domainsRefusingAlike ?? 0) === 0,
    // Only the others tell whether it is this company or all of them.
    certainty: ({ comparison }) =>
      comparison !== null && othersAccepted(comparison.siteAccepted) ? 'certain' : 'likely',
  },
  {
    cause: 'server_misconfigured',
    side: 'her_server',
    applies: hasCategory('domain_misconfig'),
    certainty: (facts) => certainByCode(facts, /^5\.4\.(6|14)$/),
  },
  {
    cause: 'dns_silent',
    side: 'her_server',
    applies: hasCategory('dns_temp'),
    certainty: ({ alike }) => (alike >= 2 ? 'certain' : 'likely'),
  },
  {
    cause: 'cannot_reach',
    side: 'her_server',
    applies: hasCategory('unreachable', 'tls_required'),
    certainty: ({ alike, trouble }) => (alike >= 2 || trouble?.result === 'failed' ? 'certain' : 'likely'),
  },
  {
    cause: 'no_answer',
    side: 'her_server',
    applies: (facts) =>
      facts.trouble?.delivery.state === 'expired' &&
      hasCategory('system_temp', 'greylist', 'expired', 'rate_limited', 'recipient_rate', 'unclassified')(facts),
    certainty: ({ alike }) => (alike >= 2 ? 'certain' : 'likely'),
  },
];

/** Refused by policy: not for who she is, but for what we are or what we wrote. */
export function isPolicy(facts: Facts): boolean {
  return (
    hasCategory('reputation_block', 'content_spam', 'reputation_domain')(facts) ||
    (hasCategory('unclassified')(facts) && /^5\.7\./.test(facts.trouble?.enhancedCode ?? ''))
  );
}

const othersAccepted = (count: number) => count >= 3;
