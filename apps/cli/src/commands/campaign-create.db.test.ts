// A campaign from a file at a terminal: compiled, addressed to a list by name, and refused with the line of its fault.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CampaignStore, type Database, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { run } from './campaign-create.js';

let fresh: FreshDatabase;
let database: Database;
const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-create-'));
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', Buffer.alloc(32, 3).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  await database.pool.query(`INSERT INTO list (name) VALUES ('Monthly letter')`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await database.close();
  await fresh.drop();
});

it('makes a draft from Markdown and prints its id', async () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const markdown = file('may.md', '# Hello {{ name }}');
  const code = await run(['--name', 'May', '--subject', 'Hello', '--markdown', markdown, '--list', 'Monthly letter']);
  write.mockRestore();
  expect(code).toBe(0);
  const campaign = await new CampaignStore(database).one(said.join('').trim());
  expect(campaign).toMatchObject({ name: 'May', contentKind: 'markdown', contentSource: '# Hello {{ name }}' });
  expect(campaign!.html).toContain('Hello {{ name }}</h1>');
  expect(campaign!.listIds).toHaveLength(1);
});

it.each([
  [
    'names the line of a fault',
    () => ['--mjml', file('x.mjml', '<mjml>\n<mj-body>\n<mj-foo/></mj-body></mjml>')],
    /x\.mjml:3: .*mj-foo/,
  ],
  ['knows no such list', () => ['--list', 'Nobody'], /no list called “Nobody”/],
  ['knows no such template', () => ['--template', 'nothing'], /There are: announcement/],
  ['says that a file is not there', () => ['--html', path.join(folder, 'none.html')], /cannot be read/],
])('%s, and makes nothing', async (_, args, words) => {
  await expect(async () => run(['--name', 'May', ...args()])).rejects.toThrow(words);
});
