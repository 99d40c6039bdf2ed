// Catalogue: the server or the domain of the recipient.
import type { Facts } from '../facts.js';
import { isTakenAtHerSite } from '../others-alike.js';
import { isMailboxProvider, providerOf } from '../providers.js';
import type { CatalogueRow } from '../verdict.js';
import { certainByCode, hasCategory } from './recipient.js';

export const herServer: readonly CatalogueRow[] = [
  {
    cause: 'domain_takes_no_mail',
    side: 'her_server',
    applies: hasCategory('domain_dead', 'domain_refuses_mail'),
    // One NXDOMAIN may be a bad hour of a registry: it is asked again a day later before it counts as ended.
    certainty: (facts) =>
      facts.trouble?.stage === 'dns' && facts.trouble.result === 'failed'
        ? 'certain'
        : certainByCode(facts, /^5\.1\.(2|10)$/),
  },
  {
    cause: 'refused_alone',
    side: 'her_mailbox',
    applies: (facts) => isPolicy(facts) && hasColleaguesWhoGotIt(facts),
    certainty: () => 'likely',
  },
  {
    cause: 'filter_refuses_us',
    side: 'her_server',
    // Nobody can ask a mailbox provider to let us in for one person.
    applies: (facts) =>
      isPolicy(facts) && (isTakenAtHerSite(facts) || !isMailboxProvider(providerOf(facts.trouble?.mxHost ?? null))),
    // Only the others tell whether it is this company or all of them.
    certainty: ({ comparison }) =>
      comparison !== null && othersAccepted(comparison.siteAccepted) && comparison.domainAccepted === 0
        ? 'certain'
        : 'likely',
  },
  {
    cause: 'gave_it_back',
    side: 'her_server',
    applies: (facts) =>
      facts.trouble?.delivery.state === 'returned' &&
      hasCategory('expired', 'unreachable', 'dns_temp', 'system_temp', 'rate_limited', 'greylist')(facts),
    certainty: ({ alike }) => (alike >= 2 ? 'certain' : 'likely'),
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
    certainty: ({ alike, comparison }) =>
      alike >= 2 && (comparison?.campaignAccepted ?? 0) > 0 ? 'certain' : 'likely',
  },
  {
    cause: 'cannot_reach',
    side: 'her_server',
    applies: hasCategory('unreachable'),
    // Only others who got it tell that it is their server, and not our way to it.
    certainty: ({ trouble, alike, comparison }) =>
      (alike >= 2 || trouble?.result === 'failed') && (comparison?.campaignAccepted ?? 0) > 0 ? 'certain' : 'likely',
  },
  {
    cause: 'encryption_failed',
    side: 'her_server',
    applies: hasCategory('tls_required'),
    certainty: ({ alike, trouble }) => (alike >= 2 || trouble?.result === 'failed' ? 'certain' : 'likely'),
  },
  {
    cause: 'no_answer',
    side: 'her_server',
    applies: (facts) =>
      facts.trouble?.delivery.state === 'expired' &&
      hasCategory('system_temp', 'greylist', 'expired', 'rate_limited', 'unclassified')(facts),
    certainty: ({ alike }) => (alike >= 2 ? 'certain' : 'likely'),
  },
];

/** Refused by policy: not for who she is, but for what we are or what we wrote. */
/** Refused for what we are or what we wrote. */
const POLICY = ['reputation_block', 'content_spam', 'reputation_domain'];

/** Whether only the others tell if it is one company or all of them: then it counts who took the same campaign. */
export const isJudgedByOthers = (category: string | null): boolean =>
  category !== null && [...POLICY, 'unclassified'].includes(category);

export function isPolicy(facts: Facts): boolean {
  return (
    hasCategory(...POLICY)(facts) ||
    (hasCategory('unclassified')(facts) && /^5\.7\./.test(facts.trouble?.enhancedCode ?? ''))
  );
}

/** Most others at her own domain got the same campaign: it is not the domain that refuses. */
function hasColleaguesWhoGotIt({ comparison }: Facts): boolean {
  return comparison !== null && comparison.domainAccepted > comparison.domainTried - comparison.domainAccepted;
}

const othersAccepted = (count: number) => count >= 3;
