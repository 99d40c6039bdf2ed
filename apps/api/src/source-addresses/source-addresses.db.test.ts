// Source addresses over HTTP: only what a worker machine has, checked in DNS, warmed up, deleted while unused.
import type { SendingDomain, SourceAddress } from '@doorstep/contracts';
import { HeartbeatStore } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, { environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer } });
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const query = (text: string, values: unknown[] = []) => api.dependencies.database.pool.query(text, values);
const add = (ip: string, more: object = {}) => owner('POST', '/v1/source-addresses', { ip, ...more });
const all = async () => (await owner('GET', '/v1/source-addresses')).json<{ data: SourceAddress[] }>().data;

describe('a source address', () => {
  it('is added only when a live worker has it', async () => {
    expect((await add('192.0.2.10')).json()).toMatchObject({ status: 422, errors: [{ code: 'no_worker' }] });
    await new HeartbeatStore(api.dependencies.database).beat('w1', new Date(), {
      addresses: ['192.0.2.10', '2001:db8:0::1'],
    });
    expect((await add('192.0.2.99')).json()).toMatchObject({ errors: [{ code: 'not_on_worker' }] });
    expect((await add('127.0.0.one')).statusCode).toBe(422);
    const made = await add('192.0.2.10', { ehloName: 'mail.out.example', pool: 'News' });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ pool: 'news', isActive: true, warmUpDay: 1, isOnWorker: true, isUsed: false });
    expect(made.json<SourceAddress>().plan.slice(0, 4)).toEqual([
      ...[50, 100, 200, 400].map((cap, index) => ({ day: index + 1, cap })),
    ]);
    expect((await add('192.0.2.10')).json()).toMatchObject({ errors: [{ code: 'source_taken' }] });
    expect((await add('2001:DB8::1', { isWarmUp: false })).json()).toMatchObject({
      ...{ ip: '2001:db8::1', warmUpDay: null, plan: [] },
    });
    expect((await all()).map(({ ip }) => ip)).toEqual([null, '192.0.2.10', '2001:db8::1']);
  });

  it('has its name checked both ways', async () => {
    const [, source] = await all();
    const check = async () =>
      (await owner('POST', `/v1/source-addresses/${source!.id}/check`, {})).json<{ checks: { result: string }[] }>()
        .checks;
    expect(await check()).toMatchObject([{ name: 'ptr', result: 'fail', words: expect.stringMatching(/no name/) }]);
    simnet.putRecords([
      { name: '10.2.0.192.in-addr.arpa', type: 'PTR', data: 'mail.out.example' },
      { name: 'mail.out.example', type: 'A', data: '192.0.2.10' },
    ]);
    expect(await check()).toMatchObject([{ result: 'pass', expected: 'mail.out.example' }]);
  });

  it('is switched off and on, its warm-up ended and begun', async () => {
    const [, source] = await all();
    const change = async (body: object) =>
      (await owner('PATCH', `/v1/source-addresses/${source!.id}`, body)).json<SourceAddress>();
    expect(await change({ isActive: false, isWarmUp: false })).toMatchObject({
      isActive: false,
      warmUpStartedAt: null,
    });
    expect(await change({ isActive: true, note: 'New' })).toMatchObject({
      isActive: true,
      note: 'New',
      warmUpDay: null,
    });
    expect(await change({ isWarmUp: true })).toMatchObject({ warmUpDay: 1 });
  });

  it('goes while nothing was sent from it, and stays afterwards', async () => {
    const [automatic, used, unused] = await all();
    await query(`INSERT INTO source_usage (source_id, provider, day, used) VALUES ($1, 'google', now(), 7)`, [
      used!.id,
    ]);
    expect((await owner('DELETE', `/v1/source-addresses/${used!.id}`)).json()).toMatchObject({ code: 'source_used' });
    expect((await owner('DELETE', `/v1/source-addresses/${automatic!.id}`)).statusCode).toBe(409);
    expect((await owner('DELETE', `/v1/source-addresses/${unused!.id}`)).statusCode).toBe(204);
    expect((await all())[1]).toMatchObject({ isUsed: true, usage: [{ provider: 'google', used: 7, cap: null }] });
  });

  it('is of a pool that a sending domain chooses', async () => {
    const made = (await owner('POST', '/v1/sending-domains', { name: 'club.example' })).json<SendingDomain>();
    expect(made.pool).toBe('default');
    const changed = await owner('PATCH', `/v1/sending-domains/${made.id}`, { pool: 'news' });
    expect(changed.json()).toMatchObject({ id: made.id, pool: 'news' });
    expect((await owner('PATCH', `/v1/sending-domains/${made.id}`, { pool: 'a b' })).statusCode).toBe(422);
  });

  it('is looked after by those who may change settings', async () => {
    const editor = await api.asRole('editor');
    expect((await editor('GET', '/v1/source-addresses')).statusCode).toBe(200);
    expect((await editor('POST', '/v1/source-addresses', { ip: '192.0.2.10' })).statusCode).toBe(403);
  });
});
