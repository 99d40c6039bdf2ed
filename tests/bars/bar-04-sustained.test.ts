// Bar 4: limits hold over time, sampled at the host. DOORSTEP_BAR4=600 samples for the ten minutes of the bar.
import { describe, expect, it } from 'vitest';
import { until } from '../../apps/worker/src/testing/run-worker.js';
import { sendToCounted } from './counted-site.js';
import { pipeline } from './pipeline.js';

const pipe = pipeline();

const SECONDS = Number(process.env.DOORSTEP_BAR4 ?? 15);
const PER_MINUTE = 600;
const CAP = 3;
const WINDOW_MS = 5000;

/** The most messages within any window. */
function mostWithin(times: readonly number[], windowMs: number): number {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to++) {
    while (times[to]! - times[from]! >= windowMs) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

describe('bar 4: a rate and a number of connections', () => {
  it(
    `hold for ${SECONDS} s with three workers, and are made use of`,
    async () => {
      const { host } = await sendToCounted(pipe, {
        ...{ domain: 'steady.example', messages: Math.ceil((PER_MINUTE / 60) * SECONDS * 1.5) },
        host: { replyMs: 2, closeMs: 30 },
        // Connections change all the time: whoever takes over must not begin anew with the rate.
        limits: { connections: CAP, messagesPerConnection: 7, perMinute: PER_MINUTE },
      });
      await until('the first arrive', async () => host.messages() > 0);
      await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
      const times = [...host.times()];
      const allowed = (PER_MINUTE / 60_000) * WINDOW_MS;
      expect(host.most()).toBeLessThanOrEqual(CAP);
      expect(times.length).toBeGreaterThan((PER_MINUTE / 60) * SECONDS * 0.8);
      // One more where a window begins with a message, and what was on its way when it began: one for each connection.
      expect(mostWithin(times, WINDOW_MS)).toBeLessThanOrEqual(allowed + 1 + CAP);
    },
    (SECONDS + 60) * 1000,
  );
});
