// Times as words: absolute with the zone's name, relative for the eye.

const steps: readonly [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [86_400 * 14, 'day', 86_400],
  [86_400 * 60, 'week', 86_400 * 7],
  [86_400 * 730, 'month', 86_400 * 30.44],
  [Number.POSITIVE_INFINITY, 'year', 86_400 * 365.25],
];

const distance = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const momentsIn = new Map<string, Intl.DateTimeFormat>();

/** To make one takes longer than all that is done with it in a row of a table. */
function momentIn(timeZone: string): Intl.DateTimeFormat {
  const known = momentsIn.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  momentsIn.set(timeZone, made);
  return made;
}

/** "5 minutes ago", "in 6 days"; anything under 5 seconds is "just now". */
export function relative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const size = Math.abs(seconds);
  if (size < 5) return 'just now';
  const step = steps.find(([limit]) => size < limit)!;
  return distance.format(Math.trunc(seconds / step[2]), step[1]);
}

/** "24 Nov 2026, 09:00 GMT+1" in the given zone; the zone is always part of it. */
export function absolute(at: Date, timeZone: string): string {
  return momentIn(timeZone).format(at);
}

/** "24 November 2026". */
export function day(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at);
}

/** The same instant in UTC, to the second: "2026-11-24 08:00:12 UTC". */
export function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The zone of this device. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
