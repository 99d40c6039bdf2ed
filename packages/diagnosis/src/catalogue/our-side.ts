// Catalogue: our IP, our domain, our content.
import type { Facts } from '../facts.js';
import { isFilterVendor, providerOf } from '../providers.js';
import type { CatalogueRow } from '../verdict.js';
import { isPolicy } from './her-server.js';
import { certainByCode, hasCategory } from './recipient.js';

export const ourSide: readonly CatalogueRow[] = [
  {
    // Most hosters close port 25 to new machines: then every server in the world seems to be down.
    cause: 'our_way_out',
    side: 'our_ip',
    applies: (facts) =>
      hasCategory('unreachable', 'dns_temp')(facts) &&
      (facts.comparison?.domainsRefusingAlike ?? 0) >= 2 &&
      facts.comparison?.campaignAccepted === 0,
    certainty: () => 'likely',
  },
  {
    cause: 'our_ip_listed',
    side: 'our_ip',
    applies: (facts) => hasCategory('reputation_block')(facts) && blocklistNamed(facts) !== null,
    certainty: () => 'certain',
  },
  {
    cause: 'signature_failed',
    side: 'our_domain',
    applies: hasCategory('authentication'),
    certainty: (facts) => certainByCode(facts, /^[45]\.7\.(2[0-9]|3[0-2]|40|509|515)$/),
  },
  {
    cause: 'our_host_name',
    side: 'our_ip',
    applies: hasCategory('ptr_helo'),
    certainty: (facts) => certainByCode(facts, /^[45]\.7\.(25|23|506)$/),
  },
  {
    cause: 'vendor_blocks_us',
    side: 'our_ip',
    applies: (facts) => isRefusedAlike(facts) && isFilterVendor(providerOf(facts.trouble?.mxHost ?? null)),
    certainty: () => 'likely',
  },
  {
    cause: 'our_domain_refused',
    side: 'our_domain',
    applies: (facts) => hasCategory('reputation_domain')(facts) && isRefusedAlike(facts),
    certainty: () => 'certain',
  },
  {
    cause: 'our_content_refused',
    side: 'our_content',
    applies: (facts) => hasCategory('content_spam')(facts) && isRefusedAlike(facts),
    certainty: () => 'likely',
  },
  {
    cause: 'our_ip_blocked',
    side: 'our_ip',
    applies: (facts) => hasCategory('reputation_block')(facts) && isRefusedAlike(facts),
    certainty: () => 'certain',
  },
  {
    cause: 'message_too_big',
    side: 'our_content',
    applies: hasCategory('message_too_big'),
    certainty: (facts) => certainByCode(facts, /^5\.(3\.4|2\.3)$/),
  },
  {
    cause: 'message_malformed',
    side: 'our_content',
    applies: hasCategory('message_format'),
    certainty: (facts) => certainByCode(facts, /^5\.6\./),
  },
];

function isRefusedAlike(facts: Facts): boolean {
  return isPolicy(facts) && (facts.comparison?.domainsRefusingAlike ?? 0) >= 1;
}

const BLOCKLISTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/spamhaus|zen\.|sbl\b|xbl\b|pbl\b/i, 'Spamhaus'],
  [/barracudacentral|b\.barracuda/i, 'Barracuda Central'],
  [/spamcop/i, 'SpamCop'],
  [/sorbs/i, 'SORBS'],
  [/uceprotect/i, 'UCEPROTECT'],
  [/invaluement/i, 'Invaluement'],
  [/proofpoint\.com\/.*ip|ipcheck\.proofpoint/i, 'Proofpoint'],
  [/\bS3150\b|\bS3140\b/i, "Microsoft's block list"],
  [/senderscore|validity/i, 'Validity'],
  [/cloudmark|csi\.cloudmark/i, 'Cloudmark'],
];

/** Name of the list the reply gives, or null. */
export function blocklistNamed({ trouble }: Facts): string | null {
  const text = trouble?.text ?? '';
  return BLOCKLISTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The address of ours that the reply names, or null. */
export function ipNamed({ trouble }: Facts): string | null {
  return /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(trouble?.text ?? '')?.[0] ?? null;
}
