// Who waits for whom at the gate of questions, counted in time that a test lets pass.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { questionGate } from './question-gate.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DEAD_MS = 10_000;

function world() {
  const gate = questionGate();
  const times = new Map<string, number>();
  let underWay = 0;
  let most = 0;
  /** Makes room when it is told to, as a question does. */
  const work = (answersIn: () => number) => (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      most = Math.max(most, ++underWay);
      const end = () => {
        clearTimeout(timer);
        underWay--;
        resolve(signal.aborted ? 'cancelled' : 'answer');
      };
      const timer = setTimeout(end, answersIn());
      signal.addEventListener('abort', end, { once: true });
    });
  function ask(name: string, answersIn: () => number): void {
    const sinceMs = performance.now();
    void gate(name, work(answersIn)).then((answer) => {
      expect(answer).toBe('answer');
      times.set(name, performance.now() - sinceMs);
    });
  }
  return {
    askDead: (count: number) => {
      for (let n = 0; n < count; n++) ask(`dead${n}.test`, () => DEAD_MS);
    },
    /** The domain's own name servers answer so late, however often they are asked. */
    ask: (name: string, ms: number) => ask(name, () => ms),
    /** Whoever resolves for us goes on when we have left, and has the answer so long after the first question. */
    askResolver(name: string, ms: number) {
      let firstAt: number | undefined;
      ask(name, () => {
        firstAt ??= performance.now();
        return Math.max(1, firstAt + ms - performance.now());
      });
    },
    times,
    most: () => most,
  };
}

const healthy = Array.from({ length: 60 }, (_, n) => `reader${n}.test`);
const slowest = (times: ReadonlyMap<string, number>, names: readonly string[]) =>
  Math.max(...names.map((name) => times.get(name) ?? Number.POSITIVE_INFINITY));

describe('questionGate', () => {
  it('holds up nobody by more than a second when a thousand dead domains come in the same instant', async () => {
    const { askDead, ask, times } = world();
    askDead(1000);
    for (const name of healthy) ask(name, 20);
    await vi.advanceTimersByTimeAsync(1100);
    expect(slowest(times, healthy)).toBeLessThan(1020);
  });

  it('lets who comes a moment after the thousand pass them', async () => {
    const { askDead, ask, times } = world();
    askDead(1000);
    await vi.advanceTimersByTimeAsync(1000);
    for (const name of healthy) ask(name, 20);
    await vi.advanceTimersByTimeAsync(1000);
    expect(slowest(times, healthy)).toBeLessThan(400);
  });

  it('comes back for answers that take a moment to find', async () => {
    const { askDead, askResolver, times } = world();
    askDead(1000);
    for (const name of healthy) askResolver(name, 150);
    await vi.advanceTimersByTimeAsync(4000);
    expect(slowest(times, healthy)).toBeLessThan(4000);
  });

  it('still has the answer of domains that are slow each time, and never more than 64 questions under way', async () => {
    const { askDead, ask, times, most } = world();
    askDead(1000);
    for (const name of healthy) ask(name, 200);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(slowest(times, healthy)).toBeLessThan(12_000);
    expect(most()).toBe(64);
  });

  it('has an answer for the dead in the end', async () => {
    const { askDead, times } = world();
    askDead(80);
    await vi.advanceTimersByTimeAsync(4.5 * DEAD_MS);
    expect(times.size).toBe(80);
  });

  it('asks each of a few once, however slow they are', async () => {
    const gate = questionGate();
    let asked = 0;
    const answers = Array.from({ length: 150 }, (_, n) =>
      gate(`slow${n}.test`, async () => {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return n;
      }),
    );
    await vi.advanceTimersByTimeAsync(2000);
    expect(await Promise.all(answers)).toHaveLength(150);
    expect(asked).toBe(150);
  });
});
