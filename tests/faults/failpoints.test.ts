// Bar 14: workers killed at each exact moment of the dialogue. Nothing is lost, and only what was past its dot is in doubt.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAILPOINTS, killAt } from './failpoints.js';
import { startWorld, type World } from './world.js';

/** Kills at each point until so many messages have stood there. */
const MESSAGES = Number(process.env.DOORSTEP_BAR14 ?? 5);

describe('bar 14: workers that are killed with -9', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ workers: 2, replyMs: 20 });
  });
  afterAll(() => world?.stop());

  it.each(FAILPOINTS)('$name: nothing is lost, every copy too many is marked', async (point) => {
    for (let stood = 0; stood < MESSAGES; ) {
      const result = await killAt(world, point, 200, 5);
      stood += result.held;
      expect(result.faults).toEqual([]);
      expect(result.accepted + result.inDoubt).toBe(result.recipients);
      if (!point.mayBeInDoubt)
        expect({ inDoubt: result.inDoubt, copies: result.extraCopies }).toEqual({ inDoubt: 0, copies: 0 });
      else expect(result.inDoubt, 'what stood there is shown').toBeGreaterThan(0);
    }
  });
});
