// Two shares of people compared: how far apart they are, and how far apart they may really be.

export interface Share {
  /** People asked; 0 or more. */
  readonly of: number;
  /** Those of them who did it; never more than `of`. */
  readonly did: number;
}

export interface Difference {
  /** First share minus second, in percentage points. */
  readonly points: number;
  /** What the true difference lies between, in percentage points. */
  readonly from: number;
  readonly until: number;
}

/** Two-sided quantiles of the normal distribution for 95 % over 1, 3 and 6 comparisons at once (Bonferroni): 2, 3 and 4 variants. */
const QUANTILES: Readonly<Record<number, number>> = { 2: 1.96, 3: 2.394, 4: 2.638 };

/** @param variants how many are compared with each other, 2 to 4: the more, the likelier one of them is ahead by chance */
export function quantileFor(variants: number): number {
  const quantile = QUANTILES[variants];
  if (quantile === undefined) throw new RangeError(`Two to four variants are compared, not ${variants}.`);
  return quantile;
}

/**
 * The difference of two independent shares with its interval: Wilson's score interval of each, combined (Newcombe 1998,
 * "Interval estimation for the difference between independent proportions", method 10). Holds for small numbers too.
 *
 * @param z quantile of the normal distribution: 1.96 for 95 %
 * @throws RangeError when nobody was asked, or more did it than were asked: a bug of the caller
 */
export function differenceOf(first: Share, second: Share, z: number): Difference {
  const one = wilson(first, z);
  const other = wilson(second, z);
  const points = one.share - other.share;
  return {
    points: points * 100,
    from: (points - Math.hypot(one.share - one.low, other.high - other.share)) * 100,
    until: (points + Math.hypot(one.high - one.share, other.share - other.low)) * 100,
  };
}

/**
 * How far two groups of the same people may lie apart without any reason, in percentage points.
 *
 * @param people in each group; 1 or more
 * @param share  of them who would do it anyhow, 0 to 1
 */
export function pointsOfChance(people: number, share: number, z = 1.96): number {
  return z * Math.sqrt((2 * share * (1 - share)) / people) * 100;
}

function wilson({ of, did }: Share, z: number): { share: number; low: number; high: number } {
  if (of < 1 || did < 0 || did > of) throw new RangeError(`${did} of ${of} is no share.`);
  const share = did / of;
  const middle = share + z ** 2 / (2 * of);
  const width = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return { share, low: Math.max(0, (middle - width) / scale), high: Math.min(1, (middle + width) / scale) };
}
