// The simulated clock.
import { describe, expect, it } from 'vitest';
import { SimulatedClock } from './clock.js';

describe('the simulated clock', () => {
  it('runs at its speed and calls plans by itself', async () => {
    const clock = new SimulatedClock(1000);
    const startedAt = clock.now().getTime();
    await new Promise<void>((resolve) => clock.after(50, resolve));
    expect(clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(50_000);
  });

  it('calls what falls due in order when it is set forward, and nothing that was forgotten', () => {
    const clock = new SimulatedClock(1);
    const called: string[] = [];
    clock.after(20, () => called.push('second'));
    clock.after(10, () => called.push('first'));
    clock.after(100, () => called.push('never'));
    clock.advance(30);
    expect(called).toEqual(['first', 'second']);
    clock.forgetPlans();
    clock.advance(1000);
    expect(called).toEqual(['first', 'second']);
  });

  it('does not run backwards', () => {
    expect(() => new SimulatedClock(0)).toThrow(RangeError);
    expect(() => new SimulatedClock(1).advance(-1)).toThrow(RangeError);
  });
});
