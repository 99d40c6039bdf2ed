// Bounce mailboxes, the inbound shelf and the queue over HTTP.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);

describe('bounce mailboxes', () => {
  const password = 'the secret of the mailbox';
  const mailbox = {
    name: 'Bounces',
    protocol: 'pop3',
    host: '127.0.0.1',
    port: 1,
    tls: 'none',
    username: 'b',
    password,
  };
  let id: string;

  it('are kept with a sealed password that never comes back', async () => {
    const made = await owner('POST', '/v1/bounce-mailboxes', mailbox);
    expect(made.statusCode).toBe(201);
    id = made.json<{ id: string }>().id;
    expect(made.body).not.toContain(password);
    expect((await owner('GET', '/v1/bounce-mailboxes')).body).not.toContain(password);
    const [row] = await query<{ sealed: string; all: string }>(
      `SELECT password_sealed AS sealed, (SELECT string_agg(e::text, '') FROM audit_entry e) AS all FROM bounce_mailbox`,
    );
    expect(row!.sealed).toMatch(/^v1\./);
    expect(row!.all).not.toContain(password);
    expect(api.dependencies.vault.open(row!.sealed)).toBe(password);
  });

  it('change in part, and keep the password when none is given', async () => {
    const changed = await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { name: 'Returns', isEnabled: false });
    expect(changed.json()).toMatchObject({
      name: 'Returns',
      isEnabled: false,
      host: '127.0.0.1',
      afterReading: 'keep',
    });
    const marked = await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { afterReading: 'mark' });
    expect(marked.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/afterReading' }] });
    const moved = await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { afterReading: 'move', moveTo: 'Done' });
    expect(moved.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/afterReading' }] });
  });

  it('tell step by step why they cannot be read', async () => {
    const tested = await owner('POST', `/v1/bounce-mailboxes/${id}/test`, {});
    expect(tested.statusCode).toBe(200);
    const { steps, messageCount } = tested.json<{ steps: { step: string; result: string }[]; messageCount: null }>();
    expect(steps.at(-1)).toMatchObject({ step: 'connect', result: 'fail' });
    expect(messageCount).toBeNull();
  });

  it('go, and what was read from them stays on the shelf', async () => {
    const raw = 'Subject: =?utf-8?q?R=C3=BCckl=C3=A4ufer?= =?utf-8?b?IQ==?=\r\n\r\n<script>alert(1)</script>';
    await query(
      `INSERT INTO inbound_message (mailbox_id, source_uid, content_sha256, raw, size_bytes, state, kind)
       VALUES ($1, '1', $2, $3, 10, 'unmatched', 'bounce')`,
      [id, randomBytes(32), Buffer.from(raw)],
    );
    expect((await owner('DELETE', `/v1/bounce-mailboxes/${id}`)).statusCode).toBe(204);
    expect((await owner('DELETE', `/v1/bounce-mailboxes/${id}`)).statusCode).toBe(404);
    const shelf = (await owner('GET', '/v1/inbound?state=unmatched')).json<{
      data: { id: string; subject: string }[];
    }>();
    expect(shelf.data).toHaveLength(1);
    expect(shelf.data[0]).toMatchObject({ subject: 'Rückläufer!', state: 'unmatched' });
    const file = await owner('GET', `/v1/inbound/${shelf.data[0]!.id}/raw`);
    expect(file.headers).toMatchObject({
      'content-type': 'text/plain; charset=us-ascii',
      'content-disposition': expect.stringContaining('attachment'),
    });
    expect(file.body).toBe(raw);
  });
});

describe('sites', () => {
  it('show what waits, and stop and go on by a person', async () => {
    await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
    const [site] = await query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('mx.inbox.example', '{mx.inbox.example}') RETURNING id`,
    );
    await query('INSERT INTO site_state (site_id) VALUES ($1)', [site!.id]);
    const [campaign] = await query<{ id: string }>(
      `INSERT INTO campaign (name, state) VALUES ('C', 'sending') RETURNING id`,
    );
    await query(
      `WITH a AS (INSERT INTO address (normalized, spelling, domain_name)
         SELECT 'p' || i || '@inbox.example', 'p', 'inbox.example' FROM generate_series(1, 3) i RETURNING id)
       INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at)
       SELECT $1, id, 'inbox.example', $2, 'planned', now() FROM a`,
      [campaign!.id, site!.id],
    );
    const page = (await owner('GET', '/v1/sites')).json<{ data: object[] }>();
    expect(page.data).toEqual([expect.objectContaining({ id: site!.id, waiting: 3, sending: 0, pausedUntil: null })]);
    const paused = await owner('POST', `/v1/sites/${site!.id}/pause`, { minutes: 10, reason: 'They asked us to.' });
    expect(paused.json()).toMatchObject({ pauseReason: 'They asked us to.', pausedUntil: expect.any(String) });
    const resumed = await owner('POST', `/v1/sites/${site!.id}/resume`, {});
    expect(resumed.json()).toMatchObject({ pauseReason: null, pausedUntil: null });
    const [entry] = await query<{ action: string; detail: object }>(
      `SELECT action, detail FROM audit_entry WHERE action = 'sites.pause'`,
    );
    expect(entry!.detail).toEqual({ reason: 'They asked us to.', minutes: 10 });

    const limit = (body: object) =>
      owner('POST', `/v1/sites/${site!.id}/limit`, { reason: 'Their postmaster', ...body });
    expect((await limit({})).json()).toMatchObject({ status: 422 });
    expect((await limit({ connections: 101 })).json()).toMatchObject({ status: 422 });
    const limited = await limit({ connections: 3, perMinute: 90 });
    expect(limited.json()).toMatchObject({
      ...{ connectionLimit: 3, providerLimit: null },
      ownLimit: { connections: 3, messagesPerConnection: null, perMinute: 90, reason: 'Their postmaster' },
    });
    expect((await limit({ connections: 3, forProvider: true })).json()).toMatchObject({
      ...{ status: 422, detail: expect.stringContaining('belongs to no provider') },
    });
    await query(`UPDATE site SET provider = 'gmx' WHERE id = $1`, [site!.id]);
    await query(`UPDATE site_state SET provider = 'gmx' WHERE site_id = $1`, [site!.id]);
    expect((await limit({ connections: 9 })).json()).toMatchObject({
      ...{ status: 422, code: 'above_provider', detail: expect.stringContaining('gmx together get 4') },
    });
    const forAll = await limit({ connections: 9, messagesPerConnection: 10, forProvider: true });
    expect(forAll.json()).toMatchObject({ providerLimit: { connections: 9, connectionsInAll: 9 }, connectionLimit: 3 });
    const automatic = (body: object) => owner('POST', `/v1/sites/${site!.id}/automatic`, body);
    expect((await automatic({})).json()).toMatchObject({ ownLimit: null, connectionLimit: 9 });
    expect((await automatic({ forProvider: true })).json()).toMatchObject({ providerLimit: null, connectionLimit: 2 });
    const entries = await query<{ action: string; detail: object }>(
      `SELECT action, detail FROM audit_entry WHERE action IN ('sites.limit', 'sites.automatic') ORDER BY id`,
    );
    expect(entries.map(({ action }) => action)).toEqual([
      ...['sites.limit', 'sites.limit', 'sites.automatic', 'sites.automatic'],
    ]);
    expect(entries[0]!.detail).toEqual({ reason: 'Their postmaster', connections: 3, perMinute: 90 });
  });
});
