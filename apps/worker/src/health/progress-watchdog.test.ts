// Behaviour of the watchdog over a worker's progress.
import { describe, expect, it } from 'vitest';
import { createProgressWatchdog } from './progress-watchdog.js';

function watched(isWorkDue?: () => Promise<boolean>) {
  const state = { now: 0, isDue: true, progress: '0', isExcused: false, idleMs: 0 };
  const stalls: string[] = [];
  const dog = createProgressWatchdog({
    limitMs: 60_000,
    steps: [{ name: 'dispatch', idleMs: () => state.idleMs }],
    isWorkDue: isWorkDue ?? (async () => state.isDue),
    patienceMs: 2,
    progress: () => state.progress,
    isExcused: () => state.isExcused,
    onStall: (words) => stalls.push(words),
    now: () => state.now,
  });
  /** Looks every five seconds for so long. */
  async function pass(seconds: number, each: () => void = () => undefined) {
    for (let at = 0; at < seconds; at += 5) {
      state.now += 5000;
      each();
      await dog.turn();
    }
  }
  return { state, stalls, pass, dog };
}

describe('createProgressWatchdog', () => {
  it('tells when work is due and nothing moves for a minute', async () => {
    const { stalls, pass } = watched();
    await pass(60);
    expect(stalls).toEqual([]);
    await pass(20);
    expect(stalls).toEqual(['Deliveries are due, and none was claimed or settled for 65 s.']);
  });

  it('is content while something moves, and while nothing is due or everything is paused', async () => {
    const { state, stalls, pass } = watched();
    let count = 0;
    await pass(300, () => {
      count += 0.1;
      state.progress = String(Math.floor(count));
    });
    state.isDue = false;
    await pass(300);
    expect(stalls).toEqual([]);
  });

  it('does not hang with what it watches: a question that is never answered silences nothing', async () => {
    let asked = 0;
    const { state, stalls, pass } = watched(() => {
      asked++;
      return new Promise(() => undefined);
    });
    await pass(30);
    state.idleMs = 61_000;
    await pass(5);
    expect(stalls).toEqual(['The step "dispatch" has not come round for 61 s.']);
    expect(asked).toBe(1);
  });

  it('does not blame the worker for a database that is away or a disk that is full', async () => {
    const { state, stalls, pass } = watched();
    state.isExcused = true;
    state.idleMs = 500_000;
    await pass(300);
    state.isExcused = false;
    state.idleMs = 0;
    await pass(55);
    expect(stalls).toEqual([]);
  });

  it('names a step that hangs', async () => {
    const { state, stalls, pass } = watched();
    state.isDue = false;
    state.idleMs = 61_000;
    await pass(5);
    expect(stalls).toEqual(['The step "dispatch" has not come round for 61 s.']);
  });

  it('takes a machine that slept for no stall', async () => {
    const { state, stalls, pass } = watched();
    state.idleMs = 0;
    await pass(40);
    state.now += 3_600_000;
    state.idleMs = 3_600_000;
    await pass(5, () => undefined);
    expect(stalls).toEqual([]);
  });
});
