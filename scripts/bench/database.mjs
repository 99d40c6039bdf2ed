// The embedded PostgreSQL of the benchmarks on a temporary folder, with the settings it is shipped with, migrated.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { root } from '../bootstrap.mjs';
import { startPostgres } from '../postgres.mjs';
import { tidied } from './interrupted.mjs';

/** A package as built. */
export const built = (room) => import(pathToFileURL(path.join(root, 'packages', room, 'dist', 'index.js')).href);

/**
 * @param options.isThrowaway without fsync: for filling it, never for what is measured
 * @param options.dataDir     a folder filled before; default a new one
 */
export async function startDatabase({ isThrowaway = false, dataDir = newFolder() } = {}) {
  const dir = path.join(dataDir, 'pg');
  const starting = startPostgres({ dir, db: 'doorstep', user: 'doorstep', isThrowaway });
  let pool;
  let isKept = false;
  const end = tidied(async () => {
    await pool?.end();
    await (await starting).stop();
    if (!isKept) rmSync(dataDir, { recursive: true, force: true });
  });
  const postgres = await starting;
  pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
  // A line that is being closed may still hear that the server ends; a fault in a query is told by the query.
  pool.on('error', () => undefined);
  const { migrate } = await built('database');
  const { migrateQueues } = await built('queues');
  await migrate(postgres.url, path.join(root, 'prisma', 'migrations'));
  await migrateQueues(postgres.url);
  return {
    dataDir,
    url: postgres.url,
    pid: postgres.pid,
    query: async (text, values) => (await pool.query(text, values)).rows,
    /** Stops it and keeps the folder. */
    async stop() {
      await pool.query('CHECKPOINT'); // the end itself is short then, however much was written
      isKept = true;
      await end();
    },
    /** Stops it and removes the folder. */
    remove: end,
  };
}

/** Open to the user PostgreSQL runs as: else root's database would be put elsewhere, and stay there. */
function newFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-bench-'));
  chmodSync(folder, 0o755);
  return folder;
}
