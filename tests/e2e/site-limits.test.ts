// Three workers as processes share one site, and one of them is killed with -9: no host ever sees a connection too many.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../scripts/wait.mjs';
import { type Service, startService } from './service.js';

const PEOPLE = 600;
/** What a site nobody knows may grow to. */
const MOST = 10;

describe('the connections of several workers to one site', () => {
  let service: Service;
  const others: ChildProcess[] = [];
  beforeAll(async () => {
    service = await startService();
    for (const name of ['second', 'third']) others.push(startWorker(name));
  });
  afterAll(async () => {
    for (const other of others) other.kill('SIGKILL');
    await service?.stop();
  });

  function startWorker(name: string): ChildProcess {
    const dataDir = path.join(service.stack.environment.DOORSTEP_DATA_DIR ?? tmpdir(), name);
    mkdirSync(dataDir, { recursive: true });
    const main = path.join(import.meta.dirname, '../../apps/worker/dist/main.js');
    const env = { ...process.env, ...service.stack.environment, DOORSTEP_DATA_DIR: dataDir, DOORSTEP_WORKER_PORT: '' };
    return spawn(process.execPath, [main], { env, stdio: 'ignore' });
  }

  const control = (route: string, body?: unknown) =>
    fetch(`${service.stack.simnet?.controlUrl}${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('are never more than its limit, also while one of them is killed in the middle', async () => {
    const behaviour = { maxConnections: MOST, delayMs: 15 };
    expect((await control('/behaviours', { domain: 'capped.example', behaviour })).status).toBeLessThan(300);
    const addresses = Array.from({ length: PEOPLE }, (_, i) => `p${i}@capped.example`);
    const campaignId = await service.send(await service.importPeople('Everybody', addresses));
    const accepted = async () => (await service.states(campaignId)).accepted ?? 0;
    await until('a third is accepted', 120_000, async () => (await accepted()) > PEOPLE / 3, 20);
    const owner = others[0]!;
    owner.kill('SIGKILL');
    service.stack.services.worker?.kill();
    const settled = async () => {
      const { accepted: done = 0, in_doubt: doubts = 0 } = await service.states(campaignId);
      return done + doubts === PEOPLE;
    };
    await until('everything is settled', 180_000, settled);
    const events = (await (await control('/events')).json()) as { host: string; kind: string }[];
    const turnedAway = events.filter(({ host, kind }) => host.endsWith('capped.example') && kind === 'turned_away');
    expect(events.length).toBeGreaterThan(PEOPLE);
    expect(turnedAway).toEqual([]);
  });
});
