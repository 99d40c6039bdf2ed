// When a delivery is tried again: the table as data, with rows of their own for some categories.

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
  /** The receiver's own "try again in N seconds"; null when it said nothing. */
  readonly hintSeconds: number | null;
  readonly random: () => number;
}

const MINUTE = 60;
const HOUR = 3600;
const counted = (...delaysSeconds: number[]): RetryRule => ({
  delaysSeconds,
  countsAsAttempt: true,
  maxAttempts: null,
});
/** Waits that are the site's fault or ours cost the delivery no attempt. */
const uncounted = (...delaysSeconds: number[]): RetryRule => ({
  delaysSeconds,
  countsAsAttempt: false,
  maxAttempts: null,
});

/** Ten tries in 48 hours; the first wait is 330 s because the usual greylist opens after 300. */
const table = counted(330, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 20 * HOUR);

export const newsletterRetryPolicy: RetryPolicy = {
  table,
  overrides: {
    greylist: counted(330, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, ...table.delaysSeconds.slice(4)),
    recipient_rate: counted(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR),
    mailbox_full: { delaysSeconds: [2 * HOUR, 8 * HOUR, 24 * HOUR], countsAsAttempt: true, maxAttempts: 4 },
    dns_temp: counted(5 * MINUTE, 15 * MINUTE, HOUR, ...table.delaysSeconds.slice(4)),
    // Two answers a day apart, so that a registry's bad hour costs nobody.
    domain_dead: { delaysSeconds: [24 * HOUR], countsAsAttempt: true, maxAttempts: 2 },
    unreachable: counted(5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, ...table.delaysSeconds.slice(4)),
    rate_limited: uncounted(15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR),
    reputation_block: uncounted(HOUR, 2 * HOUR, 4 * HOUR),
    reputation_domain: uncounted(HOUR, 2 * HOUR, 4 * HOUR),
    authentication: uncounted(HOUR, 2 * HOUR, 4 * HOUR),
    ptr_helo: uncounted(HOUR, 2 * HOUR, 4 * HOUR),
    tls_required: uncounted(30 * MINUTE, HOUR, 2 * HOUR),
  },
  jitter: 0.1,
};

/** A receiver's hint is kept to by this much more: clocks differ. */
const HINT_MARGIN_SECONDS = 10;
/** The last try must begin before the delivery expires. */
const LAST_TRY_MARGIN_SECONDS = 60;

/**
 * Decides what follows a 4yz reply or a lost connection.
 *
 * RFC 5321 §4.5.4.1 asks for at least 30 minutes between tries, more often in the first hour, and for 4–5 days before
 * giving up; a newsletter is stale sooner, so the age is the campaign's own. A try that would come after the age limit
 * is not planned: the delivery expires then, with the last real reply as its evidence. Only what jitter added is taken
 * back to stay below the limit: of the tenth try just before it, half would be lost to chance.
 *
 * @throws RangeError if attemptsMade is below 1: a bug of the caller, never an answer of a server
 */
export function decideRetry(input: RetryInput): RetryDecision {
  const { policy, category, attemptsMade, ageSeconds, maxAgeSeconds, hintSeconds, random } = input;
  if (!(attemptsMade >= 1)) throw new RangeError(`attemptsMade must be 1 or more, got ${attemptsMade}`);
  const rule = policy.overrides[category] ?? policy.table;
  if (rule.maxAttempts !== null && attemptsMade >= rule.maxAttempts) return { kind: 'give-up', reason: 'hard' };
  const planned = rule.delaysSeconds[Math.min(attemptsMade, rule.delaysSeconds.length) - 1] ?? HOUR;
  const spread = planned * (1 + policy.jitter * (2 * random() - 1));
  const earliest = Math.max(
    planned * (1 - policy.jitter),
    hintSeconds === null ? 0 : hintSeconds + HINT_MARGIN_SECONDS,
  );
  const afterSeconds = Math.max(earliest, Math.min(spread, maxAgeSeconds - ageSeconds - LAST_TRY_MARGIN_SECONDS));
  if (ageSeconds + afterSeconds > maxAgeSeconds) return { kind: 'give-up', reason: 'too-old' };
  return { kind: 'retry', afterSeconds, countsAsAttempt: rule.countsAsAttempt };
}
