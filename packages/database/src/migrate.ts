// Applies prisma/migrations at run time: Prisma's own ledger, checksum and lock, without its CLI.
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** The advisory lock `prisma migrate` itself takes. */
const PRISMA_LOCK = 72707369;

const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Applies what is missing of `directory` (one folder a migration, in order of name), each in one transaction.
 *
 * @returns names of the migrations applied now; empty when the database was up to date
 * @throws Error naming the migration when one failed earlier, or was edited after it had been applied
 */
export async function migrate(connectionString: string, directory: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(LEDGER);
    const ledger = await client.query<LedgerRow>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    return await applyMissing(client, directory, ledger.rows);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client, directory: string, ledger: LedgerRow[]): Promise<string[]> {
  const unfinished = ledger.find((row) => !row.finished_at);
  if (unfinished) {
    throw new Error(
      `Migration ${unfinished.migration_name} failed earlier. Repair the database, then mark it with "npm run prisma -- migrate resolve".`,
    );
  }
  const checksums = new Map(ledger.map((row) => [row.migration_name, row.checksum]));
  const applied: string[] = [];
  for (const name of await migrationNames(directory)) {
    const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    if (checksums.has(name)) {
      if (checksums.get(name) !== checksum) throw new Error(`Migration ${name} was edited after it was applied.`);
      continue;
    }
    await applyOne(client, name, checksum, sql);
    applied.push(name);
  }
  return applied;
}

async function migrationNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function applyOne(client: pg.Client, name: string, checksum: string, sql: string): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ]);
  await client.query(sql); // simple protocol: the whole file is one implicit transaction
  await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}
