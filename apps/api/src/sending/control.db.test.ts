// Control of sending over HTTP: pauses and rates with their actor, live figures, and why one delivery has not left.
import type { LiveFigures, SendingControl, SiteView, WaitingReason } from '@doorstep/contracts';
import { HeartbeatStore, LiveFigureStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

const CAMPAIGN = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b01';
const SITE = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
/** Three deliveries of one campaign, in the order of their turn. */
let deliveries: string[];

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
  await query(`INSERT INTO site (id, mx_key, mx_hosts) VALUES ($1, 'mx.inbox.example', '{mx.inbox.example}')`, [SITE]);
  await query('INSERT INTO site_state (site_id) VALUES ($1)', [SITE]);
  await query(`INSERT INTO campaign (id, name, state) VALUES ($1, 'March', 'sending')`, [CAMPAIGN]);
  const rows = await query<{ id: string }>(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name)
       SELECT 'p' || i || '@inbox.example', 'p', 'inbox.example' FROM generate_series(1, 3) i RETURNING id)
     INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at)
     SELECT $1, id, 'inbox.example', $2, 'planned', now() - interval '1 minute' FROM a RETURNING id`,
    [CAMPAIGN, SITE],
  );
  deliveries = rows.map(({ id }) => id).sort();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);
const waiting = async (id = deliveries[2]!) =>
  (await owner('GET', `/v1/deliveries/${id}/waiting`)).json<WaitingReason>();
const beat = (detail: Record<string, unknown>) =>
  new HeartbeatStore(api.dependencies.database).beat('w1', new Date(), detail);

describe('why a delivery has not left', () => {
  it('is told gate by gate, as one after the other opens', async () => {
    expect(await waiting()).toMatchObject({ gate: 'no_worker', address: 'p3@inbox.example', campaignName: 'March' });
    await beat({ trouble: 'the disk is full' });
    expect(await waiting()).toMatchObject({ gate: 'worker_trouble', words: expect.stringMatching(/disk is full/) });
    await beat({ trouble: null });
    expect(await waiting()).toMatchObject({
      gate: 'next_in_line',
      words: expect.stringMatching(/2 messages are ahead/),
    });

    await query(
      `UPDATE site_state SET paused_until = now() + interval '1 hour', pause_cause = 'google.rate', pause_reason = '421 4.7.28 slow down'`,
    );
    const paused = await waiting();
    expect(paused).toMatchObject({
      gate: 'site_paused',
      words: expect.stringMatching(/rule google\.rate.*421 4\.7\.28/),
    });
    expect(Date.parse(paused.until!)).toBeGreaterThan(Date.parse(paused.asOf) + 3_500_000);
    await query(`UPDATE site_state SET paused_until = NULL, probe_only = true`);

    await query(
      `WITH d AS (UPDATE delivery SET state = 'sending', fence = 1, lease_until = now() + interval '1 minute' WHERE id = $1 RETURNING id, lease_until)
       INSERT INTO delivery_lease (delivery_id, lease_until) SELECT id, lease_until FROM d`,
      [deliveries[0]],
    );
    await query(
      `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase)
       SELECT id, campaign_id, address_id, domain_name, site_id, 1, 'w1', 'dot_sending' FROM delivery WHERE id = $1`,
      [deliveries[0]],
    );
    expect((await waiting()).gate).toBe('probe');
    expect(await waiting(deliveries[0])).toMatchObject({
      gate: 'in_hand',
      words: expect.stringMatching(/^Worker w1 .*whole message is out/),
    });
    await query(`UPDATE delivery SET state = 'planned' WHERE id = $1`, [deliveries[0]]);
    await query(`UPDATE site_state SET probe_only = false`);
  });

  it('names the reply a retry waits because of, and what the warm-up has left', async () => {
    const id = deliveries[1]!;
    await query(
      `WITH t AS (INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome,
           mx_host, reply_code, enhanced_code, reply_text)
         SELECT id, campaign_id, address_id, domain_name, site_id, 1, 'w1', 'finished', 'deferred', 'mx.inbox.example', 451, '4.7.1',
           '4.7.1 greylisted' FROM delivery WHERE id = $1 RETURNING id)
       UPDATE delivery SET state = 'deferred', attempts = 2, next_attempt_at = now() + interval '10 minutes', attempt_id = t.id
       FROM t WHERE delivery.id = $1`,
      [id],
    );
    expect(await waiting(id)).toMatchObject({
      gate: 'not_due',
      words: expect.stringMatching(/^After 2 tries.*because mx\.inbox\.example said “451 4\.7\.1 greylisted”/),
    });
    await query(`UPDATE source_address SET warm_up_started_at = now() - interval '3 days'`);
    await query(
      `INSERT INTO source_usage (source_id, provider, day, cap, used)
       SELECT id, '', (now() AT TIME ZONE 'UTC')::date, 400, 400 FROM source_address`,
    );
    expect(await waiting()).toMatchObject({ gate: 'warm_up', words: expect.stringMatching(/day 4: 400 of 400/) });
    await query('DELETE FROM source_usage');
    await query('UPDATE source_address SET warm_up_started_at = NULL, is_active = false');
    expect((await waiting()).gate).toBe('no_source');
    await query('UPDATE source_address SET is_active = true');
  });

  it('is not told of a delivery that is not there', async () => {
    const answer = await owner('GET', '/v1/deliveries/0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b99/waiting');
    expect(answer.statusCode).toBe(404);
  });
});

describe('sending as a whole', () => {
  it('is paused until somebody resumes it, and says who did', async () => {
    const paused = await owner('POST', '/v1/sending/pause', { reason: 'Wrong link' });
    expect(paused.json()).toMatchObject({
      isPaused: true,
      pausedUntil: null,
      reason: 'Wrong link',
      actor: 'Olga Owner',
    });
    expect(await waiting()).toMatchObject({
      gate: 'everything_paused',
      words: expect.stringMatching(/Olga.*Wrong link/),
    });
    const resumed = await owner('POST', '/v1/sending/resume', {});
    expect(resumed.json()).toMatchObject({ isPaused: false, reason: null, ratePerMinute: null, waiting: 3 });
  });

  it('is paused for a while, and slowed, which ends the pause', async () => {
    const paused = (await owner('POST', '/v1/sending/pause', { minutes: 10, reason: 'x' })).json<SendingControl>();
    expect(Date.parse(paused.pausedUntil!) - Date.parse(paused.pausedAt!)).toBe(600_000);
    const slowed = await owner('POST', '/v1/sending/slow', { perMinute: 60, reason: 'Carefully' });
    expect(slowed.json()).toMatchObject({ isPaused: false, ratePerMinute: 60, reason: 'Carefully' });
    expect(await waiting()).toMatchObject({
      gate: 'everything_slowed',
      words: expect.stringMatching(/60 messages a minute/),
    });
    await owner('POST', '/v1/sending/resume', {});
    const audit = await query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE action LIKE 'sending.%' ORDER BY id`,
    );
    expect(audit.map(({ action }) => action)).toEqual([
      ...['sending.pause', 'sending.resume', 'sending.pause', 'sending.slow', 'sending.resume'],
    ]);
  });

  it('is seen by a viewer and steered by others only', async () => {
    const viewer = await api.asRole('viewer');
    expect((await viewer('GET', '/v1/sending')).statusCode).toBe(200);
    expect((await viewer('GET', '/v1/sending/live')).statusCode).toBe(200);
    for (const [path, body] of [
      ['/v1/sending/pause', { reason: 'x' }],
      ['/v1/sending/slow', { perMinute: 1, reason: 'x' }],
      ['/v1/sending/resume', {}],
      [`/v1/sites/${SITE}/slow`, { perMinute: 1, minutes: 1, reason: 'x' }],
    ] as const)
      expect((await viewer('POST', path, body)).statusCode, path).toBe(403);
    expect((await owner('GET', '/v1/sending')).json()).toMatchObject({ isPaused: false });
  });

  it('has its figures of the last hour, from what the workers wrote', async () => {
    const live = new LiveFigureStore(api.dependencies.database);
    const ended = { accepted: 90, deferred: 3, refused: 2, inDoubt: 0 };
    await live.record('w1', ended);
    await live.record('w1', ended);
    await live.record('w2', ended);
    await query(`UPDATE sending_minute SET minute = minute - interval '2 minutes' WHERE worker = 'w2'`);
    await beat({ lanes: 2, inHand: 40, connections: 3, resultsWaiting: 1, trouble: null });
    const figures = (await owner('GET', '/v1/sending/live')).json<LiveFigures>();
    expect(figures.minutes).toHaveLength(60);
    expect(figures.minutes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(270);
    expect(figures).toMatchObject({
      ...{ acceptedPerMinute: 18, inHand: 40, connections: 3, waiting: 3 },
      workers: [{ worker: 'w1', isAlive: true, lanes: 2, resultsWaiting: 1 }],
      control: { isPaused: false },
    });
    expect(figures.oldestDueSeconds).toBeGreaterThan(50);
    await beat({ lanes: 'many', connections: -4 });
    const strange = (await owner('GET', '/v1/sending/live')).json<LiveFigures>();
    expect(strange.workers[0]).toMatchObject({ lanes: 0, connections: 0, trouble: null });
    expect(strange.obstacles).toEqual([]);
    await query('DELETE FROM sending_minute');
    await query(`UPDATE site_state SET paused_until = now() + interval '1 hour'`);
    const still = (await owner('GET', '/v1/sending/live')).json<LiveFigures>();
    expect(still.obstacles).toMatchObject([{ gate: 'sites_paused', until: expect.any(String) }]);
    await query('UPDATE site_state SET paused_until = NULL');
  });
});

describe('one site', () => {
  it('is slowed and paused from one source address or all, also from those that have not sent there yet', async () => {
    const [second] = await query<{ id: string }>(`INSERT INTO source_address (ip) VALUES ('192.0.2.7') RETURNING id`);
    const order = { minutes: 30, reason: 'They asked' };
    const one = await owner('POST', `/v1/sites/${SITE}/pause`, { ...order, sourceId: second!.id });
    expect(one.json<SiteView>()).toMatchObject({ pausedUntil: null, connectionLimit: 4 });
    expect(one.json<SiteView>().sources).toEqual([
      expect.objectContaining({ ip: null, pausedUntil: null }),
      expect.objectContaining({ ip: '192.0.2.7', pauseCause: 'user', pauseReason: 'They asked' }),
    ]);
    const all = (await owner('POST', `/v1/sites/${SITE}/pause`, order)).json<SiteView>();
    expect(all).toMatchObject({ pausedUntil: expect.any(String), pauseReason: 'They asked', pauseCause: 'user' });
    expect((await owner('POST', `/v1/sites/${SITE}/resume`, {})).json()).toMatchObject({ pausedUntil: null });
    const slow = await owner('POST', `/v1/sites/${SITE}/slow`, { ...order, perMinute: 10 });
    expect(slow.json()).toMatchObject({ ratePerMinute: 20, rateReason: 'They asked', rateUntil: expect.any(String) });
    expect(await waiting()).toMatchObject({ gate: 'rate_limit', words: expect.stringMatching(/10 messages a minute/) });
    expect((await owner('POST', `/v1/sites/${SITE}/resume`, {})).json()).toMatchObject({ ratePerMinute: null });
    await query(`DELETE FROM source_address WHERE ip IS NOT NULL`);
  });

  it('stands for all of its provider when it is said so, and for no other', async () => {
    const order = { minutes: 30, reason: 'They asked', forProvider: true };
    const refused = await owner('POST', `/v1/sites/${SITE}/pause`, order);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '#/forProvider', code: 'no_provider' }] });
    const made = await query<{ id: string; provider: string }>(
      `WITH s AS (INSERT INTO site (mx_key, mx_hosts, provider) SELECT m, ARRAY[m], split_part(m, '.', 2)
         FROM unnest('{a.gmx,b.gmx,c.yahoo}'::text[]) m RETURNING id, provider),
       t AS (INSERT INTO site_state (site_id, provider) SELECT id, provider FROM s)
       SELECT id, provider FROM s ORDER BY provider`,
    );
    const [first, , other] = made;
    const held = async () =>
      (
        await query<{ provider: string }>(
          `SELECT provider FROM site_state WHERE (paused_until > now() OR rate_until > now()) AND site_id = ANY($1::uuid[])`,
          [made.map(({ id }) => id)],
        )
      ).map(({ provider }) => provider);
    await owner('POST', `/v1/sites/${first!.id}/pause`, order);
    expect(await held()).toEqual(['gmx', 'gmx']);
    await owner('POST', `/v1/sites/${first!.id}/resume`, { forProvider: true });
    await owner('POST', `/v1/sites/${other!.id}/slow`, { ...order, perMinute: 5 });
    expect(await held()).toEqual(['yahoo']);
  });

  it('shows connections and speed as the workers tell them', async () => {
    await beat({ sites: { [SITE]: [2, 50] } });
    expect((await owner('GET', `/v1/sites/${SITE}`)).json()).toMatchObject({
      ...{ connections: 2, endedPerMinute: 10, waiting: 3, isProbing: false, domain: null },
    });
  });

  it('is told by its domain where that has no mail server', async () => {
    const [lost] = await query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('!nxdomain tpyo.example', '{}') RETURNING id`,
    );
    expect((await owner('GET', `/v1/sites/${lost!.id}`)).json()).toMatchObject({ mxHosts: [], domain: 'tpyo.example' });
    await query('DELETE FROM site WHERE id = $1', [lost!.id]);
  });
});
