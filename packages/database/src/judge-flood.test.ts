// The guard sees a provider's accident, and is not alarmed by an old list.
import { consequenceDefaults } from '@doorstep/contracts';
import { describe, expect, it } from 'vitest';
import { isFlood, usualPercent } from './judge-flood.js';

const { guard } = consequenceDefaults;
const quiet = { usualHard: 20, usualSettled: 2000 };

describe('isFlood', () => {
  it.each([
    { name: 'a provider that forgot its users', facts: { hard: 214, settled: 520, ...quiet }, is: true },
    {
      name: 'a new site where everybody is unknown',
      facts: { hard: 25, settled: 25, usualHard: 0, usualSettled: 0 },
      is: true,
    },
    { name: 'a handful at a small company', facts: { hard: 24, settled: 24, ...quiet }, is: false },
    { name: 'a list with 3 % dead', facts: { hard: 300, settled: 10_000, ...quiet }, is: false },
    {
      name: 'an old list with 15 % dead',
      facts: { hard: 1500, settled: 10_000, usualHard: 0, usualSettled: 0 },
      is: false,
    },
    {
      name: 'a site that refuses every tenth as a rule',
      facts: { hard: 400, settled: 1000, usualHard: 100, usualSettled: 1000 },
      is: false,
    },
    {
      name: 'more failures than were settled: returns of older messages',
      facts: { hard: 30, settled: 0, ...quiet },
      is: true,
    },
  ])('$name: $is', ({ facts, is }) => expect(isFlood(guard, facts)).toBe(is));

  it('does nothing when it is switched off', () =>
    expect(isFlood({ ...guard, isOn: false }, { hard: 1000, settled: 1000, ...quiet })).toBe(false));

  it('has no usual share of a site with little mail', () =>
    expect(usualPercent({ hard: 0, settled: 0, usualHard: 10, usualSettled: 199 })).toBeNull());

  it('is hardly ever tripped while a list with 15 % unknown people goes out, looked at after every single result', () => {
    const lists = 5000;
    let alarms = 0;
    for (let seed = 1; seed <= lists; seed++) {
      const chance = seeded(seed);
      let hard = 0;
      for (let settled = 1; settled <= 1000; settled++) {
        if (chance() < 0.15) hard++;
        if (isFlood(guard, { hard, settled, usualHard: 0, usualSettled: 0 })) {
          alarms++;
          break;
        }
      }
    }
    expect(alarms / lists).toBeLessThan(0.001);
  });
});

/** Even chances from a seed (mulberry32), the same in every run. */
function seeded(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
