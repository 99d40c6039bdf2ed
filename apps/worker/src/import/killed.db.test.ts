// A worker in a process of its own is killed in the middle of 30,000 people; another goes on, and every count is exact.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type ImportTrial, importTrial } from '../testing/import-trial.js';

const PEOPLE = 30_000;
const root = path.resolve(import.meta.dirname, '../../../..');
const built = (file: string) => JSON.stringify(pathToFileURL(path.join(root, file)).href);
const WORKER = `
  const { openDatabase } = await import(${built('packages/database/dist/index.js')});
  const { createImporter } = await import(${built('apps/worker/dist/import/importer.js')});
  const [url, dataDir, id] = process.argv.slice(1);
  const resolve = async (domain) => ({ kind: 'mx', domain, hosts: [], ttlSeconds: 60 });
  const log = { info() {}, warn() {}, error() {} };
  await createImporter({ database: openDatabase(url, { poolSize: 4 }), dataDir, resolve, log }).runOne(id);
  process.exit(0);`;

let fresh: FreshDatabase;
let trial: ImportTrial;
beforeAll(async () => {
  fresh = await freshDatabase();
  trial = await importTrial(fresh);
});
afterAll(() => trial.end());

it('an import whose worker is killed is finished by another, each person once', { timeout: 60_000 }, async () => {
  const listId = await trial.newList();
  const people = Array.from({ length: PEOPLE }, (_, i) => `p${i}@kill.example,P ${i},x\n`).join('');
  const { id } = await trial.checked(`address,name,city\n${people}p1@kill.example,Again,x\nno address,X,x\n`, [listId]);
  await trial.imports.beginImport(id);

  const doneAtKill = await killMidway(startWorker(id), id);
  expect(doneAtKill).toBeGreaterThan(0);
  expect(doneAtKill).toBeLessThan(PEOPLE);
  await lockIsFree(id);
  await trial.run(id);

  expect(await trial.imports.one(id)).toMatchObject({
    state: 'finished',
    importCounts: { rows: PEOPLE + 2, new: PEOPLE, duplicate: 1, rejected: 1, updated: 0, unchanged: 0 },
  });
  const [counted] = await trial.query(
    `SELECT (SELECT count(*)::int FROM subscriber) AS subscribers,
       (SELECT count(*)::int FROM membership WHERE list_id = $1 AND status = 'subscribed') AS members,
       (SELECT count(*)::int FROM address_event WHERE kind = 'subscriber_added') AS added,
       (SELECT sum(count)::int FROM list_tally WHERE list_id = $1) AS tallied`,
    [listId],
  );
  expect(counted).toEqual({ subscribers: PEOPLE, members: PEOPLE, added: PEOPLE, tallied: PEOPLE });
});

function startWorker(id: string): ChildProcess {
  const args = ['--input-type=module', '-e', WORKER, fresh.url, trial.dataDir, id];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @returns rows that were done for good when it died */
async function killMidway(worker: ChildProcess, id: string): Promise<number> {
  const gone = once(worker, 'exit');
  for (;;) {
    const { rowsDone } = (await trial.imports.one(id))!;
    if (rowsDone > 0 || worker.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  worker.kill('SIGKILL');
  await gone;
  return (await trial.imports.one(id))!.rowsDone;
}

/** PostgreSQL notices a moment later that the connection, and with it the hold on the import, is gone. */
async function lockIsFree(id: string): Promise<void> {
  const isHeld = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 7)`;
  while ((await trial.query(isHeld, [id])).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}
