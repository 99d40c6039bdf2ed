// What a person says about sites reaches the lanes that run.
import { describe, expect, it } from 'vitest';
import { followHalts, followOrders } from './follow-orders.js';

const SET = new Date('2026-11-26T12:00:00Z');

async function follow(own: Date | null, ordered: { perMinute: number | null; limitsSetAt: Date | null } | null) {
  const seen: { rate: number | null | undefined; isStopped: boolean } = { rate: undefined, isStopped: false };
  const key = { siteId: 'site', sourceId: 'source' };
  await followOrders({ orders: async () => (ordered === null ? [] : [{ ...key, ...ordered }]) }, [
    {
      ...{ ...key, limitsSetAt: own },
      setRate: (rate) => {
        seen.rate = rate;
      },
      stop: () => {
        seen.isStopped = true;
      },
    },
  ]);
  return seen;
}

describe('followOrders', () => {
  it('follows a rate on the spot', async () => {
    expect(await follow(null, { perMinute: 10, limitsSetAt: null })).toEqual({ rate: 10, isStopped: false });
    expect(await follow(null, null)).toEqual({ rate: null, isStopped: false });
  });

  it('lets a lane go on under the limits it began with, told by another Date of the same moment', async () => {
    expect((await follow(SET, { perMinute: null, limitsSetAt: new Date(SET) })).isStopped).toBe(false);
  });

  it.each([
    ['were set', null, SET],
    ['were set anew', SET, new Date(SET.getTime() + 1)],
    ['were lifted', SET, null],
  ])('ends a lane whose limits %s', async (_, own, limitsSetAt) => {
    expect((await follow(own, { perMinute: null, limitsSetAt })).isStopped).toBe(true);
  });
});

describe('followHalts', () => {
  it('asks about what the lanes hold, and tells each of them', async () => {
    const told: string[][] = [];
    const asked: string[][] = [];
    const lane = (campaigns: string[]) => ({
      campaigns: () => campaigns,
      halt: (halted: ReadonlySet<string>) => void told.push([...halted]),
    });
    const deliveries = {
      halted: async (ids: readonly string[]) => {
        asked.push([...ids]);
        return ids.filter((id) => id === 'paused');
      },
    };
    await followHalts(deliveries, [lane(['sending', 'paused', 'paused']), lane(['sending'])]);
    await followHalts(deliveries, [lane([])]);
    expect(asked).toEqual([['sending', 'paused']]);
    expect(told).toEqual([['paused'], ['paused'], []]);
  });
});
