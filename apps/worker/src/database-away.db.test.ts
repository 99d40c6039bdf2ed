// Behaviour of a worker whose database goes away in the middle of a campaign and comes back.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@doorstep/database';
import { startSimnet } from '@doorstep/simnet';
import { expect, it } from 'vitest';
import { type CuttableDatabase, cuttableDatabase } from '../../../tests/e2e/cuttable-database.js';
import { type Log, silentLog } from './log.js';
import { runWorker, until } from './testing/run-worker.js';
import { sendingWorld } from './testing/sending-world.js';

const PEOPLE = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('waits for it, keeps what it heard, and sends each message once', async () => {
  const away: CuttableDatabase = await cuttableDatabase();
  const world = await sendingWorld(away.url);
  const simnet = await startSimnet({ clockSpeed: 120 });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-away-'));
  // Each reply takes a moment, so that some are read while the database is away.
  simnet.putBehaviour('thoughtful.example', { delayMs: 15 });
  const addresses = Array.from({ length: PEOPLE }, (_, i) => `p${i}@thoughtful.example`);
  const campaignId = await world.campaign(await world.list(addresses));
  const errors: unknown[] = [];
  const warnings: string[] = [];
  const log = {
    ...silentLog,
    error: (...args: unknown[]) => errors.push(args),
    warn: (...args: unknown[]) => warnings.push(String(args.at(-1))),
  } as unknown as Log;
  const database = openDatabase(away.url, { poolSize: 12, onIdleError: () => undefined });
  const { dnsServer, smtpPort } = simnet;
  const worker = runWorker({ database, dataDir, dnsServer, smtpPort, timeScale: 120, log });
  try {
    await until('some are accepted', async () => ((await world.states(campaignId)).accepted ?? 0) > 30);
    await away.cut();
    await pause(2000);
    expect(worker.isDatabaseAway()).toBe(true);
    const heard = simnet.received({ domain: 'thoughtful.example' }).length;
    await pause(500);
    expect(simnet.received({ domain: 'thoughtful.example' }).length, 'nothing is begun meanwhile').toBe(heard);
    await away.mend();
    await until('all are accepted', async () => {
      const { accepted = 0, in_doubt = 0 } = await world.states(campaignId).catch(() => ({}) as Record<string, number>);
      return accepted + in_doubt === PEOPLE;
    });
    const summary = simnet.summary();
    expect(addresses.filter((address) => (summary[address]?.accepted ?? 0) > 1)).toEqual([]);
    expect((await world.states(campaignId)).in_doubt ?? 0).toBeLessThanOrEqual(10);
    expect(errors).toEqual([]);
    expect(warnings.filter((words) => words.startsWith('The database is away'))).toHaveLength(1);
    await until('the journal is empty', async () => readdirSync(path.join(dataDir, 'journal')).length === 0, 5000);
  } finally {
    await worker.stop();
    await simnet.close();
    await Promise.all([database.close(), world.database.close()]);
    await away.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
