// A segment at a terminal: counted in words and as JSON, its people one a line; an unknown one is said so.
import { randomBytes } from 'node:crypto';
import { SegmentDefinition } from '@doorstep/contracts';
import { type Database, openDatabase, SegmentStore } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import { count, list, members } from './segment.js';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  await database.pool.query(`INSERT INTO mail_domain (name) VALUES ('cli.test')`);
  await database.pool.query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT n || '@cli.test', n || '@cli.test', 'cli.test'
       FROM unnest('{ada,bob,cem}'::text[]) n RETURNING id, normalized)
     INSERT INTO subscriber (address_id, fields) SELECT id, jsonb_build_object('city', CASE normalized WHEN 'cem@cli.test' THEN 'Rome' ELSE 'Berlin' END) FROM a`,
  );
  const parts = [{ kind: 'field', key: 'city', test: { op: 'is', value: 'Berlin' } }];
  await new SegmentStore(database).add(
    { name: 'Berliners', definition: SegmentDefinition.parse({ kind: 'all', parts }) },
    'Ann',
  );
});
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function said(run: (args: readonly string[]) => Promise<number>, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  const code = await run(args);
  vi.restoreAllMocks();
  return { code, out: out.join(''), err: err.join('') };
}

it('counts a segment, prints its people, and says when there is none of that name', async () => {
  expect((await said(list)).out).toMatch(/^[0-9a-f-]{36} {2}Berliners\n$/);
  expect(await said(count, 'Berliners')).toMatchObject({
    code: 0,
    out: 'Berliners: city is “Berlin”\n2 people, 0 of them on a list\n',
  });
  expect(JSON.parse((await said(count, 'Berliners', '--format', 'json')).out)).toMatchObject({ people: 2, onLists: 0 });
  expect((await said(members, 'Berliners')).out.trim().split('\n').sort()).toEqual(['ada@cli.test', 'bob@cli.test']);
  expect(await said(members, 'Romans')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('no segment “Romans”'),
  });
  await expect(count([])).rejects.toThrow(UsageError);
});
