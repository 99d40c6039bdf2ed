// Webhooks end to end: what happens is told, signed, over a real socket; failures come back, and a private network hears nothing.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVault, openDatabase, WebhookStore, WebhookWorkStore } from '@doorstep/database';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { silentLog } from '../log.js';
import { postWebhook } from './post-webhook.js';
import { nextTrySeconds } from './webhook-schedule.js';
import { createWebhookTeller, settlementOf } from './webhook-teller.js';

interface Heard {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const NEXT_SECRET = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;
const vault = createVault(new Uint8Array(32).fill(7));
let fresh: FreshDatabase;
let database: ReturnType<typeof openDatabase>;
let webhooks: WebhookStore;
let server: http.Server;
let url: string;
let status = 200;
let heard: Heard[] = [];
let endpointId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url, { poolSize: 4 });
  webhooks = new WebhookStore(database);
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('<b>answer</b>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  server.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  heard = [];
  status = 200;
  await query('DELETE FROM webhook_endpoint');
  endpointId = await webhooks.add({
    ...{ url, description: '', eventTypes: ['*'], createdBy: 'Olga' },
    secretSealed: vault.seal(SECRET),
  });
});

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<Row>(text, values)).rows;
const policy = { allowLoopback: true, timeoutMs: 2000 };
const teller = () =>
  createWebhookTeller({
    work: new WebhookWorkStore(database),
    vault,
    policy,
    log: silentLog,
    timeScale: 1,
    random: () => 0.5,
  });

async function people(count: number): Promise<{ campaignId: string }> {
  await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example') ON CONFLICT DO NOTHING`);
  const [campaign] = await query<{ id: string }>(
    `INSERT INTO campaign (name, state) VALUES ('News', 'planned') RETURNING id`,
  );
  await query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT new_id() || '@inbox.example', 'x', 'inbox.example'
       FROM generate_series(1, $2::int) RETURNING id)
     INSERT INTO delivery (campaign_id, address_id, domain_name, state) SELECT $1, id, 'inbox.example', 'sending' FROM a`,
    [campaign!.id, count],
  );
  return { campaignId: campaign!.id };
}

describe('webhooks', () => {
  it('tell what happened in one message a batch, signed with every live secret', async () => {
    const { campaignId } = await people(3);
    await query(`UPDATE campaign SET state = 'sending' WHERE id = $1`, [campaignId]);
    await query(`UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, attempts = 1 WHERE campaign_id = $1`, [
      campaignId,
    ]);
    await webhooks.rotate(endpointId, vault.seal(NEXT_SECRET), 1);
    await teller().turn();
    expect(heard).toHaveLength(2);
    for (const { headers, body } of heard)
      for (const secret of [SECRET, NEXT_SECRET]) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    const told = heard.map(({ body }) => JSON.parse(body) as { type: string; data: { messages?: unknown[] } });
    expect(told.map(({ type }) => type).sort()).toEqual(['campaign.started', 'message.accepted']);
    const accepted = told.find(({ type }) => type === 'message.accepted')!;
    expect(accepted.data).toMatchObject({ campaignId });
    expect(accepted.data.messages).toHaveLength(3);
    await teller().turn();
    expect(heard).toHaveLength(2);
    expect(await webhooks.one(endpointId)).toMatchObject({ waiting: 0, failed: 0, failingSince: null });
  });

  it('write nothing while nobody wants to hear it', async () => {
    await webhooks.change(endpointId, { eventTypes: ['import.finished'] });
    const { campaignId } = await people(1);
    await query(`UPDATE delivery SET state = 'refused', next_attempt_at = NULL WHERE campaign_id = $1`, [campaignId]);
    await query(`UPDATE campaign SET state = 'cancelled' WHERE id = $1`, [campaignId]);
    expect(await query('SELECT type FROM webhook_outbox')).toEqual([]);
  });

  it('come back after a failure with the same id, show what was answered, and are told again when asked for', async () => {
    status = 500;
    await webhooks.addMessage(endpointId, 'webhook.test', '{}');
    await teller().turn();
    const [failing] = await webhooks.messages(endpointId, { limit: 10 });
    expect(failing).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500 });
    const detail = (await webhooks.message(endpointId, failing!.id))!;
    expect(detail.tries[0]).toMatchObject({ status: 500, responseBody: '<b>answer</b>' });
    expect(detail.tries[0]!.requestHeaders['webhook-id']).toBe(failing!.id);
    expect((await webhooks.one(endpointId))!.failingSince).not.toBeNull();
    status = 204;
    await query('UPDATE webhook_message SET next_attempt_at = now()');
    await teller().turn();
    expect(await webhooks.one(endpointId)).toMatchObject({ waiting: 0, failingSince: null });
    await webhooks.replay(endpointId, failing!.id);
    await teller().turn();
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([failing!.id, failing!.id, failing!.id]);
    expect(await webhooks.replayMany(endpointId, new Date(0), 'taken')).toBe(1);
  });

  it('switch an endpoint off that is gone, and say why', async () => {
    status = 410;
    await webhooks.addMessage(endpointId, 'webhook.test', '{}');
    await teller().turn();
    expect(await webhooks.one(endpointId)).toMatchObject({ isEnabled: false, failed: 1 });
    expect(await webhooks.switchedOff()).toMatchObject([{ reason: expect.stringContaining('410') }]);
    await webhooks.change(endpointId, { isEnabled: true });
    expect(await webhooks.one(endpointId)).toMatchObject({ isEnabled: true, disabledReason: null });
  });

  it('keep a message whose worker died for the next one', async () => {
    await webhooks.addMessage(endpointId, 'webhook.test', '{}');
    const work = new WebhookWorkStore(database);
    expect(await work.claim(5, 60)).toHaveLength(1);
    expect(await work.claim(5, 60)).toHaveLength(0);
    await query(`UPDATE webhook_message SET lease_until = now() - interval '1 second'`);
    expect(await work.claim(5, 60)).toMatchObject([{ attempts: 2 }]);
  });
});

describe('postWebhook', () => {
  const post = (to: string, allowLoopback: boolean) =>
    postWebhook({ id: 'm', url: to, secrets: [SECRET], payload: '{}' }, { allowLoopback, timeoutMs: 1000 }, new Date());

  it('tells nothing to the network Doorstep stands in, whatever name leads there', async () => {
    for (const to of [
      url.replace('http', 'https'),
      'https://localhost:1/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
    ])
      expect((await post(to, false)).problem, to).toMatch(/nothing is told to the network/);
    expect((await post(url, false)).problem).toMatch(/nothing is told|https/);
    expect(heard).toEqual([]);
  });

  it('follows no redirect', async () => {
    status = 302;
    expect(await post(url, true)).toMatchObject({ status: 302, problem: 'It answered 302 instead of 2xx.' });
  });
});

describe('what follows an answer', () => {
  it('is another try for about 28 hours, then the end', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => nextTrySeconds(attempts, 0.5)!);
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3600;
    expect(hours).toBeGreaterThan(27);
    expect(hours).toBeLessThan(29);
    expect(nextTrySeconds(1, 0)).toBeLessThan(nextTrySeconds(1, 1)!);
    expect(settlementOf(8, { status: 503, problem: 'no' }, { timeScale: 1 })).toMatchObject({ kind: 'failed' });
    expect(settlementOf(8, { status: 200, problem: null }, { timeScale: 1 })).toEqual({ kind: 'taken' });
  });
});
