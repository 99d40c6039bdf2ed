// A whole worker, or several, over a database of their own and a simulated internet, for bars that speak of the pipeline.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { runWorker } from '../../apps/worker/src/testing/run-worker.js';
import { type SendingWorld, sendingWorld } from '../../apps/worker/src/testing/sending-world.js';
import { freshDatabase } from '../database.js';

/** Waits are divided by it; clocks of the simulated hosts run so much faster. */
export const SPEED = 120;

export interface Pipeline {
  readonly world: SendingWorld;
  readonly simnet: Simnet;
  /** Where workers may keep their journals. */
  readonly dataDir: string;
  start(workers?: number): void;
  /** Sends a campaign to these addresses. @returns its id */
  send(addresses: readonly string[]): Promise<string>;
  /** One row, or undefined. */
  one<Row extends object>(text: string, values?: unknown[]): Promise<Row | undefined>;
}

/** Set up before the tests of a file, ended after them; workers end with each test. */
export function pipeline(): Pipeline {
  const parts = {} as { world: SendingWorld; simnet: Simnet };
  const workers: ReturnType<typeof runWorker>[] = [];
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-bars-'));
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    parts.world = await sendingWorld(fresh.url, 20);
    parts.simnet = await startSimnet({ clockSpeed: SPEED });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await parts.world.query(`UPDATE campaign SET state = 'cancelled'`);
  });
  afterAll(async () => {
    await parts.simnet.close();
    await parts.world.database.close();
    await drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    get world() {
      return parts.world;
    },
    get simnet() {
      return parts.simnet;
    },
    dataDir,
    start(count = 1) {
      const { dnsServer, smtpPort } = parts.simnet;
      const { database } = parts.world;
      for (let n = 0; n < count; n++)
        workers.push(runWorker({ database, dataDir, dnsServer, smtpPort, timeScale: SPEED }));
    },
    send: async (addresses) => parts.world.campaign(await parts.world.list(addresses)),
    one: async (text, values = []) => (await parts.world.query<never>(text, values))[0],
  };
}

export const people = (domain: string, count: number, name = 'p') =>
  Array.from({ length: count }, (_, i) => `${name}${i}@${domain}`);
