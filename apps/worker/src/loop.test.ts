// Behaviour of a step that runs again and again.
import { describe, expect, it, vi } from 'vitest';
import { createDatabaseWatch } from './health/database-away.js';
import { type Log, silentLog } from './log.js';
import { startLoop } from './loop.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('startLoop', () => {
  it('goes on at once while there is more, and sleeps when there is none', async () => {
    let turns = 0;
    const loop = startLoop({
      name: 'step',
      everyMs: 60_000,
      turn: async () => ++turns < 5,
      watch: createDatabaseWatch(silentLog),
    });
    await pause(20);
    expect(turns).toBe(5);
    loop.wake();
    await pause(20);
    expect(turns).toBe(6);
    await loop.stop();
  });

  it('does not take a clock that is set for a step that hangs', async () => {
    const loop = startLoop({
      name: 'step',
      everyMs: 60_000,
      turn: async () => false,
      watch: createDatabaseWatch(silentLog),
    });
    await pause(5);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    try {
      expect(loop.idleMs()).toBeLessThan(60_000);
    } finally {
      clock.mockRestore();
    }
    await loop.stop();
  });

  it('does not lose a wake that comes in the middle of a turn', async () => {
    let turns = 0;
    const gate = Promise.withResolvers<void>();
    const loop = startLoop({
      name: 'step',
      everyMs: 60_000,
      turn: async () => {
        turns++;
        if (turns === 1) await gate.promise;
        return false;
      },
      watch: createDatabaseWatch(silentLog),
    });
    await pause(5);
    loop.wake();
    gate.resolve();
    await pause(20);
    expect(turns).toBe(2);
    await loop.stop();
  });

  it('waits for a database that is away, says so once and says when it is back', async () => {
    const said: string[] = [];
    const log = { ...silentLog, warn: (...args: unknown[]) => said.push(String(args.at(-1))) } as unknown as Log;
    let turns = 0;
    const loop = startLoop({
      name: 'step',
      everyMs: 2,
      turn: async () => {
        if (++turns <= 4) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        return false;
      },
      isProof: true,
      watch: createDatabaseWatch(log),
    });
    while (turns < 6) await pause(5);
    await loop.stop();
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/away/);
    expect(said[1]).toMatch(/back/);
  });

  it('begins later where it is told to, at once when woken, and not at all once it is stopped', async () => {
    let turns = 0;
    const begin = () =>
      startLoop({
        ...{ name: 'step', everyMs: 60_000, afterMs: 60_000, watch: createDatabaseWatch(silentLog) },
        turn: async () => ++turns < 0,
      });
    const woken = begin();
    await pause(5);
    expect(turns).toBe(0);
    woken.wake();
    await pause(5);
    expect(turns).toBe(1);
    await woken.stop();
    await begin().stop();
    expect(turns).toBe(1);
  });

  it('ends after the turn at work', async () => {
    let isDone = false;
    const loop = startLoop({
      name: 'step',
      everyMs: 1,
      turn: async () => {
        await pause(30);
        isDone = true;
        return true;
      },
      watch: createDatabaseWatch(silentLog),
    });
    await loop.stop();
    expect(isDone).toBe(true);
  });
});
