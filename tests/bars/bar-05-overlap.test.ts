// Bar 5: a connection and the one that takes its place are never one too many, by the count of the host alone.
import { describe, expect, it } from 'vitest';
import { until } from '../../apps/worker/src/testing/run-worker.js';
import { sendToCounted } from './counted-site.js';
import { pipeline } from './pipeline.js';

const pipe = pipeline();

const CAP = 4;
const MESSAGES = 240;
const EACH = 3;

async function sendAll(domain: string, endsAfter?: number) {
  const { host, accepted } = await sendToCounted(pipe, {
    ...{ domain, messages: MESSAGES },
    host: { replyMs: 3, closeMs: 60, ...(endsAfter === undefined ? {} : { endsAfter }) },
    limits: { connections: CAP, messagesPerConnection: EACH },
  });
  await until('all are accepted', async () => (await accepted()) === MESSAGES);
  return host;
}

describe('bar 5: a closing connection and its replacement', () => {
  it('stay within the limit while three workers change connections after every third message', async () => {
    const host = await sendAll('changing.example');
    expect(host.messages()).toBe(MESSAGES);
    expect(host.connections()).toBeGreaterThanOrEqual(MESSAGES / EACH);
    expect(host.most()).toBe(CAP);
  });

  it('stay within the limit at a host that ends its sessions itself and takes its time to close them', async () => {
    const host = await sendAll('ending.example', 2);
    expect(host.messages()).toBe(MESSAGES);
    expect(host.connections()).toBeGreaterThan(50);
    expect(host.most()).toBeLessThanOrEqual(CAP);
  });
});
