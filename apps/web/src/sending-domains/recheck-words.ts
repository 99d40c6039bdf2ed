// When a domain is looked at again by itself, in one sentence.
import type { SendingDomain } from '@doorstep/contracts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
/** A worker that is a little late is no reason to worry. */
const PATIENCE_MS = MINUTE_MS;

type Rechecked = Pick<SendingDomain, 'checks' | 'nextCheckAt' | 'watchedUntil'>;

/** @returns null before the first check */
export function recheckSentence({ nextCheckAt, watchedUntil }: Rechecked, now: Date): string | null {
  if (nextCheckAt === null) return null;
  const left = (at: string) => Math.ceil((new Date(at).getTime() - now.getTime()) / MINUTE_MS);
  if (new Date(nextCheckAt).getTime() < now.getTime() - PATIENCE_MS)
    return 'Is to be looked at again now: a worker does that.';
  if (watchedUntil !== null && left(watchedUntil) > 0)
    return `Looked at again by itself every 30 seconds for ${minutes(left(watchedUntil), ' more')}, then less and less often.`;
  return `Looked at again by itself in ${inTime(Math.max(1, left(nextCheckAt)))}.`;
}

const minutes = (n: number, more = '') => `${n}${more} minute${n === 1 ? '' : 's'}`;

function inTime(n: number): string {
  if (n < 2 * HOUR_MINUTES) return minutes(n);
  return `${Math.round(n / HOUR_MINUTES)} hours`;
}
