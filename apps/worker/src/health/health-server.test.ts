// Behaviour of the worker's own HTTP face.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Loop } from '../loop.js';
import { startHealthServer } from './health-server.js';
import { createMetrics } from './metrics.js';

let server: Server | undefined;
afterEach(() => server?.close());

async function face(idleMs: number, isDatabaseAway = false, diskTrouble: string | null = null): Promise<string> {
  const loop: Loop = { name: 'dispatch', wake: () => undefined, stop: async () => undefined, idleMs: () => idleMs };
  const metrics = createMetrics({
    lanes: () => 3,
    inHand: () => 40,
    resultsWaiting: () => 0,
    isDatabaseAway: () => isDatabaseAway,
  });
  server = await startHealthServer({
    ...{ host: '127.0.0.1', port: 0, metrics },
    loops: [loop],
    isDatabaseAway: () => isDatabaseAway,
    diskTrouble: () => diskTrouble,
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('startHealthServer', () => {
  it('is well while its steps come round', async () => {
    const answer = await fetch(`${await face(100)}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok', steps: [] });
  });

  it('names the step that hangs, but does not blame it for a database that is away', async () => {
    const hanging = await fetch(`${await face(400_000)}/healthz`);
    expect(hanging.status).toBe(503);
    expect(await hanging.json()).toEqual({ status: 'hanging', steps: ['dispatch'] });
    server?.close();
    expect((await fetch(`${await face(400_000, true)}/healthz`)).status).toBe(200);
  });

  it('says that the disk is full, and how full', async () => {
    const answer = await fetch(`${await face(0, false, 'The disk has 3 MB left.')}/healthz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'disk full', reason: 'The disk has 3 MB left.', steps: [] });
  });

  it('tells its numbers to Prometheus and nothing to anybody else', async () => {
    const url = await face(0);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('doorstep_lanes 3');
    expect(text).toContain('doorstep_deliveries_in_hand 40');
    expect((await fetch(`${url}/secret`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});
