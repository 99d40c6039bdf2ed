// How much a new source address may send to a provider in a day: little at first, more after each day that went well.

export interface WarmUpDay {
  /** What counted against the limit of that day. */
  readonly used: number;
  readonly accepted: number;
  readonly deferred: number;
  readonly refused: number;
  readonly complained: number;
}

export interface WarmUpPlan {
  readonly firstDay: number;
  /** The first step whose `below` the limit is under says what it is multiplied by. */
  readonly steps: readonly { readonly below: number; readonly factor: number }[];
  /** A day that used less of its limit proves nothing. */
  readonly leastUse: number;
  /** Shares of a day; from these on it did not go well. */
  readonly deferred: number;
  readonly refused: number;
  readonly complained: number;
}

/** Published schedules differ by a factor of a hundred; this one is of the careful half. */
export const newsletterWarmUp: WarmUpPlan = {
  firstDay: 50,
  steps: [
    { below: 5000, factor: 2 },
    { below: Number.POSITIVE_INFINITY, factor: 1.5 },
  ],
  leastUse: 0.5,
  deferred: 0.05,
  refused: 0.02,
  complained: 0.001,
};

/** Beyond this nobody counts any more. */
const MOST = 10_000_000;

/**
 * The limit of today.
 *
 * @param past days before today on which something went out, oldest first; days without mail are left out
 * @returns messages, 1 to 10,000,000
 */
export function warmUpCap(plan: WarmUpPlan, past: readonly WarmUpDay[]): number {
  return past.reduce((cap, day) => (hasGoneWell(plan, cap, day) ? grown(plan, cap) : cap), plan.firstDay);
}

function grown({ steps }: WarmUpPlan, cap: number): number {
  const factor = steps.find(({ below }) => cap < below)?.factor ?? 1;
  return Math.min(MOST, Math.floor(cap * factor));
}

function hasGoneWell(plan: WarmUpPlan, cap: number, day: WarmUpDay): boolean {
  const ended = day.accepted + day.deferred + day.refused;
  if (ended === 0 || day.used < cap * plan.leastUse) return false;
  const isBelow = (count: number, share: number) => count < ended * share || count === 0;
  return (
    isBelow(day.deferred, plan.deferred) &&
    isBelow(day.refused, plan.refused) &&
    isBelow(day.complained, plan.complained)
  );
}
