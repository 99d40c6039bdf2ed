// Judges whether so many final failures at one site are rather the site's trouble than so many dead addresses. Pure.
import type { FloodGuard } from '@doorstep/contracts';

export interface FloodFacts {
  /** Final failures of addresses among what was settled at the site within an hour. */
  readonly hard: number;
  readonly settled: number;
  /** The same of the 30 days before that hour. */
  readonly usualHard: number;
  readonly usualSettled: number;
}

/** With less mail than this in 30 days a site has no share of its own. */
const ENOUGH = 200;
/** A site that never refuses anybody is not suspected for its first refusals: the share of a list that is kept well. */
const LEAST_USUAL_PERCENT = 2;

/** Share of the days before in percent; null: too little mail to say. */
export function usualPercent({ usualHard, usualSettled }: FloodFacts): number | null {
  return usualSettled < ENOUGH ? null : (usualHard / usualSettled) * 100;
}

/**
 * By number, by share and by what is usual there, all three. An old list brings 10 to 15 % unknown people with it: far
 * below the 30 % of the defaults, and with 25 of them seen, luck hardly bridges that (one in five thousand lists).
 */
export function isFlood(guard: FloodGuard, facts: FloodFacts): boolean {
  if (!guard.isOn || facts.hard < guard.people) return false;
  const sharePercent = (facts.hard / Math.max(facts.hard, facts.settled)) * 100;
  if (sharePercent < guard.sharePercent) return false;
  const usual = usualPercent(facts);
  return usual === null || sharePercent >= Math.max(LEAST_USUAL_PERCENT, usual) * guard.timesUsual;
}
