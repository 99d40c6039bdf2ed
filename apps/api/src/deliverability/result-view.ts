// Rows of results as the API tells them: names, quantiles, the comparison with the norm and with everybody else in the same hours.
import type { Category, ResultCounts, ResultLevel, ResultLimiter } from '@doorstep/contracts';
import {
  type HeldUpSite,
  type PatternRow,
  type ProviderHour,
  quantileOf,
  type ResultPlace,
  type ResultSums,
} from '@doorstep/database';
import { compareResults, othersOf, providerLabel, replyMeaning } from '@doorstep/diagnosis';

/** What `row` is seen beside. */
export interface Around {
  readonly level: ResultLevel;
  readonly place: ResultPlace;
  readonly hours: readonly ProviderHour[];
  readonly heldUp: readonly HeldUpSite[];
  readonly sites: ReadonlyMap<string, number>;
  readonly patterns: ReadonlyMap<number, PatternRow>;
}

export function rowView(row: ResultSums, around: Around) {
  const name = nameOf(row.key, around);
  const pattern =
    around.level === 'pattern' && row.key !== null ? (around.patterns.get(Number(row.key)) ?? null) : null;
  return {
    key: row.key ?? '',
    name,
    counts: countsOf(row),
    medianMs: quantileOf(row.waits, 0.5),
    p95Ms: quantileOf(row.waits, 0.95),
    limiter: row.key === null ? null : limiterOf(row.key, around),
    comparison: around.level === 'pattern' && row.key !== null ? null : comparisonOf(row, name, around),
    pattern: pattern && patternView(pattern, around.place),
  };
}

export function countsOf({ sent, counts }: Pick<ResultSums, 'sent' | 'counts'>): ResultCounts {
  return {
    sent,
    acceptedAtOnce: counts.accepted_at_once,
    acceptedLater: counts.accepted_later,
    tryingAgain: counts.trying_again,
    refused: counts.refused,
    gaveUp: counts.gave_up,
    returned: counts.returned,
    complained: counts.complained,
    inDoubt: counts.in_doubt,
    stopped: counts.stopped,
  };
}

/** A row that stands for all of a place is called as the place is. */
function nameOf(key: string | null, { level, place, patterns }: Around): string {
  if (key === null) return placeName(place) ?? 'All providers together';
  if (level === 'provider') return providerLabel(key);
  if (level === 'mx_host') return key === '' ? 'No mail server reached' : key;
  if (level === 'domain') return key;
  if (key === '0') return 'Nothing said against it';
  const pattern = patterns.get(Number(key));
  if (pattern === undefined) return 'A reply that is no more';
  const code = [pattern.replyCode || '', pattern.enhancedCode].filter(Boolean).join(' ');
  return `${code} ${pattern.text}`.trim() || 'No answer at all';
}

function placeName({ provider, domain, mxHost }: ResultPlace): string | null {
  if (mxHost !== undefined) return mxHost === '' ? 'Mail without a server' : mxHost;
  return domain ?? (provider === undefined ? null : providerLabel(provider));
}

function comparisonOf(row: ResultSums, name: string, around: Around) {
  const now = { of: row.sent, hits: row.counts.accepted_at_once };
  const norm = { of: row.norm.of, hits: row.norm.atOnce };
  const { place, level, hours } = around;
  const provider = place.provider ?? (level === 'provider' ? row.key : null);
  const isPart = place.provider !== undefined && (row.key !== null || place.domain !== undefined);
  const others = othersOf({ now, norm, provider, isOneOfMany: provider === 'other' && isPart }, hours);
  const { verdict, sentence } = compareResults(name, { now, norm, others });
  const told = ({ of, hits }: { of: number; hits: number }) => ({ of, atOnce: hits });
  const nobody = { of: 0, atOnce: 0 };
  return {
    ...{ verdict, sentence, now: told(now), norm: told(norm) },
    othersNow: others ? told(others.now) : nobody,
    othersNorm: others ? told(others.norm) : nobody,
  };
}

const WORST: readonly HeldUpSite['state'][] = ['paused', 'slowed', 'probing'];

type LimiterView = Omit<ResultLimiter, 'until'> & { readonly until: Date | null };

function limiterOf(key: string, { level, heldUp, sites }: Around): LimiterView | null {
  if (level === 'pattern') return null;
  const fits = (site: HeldUpSite) =>
    level === 'provider'
      ? site.provider === key
      : level === 'domain'
        ? site.domains.includes(key)
        : site.mxHosts.includes(key);
  const own = heldUp.filter(fits);
  const state = WORST.find((word) => own.some((site) => site.state === word));
  if (state === undefined) return null;
  const worst = own.filter((site) => site.state === state);
  const [one] = worst;
  const of = level === 'provider' ? (sites.get(key) ?? worst.length) : Math.max(1, own.length);
  return {
    ...{ state, destinations: worst.length, of, until: one!.until, reason: one!.reason },
    siteId: worst.length === 1 ? one!.siteId : null,
  };
}

export function patternView(pattern: PatternRow, place: ResultPlace) {
  const { replyCode, enhancedCode, ...shown } = pattern;
  return {
    ...shown,
    category: pattern.category as Category,
    replyCode: replyCode || null,
    enhancedCode: enhancedCode || null,
    ...replyMeaning(pattern.category, placeName(place) ?? 'their mail server'),
  };
}
