// Where the seed goes: an embedded PostgreSQL in a data folder, or a database by its address. Never one that is in use.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { built } from '../bench/database.mjs';
import { fail, root, takeDataFolder } from '../bootstrap.mjs';
import { startPostgres } from '../postgres.mjs';
import { instanceSecret } from '../stack.mjs';

/** What an installation has once somebody used it. */
const IN_USE = ['address', 'campaign', 'list', 'sending_domain', 'import', '"user"'];

/** @returns { url, secret, stop } of a data folder that is now ours */
export async function openFolder(dataDir) {
  const lock = takeDataFolder(dataDir);
  if (lock.running)
    fail(
      `Doorstep is running in ${dataDir} (process ${lock.running.pid}).`,
      'Stop it first, or choose another --data-dir.',
    );
  process.on('exit', () => lock.release());
  const secret = readSecret(readFileSync(instanceSecret(dataDir), 'utf8'));
  const postgres = await startPostgres({
    dir: path.join(dataDir, 'pg'),
    db: 'doorstep',
    user: 'doorstep',
    isThrowaway: true,
  });
  const stop = async () => {
    await postgres.stop();
    lock.release();
  };
  return { url: postgres.url, secret, stop };
}

/** As the configuration reads it. */
const readSecret = (text) => Buffer.from(text.trim(), /^[0-9a-f]{64}$/i.test(text.trim()) ? 'hex' : 'base64');

/** @returns { url, secret, stop } of a database that runs elsewhere */
export function openAddress(url, { DOORSTEP_SECRET, DOORSTEP_SECRET_FILE }, read) {
  const secret = DOORSTEP_SECRET ?? (DOORSTEP_SECRET_FILE && read(DOORSTEP_SECRET_FILE));
  if (!secret)
    fail(
      'The secret of the installation is not known.',
      'Set DOORSTEP_SECRET (or DOORSTEP_SECRET_FILE) as the service has it: the DKIM key is sealed with it.',
    );
  return { url, secret: readSecret(secret), stop: async () => {} };
}

/**
 * Migrates an empty database. One that this seed made is emptied first, unless it is what is wanted: then it is only migrated.
 *
 * @returns what an earlier run noted, when it was of the same kind and nothing has to be done; else null
 * @throws Error when the database is in use by anything else
 */
export async function prepare(url, wanted) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const run = await runOf(client);
    if (run === null) await mustBeEmpty(client);
    else if (run.finished_at !== null && Object.entries(wanted).every(([name, value]) => run.options[name] === value)) {
      await migrateAll(url);
      return run;
    }
    if (run !== null) await empty(client);
  } finally {
    await client.end();
  }
  await migrateAll(url);
  return null;
}

async function runOf(client) {
  const { rows } = await client.query(`SELECT to_regclass('seed.run') IS NOT NULL AS is_ours`);
  if (!rows[0].is_ours) return null;
  return (await client.query('SELECT options, result, finished_at FROM seed.run')).rows[0] ?? { finished_at: null };
}

async function mustBeEmpty(client) {
  for (const table of IN_USE) {
    const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS is_there', [table]);
    if (rows[0].is_there && (await client.query(`SELECT FROM ${table} LIMIT 1`)).rowCount > 0)
      throw new InUse(table.replaceAll('"', ''));
  }
}

export class InUse extends Error {
  constructor(table) {
    super(`The database is in use: there is something in the table ${table}.`);
    this.todo =
      'Made-up people would be mixed with real ones. Choose an empty database with --url, or a new folder with --data-dir.';
  }
}

/** Only ever called on what a seed made. */
async function empty(client) {
  await client.query('DROP SCHEMA IF EXISTS seed CASCADE');
  await client.query('DROP SCHEMA IF EXISTS attempts CASCADE');
  await client.query('DROP SCHEMA public CASCADE');
  await client.query('CREATE SCHEMA public');
}

async function migrateAll(url) {
  const { migrate } = await built('database');
  const { migrateQueues } = await built('queues');
  const applied = await migrate(url, path.join(root, 'prisma', 'migrations'));
  await migrateQueues(url);
  return applied;
}
