// The records of a sending domain over a link: what to set and what is right, as text, until it ends; nothing else is shown.
import type { DomainCheck, MadeShareLink } from '@doorstep/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let domainId: string;

const of = (name: string, result: DomainCheck['result'], found: string[]): DomainCheck => ({
  ...{ name, result, found, words: `Words of ${name}.`, recordType: 'TXT' },
  ...{ recordName: `${name}.letter.example`, expected: `wanted ${name}` },
});

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  const checks = [of('spf', 'fail', ['<b>two</b>']), of('dkim', 'pass', ['wanted dkim'])];
  const { rows } = await api.dependencies.database.pool.query<{ id: string }>(
    `INSERT INTO sending_domain (name, return_path_domain, checks, checked_at) VALUES ('letter.example', 'b.letter.example', $1, now()) RETURNING id`,
    [JSON.stringify(checks)],
  );
  domainId = rows[0]!.id;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const read = (url: string) => api.inject({ method: 'GET', url: new URL(url).pathname });

it('shows what to set and what is right to whoever has it, until it is revoked or its time is over', async () => {
  const path = `/v1/sending-domains/${domainId}/share-links`;
  const made = await owner('POST', path, { days: 14 });
  expect(made.statusCode, made.body).toBe(201);
  const { url, id } = made.json<MadeShareLink>();
  const page = await read(url);
  expect(page.statusCode).toBe(200);
  expect(page.headers).toMatchObject({
    'x-robots-tag': expect.stringContaining('noindex'),
    'cache-control': 'no-store',
  });
  const [open, right] = page.body.split('Right already');
  expect(open).toContain('1 of 2 is to be set.');
  expect(open).toContain('<code>spf.letter.example</code>');
  expect(open).toContain('<code>&lt;b&gt;two&lt;/b&gt;</code>');
  expect(right).toContain('<code>wanted dkim</code>');
  expect(right).not.toContain('spf');
  const listed = await owner('GET', path);
  expect(listed.json()).toMatchObject({ data: [{ id, opened: 1, revokedAt: null }] });
  expect(listed.body).not.toContain(new URL(url).pathname.slice('/share/'.length));
  expect((await owner('DELETE', `${path}/${id}`)).statusCode).toBe(204);
  expect((await read(url)).statusCode).toBe(404);
  const late = (await owner('POST', path, {})).json<MadeShareLink>();
  await api.dependencies.database.pool.query(`UPDATE share_link SET expires_at = now() - interval '1 second'`);
  expect((await read(late.url)).statusCode).toBe(404);
});

it('is made by those who may deliver, for a domain there is, and of one thing only', async () => {
  const viewer = await api.asRole('viewer');
  expect((await viewer('POST', `/v1/sending-domains/${domainId}/share-links`, {})).statusCode).toBe(403);
  const nobody = '0193a5c0-0000-7000-8000-0000000000ff';
  expect((await owner('POST', `/v1/sending-domains/${nobody}/share-links`, {})).statusCode).toBe(404);
  const wrong = await owner('POST', `/v1/sending-domains/${domainId}/share-links`, { showsAddresses: true });
  expect(wrong.statusCode).toBe(422);
  const both = `INSERT INTO share_link (token_hash, created_by, expires_at) VALUES ('x', 'Ada', now())`;
  await expect(api.dependencies.database.pool.query(both)).rejects.toThrow(/share_link_of_one/);
});
