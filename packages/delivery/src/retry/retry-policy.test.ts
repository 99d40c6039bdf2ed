// When the next try comes: the table, its exceptions, hints, jitter and the end.
import { describe, expect, it } from 'vitest';
import { decideRetry, newsletterRetryPolicy as policy, type RetryInput } from './retry-policy.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const given = (more: Partial<RetryInput> = {}): RetryInput => ({
  ...{ policy, category: 'system_temp', attemptsMade: 1, ageSeconds: 1, maxAgeSeconds: 5 * DAY, hintSeconds: null },
  random: () => 0.5,
  ...more,
});
const after = (more: Partial<RetryInput>) => {
  const decision = decideRetry(given(more));
  return decision.kind === 'retry' ? decision.afterSeconds : decision;
};

describe('decideRetry', () => {
  it.each([
    ['system_temp', [330, 900, 1800, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 20 * HOUR, 20 * HOUR]],
    ['a category nobody knows', [330, 900]],
    ['greylist', [330, 600, 1200, 2400]],
    ['recipient_rate', [HOUR, 2 * HOUR]],
    ['dns_temp', [300, 900, HOUR]],
    ['mailbox_full', [2 * HOUR, 8 * HOUR, DAY]],
  ])('waits for %s as the table says', (category, delays) => {
    expect(delays.map((_, i) => after({ category, attemptsMade: i + 1 }))).toEqual(delays);
  });

  it('makes ten tries in the 48 hours of a newsletter, whatever the jitter', () => {
    for (const random of [() => 0, () => 0.5, () => 0.999]) {
      let age = 0;
      let attempts = 1;
      for (; ; attempts++) {
        const decision = decideRetry(
          given({ attemptsMade: attempts, ageSeconds: age, maxAgeSeconds: 2 * DAY, random }),
        );
        if (decision.kind === 'give-up') break;
        age += decision.afterSeconds;
      }
      expect(attempts).toBeGreaterThanOrEqual(9);
      expect(age).toBeLessThan(2 * DAY);
    }
    const last = decideRetry(
      given({ attemptsMade: 9, ageSeconds: 100_230, maxAgeSeconds: 2 * DAY, random: () => 0.9 }),
    );
    expect(last).toEqual({ kind: 'retry', afterSeconds: 2 * DAY - 100_230 - 60, countsAsAttempt: true });
  });

  it('spreads the tries by a tenth to both sides', () => {
    expect(after({ random: () => 0 })).toBeCloseTo(297);
    expect(after({ random: () => 0.9999 })).toBeCloseTo(363, 0);
  });

  it('never comes before the time the receiver named', () => {
    expect(after({ hintSeconds: 600 })).toBe(610);
    expect(after({ hintSeconds: 60 })).toBe(330);
    expect(after({ hintSeconds: 3 * DAY, maxAgeSeconds: 2 * DAY })).toEqual({ kind: 'give-up', reason: 'too-old' });
  });

  it.each(['rate_limited', 'reputation_block', 'reputation_domain', 'authentication', 'ptr_helo', 'tls_required'])(
    'counts no attempt for %s: the recipient has no part in it',
    (category) => {
      expect(decideRetry(given({ category }))).toMatchObject({ kind: 'retry', countsAsAttempt: false });
    },
  );

  it('takes a domain for dead after two answers a day apart', () => {
    expect(after({ category: 'domain_dead' })).toBe(DAY);
    expect(after({ category: 'domain_dead', attemptsMade: 2, ageSeconds: DAY })).toEqual({
      kind: 'give-up',
      reason: 'hard',
    });
  });

  it('expires what would be tried after its time', () => {
    expect(after({ attemptsMade: 9, ageSeconds: DAY * 1.9, maxAgeSeconds: 2 * DAY })).toEqual({
      kind: 'give-up',
      reason: 'too-old',
    });
  });

  it('takes no attempt at all for a bug', () => {
    expect(() => decideRetry(given({ attemptsMade: 0 }))).toThrow(RangeError);
  });
});
