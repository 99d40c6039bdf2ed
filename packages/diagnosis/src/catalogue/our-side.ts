// Catalogue: our IP, our domain, our content.
import type { Facts } from '../facts.js';
import { behindTheSameProvider, domainsSayingTheSame, isTakenAtHerSite, isWidespread } from '../others-alike.js';
import { isFilterVendor, isMailboxProvider, providerOf } from '../providers.js';
import type { CatalogueRow } from '../verdict.js';
import { blocklistNamed } from './block-lists.js';
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
    cause: 'our_sender_unverified',
    side: 'our_domain',
    applies: (facts) => hasCategory('reputation_domain')(facts) && UNVERIFIED.test(facts.trouble?.text ?? ''),
    certainty: (facts) => certainByCode(facts, /^[45]\.1\.8$/),
  },
  {
    cause: 'vendor_blocks_us',
    side: 'our_ip',
    applies: isRefusedByVendor,
    certainty: () => 'likely',
  },
  {
    cause: 'our_domain_refused',
    side: 'our_domain',
    applies: (facts) => hasCategory('reputation_domain')(facts) && isOurs(facts),
    certainty: (facts) => (isRefusedAlike(facts) ? 'certain' : 'likely'),
  },
  {
    cause: 'our_content_refused',
    side: 'our_content',
    applies: (facts) => hasCategory('content_spam')(facts) && isOurs(facts),
    certainty: () => 'likely',
  },
  {
    cause: 'our_ip_blocked',
    side: 'our_ip',
    applies: (facts) => hasCategory('reputation_block')(facts) && isOurs(facts),
    // "Policy" may be anything; only words about our IP make it that.
    certainty: (facts) => (facts.trouble?.scope === 'our_ip' && isRefusedAlike(facts) ? 'certain' : 'likely'),
  },
  {
    cause: 'slowed_to_the_end',
    side: 'our_ip',
    applies: (facts) =>
      facts.trouble?.delivery.state === 'expired' &&
      hasCategory('rate_limited')(facts) &&
      TOO_MUCH_OF_US.test(facts.trouble.text) &&
      !isTakenAtHerSite(facts),
    certainty: () => 'likely',
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

/** They looked our sender address or its domain up, and did not find it. */
const UNVERIFIED = /verif|undeliverable address|not found|not exist|dns check|unresolv|no (?:such|valid) /i;
/** A list of domains or links, or a reputation: kept for everybody, not by one company. */
const KEPT_FOR_ALL =
  /reputation|senderbase|\bdbl\b|surbl|uribl|(?:url|uri|link|domain)s? .{0,60}(?:black|block)?listed|(?:black|block)listed (?:url|uri|link|domain)/i;
const TOO_MUCH_OF_US =
  /complaint|reputation|unsolicited|unusual|unexpected|\blimit|too (?:many|fast|much)|throttl|slow|rate/i;

/** Whether it is us, and not one company: others say the same, a public list or reputation is named, or a mailbox provider says it. */
function isOurs(facts: Facts): boolean {
  if (isRefusedAlike(facts)) return true;
  if (!isPolicy(facts) || isTakenAtHerSite(facts)) return false;
  return KEPT_FOR_ALL.test(facts.trouble?.text ?? '') || isMailboxProvider(providerOf(facts.trouble?.mxHost ?? null));
}

function isRefusedAlike(facts: Facts): boolean {
  return isPolicy(facts) && (domainsSayingTheSame(facts) > 0 || isWidespread(facts));
}

function isRefusedByVendor(facts: Facts): boolean {
  if (!isPolicy(facts) || !isFilterVendor(providerOf(facts.trouble?.mxHost ?? null))) return false;
  const { refused, took } = behindTheSameProvider(facts);
  return refused > 0 && refused >= took;
}
