// Shares of small and large numbers, and whether two of them differ by more than chance. Pure.

export interface Share {
  /** So many were looked at. */
  readonly of: number;
  /** So many of them fit. */
  readonly hits: number;
}

/** 99 %: with a row for every provider, domain and host, one in twenty would cry wolf. */
const Z = 2.576;

/** Below this a percentage says more than is known. */
export const FEW = 20;
/** Half a point: less than that nobody would act on, however certain it is. */
const LEAST_CHANGE = 0.005;

/** Wilson's score interval of a share (E. B. Wilson, 1927): honest for few and for shares near 0 and 1. */
export function intervalOf({ of, hits }: Share): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const middle = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

export type Change = 'less' | 'more' | 'same' | 'too_few';

/**
 * Whether a share differs from another by more than chance and by half a point at least: Newcombe's interval of the
 * difference of two shares, out of their score intervals (R. G. Newcombe, 1998, method 10).
 */
export function changeOf(now: Share, before: Share): Change {
  if (now.of < FEW || before.of < FEW) return 'too_few';
  const [share, was] = [now.hits / now.of, before.hits / before.of];
  const [own, old] = [intervalOf(now), intervalOf(before)];
  const difference = share - was;
  const low = difference - Math.hypot(share - own.low, old.high - was);
  const high = difference + Math.hypot(own.high - share, was - old.low);
  if (Math.abs(difference) < LEAST_CHANGE) return 'same';
  if (high < 0) return 'less';
  return low > 0 ? 'more' : 'same';
}

const whole = new Intl.NumberFormat('en');

/** "97.1 % (12,300 of 12,668)"; of few: "1 of 3". */
export function shareInWords({ of, hits }: Share): string {
  const numbers = `${whole.format(hits)} of ${whole.format(of)}`;
  return of < FEW ? numbers : `${percent(hits / of)} (${numbers})`;
}

/** One place behind the point, where so many stand behind it that it means something. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value === 0 || value === 100 ? value : value.toFixed(1)} %`;
}
