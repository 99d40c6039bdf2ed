// Speed and time left follow what was seen lately.
import { describe, expect, it } from 'vitest';
import { look, paceOf, type Sight } from './pace.js';

const seen = (...sights: [seconds: number, done: number][]): Sight[] =>
  sights.reduce<Sight[]>((kept, [seconds, done]) => look(kept, { atMs: seconds * 1000, done }), []);

describe('the pace', () => {
  it('says nothing before there is something to say', () => {
    expect(paceOf(seen([0, 0], [1, 500]), 1000)).toBeNull();
    expect(paceOf(seen([0, 10], [5, 10]), 1000)).toBeNull();
  });
  it('tells the speed and what is left', () => {
    expect(paceOf(seen([0, 0], [2, 200]), 1000)).toEqual({ perSecond: 100, secondsLeft: 8 });
    expect(paceOf(seen([0, 0], [2, 200]), null)).toEqual({ perSecond: 100, secondsLeft: null });
  });
  it('forgets how fast it was at the beginning', () => {
    expect(paceOf(seen([0, 0], [1, 90_000], [20, 90_100], [30, 90_200]), 90_300)?.perSecond).toBe(10);
  });
  it('begins anew when a piece has to be sent again', () => {
    expect(paceOf(seen([0, 0], [2, 200], [3, 100], [5, 300]), 500)).toEqual({ perSecond: 100, secondsLeft: 2 });
  });
});
