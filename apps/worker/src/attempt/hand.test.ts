// Behaviour of what a worker holds: leases by its own clock, and what is taken away from it.
import type { LaneKey } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { claimedDelivery, laneOf } from '../testing/attempt-fixture.js';
import { createHand } from './hand.js';

const one = claimedDelivery({ deliveryId: 'one', fence: 1 });
const two = claimedDelivery({ deliveryId: 'two', fence: 4 });

function handWith(kept: string[], lanesKept: LaneKey[] = []) {
  const clock = { ms: 0 };
  const hand = createHand({
    deliveries: { renew: async () => kept },
    lanes: { renewLanes: async () => lanesKept },
    worker: 'w',
    leaseSeconds: 60,
    now: () => clock.ms,
  });
  return { hand, clock };
}

describe('createHand', () => {
  it('holds a delivery for its lease and no longer, unless it is renewed', async () => {
    const { hand, clock } = handWith(['one']);
    hand.take([one]);
    clock.ms = 50_000;
    await hand.renew([]);
    clock.ms = 100_000;
    expect(hand.holds(one)).toBe(true);
    clock.ms = 110_001;
    expect(hand.holds(one)).toBe(false);
  });

  it('lets go of what the database gave to another worker, and names lost lanes', async () => {
    const [a, b] = [laneOf({ siteId: 'site-a' }), laneOf({ siteId: 'site-b' })];
    const { hand } = handWith(['one'], [a]);
    hand.take([one, two]);
    expect(await hand.renew([a, b])).toEqual([b]);
    expect(hand.holds(one)).toBe(true);
    expect(hand.holds(two)).toBe(false);
    expect(hand.size()).toBe(1);
  });

  it('does not take an older claim of the same delivery for the one it holds', () => {
    const { hand } = handWith([]);
    hand.take([two]);
    const older = { ...two, fence: 3 };
    expect(hand.holds(older)).toBe(false);
    hand.drop([older]);
    expect(hand.holds(two)).toBe(true);
  });
});
