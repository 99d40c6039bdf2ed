// Behaviour of the guard against a full disk.
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { createFreeSpace } from './free-space.js';

const GB = 2 ** 30;

function guard(minFreeMb: number | null, totalBytes = 10 * GB) {
  const disk = { freeBytes: totalBytes, totalBytes };
  const space = createFreeSpace({ dir: '/data', minFreeMb, log: silentLog, measure: async () => disk });
  return {
    disk,
    async troubleAt(freeBytes: number) {
      disk.freeBytes = freeBytes;
      await space.look();
      return space.trouble();
    },
  };
}

describe('createFreeSpace', () => {
  it('says how much is left and how much is needed, and is silent again by itself', async () => {
    const { troubleAt } = guard(null);
    expect(await troubleAt(2 * GB)).toBeNull();
    expect(await troubleAt(0.5 * GB)).toMatch(/\/data has 512 MB left, and 1024 MB are needed/);
    expect(await troubleAt(2 * GB)).toBeNull();
  });

  it('wants a twentieth of a large disk', async () => {
    const { troubleAt } = guard(null, 100 * GB);
    expect(await troubleAt(4 * GB)).toMatch(/5120 MB are needed/);
    expect(await troubleAt(6 * GB)).toBeNull();
  });

  it('does not go to and fro at the very limit', async () => {
    const { troubleAt } = guard(100);
    expect(await troubleAt(99 * 2 ** 20)).not.toBeNull();
    expect(await troubleAt(101 * 2 ** 20)).not.toBeNull();
    expect(await troubleAt(106 * 2 ** 20)).toBeNull();
  });
});
