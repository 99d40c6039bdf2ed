// What other domains said to the same campaign: the same words, the same filter, or a trouble of their own.
import type { Facts } from './facts.js';
import { providerOf } from './providers.js';

/** Of the domains that were asked, so many refuse alike: then it is rather us than each of them. */
const WIDESPREAD = { domains: 3, share: 0.2 } as const;
/** Of the words of two replies, so many are the same. */
const SAME_WORDS = 0.8;

/** Other domains that refused in the same words, ids and names aside. */
export function domainsSayingTheSame({ trouble, comparison }: Facts): number {
  const hers = wordsOf(trouble?.text ?? '');
  if (hers.size === 0) return 0;
  return (comparison?.refusals ?? []).filter(({ text }) => isAlike(hers, wordsOf(text ?? ''))).length;
}

/** Refused for the same kind of reason by so many of the domains asked that it is no company's own rule. */
export function isWidespread({ comparison }: Facts): boolean {
  if (comparison === null) return false;
  const refusing = comparison.domainsRefusingAlike;
  return refusing >= WIDESPREAD.domains && refusing / (refusing + comparison.takenBy.length) >= WIDESPREAD.share;
}

/** Other domains behind the mail servers of the same provider: how many refused alike, how many took it. */
export function behindTheSameProvider({ trouble, comparison }: Facts): { refused: number; took: number } {
  const provider = providerOf(trouble?.mxHost ?? null);
  if (provider === null || comparison === null) return { refused: 0, took: 0 };
  return {
    refused: comparison.refusals.filter(({ mxHost }) => providerOf(mxHost) === provider).length,
    took: comparison.takenBy.filter((host) => providerOf(host) === provider).length,
  };
}

/** Most others at her mail servers got it: it is not the provider that refuses. */
export function isTakenAtHerSite({ comparison }: Facts): boolean {
  return comparison !== null && comparison.siteAccepted > comparison.siteTried - comparison.siteAccepted;
}

/** Plain words only: numbers, ids, addresses and hosts differ from reader to reader. */
function wordsOf(text: string): ReadonlySet<string> {
  const plain = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !/[\d@/]|\w\.\w/.test(word))
    .map((word) => word.replace(/[^\p{L}]+/gu, ''));
  return new Set(plain.filter((word) => word.length > 1));
}

function isAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - shared;
  return all > 0 && shared / all >= SAME_WORDS;
}
