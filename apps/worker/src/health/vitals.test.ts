// A worker's figures: each counted once, kept while the database is away, forgotten after five minutes.
import { describe, expect, it } from 'vitest';
import { createVitals } from './vitals.js';

describe('createVitals', () => {
  it('counts what ended once, and nothing that was given back', () => {
    const vitals = createVitals();
    expect(vitals.takeEnded()).toBeNull();
    for (const outcome of ['accepted', 'accepted', 'deferred', 'refused', 'in_doubt', 'abandoned'] as const)
      vitals.note(outcome, 'a');
    const ended = vitals.takeEnded();
    expect(ended).toEqual({ accepted: 2, deferred: 1, refused: 1, inDoubt: 1 });
    expect(vitals.takeEnded()).toBeNull();
    vitals.note('accepted', 'a');
    vitals.giveBack(ended!);
    expect(vitals.takeEnded()).toMatchObject({ accepted: 3, deferred: 1 });
  });

  it('tells the speed of each site over five minutes, and those that only hold connections', () => {
    let now = 0;
    const vitals = createVitals(() => now);
    vitals.note('accepted', 'a');
    now = 200_000;
    vitals.note('accepted', 'a');
    vitals.note('deferred', 'b');
    expect(vitals.sites(new Map([['c', 2]]))).toEqual({ a: [0, 2], b: [0, 1], c: [2, 0] });
    now = 310_000;
    expect(vitals.sites(new Map([['a', 1]]))).toEqual({ a: [1, 1], b: [0, 1] });
    now = 900_000;
    expect(vitals.sites(new Map())).toEqual({});
  });

  it('leaves the quietest out of what is too much to tell', () => {
    const vitals = createVitals(() => 0);
    for (let i = 0; i < 600; i++) vitals.note('accepted', `s${i}`);
    vitals.note('accepted', 's599');
    const told = vitals.sites(new Map());
    expect(Object.keys(told)).toHaveLength(500);
    expect(told.s599).toEqual([0, 2]);
  });
});
