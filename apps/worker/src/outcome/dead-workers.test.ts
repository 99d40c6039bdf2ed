// Behaviour of the judgement about dead workers, over heartbeats that a test tells.
import { describe, expect, it } from 'vitest';
import { createDeadWorkers } from './dead-workers.js';

/** @param silent workers without a heartbeat at the moment */
function world(silent: Set<string>, ended = 'none') {
  const clock = { ms: 0 };
  const deadOf = createDeadWorkers(
    { silent: async (workers) => workers.filter((worker) => silent.has(worker)) },
    (worker) => worker === ended,
    () => clock.ms,
  );
  return {
    at: async (ms: number) => {
      clock.ms = ms;
      return [...(await deadOf(['one', 'two']))];
    },
  };
}

describe('createDeadWorkers', () => {
  it('takes nobody for dead at the first look', async () => {
    const { at } = world(new Set(['one']));
    expect(await at(0)).toEqual([]);
    expect(await at(9_999)).toEqual([]);
    expect(await at(10_000)).toEqual(['one']);
  });

  it('begins anew with a worker that spoke up: after an outage of the database all are silent for a moment', async () => {
    const silent = new Set(['one', 'two']);
    const { at } = world(silent);
    await at(0);
    silent.delete('two');
    expect(await at(5_000)).toEqual([]);
    silent.add('two');
    expect(await at(10_000)).toEqual(['one']);
    expect(await at(20_000)).toEqual(['one', 'two']);
  });

  it('does not wait for the silence of one whose process was seen to have ended', async () => {
    const { at } = world(new Set(), 'two');
    expect(await at(0)).toEqual(['two']);
  });
});
