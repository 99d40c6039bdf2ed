// How the daily limit of a new source address grows, and when it does not.
import { describe, expect, it } from 'vitest';
import { newsletterWarmUp as plan, type WarmUpDay, warmUpCap } from './warm-up.js';

const day = (used: number, more: Partial<WarmUpDay> = {}): WarmUpDay => ({
  ...{ used, accepted: used, deferred: 0, refused: 0, complained: 0 },
  ...more,
});

describe('warmUpCap', () => {
  it('begins with fifty, doubles up to five thousand and grows by half from there', () => {
    const caps: number[] = [];
    const past: WarmUpDay[] = [];
    for (let i = 0; i < 10; i++) {
      caps.push(warmUpCap(plan, past));
      past.push(day(caps[i]!));
    }
    expect(caps).toEqual([50, 100, 200, 400, 800, 1600, 3200, 6400, 9600, 14400]);
  });

  it.each([
    ['too much was put off', { accepted: 95, deferred: 5 }],
    ['too much was refused', { accepted: 98, refused: 2 }],
    ['somebody complained', { complained: 1 }],
    ['most of the limit was left over', { used: 40, accepted: 40 }],
  ] as [string, Partial<WarmUpDay>][])('stands still after a day on which %s', (_, bad) => {
    expect(warmUpCap(plan, [day(50), day(100, bad)])).toBe(100);
    expect(warmUpCap(plan, [day(50), day(100, bad), day(100)])).toBe(200);
  });

  it('grows as long as the shares are below the bounds', () => {
    expect(warmUpCap(plan, [day(2000, { accepted: 1880, deferred: 90, refused: 30, complained: 1 })])).toBe(100);
  });
});
