// Claims of many lanes share a statement; daily limits and the rate of a person are taken from before.
import type { ClaimedDelivery, Wanted } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { claimedDelivery, laneOf } from '../testing/attempt-fixture.js';
import { createClaimDesk } from './claim-desk.js';

function deskOver(
  due: Record<string, number>,
  { rate = null as number | null, warmUp = 1000, fault = null as Error | null } = {},
) {
  const asked: Wanted[][] = [];
  const taken: number[] = [];
  const givenBack: number[] = [];
  const unused: number[] = [];
  let left = rate ?? 0;
  const desk = createClaimDesk({
    deliveries: {
      async claim(wanted, _worker, _lease, isAllowed) {
        asked.push([...wanted]);
        if (fault) throw fault;
        expect(isAllowed).toBe(rate !== null);
        await new Promise((resolve) => setTimeout(resolve, 2));
        return wanted.flatMap(({ siteId, sourceId, limit }): ClaimedDelivery[] => {
          const count = Math.min(limit, due[siteId] ?? 0);
          due[siteId] = (due[siteId] ?? 0) - count;
          return Array.from({ length: count }, () => claimedDelivery({ siteId, sourceId }));
        });
      },
    },
    control: {
      isSlowed: async () => rate !== null,
      async take(wanted) {
        taken.push(wanted);
        const granted = Math.min(wanted, left);
        left -= granted;
        return granted;
      },
    },
    warmUp: {
      reserve: async (lane, wanted) => (lane.isWarmingUp ? Math.min(wanted, warmUp) : wanted),
      async giveBack(lane, count) {
        if (lane.isWarmingUp && count > 0) givenBack.push(count);
      },
      note: () => undefined,
      noteUnused: (lane, count) => void (lane.isWarmingUp && unused.push(count)),
      flush: async () => undefined,
    },
    worker: 'w',
    leaseSeconds: 60,
  });
  return { desk, asked, taken, givenBack, unused };
}

describe('createClaimDesk', () => {
  it('asks once for all lanes of a moment and gives each its own', async () => {
    const { desk, asked } = deskOver({ a: 5, b: 1 });
    const claims = ['a', 'b', 'c'].map((siteId) => desk.claim(laneOf({ siteId }), 3));
    expect((await Promise.all(claims)).map((rows) => rows.map(({ siteId }) => siteId))).toEqual([
      ['a', 'a', 'a'],
      ['b'],
      [],
    ]);
    expect(asked).toHaveLength(1);
  });

  it('never asks for two lanes of one site in one statement', async () => {
    const { desk, asked } = deskOver({ a: 9 });
    const claims = ['s1', 's2'].map((sourceId) => desk.claim(laneOf({ siteId: 'a', sourceId }), 3));
    expect((await Promise.all(claims)).flat()).toHaveLength(6);
    expect(asked.map((wanted) => wanted.length)).toEqual([1, 1]);
  });

  it('keeps statements short', async () => {
    const { desk, asked } = deskOver({});
    await Promise.all(Array.from({ length: 10 }, (_, i) => desk.claim(laneOf({ siteId: `s${i}` }), 200)));
    expect(asked.map((wanted) => wanted.length)).toEqual([3, 3, 3, 1]);
  });

  it('claims no more than the rate of a person lets go, and gives back what found nothing', async () => {
    const { desk, taken } = deskOver({ a: 2, b: 9 }, { rate: 7 });
    await desk.refresh();
    const rows = await Promise.all(['a', 'b'].map((siteId) => desk.claim(laneOf({ siteId }), 5)));
    expect(rows.map(({ length }) => length)).toEqual([2, 2]);
    expect(taken).toEqual([10, -3]);
  });

  it('gives back what a source that is warmed up did not use of its day', async () => {
    const { desk, givenBack } = deskOver({ a: 2 }, { warmUp: 4 });
    expect(await desk.claim(laneOf({ siteId: 'a', isWarmingUp: true }), 10)).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(givenBack).toEqual([2]);
  });

  it('gives all of it back when the claim failed', async () => {
    const { desk, unused } = deskOver({}, { warmUp: 4, fault: new Error('the database is away') });
    await expect(desk.claim(laneOf({ siteId: 'a', isWarmingUp: true }), 10)).rejects.toThrow('away');
    expect(unused).toEqual([4]);
  });
});
