// The public archive over the real API: opened per list, decided per campaign, nobody's data in it, kept by caches.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let listId: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  listId = (await owner('POST', '/v1/lists', { name: 'Letter & <more>' })).json<{ id: string }>().id;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const get = (url: string, headers: Record<string, string> = {}) => api.inject({ method: 'GET', url, headers });
const set = (change: object) => owner('PATCH', `/v1/lists/${listId}/public`, change);
const HOSTILE = '<script>alert("x")</script> & {{ name | default: "friends" }}';

async function campaign(content: object, startedAt: string): Promise<string> {
  const made = await owner('POST', '/v1/campaigns', {
    name: 'Inner name',
    subject: HOSTILE,
    listIds: [listId],
    ...content,
  });
  const { id } = made.json<{ id: string }>();
  await api.dependencies.database.pool.query(`UPDATE campaign SET state = 'finished', started_at = $2 WHERE id = $1`, [
    id,
    startedAt,
  ]);
  return id;
}

it('shows nothing until the list opens it, then each issue that went to everybody, with nothing of anybody', async () => {
  const html = `<p onclick="x()">Dear {{ name | default: "friend" }}, {{ address }}{{ city }}</p><img src="https://t.example/o.gif" alt="A dot">
    <img src="http://doorstep.test/m/a1.png" alt="Ours"><a href="{{ unsubscribe_url }}">Leave</a><a href="javascript:alert(1)">no</a>`;
  const first = await campaign({ html, fromName: 'x' }, '2026-10-01T08:00:00Z');
  const second = await campaign({ subject: 'Only text', text: 'Hello <you>\nBye {{ name }}' }, '2026-11-01T08:00:00Z');
  expect((await get(`/archive/${listId}`)).statusCode).toBe(404);
  expect((await set({ hasArchive: true })).json()).toMatchObject({
    hasArchive: true,
    archiveUrl: `http://doorstep.test/archive/${listId}`,
  });
  const page = await get(`/archive/${listId}`);
  expect(page.body.indexOf(second)).toBeLessThan(page.body.indexOf(first));
  expect(page.body).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; friends');
  expect(page.body).not.toContain('Inner name');
  const issue = (await get(`/archive/${listId}/${first}`)).body;
  expect(issue).toContain('Dear friend,');
  expect(issue).toContain(`<a href="/link/${listId}"`);
  expect(issue).toContain('<img src="/m/a1.png" alt="Ours">');
  expect(issue).not.toMatch(/onclick|<script|t\.example|javascript:|https?:\/\//);
  expect((await get(`/archive/${listId}/${second}`)).body).toContain('Hello &lt;you&gt;');
  const { pool } = api.dependencies.database;
  await pool.query(`INSERT INTO campaign_variant (campaign_id, number, subject) VALUES ($1, 1, 'The one that won')`, [
    second,
  ]);
  await pool.query('UPDATE campaign SET ab_winner = 1 WHERE id = $1', [second]);
  expect((await get(`/archive/${listId}/${second}`)).body).toContain('<h1>The one that won</h1>');
});

it('leaves out what was chosen by a segment, called back or hidden; a choice for one campaign counts more', async () => {
  const resent = await campaign({ subject: 'To a few' }, '2026-11-02T08:00:00Z');
  await api.dependencies.database.pool.query(`UPDATE campaign SET audience_kind = 'people' WHERE id = $1`, [resent]);
  const open = async () => (await get(`/archive/${listId}/${resent}`)).statusCode;
  expect(await open()).toBe(404);
  const choose = (choice: string) => owner('PATCH', `/v1/campaigns/${resent}/archive`, { choice });
  expect((await choose('shown')).json()).toMatchObject({ isShown: true, places: [{ isOpen: true }] });
  expect(await open()).toBe(200);
  await choose('hidden');
  expect(await open()).toBe(404);
  await choose('shown');
  await api.dependencies.database.pool.query(`UPDATE campaign SET state = 'cancelled' WHERE id = $1`, [resent]);
  expect(await open()).toBe(404);
});

it('is a feed of well-formed Atom, kept by caches, and found by search engines only where the list says so', async () => {
  const feed = await get(`/archive/${listId}/feed.xml`);
  expect(feed.headers).toMatchObject({ 'content-type': 'application/atom+xml; charset=utf-8' });
  expect(feed.headers['cache-control']).toBe('public, max-age=300');
  expect(feed.headers['x-robots-tag']).toContain('noindex');
  expect(feed.body).toContain('<title type="text">Letter &amp; &lt;more&gt;</title>');
  expect(feed.body.match(/<entry>/g)).toHaveLength(2);
  expect(feed.body).toContain('<updated>2026-11-01T08:00:00.000Z</updated>\n<author>');
  const etag = String(feed.headers.etag);
  expect((await get(`/archive/${listId}/feed.xml`, { 'if-none-match': `"a", W/${etag}` })).statusCode).toBe(304);
  await set({ archiveIsIndexed: true, language: 'de' });
  const page = await get(`/archive/${listId}`, { 'if-none-match': etag });
  expect([page.statusCode, page.headers['x-robots-tag']]).toEqual([200, undefined]);
  expect(page.body).toContain('<html lang="de">');
  expect(page.body).not.toContain('noindex');
});

it('goes back page by page', async () => {
  const { pool } = api.dependencies.database;
  await pool.query(
    `INSERT INTO campaign (name, state, subject, list_ids, started_at) SELECT 'n', 'finished', 'No. ' || n, ARRAY[$1::uuid],
       timestamptz '2026-01-01' + n * interval '1 hour' FROM generate_series(1, 25) n`,
    [listId],
  );
  const first = await get(`/archive/${listId}`);
  const next = /rel="next" href="([^"]+)"/.exec(first.body)![1]!;
  const second = await get(next);
  expect(second.body).toContain('No. 1<');
  expect(second.body.match(/<li>/g)).toHaveLength(7);
  expect(second.body).not.toContain('rel="next"');
  expect((await get(`/archive/${listId}?before=x%27`)).body).toBe(first.body);
});
