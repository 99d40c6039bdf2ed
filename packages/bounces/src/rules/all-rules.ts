// All rules in the order they are asked: trouble without a reply, provider+text, text, provider+code, code, stage and digit.
import { codeRules, stageRules } from './codes.js';
import { contentRules } from './content.js';
import { domainAndNetworkRules, namedDomainRules } from './domain-and-network.js';
import { gatewayRules } from './gateways.js';
import { googleRules } from './google.js';
import { mailSystemRules } from './mail-systems.js';
import { mailboxFullRules } from './mailbox-full.js';
import { mailboxProviderRules } from './mailbox-providers.js';
import { microsoftRules } from './microsoft.js';
import { ourSideRules } from './our-side.js';
import { providerCodeRules } from './provider-codes.js';
import { recipientRules } from './recipient.js';
import type { Rule } from './rule.js';
import { troubleRules } from './trouble.js';
import { weakRules } from './weak-words.js';

const families: readonly Rule[] = [
  ...troubleRules,
  ...providerCodeRules,
  ...googleRules,
  ...microsoftRules,
  ...mailboxProviderRules,
  ...gatewayRules,
  ...mailSystemRules,
  ...ourSideRules,
  ...mailboxFullRules,
  ...contentRules,
  ...namedDomainRules,
  ...recipientRules,
  ...domainAndNetworkRules,
  ...codeRules,
  ...weakRules,
  ...stageRules,
];

function rankOf({ id, provider, pattern, codes, enhanced }: Rule): number {
  const byCode = codes !== undefined || enhanced !== undefined;
  if (id.startsWith('trouble/')) return -1;
  if (id.startsWith('weak/')) return 4;
  if (pattern) return provider ? 0 : 1;
  if (byCode) return provider ? 2 : 3;
  return 5;
}

/** Within one rank the families keep the order above: our own faults are asked before the recipient's. */
export const allRules: readonly Rule[] = families
  .map((rule) => ({ rule, rank: rankOf(rule) }))
  .toSorted((a, b) => a.rank - b.rank)
  .map(({ rule }) => rule);
