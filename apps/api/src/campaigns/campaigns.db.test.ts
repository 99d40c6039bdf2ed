// A campaign over HTTP: made, checked, scheduled, steered, watched.
import type { Campaign, CampaignEnding, Delivery, OpenRestore, Overview, Page, Preflight } from '@doorstep/contracts';
import { RestoreStore } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let listId: string;
let sendingDomainId: string;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, { environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer } });
  owner = await api.asOwner();
  listId = await listOf(3);
  sendingDomainId = await domainWithKey();
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);

async function listOf(people: number): Promise<string> {
  const [list] = await query<{ id: string }>(`INSERT INTO list (name) VALUES ('Letter') RETURNING id`);
  await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example') ON CONFLICT DO NOTHING`);
  await query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name)
       SELECT 'p' || i || '@inbox.example', 'p' || i || '@inbox.example', 'inbox.example' FROM generate_series(1, $1::int) i RETURNING id),
     s AS (INSERT INTO subscriber (address_id, name, fields) SELECT id, 'Ann', '{"city":"Rome"}' FROM a)
     INSERT INTO membership (list_id, address_id, status) SELECT $2, id, 'subscribed' FROM a`,
    [people, list!.id],
  );
  return list!.id;
}

async function domainWithKey(): Promise<string> {
  const { dkimRecord, generateDkimKey } = await import('@doorstep/message');
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey('ed25519-sha256');
  const data = dkimRecord('ed25519-sha256', publicKeyBase64);
  simnet.putRecords([{ name: 'ds1._domainkey.news.example', type: 'TXT', data }]);
  const [domain] = await query<{ id: string }>(
    `INSERT INTO sending_domain (name, return_path_domain) VALUES ('news.example', 'bounces.news.example') RETURNING id`,
  );
  await query(
    `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key)
     VALUES ($1, 'ds1', 'ed25519-sha256', $2, $3)`,
    [domain!.id, api.dependencies.vault.seal(privateKeyPem), publicKeyBase64],
  );
  return domain!.id;
}

async function campaign(change: object = {}): Promise<Campaign> {
  const content = {
    name: 'May letter',
    sendingDomainId,
    fromName: 'The letter',
    fromLocal: 'letter',
    subject: 'Hello {{ name }}',
    html: '<p>Hello from {{ city }}</p>',
    listIds: [listId],
  };
  const made = await owner('POST', '/v1/campaigns', { ...content, ...change });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<Campaign>();
}

const act = async (id: string, action: string, body: object = {}) =>
  owner('POST', `/v1/campaigns/${id}/${action}`, body);

describe('a campaign', () => {
  it('is made from a name alone, changed in part, and deleted as a draft', async () => {
    const made = (await owner('POST', '/v1/campaigns', { name: 'Bare' })).json<Campaign>();
    expect(made).toMatchObject({ state: 'draft', fromAddress: null, tally: { audience: 0, states: {} } });
    const changed = await owner('PATCH', `/v1/campaigns/${made.id}`, { fromLocal: 'me@news.example', sendingDomainId });
    expect(changed.json()).toMatchObject({ fromLocal: 'me', fromAddress: 'me@news.example', name: 'Bare' });
    expect((await owner('DELETE', `/v1/campaigns/${made.id}`)).statusCode).toBe(204);
    expect((await owner('GET', `/v1/campaigns/${made.id}`)).statusCode).toBe(404);
  });

  it('refuses what cannot be stored, by field, and keeps markup as text', async () => {
    const nul = await owner('POST', '/v1/campaigns', { name: 'A\u0000B' });
    expect(nul.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/name', code: 'not_storable' }] });
    const half = await owner('GET', '/v1/campaigns?cursor=%00');
    expect(half.statusCode).toBe(422);
    expect((await campaign({ name: '<script>alert(1)</script>' })).name).toBe('<script>alert(1)</script>');
  });

  it('passes the preflight with its audience counted', async () => {
    const { id } = await campaign();
    const { findings, audience } = (await owner('GET', `/v1/campaigns/${id}/preflight`)).json<Preflight>();
    expect(findings.filter((found) => found.kind === 'problem')).toEqual([]);
    expect(audience).toEqual({ from: 'now', chosen: 3, selected: 3, suppressed: 0, terms: [], willGetIt: 3 });
  });

  it('is kept back by faults, each with its field and line', async () => {
    const { id } = await campaign({
      html: '<p>\n{{ shoe_size }}\n</p>',
      subject: '{% if name %}Hi',
      fromLocal: 'a b',
      listIds: [],
    });
    const answer = await act(id, 'send');
    expect(answer.statusCode).toBe(422);
    const { errors, code } = answer.json<{ code: string; errors: { code: string; detail: string }[] }>();
    expect(code).toBe('preflight_failed');
    expect(errors.map((error) => error.code)).toEqual(
      expect.arrayContaining(['unclosed_tag', 'from_local', 'no_list']),
    );
    expect(errors.find((error) => error.code === 'unclosed_tag')!.detail).toMatch(/line 1/i);
    await owner('PATCH', `/v1/campaigns/${id}`, { subject: 'Hi', listIds: [listId], fromLocal: 'letter' });
    const { findings } = (await owner('GET', `/v1/campaigns/${id}/preflight`)).json<Preflight>();
    expect(findings).toContainEqual(expect.objectContaining({ code: 'unknown_field', field: 'html', line: 2 }));
    expect((await owner('GET', `/v1/campaigns/${id}`)).json()).toMatchObject({ state: 'draft' });
  });

  it('is scheduled by the wall clock of a zone, never in the past or at a time that is not there', async () => {
    const { id } = await campaign();
    const at = (localTime: string, more: object = {}) =>
      act(id, 'schedule', { localTime, timeZone: 'Europe/Berlin', ...more });
    expect((await at('2020-01-01T09:00')).json()).toMatchObject({ status: 422, errors: [{ code: 'in_the_past' }] });
    const skipped = (await at('2031-03-30T02:30')).json<{ detail: string }>();
    expect(skipped).toMatchObject({ status: 422, errors: [{ pointer: '#/localTime', code: 'time_does_not_exist' }] });
    expect(skipped.detail).toContain('2031-03-30T01:30');
    expect(skipped.detail).toContain('2031-03-30T03:30');
    expect((await at('2031-10-26T02:30')).json()).toMatchObject({ errors: [{ code: 'time_exists_twice' }] });
    const set = await at('2031-10-26T02:30', { offset: '+01:00' });
    expect(set.json()).toMatchObject({
      state: 'scheduled',
      scheduledAt: '2031-10-26T01:30:00.000Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('says when it would end, once its mail server was sent to', async () => {
    const { id } = await campaign();
    const ending = async (question: object) =>
      (await owner('POST', `/v1/campaigns/${id}/ending`, question)).json<CampaignEnding>();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const question = { localTime: `${tomorrow}T09:00`, timeZone: 'UTC' };
    expect(await ending(question)).toMatchObject({
      kind: 'unknown',
      lastAt: null,
      words: expect.stringMatching(/nobody knows/),
    });
    const [site] = await query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('mx.inbox.example', '{mx.inbox.example}') RETURNING id`,
    );
    await query(`UPDATE mail_domain SET site_id = $1 WHERE name = 'inbox.example'`, [site!.id]);
    await query(
      `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, report)
       SELECT new_id(), $1, a.id, a.domain_name, $2, 1, 'w', 'finished', 'accepted', '{"steps":[{"ms":30000},{"ms":30000}]}' FROM address a LIMIT 1`,
      [id, site!.id],
    );
    expect(await ending(question)).toEqual({
      ...{ kind: 'about', lastAt: `${tomorrow}T09:01:30.000Z`, retrying: 0 },
      basis: expect.objectContaining({ firstTries: 3, othersDue: 0, mailServers: 1, measured: 1 }),
      words: expect.stringMatching(
        /09:05 UTC, because mx\.inbox\.example takes 2 connections at once \(about 2 messages a minute\)\.$/,
      ),
    });
    expect(await ending({ ...question, spreadMinutes: 120 })).toMatchObject({ lastAt: `${tomorrow}T11:00:00.000Z` });
    expect(await ending({ ...question, ratePerHour: 1 })).toMatchObject({ lastAt: `${tomorrow}T11:00:00.000Z` });
    await query(`UPDATE campaign SET state = 'sending', planned_at = now() WHERE id = $1`, [id]);
    await query(
      `INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at, attempts)
       SELECT $1, id, domain_name, $2, 'due', now(), 0 FROM address ORDER BY id LIMIT 2`,
      [id, site!.id],
    );
    expect((await owner('GET', `/v1/campaigns/${id}/ending`)).json()).toMatchObject({ kind: 'about' });
    expect((await owner('GET', `/v1/campaigns/${id}/report`)).json()).toMatchObject({
      ending: { kind: 'about', basis: { firstTries: 2, words: expect.stringMatching(/^Based on 2 first tries/) } },
    });
    const inTwoHours = Date.now() + 2 * 3_600_000;
    const slower = Date.parse((await ending({ ratePerHour: 1 })).lastAt!);
    expect(Math.abs(slower - (inTwoHours - 3_600_000))).toBeLessThan(60_000);
    await query(
      `UPDATE delivery SET state = 'deferred', attempts = 1, expires_at = now() + interval '1 day' WHERE campaign_id = $1`,
      [id],
    );
    expect((await owner('GET', `/v1/campaigns/${id}/ending`)).json()).toMatchObject({ kind: 'retries', retrying: 2 });
  });

  it('goes from sending to paused, back, and to its end; every other step is refused with words', async () => {
    const { id } = await campaign();
    expect((await act(id, 'send')).json()).toMatchObject({ state: 'planned' });
    expect((await act(id, 'send')).json()).toMatchObject({ status: 409, code: 'campaign_planned' });
    expect((await act(id, 'pause')).json()).toMatchObject({ state: 'paused', pauseReason: null });
    expect((await act(id, 'pause')).json()).toMatchObject({ status: 409, code: 'campaign_paused' });
    expect((await act(id, 'resume')).json()).toMatchObject({ state: 'planned' });
    await query(`UPDATE campaign SET state = 'sending', planned_at = now() WHERE id = $1`, [id]);
    await query(
      `INSERT INTO delivery (campaign_id, address_id, domain_name, state, next_attempt_at)
       SELECT $1, id, domain_name, 'deferred', now() FROM address ORDER BY id LIMIT 2`,
      [id],
    );
    expect((await owner('PATCH', `/v1/campaigns/${id}`, { subject: 'x' })).json()).toMatchObject({
      code: 'campaign_sending',
    });
    const page = (await owner('GET', `/v1/campaigns/${id}/deliveries?limit=1`)).json<Page<Delivery>>();
    expect(page.data[0]).toMatchObject({ state: 'deferred', words: expect.any(String) });
    const next = (await owner('GET', `/v1/campaigns/${id}/deliveries?limit=1&cursor=${page.nextCursor}`)).json<
      Page<Delivery>
    >();
    expect(next).toMatchObject({ nextCursor: null });
    expect(next.data[0]!.id).not.toBe(page.data[0]!.id);
    const cancelled = await act(id, 'cancel');
    expect(cancelled.json()).toMatchObject({ state: 'cancelled', tally: { audience: 2, states: { cancelled: 2 } } });
    expect((await act(id, 'resume')).json()).toMatchObject({ code: 'campaign_cancelled' });
    expect((await owner('DELETE', `/v1/campaigns/${id}`)).statusCode).toBe(409);
  });

  it('is held with everything else when a backup was restored, and goes on with one press', async () => {
    const { id } = await campaign();
    await act(id, 'schedule', { localTime: '2031-10-26T09:00', timeZone: 'Europe/Berlin' });
    const restores = new RestoreStore(api.dependencies.database);
    const { at } = await restores.beat();
    await restores.hold(new Date(at.getTime() + 3_600_000));
    const overview = (await owner('GET', '/v1/overview')).json<Overview>();
    expect(overview.needsYou[0]).toMatchObject({ kind: 'no_worker' });
    expect(overview.needsYou[1]).toMatchObject({ kind: 'backup_restored', href: '/campaigns/restored' });
    const answer = await owner('GET', '/v1/restored-backup');
    expect(answer.statusCode, answer.body).toBe(200);
    const held = answer.json<OpenRestore>().restored!;
    expect(held.campaigns).toContainEqual({ id, name: 'May letter', mayHaveGone: false });
    expect((await owner('POST', '/v1/restored-backup', { resume: 'safe' })).json()).toEqual({ restored: null });
    expect((await owner('GET', `/v1/campaigns/${id}`)).json()).toMatchObject({ state: 'scheduled', pauseReason: null });
    expect((await owner('POST', '/v1/restored-backup', { resume: 'all' })).json()).toMatchObject({
      code: 'nothing_held',
    });
  });

  it('needs campaigns:send to leave the house, which writing does not give', async () => {
    const { id } = await campaign();
    const made = await owner('POST', '/v1/api-keys', { name: 'Writer', scopes: ['campaigns:read', 'campaigns:write'] });
    const headers = { authorization: `Bearer ${made.json<{ key: string }>().key}` };
    for (const action of ['send', 'schedule', 'test', 'resume', 'cancel', 'pause']) {
      const answer = await api.inject({ method: 'POST', url: `/v1/campaigns/${id}/${action}`, headers, payload: {} });
      expect(answer.statusCode, action).toBe(403);
    }
  });

  it('tells its state by events, and ends them when it is over', async () => {
    const { id } = await campaign();
    await act(id, 'send');
    await act(id, 'cancel');
    const events = await owner('GET', `/v1/campaigns/${id}/events`);
    expect(events.headers['content-type']).toContain('text/event-stream');
    expect(events.body).toMatch(/^event: campaign\ndata: \{.*"state":"cancelled".*\}\n\n$/);
    expect(events.body).not.toContain('"html":');
  });

  it('blocks from a domain whose check failed', async () => {
    const { id } = await campaign();
    await query(`UPDATE sending_domain SET checks = $2, checked_at = now() WHERE id = $1`, [
      sendingDomainId,
      JSON.stringify([
        {
          name: 'dkim',
          result: 'fail',
          words: 'The DKIM record is missing.',
          recordName: null,
          recordType: null,
          expected: null,
          found: [],
        },
      ]),
    ]);
    expect((await act(id, 'send')).json()).toMatchObject({
      code: 'preflight_failed',
      errors: [{ code: 'domain_not_ready' }],
    });
    const overview = (await owner('GET', '/v1/overview')).json<Overview>();
    expect(overview.needsYou.map((card) => card.kind)).toContain('domain_check_failed');
    await query('UPDATE sending_domain SET checks = NULL WHERE id = $1', [sendingDomainId]);
  });
});
