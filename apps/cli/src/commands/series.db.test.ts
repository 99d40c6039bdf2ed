// A series steered at a terminal: told, paused, resumed, a time left out and taken back, each in the audit.
import { randomBytes } from 'node:crypto';
import { type Database, openDatabase, SeriesStore } from '@doorstep/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { said } from '../testing/said.js';
import * as series from './series.js';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO campaign (name) VALUES ('Letter') RETURNING id`,
  );
  await new SeriesStore(database).add(
    {
      ...{
        name: 'Yearly',
        templateId: rows[0]!.id,
        rule: { kind: 'monthly', day: 31 },
        clock: '09:00',
        timeZone: 'UTC',
      },
      ...{ startsOn: '2091-01-01', untilOn: null, mostIssues: null, unchangedPolicy: 'draft' },
    },
    'Ada',
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await fresh.drop();
});

it('tells when each comes, pauses and resumes one, leaves a time out and takes that back', async () => {
  expect(await said(() => series.list([]))).toMatch(/Yearly {2}.*day 31.*, active, 0 made; next .*31 January 2091/);
  expect(await said(() => series.pause(['Yearly']))).toMatch(
    /^Nothing is made until it is resumed.*\nYearly {2}.*paused/,
  );
  await expect(series.pause(['Yearly'])).rejects.toThrow(/is paused; only one that goes on/);
  expect(await said(() => series.resume(['Yearly']))).toMatch(/next .*31 January 2091/);
  expect(await said(() => series.skip(['Yearly']))).toMatch(
    /2091-01-31 is left out.*\n.*next .*28 February 2091.*left out: 2091-01-31/,
  );
  expect(await said(() => series.skip(['Yearly', '--day', '2091-03-31']))).toMatch(/left out: 2091-01-31, 2091-03-31/);
  expect(await said(() => series.unskip(['Yearly']))).toMatch(/^2091-01-31 comes again\.\n.*next .*31 January 2091/);
  const { rows } = await database.pool.query<{ action: string }>(`SELECT action FROM audit_entry ORDER BY id`);
  expect(rows.map(({ action }) => action.replace('series.', ''))).toEqual([
    'pause',
    'resume',
    'skip',
    'skip',
    'unskip',
  ]);
});

it('says what it does not understand, and does nothing', async () => {
  await expect(series.pause(['Daily'])).rejects.toThrow(/no series “Daily”/);
  await expect(series.skip(['Yearly', '--day', '2091-02-01'])).rejects.toThrow(/does not come on 2091-02-01 next/);
  await expect(series.skip(['Yearly', '--day', '2091-03-31'])).rejects.toThrow(/decided already/);
  await expect(series.unskip(['Yearly', '--day', '2091-02-28'])).rejects.toThrow(/was not left out/);
  expect(() => series.skip(['Yearly', '--day', 'tomorrow'])).toThrow(/as in 2026-12-01/);
  expect(() => series.resume([])).toThrow(/Name one series/);
});
