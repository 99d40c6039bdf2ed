// The embedded PostgreSQL of the benchmarks on a temporary folder, with the settings it is shipped with, migrated.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { root } from '../bootstrap.mjs';
import { startPostgres } from '../postgres.mjs';

/** A package as built. */
export const built = (room) => import(pathToFileURL(path.join(root, 'packages', room, 'dist', 'index.js')).href);

/**
 * @param options.isThrowaway without fsync: for filling it, never for what is measured
 * @param options.dataDir     a folder filled before; default a new one
 */
export async function startDatabase({
  isThrowaway = false,
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-bench-')),
} = {}) {
  const dir = path.join(dataDir, 'pg');
  const postgres = await startPostgres({ dir, db: 'doorstep', user: 'doorstep', isThrowaway });
  const { migrate } = await built('database');
  const { migrateQueues } = await built('queues');
  await migrate(postgres.url, path.join(root, 'prisma', 'migrations'));
  await migrateQueues(postgres.url);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
  const stop = async () => {
    await pool.end();
    await postgres.stop();
  };
  return {
    dataDir,
    url: postgres.url,
    pid: postgres.pid,
    query: async (text, values) => (await pool.query(text, values)).rows,
    /** Stops it and keeps the folder. */
    stop,
    async remove() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
