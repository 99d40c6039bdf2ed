// What /readyz and the overview know of the machine: database, migrations, workers.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SystemStore } from '@doorstep/database';
import { Injectable } from '@nestjs/common';
import { isDatabaseAway } from '../http/problem-from.js';

/** A worker that was not seen for this long does not count. */
export const WORKER_SECONDS = 60;

const MIGRATIONS = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

@Injectable()
export class Health {
  constructor(private readonly system: SystemStore) {}

  /** @returns what keeps the service from working, in words; nothing when it is ready */
  async reasons(): Promise<string[]> {
    try {
      const [applied, workers] = await Promise.all([this.system.migrations(), this.system.workers()]);
      const missing = (await wantedMigrations()).filter((name) => !applied.includes(name));
      const reasons = missing.map((name) => `The migration ${name} is not applied.`);
      const latest = workers[0];
      if (latest === undefined) reasons.push('No worker has been seen yet.');
      else if (latest.secondsAgo > WORKER_SECONDS)
        reasons.push(`No worker has been seen for ${Math.round(latest.secondsAgo)} seconds.`);
      return reasons;
    } catch (error) {
      if (isDatabaseAway(error)) return ['The database does not answer.'];
      throw error;
    }
  }
}

async function wantedMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
