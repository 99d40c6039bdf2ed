// The effect of a pause or a limit on when the last message leaves: with its automatic end, and where nothing moves.
import { describe, expect, it } from 'vitest';
import { effectWords, minutesUnder } from './effect-words.js';

describe('minutesUnder', () => {
  it.each([
    ['a pause is added to what it takes', { waiting: 600, perMinute: 10 }, { minutes: 120, slowTo: null }, 180],
    ['a limit that sends all before its end', { waiting: 600, perMinute: 60 }, { minutes: 120, slowTo: 10 }, 60],
    ['a limit that ends before', { waiting: 600, perMinute: 60 }, { minutes: 15, slowTo: 10 }, 23],
    ['a limit above what goes now changes nothing', { waiting: 600, perMinute: 10 }, { minutes: 15, slowTo: 500 }, 60],
    ['nothing moves, and a pause ends', { waiting: 600, perMinute: 0 }, { minutes: 15, slowTo: null }, null],
    ['nothing waits', { waiting: 0, perMinute: 10 }, { minutes: 15, slowTo: null }, null],
  ])('%s', (_, now, order, minutes) => expect(minutesUnder(now, order)).toBe(minutes));
});

describe('effectWords', () => {
  it.each([
    [
      { waiting: 200, perMinute: 10 },
      { minutes: 120, slowTo: null },
      /^Left as it is, .* about 20 minutes; paused like this, in about 2 hours\.$/,
    ],
    [
      { waiting: 200, perMinute: 10 },
      { minutes: 120, slowTo: 60 },
      /^The last leaves in about 20 minutes, slowed like this or not\.$/,
    ],
    [{ waiting: 200, perMinute: 0 }, { minutes: 120, slowTo: null }, /nobody can say/],
    [
      { waiting: 200, perMinute: 0 },
      { minutes: 120, slowTo: 10 },
      /slowed like this, the last leaves in about 20 minutes if/,
    ],
    [{ waiting: 0, perMinute: 0 }, { minutes: 120, slowTo: null }, /^Nothing waits/],
  ])('of %j under %j', (now, order, words) => expect(effectWords(now, order)).toMatch(words));
});
