// Whether a provider treats us worse than before: by intervals, never by three messages, and whose trouble it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareResults } from './compare-results.js';
import { changeOf, intervalOf, percent, shareInWords } from './proportions.js';

const share = (hits: number, of: number) => ({ hits, of });
const steady = { now: share(9900, 10_000), norm: share(19_800, 20_000) };

describe('compareResults', () => {
  it.each([
    {
      name: 'says it is them when they alone fell',
      ...{ now: share(12_300, 12_668), norm: share(49_450, 50_000), others: steady },
      verdict: 'worse_here',
      says: 'Google took 97.1 % (12,300 of 12,668) at once, 98.9 % (49,450 of 50,000) in the 28 days before. The others in the same hours did not fall (99.0 %, before 99.0 %): it is Google with us.',
    },
    {
      name: 'says it is not them alone when the others fell as well',
      ...{
        now: share(9000, 10_000),
        norm: share(9900, 10_000),
        others: { now: share(9100, 10_000), norm: share(9900, 10_000) },
      },
      verdict: 'worse_everywhere',
      says: 'The others fell too, from 99.0 % to 91.0 %: it is not Google alone.',
    },
    {
      name: 'takes a far smaller fall of the others for no company',
      ...{
        now: share(6000, 10_000),
        norm: share(9900, 10_000),
        others: { now: share(9700, 10_000), norm: share(9900, 10_000) },
      },
      verdict: 'worse_here',
      says: 'it is Google with us',
    },
    {
      name: 'does not blame where too little went elsewhere in the same hours',
      ...{
        now: share(6000, 10_000),
        norm: share(9900, 10_000),
        others: { now: share(5, 5), norm: share(9900, 10_000) },
      },
      verdict: 'worse_unclear',
      says: 'too little went elsewhere',
    },
    {
      name: 'sees no change in what may be chance',
      ...{ now: share(96, 100), norm: share(990, 1000), others: steady },
      verdict: 'as_before',
      says: 'no change that could not be chance',
    },
    {
      name: 'sees no change in a tenth of a point, however certain',
      ...{ now: share(989_000, 1_000_000), norm: share(990_000, 1_000_000), others: steady },
      verdict: 'as_before',
      says: 'no change',
    },
    {
      name: 'tells of a change for the better',
      ...{ now: share(9900, 10_000), norm: share(9000, 10_000), others: steady },
      verdict: 'better',
      says: 'better than before',
    },
    {
      name: 'gives no percentage of three',
      ...{ now: share(1, 3), norm: share(990, 1000), others: steady },
      verdict: 'too_few',
      says: 'Google took 1 of 3 at once, 99.0 % (990 of 1,000) in the 28 days before: too few to tell.',
    },
    {
      name: 'gives no verdict without a norm',
      ...{ now: share(990, 1000), norm: share(0, 0), others: steady },
      verdict: 'no_norm',
      says: 'Nothing went there in the 28 days before',
    },
    {
      name: 'blames nobody for all mail together',
      ...{ now: share(6000, 10_000), norm: share(9900, 10_000), others: null },
      verdict: 'worse_unclear',
      says: 'The rows show',
    },
  ])('$name', ({ now, norm, others, verdict, says }) => {
    const told = compareResults('Google', { now, norm, others });
    expect(told.verdict).toBe(verdict);
    expect(told.sentence).toContain(says);
  });
});

describe('changeOf', () => {
  it('never sees a change between a share and itself, and turns round with its sides', () => {
    const some = fc
      .integer({ min: 20, max: 100_000 })
      .chain((of) => fc.integer({ min: 0, max: of }).map((hits) => share(hits, of)));
    const turned = { less: 'more', more: 'less', same: 'same', too_few: 'too_few' } as const;
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(changeOf(one, one)).toBe('same');
        expect(changeOf(other, one)).toBe(turned[changeOf(one, other)]);
      }),
      { numRuns: 300 },
    );
  });

  it('cries wolf in fewer than one of fifty when nothing changed', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const drawn = (of: number, chance: number) =>
      share(Array.from({ length: of }, random).filter((one) => one < chance).length, of);
    const wolves = Array.from({ length: 400 }, () => changeOf(drawn(150, 0.96), drawn(600, 0.96))).filter(
      (one) => one !== 'same',
    );
    expect(wolves.length).toBeLessThan(8);
  });

  it('has an interval that holds the share and stays between 0 and 1', () => {
    expect(intervalOf(share(0, 0))).toEqual({ low: 0, high: 1 });
    const { low, high } = intervalOf(share(20, 20));
    expect(low).toBeGreaterThan(0.7);
    expect(high).toBe(1);
    expect(shareInWords(share(19, 19))).toBe('19 of 19');
    expect([percent(0), percent(1), percent(0.9999)]).toEqual(['0 %', '100 %', '100.0 %']);
  });
});
