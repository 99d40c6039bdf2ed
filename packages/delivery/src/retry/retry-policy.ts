// When a delivery is tried again.

export interface RetryRule {
  /** Seconds after failure 1, 2, …; the last one repeats. */
  readonly delaysSeconds: readonly number[];
  readonly countsAsAttempt: boolean;
  /** Give up as hard after so many attempts; null = only age ends it. */
  readonly maxAttempts: number | null;
}

export interface RetryPolicy {
  readonly table: RetryRule;
  readonly overrides: Readonly<Record<string, RetryRule>>;
  /** Share of the delay, both ways. */
  readonly jitter: number;
}

export type RetryDecision =
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly countsAsAttempt: boolean }
  | { readonly kind: 'give-up'; readonly reason: 'too-old' | 'hard' };

export interface RetryInput {
  readonly policy: RetryPolicy;
  readonly category: string;
  /** Attempts so far, the one that just failed included; 1 or more. */
  readonly attemptsMade: number;
  readonly ageSeconds: number;
  readonly maxAgeSeconds: number;
  readonly hintSeconds: number | null;
  readonly random: () => number;
}

export const newsletterRetryPolicy: RetryPolicy = {
  table: {
    delaysSeconds: [330, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 72_000],
    countsAsAttempt: true,
    maxAttempts: null,
  },
  overrides: {},
  jitter: 0.1,
};

export function decideRetry(_input: RetryInput): RetryDecision {
  throw new Error('decideRetry is not built yet');
}
