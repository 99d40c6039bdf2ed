// Everybody else in the same hours: what a row of results is compared with. Pure.
import type { ResultShares } from './compare-results.js';

/** What went to a provider in one hour. */
export interface HourOfProvider {
  /** In the time looked at; else in its norm. */
  readonly isNow: boolean;
  readonly hour: Date;
  readonly provider: string;
  readonly of: number;
  readonly atOnce: number;
}

export interface RowBeside {
  readonly now: { readonly of: number; readonly hits: number };
  readonly norm: { readonly of: number; readonly hits: number };
  /** Whose mail it is, or is part of; null: all mail together, which has no others. */
  readonly provider: string | null;
  /** One of many whose servers have nothing to do with each other: the other ones are others, too. */
  readonly isOneOfMany: boolean;
}

/** All other providers, in the hours in which this provider was sent to. */
export function othersOf(row: RowBeside, hours: readonly HourOfProvider[]): ResultShares['others'] {
  const { provider, isOneOfMany } = row;
  if (provider === null) return null;
  const own = new Set(hours.filter((one) => one.provider === provider).map((one) => one.hour.getTime()));
  const sum = (isNow: boolean) => {
    const total = { of: 0, hits: 0 };
    for (const one of hours) {
      if (one.isNow !== isNow || !own.has(one.hour.getTime()) || (one.provider === provider && !isOneOfMany)) continue;
      total.of += one.of;
      total.hits += one.atOnce;
    }
    return total;
  };
  const [now, norm] = [sum(true), sum(false)];
  return isOneOfMany ? { now: less(now, row.now), norm: less(norm, row.norm) } : { now, norm };
}

const less = (all: RowBeside['now'], own: RowBeside['now']) => ({
  of: Math.max(0, all.of - own.of),
  hits: Math.max(0, all.hits - own.hits),
});
