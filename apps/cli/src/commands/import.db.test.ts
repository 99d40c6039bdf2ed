// An import from a terminal beside a worker in a process of its own: counts, exit codes, the rejected rows as a file, refusals.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Database, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { run } from './import.js';

const root = path.resolve(import.meta.dirname, '../../../..');
const built = (file: string) => JSON.stringify(pathToFileURL(path.join(root, file)).href);
const WORKER = `
  const { openDatabase } = await import(${built('packages/database/dist/index.js')});
  const { createImporter } = await import(${built('apps/worker/dist/import/importer.js')});
  const [url, dataDir] = process.argv.slice(1);
  const resolve = async (domain) => ({ kind: domain === 'gone.example' ? 'nxdomain' : 'mx', domain, hosts: [], ttlSeconds: 60 });
  const log = { info() {}, warn() {}, error() {} };
  const importer = createImporter({ database: openDatabase(url, { poolSize: 4 }), dataDir, resolve, log });
  for (;;) { await importer.runDue(); await new Promise((then) => setTimeout(then, 100)); }`;

let fresh: FreshDatabase;
let database: Database;
let worker: ChildProcess;
const folder = mkdtempSync(path.join(tmpdir(), 'doorstep-cli-import-'));
const file = path.join(folder, 'people.csv');
const rejected = path.join(folder, 'rejected.csv');

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', Buffer.alloc(32, 3).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  vi.stubEnv('DOORSTEP_DATA_DIR', folder);
  await database.pool.query(`INSERT INTO list (name) VALUES ('Monthly letter')`);
  writeFileSync(
    file,
    'E-Mail;Name;Ort;Notiz\nann@cli.example;Ann;Köln;x\nbob@gone.example;Bob;Rom;@SUM(1)\nnobody;Nobody;Oslo;=1+1\n',
  );
  worker = spawn(process.execPath, ['--input-type=module', '-e', WORKER, fresh.url, folder], { stdio: 'ignore' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
  rmSync(folder, { recursive: true, force: true });
  await database.close();
  await fresh.drop();
});

const CALL = [file, '--map', 'email=E-Mail,name=name,city=Ort', '--list', 'Monthly letter', '--rejected', rejected];
const CONSENT = ['--consent-source', 'A fair', '--consent-date', '02.01.2026'];

async function told(...args: string[]): Promise<{ code: number; out: Record<string, string>; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  try {
    const code = await run([...CALL, ...args]);
    const lines = out.join('').trim().split('\n');
    return { code, out: Object.fromEntries(lines.map((line) => line.split('\t'))), err: err.join('') };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
const people = async () => (await database.pool.query('SELECT FROM subscriber')).rowCount;

describe('doorstep import', () => {
  it('checks only, says what would come, and keeps the rows that cannot', async () => {
    const { code, out, err } = await told(...CONSENT, '--dry-run');
    expect([code, out]).toMatchObject([1, { state: 'checked', rows: '3', new: '1', rejected: '2', noMailServer: '1' }]);
    expect(err).toMatch(/2 rows cannot come in: .*rejected\.csv/);
    const lines = readFileSync(rejected, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^bob@gone\.example,Bob,Rom,'@SUM\(1\),3,no_mail_server,.*does not exist/);
    expect(lines[2]).toMatch(/^nobody,Nobody,Oslo,'=1\+1,4,not_an_address/);
    expect(await people()).toBe(0);
    expect(existsSync(path.join(folder, 'imports')) ? readdirSync(path.join(folder, 'imports')) : []).toEqual([]);
  });

  it('imports with --yes: the person, her field, her list and her consent are there', async () => {
    const { code, out } = await told(...CONSENT, '--yes', '--no-mail', 'keep');
    expect([code, out]).toMatchObject([1, { state: 'imported', new: '2', rejected: '1' }]);
    const { rows } = await database.pool.query(
      `SELECT s.name, s.fields, m.consent_source AS source, to_char(m.consent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS since
       FROM subscriber s JOIN address a ON a.id = s.address_id JOIN membership m ON m.address_id = a.id WHERE a.normalized = 'ann@cli.example'`,
    );
    expect(rows).toEqual([{ name: 'Ann', fields: { city: 'Köln' }, source: 'A fair', since: '2026-01-02' }]);
  });

  it.each([
    ['asks nobody who is not there', [...CONSENT], /say --yes/],
    ['wants the day of the consent', ['--consent-source', 'A fair', '--yes'], /--consent-date/],
    ['wants a day that was', ['--consent-source', 'x', '--consent-date', '2999-01-01', '--yes'], /no day that was/],
    ['names the columns there are', [...CONSENT, '--yes', '--map', 'email=Mail'], /It has: E-Mail, Name, Ort, Notiz/],
    ['knows no such list', [...CONSENT, '--yes', '--list', 'Nobody'], /no list called “Nobody”/],
    ['knows no such option', [...CONSENT, '--yes', '--lists', 'x'], /--lists/],
    ['knows no such word', [...CONSENT, '--yes', '--existing', 'replace'], /onExisting/],
  ])('%s', async (_, args, words) => {
    await expect(told(...args)).rejects.toThrow(words);
  });
});
