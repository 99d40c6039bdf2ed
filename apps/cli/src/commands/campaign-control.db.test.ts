// A campaign is scheduled and stopped at a terminal: words that are no time do nothing, and what was done is said and audited.
import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { said } from '../testing/said.js';
import * as control from './campaign-control.js';

let fresh: FreshDatabase;
let database: Database;
let id: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  const { rows } = await database.pool.query<{ id: string }>(
    `WITH d AS (INSERT INTO sending_domain (name, return_path_domain) VALUES ('news.example', 'b.news.example') RETURNING id),
       l AS (INSERT INTO list (name) VALUES ('Letter') RETURNING id),
       m AS (INSERT INTO mail_domain (name) VALUES ('inbox.example') RETURNING name),
       a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT 'ann@inbox.example', 'Ann@inbox.example', name FROM m RETURNING id),
       s AS (INSERT INTO subscriber (address_id, name) SELECT id, 'Ann' FROM a),
       j AS (INSERT INTO membership (list_id, address_id, status) SELECT l.id, a.id, 'subscribed' FROM l, a)
     INSERT INTO campaign (name, subject, from_local, sending_domain_id, list_ids)
     SELECT 'March', 'Hello', 'letter', d.id, ARRAY[l.id] FROM d, l RETURNING id`,
  );
  id = rows[0]!.id;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await fresh.drop();
});

const one = async () =>
  (await database.pool.query('SELECT state, scheduled_at, time_zone, spread_minutes FROM campaign WHERE id = $1', [id]))
    .rows[0];

it('refuses words that are no time, and a time without a zone', async () => {
  const year = new Date().getUTCFullYear() + 1;
  await expect(control.schedule([id, '--at', 'sometime soon', '--zone', 'UTC'])).rejects.toThrow(
    /“sometime”.*“tomorrow 9:00”/,
  );
  await expect(control.schedule([id, '--at', `${year}-07-01 9:00`])).rejects.toThrow(/--zone/);
  await expect(control.schedule([id, '--at', 'tomorrow 9:00', '--zone', 'Mars/Base'])).rejects.toThrow(/no time zone/);
  await expect(control.schedule(['nope', '--at', 'tomorrow 9:00', '--zone', 'UTC'])).rejects.toThrow(
    /no campaign nope/,
  );
  expect(() => control.schedule([id, '--at', 'tomorrow 9:00', '--spread', 'long'])).toThrow(/4h or 90min/);
  expect(await one()).toMatchObject({ state: 'draft' });
});

it('schedules with a spread, takes it back, and stops it for good', async () => {
  const year = new Date().getUTCFullYear() + 1;
  const words = await said(() =>
    control.schedule([id, '--at', `${year}-07-01 9:00`, '--zone', 'Europe/Berlin', '--spread', '4h']),
  );
  expect(words).toMatch(/“March” goes on .* 1 July .*, 09:00 Europe\/Berlin \(07:00 UTC\), in \d+ days/);
  expect(await one()).toEqual({
    ...{ state: 'scheduled', time_zone: 'Europe/Berlin', spread_minutes: 240 },
    scheduled_at: new Date(`${year}-07-01T07:00:00Z`),
  });
  expect(await said(() => control.unschedule([id]))).toMatch(/not scheduled any more/);
  expect(await one()).toMatchObject({ state: 'draft', spread_minutes: 0 });
  await expect(control.unschedule([id])).rejects.toThrow(/is not scheduled, it is draft/);
  await said(() => control.schedule([id, '--at', `${year}-07-01 9:00`, '--zone', 'UTC']));
  expect(await said(() => control.pause([id]))).toMatch(/is paused\. Nobody was mailed/);
  expect(await said(() => control.resume([id]))).toMatch(/goes on/);
  expect(await said(() => control.stop([id]))).toMatch(/stopped for good/);
  const { rows } = await database.pool.query(`SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id`, [id]);
  expect(rows.map(({ action }) => action)).toEqual(
    ['schedule', 'undo', 'schedule', 'pause', 'resume', 'cancel'].map((action) => `campaigns.${action}`),
  );
});
