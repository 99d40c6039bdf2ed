// Starts workers against a simulated internet for tests.
import type { Database } from '@doorstep/database';
import { type Log, silentLog } from '../log.js';
import { startWorker, type Worker, type WorkerConfig } from '../worker.js';
import { SECRET } from './sending-world.js';

export interface RunOptions {
  readonly database: Database;
  readonly dataDir: string;
  readonly dnsServer: string;
  readonly smtpPort: number;
  readonly timeScale: number;
  /** Default: bounce mailboxes are left alone. */
  readonly bouncePollSeconds?: number;
  readonly log?: Log;
}

export function runWorker(options: RunOptions): Worker {
  const { database, dataDir, dnsServer, smtpPort, timeScale, bouncePollSeconds = 3600, log = silentLog } = options;
  const config: WorkerConfig = {
    mode: 'sandbox',
    secret: Uint8Array.from(SECRET),
    dataDir,
    ehloName: 'mail.news.example',
    bouncePollSeconds,
    dnsServers: [dnsServer],
    dnssec: false,
    smtpPort,
    allowPrivateMx: true,
    publicUrl: 'http://127.0.0.1:8480',
    timeScale,
    lanes: 20,
    minFreeMb: 0,
  };
  return startWorker({ config, database, log });
}

export async function until(what: string, isSo: () => Promise<boolean>, timeoutMs = 40_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 100)))
    if (Date.now() > end) throw new Error(`${what} did not come to pass`);
}
