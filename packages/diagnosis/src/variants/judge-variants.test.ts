// Behaviour of judging variants: intervals against published figures, and words that claim no more than the numbers hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceInWords, decideTest, judgeVariants } from './judge-variants.js';
import { differenceOf, pointsOfChance } from './proportions.js';

const variant = (number: number, did: number, gotIt: number) => ({ number, did, gotIt });

describe('differenceOf', () => {
  it.each([
    // Newcombe 1998, table II, method 10.
    { first: [56, 70], second: [48, 80], from: 0.0524, until: 0.3339 },
    { first: [9, 10], second: [3, 10], from: 0.1705, until: 0.809 },
    { first: [10, 10], second: [0, 20], from: 0.6791, until: 1 },
    { first: [0, 10], second: [0, 10], from: -0.2775, until: 0.2775 },
  ] as const)('gives the published interval of $first and $second', ({ first, second, from, until }) => {
    const found = differenceOf({ did: first[0], of: first[1] }, { did: second[0], of: second[1] }, 1.96);
    expect(found.from / 100).toBeCloseTo(from, 3);
    expect(found.until / 100).toBeCloseTo(until, 3);
  });

  it('holds its difference, and turns round with its groups', () => {
    const share = fc.nat(500).chain((of) => fc.record({ of: fc.constant(of + 1), did: fc.nat(of + 1) }));
    fc.assert(
      fc.property(share, share, (one, other) => {
        const there = differenceOf(one, other, 1.96);
        const back = differenceOf(other, one, 1.96);
        expect(there.from).toBeLessThanOrEqual(there.points + 1e-9);
        expect(there.until).toBeGreaterThanOrEqual(there.points - 1e-9);
        expect(back.from).toBeCloseTo(-there.until, 6);
      }),
    );
  });

  it('refuses what is no share', () => {
    expect(() => differenceOf({ of: 0, did: 0 }, { of: 9, did: 1 }, 1.96)).toThrow(RangeError);
    expect(() => differenceOf({ of: 2, did: 3 }, { of: 9, did: 1 }, 1.96)).toThrow(RangeError);
  });
});

describe('judgeVariants', () => {
  it.each([
    {
      name: 'names one that is clearly better',
      rows: [variant(0, 40, 500), variant(1, 80, 500)],
      kind: 'clear',
      leader: 1,
    },
    {
      name: 'does not take a small lead for more',
      rows: [variant(0, 60, 500), variant(1, 55, 500)],
      kind: 'ahead',
      leader: 0,
    },
    { name: 'says that nobody is ahead', rows: [variant(0, 50, 500), variant(1, 50, 500)], kind: 'tie', leader: null },
    {
      name: 'says nothing of small groups',
      rows: [variant(0, 1, 29), variant(1, 20, 29)],
      kind: 'too_few',
      leader: null,
    },
    {
      name: 'says nothing of few clicks',
      rows: [variant(0, 0, 900), variant(1, 9, 900)],
      kind: 'too_few',
      leader: null,
    },
    {
      name: 'says nothing when nobody got it',
      rows: [variant(0, 0, 0), variant(1, 0, 0)],
      kind: 'too_few',
      leader: null,
    },
    // 60 against 90 of 1000 would be clear for two; with four, one is ahead by chance more easily.
    {
      name: 'asks for more the more are compared',
      rows: [variant(0, 66, 1000), variant(1, 90, 1000), variant(2, 62, 1000), variant(3, 60, 1000)],
      kind: 'ahead',
      leader: 1,
    },
  ] as const)('$name', ({ rows, kind, leader }) => {
    expect(judgeVariants(rows, 'clicks')).toMatchObject({ kind, leader });
    expect(judgeVariants(rows.toReversed(), 'clicks')).toMatchObject({ kind, leader });
  });

  it('says it in words that hold the numbers', () => {
    expect(judgeVariants([variant(0, 40, 500), variant(1, 80, 500)], 'clicks').words).toBe(
      'B: 80 of 500 clicked (16.0 %), A: 40 of 500 clicked (8.0 %). B is ahead of A by 8 points; with 95 % certainty by between 4 and 12 points: hardly chance.',
    );
    expect(judgeVariants([variant(0, 60, 500), variant(1, 55, 500)], 'opens').words).toMatch(
      /A is ahead of B by 1 point, which can be chance: the truth lies between 3 points for B and 5 points for A\.$/,
    );
    expect(judgeVariants([variant(0, 1, 4), variant(1, 3, 4)], 'opens').words).toMatch(
      /^B: 3 of 4 opened it, A: 1 of 4/,
    );
  });

  it('calls equal variants clearly different in no more than about one test in twenty', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const drawn = () => Array.from({ length: 400 }, random).filter((value) => value < 0.3).length;
    const tests = 600;
    const wrong = Array.from({ length: tests }, () =>
      judgeVariants([variant(0, drawn(), 400), variant(1, drawn(), 400), variant(2, drawn(), 400)], 'opens'),
    ).filter(({ kind }) => kind === 'clear').length;
    expect(wrong / tests).toBeLessThan(0.07);
  });
});

describe('decideTest', () => {
  const clear = judgeVariants([variant(0, 40, 500), variant(1, 80, 500)], 'clicks');
  const ahead = judgeVariants([variant(0, 50, 500), variant(1, 55, 500)], 'clicks');
  const tie = judgeVariants([variant(0, 50, 500), variant(1, 50, 500)], 'clicks');
  it.each([
    { name: 'sends the clear winner whatever was chosen for other cases', verdict: clear, ifUnclear: 'wait', sent: 1 },
    { name: 'sends A when that was chosen', verdict: ahead, ifUnclear: 'first', sent: 0 },
    { name: 'sends the one in front when that was chosen', verdict: ahead, ifUnclear: 'leader', sent: 1 },
    { name: 'sends A when none is in front', verdict: tie, ifUnclear: 'leader', sent: 0 },
    { name: 'asks when that was chosen', verdict: ahead, ifUnclear: 'wait', sent: null },
  ] as const)('$name', ({ verdict, ifUnclear, sent }) => {
    const decision = decideTest(verdict, ifUnclear);
    expect(decision.kind === 'send' ? decision.winner : null).toBe(sent);
    expect(decision.words.startsWith(verdict.words)).toBe(true);
  });
});

describe('what chance alone does', () => {
  it('is said before a test begins', () => {
    expect(pointsOfChance(40, 0.5)).toBeCloseTo(21.9, 1);
    expect(chanceInWords(40, 'opens')).toBe(
      'With 40 people in each group, a difference of less than 21 points can be chance, if three in ten open it.',
    );
    expect(chanceInWords(4, 'clicks')).toMatch(/Fewer than 30 are too few/);
    expect(chanceInWords(0, 'clicks')).toMatch(/^Nobody would be in a group/);
  });
});
