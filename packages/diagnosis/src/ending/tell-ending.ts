// What is told of the end of a campaign: the estimate from what is stored, its sentence, and what it rests on.
import { type EndingBasis, endingBasis, endingSites, type KnownSite } from './ending-sites.js';
import { endingWords } from './ending-words.js';
import { type Ending, type EndingFacts, estimateEnd } from './estimate-end.js';

/** What is stored of a campaign that is to end. */
export interface KnownEnding extends Pick<EndingFacts, 'othersDue' | 'retrying' | 'retryUntil'> {
  readonly sites: readonly KnownSite[];
}

export interface EndingTerms extends Pick<EndingFacts, 'now' | 'startsAt' | 'spreadUntil' | 'opens'> {
  /** Of all sending. */
  readonly control: {
    readonly isPaused: boolean;
    readonly pausedUntil: Date | null;
    readonly ratePerMinute: number | null;
  };
  /** Connections a provider allows to one source address over all its servers; null: it does not count them together. */
  readonly limitOf: (provider: string | null) => number | null;
  /** An IANA zone; times are said in it. */
  readonly timeZone: string;
}

export interface ToldEnding {
  readonly kind: Ending['kind'];
  /** ISO 8601; null where it is not known, or there is none. */
  readonly lastAt: string | null;
  readonly retrying: number;
  readonly words: string;
  /** null where nothing was worked out. */
  readonly basis: EndingBasis | null;
}

export function tellEnding(
  { sites: known, othersDue, retrying, retryUntil }: KnownEnding,
  { control, limitOf, timeZone, ...terms }: EndingTerms,
): ToldEnding {
  const sites = endingSites(known, limitOf);
  const ending = estimateEnd({
    ...{ ...terms, sites, othersDue, retrying, retryUntil, ratePerMinute: control.ratePerMinute },
    pause: control.isPaused ? { until: control.pausedUntil } : null,
  });
  return toldEnding(ending, timeZone, terms.now, endingBasis(sites, othersDue));
}

export function toldEnding(ending: Ending, timeZone: string, now: Date, basis: EndingBasis | null = null): ToldEnding {
  return {
    kind: ending.kind,
    lastAt: 'lastAt' in ending ? ending.lastAt.toISOString() : null,
    retrying: ending.kind === 'retries' ? ending.retrying : 0,
    words: endingWords(ending, timeZone, now),
    basis,
  };
}
