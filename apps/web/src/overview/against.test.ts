// What the overview says of these days against those before.
import { describe, expect, it } from 'vitest';
import { against } from './against';

const none = { attempted: 0, accepted: 0, deferred: 0, refused: 0, gaveUp: 0, returned: 0, complained: 0 };
const days = (now: object, before: object) => ({ days: 7, ...none, ...now, before: { ...none, ...before } });

describe('against', () => {
  it.each([
    [
      'more',
      { attempted: 1000, accepted: 970 },
      { attempted: 500, accepted: 475 },
      '▲ 2.0 points more than the 7 days before (95.0%)',
    ],
    [
      'less',
      { attempted: 1000, accepted: 940 },
      { attempted: 500, accepted: 475 },
      '▼ 1.0 point less than the 7 days before (95.0%)',
    ],
    [
      'small shares',
      { attempted: 1000, accepted: 5 },
      { attempted: 1000, accepted: 2 },
      '▲ 0.3 points more than the 7 days before (0.20%)',
    ],
    ['no change', { attempted: 1000, accepted: 950 }, { attempted: 2000, accepted: 1900 }, 'as in the 7 days before'],
    [
      'few messages',
      { attempted: 19, accepted: 19 },
      { attempted: 500, accepted: 475 },
      '475 of 500 in the 7 days before',
    ],
  ])('tells %s', (_, now, before, words) => {
    expect(against(days(now, before), 'accepted')).toBe(words);
  });
});
