// A worker that ran with a later database than the one it finds sends nothing of it before somebody decided.
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase, RestoreStore } from '@doorstep/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { silentLog } from '../log.js';
import { createRestoreWatch } from './restore-watch.js';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const scheduled = async () =>
  (
    await database.pool.query<{ id: string }>(
      `INSERT INTO campaign (name, state, scheduled_at) VALUES ('March', 'scheduled', now() + interval '1 day') RETURNING id`,
    )
  ).rows[0]!.id;
const stateOf = async (id: string) =>
  (await database.pool.query<{ state: string }>('SELECT state FROM campaign WHERE id = $1', [id])).rows[0]!.state;
/** As a dump from an hour ago is put back. */
const putBack = () => database.pool.query(`UPDATE alive_mark SET at = at - interval '1 hour'`);

it('holds what the backup has as scheduled: after a restart by its file, and under a running worker', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'restore-'));
  const watch = () => createRestoreWatch(new RestoreStore(database), folder.path, silentLog);
  const id = await scheduled();
  const running = watch();
  expect(running.isChecked()).toBe(false);
  await running.turn();
  await running.turn();
  expect([running.isChecked(), await stateOf(id)]).toEqual([true, 'scheduled']);

  await putBack();
  const restarted = watch();
  await restarted.turn();
  expect(await stateOf(id)).toBe('paused');
  await database.pool.query(`UPDATE campaign SET state = 'scheduled', restore_id = NULL WHERE id = $1`, [id]);
  await restarted.turn();
  await watch().turn();
  expect(await stateOf(id)).toBe('scheduled');

  await putBack();
  await restarted.turn();
  expect(await stateOf(id)).toBe('paused');
});

it('takes a new database in an old folder, and a torn file, for no backup', async () => {
  using folder = mkdtempDisposableSync(path.join(tmpdir(), 'restore-'));
  const file = path.join(folder.path, 'alive.json');
  const id = await scheduled();
  const later = new Date(Date.now() + 3_600_000).toISOString();
  for (const text of [JSON.stringify({ installation: crypto.randomUUID(), at: later }), '{"installation":"a', '[]']) {
    writeFileSync(file, text);
    await createRestoreWatch(new RestoreStore(database), folder.path, silentLog).turn();
    expect(await stateOf(id)).toBe('scheduled');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ at: expect.any(String) });
  }
});
