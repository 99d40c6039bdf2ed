// Exchanging the DKIM key of a sending domain over HTTP against the simulated DNS: no key signs that was not seen.
import type { DkimRotation, SendingDomain } from '@doorstep/contracts';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let id: string;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, { environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer } });
  owner = await api.asOwner();
  id = (await owner('POST', '/v1/sending-domains', { name: 'rotating.example' })).json<SendingDomain>().id;
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const call = async (method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown) =>
  owner(method, `/v1/sending-domains/${id}/dkim${path}`, body ?? (method === 'POST' ? {} : undefined));
const rotation = async () => (await call('GET')).json<DkimRotation>();
const states = async () => (await rotation()).keys.map(({ selector, state }) => `${selector} ${state}`);
const next = async () => (await rotation()).keys.find(({ state }) => state === 'next')!;
const publish = (record: { name: string; value: string }, value = record.value) =>
  simnet.putRecords([{ name: record.name, type: 'TXT', data: value }]);
const month = `ds${new Date().toISOString().slice(0, 7).replace('-', '')}`;

describe('the next DKIM key', () => {
  it('is made under a selector of its own, with the record to publish cut into strings, and does not sign', async () => {
    expect(await states()).toEqual([`${month} active`]);
    const made = await call('POST', '/next', { withEd25519: true });
    expect(made.statusCode, made.body).toBe(201);
    expect(await states()).toEqual([`${month} active`, `${month.replace('ds', 'de')} next`, `${month}b next`]);
    const { record, views } = made.json<DkimRotation>().keys.find(({ selector }) => selector === `${month}b`)!;
    expect(record.name).toBe(`${month}b._domainkey.rotating.example`);
    expect(record.strings.length).toBe(2);
    expect(record.strings.join('')).toBe(record.value);
    expect(record.strings.every((text) => text.length <= 255)).toBe(true);
    expect(record.zoneLine).toMatch(/^ds\d{6}b\._domainkey\.rotating\.example\. IN TXT \( ".{255}" ".+" \)$/);
    expect(views).toMatchObject([{ kind: 'resolver', result: 'missing' }]);
    expect((await owner('GET', `/v1/sending-domains/${id}`)).json<SendingDomain>().dkimSelector).toBe(month);
  });

  it('is not made twice', async () => {
    expect((await call('POST', '/next')).json()).toMatchObject({ status: 409, code: 'dkim_next_exists' });
  });

  it('does not take over, now or later, while its record is missing, another one, or beside a second one', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    for (const at of [null, later])
      expect((await call('POST', '/switch', { at })).json()).toMatchObject({ status: 409, code: 'dkim_not_published' });
    for (const key of (await rotation()).keys) publish(key.record);
    const { record, selector } = await next();
    const p = record.value.indexOf('p=') + 2;
    publish(record, `${record.value.slice(0, p + 56)}x${record.value.slice(p + 57)}`);
    const refused = await call('POST', '/switch', {});
    expect(refused.json()).toMatchObject({ status: 409, code: 'dkim_not_published' });
    const seen = (await rotation()).keys.find((key) => key.selector === selector)!;
    // Ed25519 keys have 44 signs: then all of it is longer than what is wanted.
    expect(seen.views![0]).toMatchObject({
      result: 'different',
      words: expect.stringMatching(/differs from sign \d+ on/),
    });
    expect((await states())[0]).toBe(`${month} active`);
    publish(record);
  });

  it('refuses a minute that has passed', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    expect((await call('POST', '/switch', { at })).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/at' }],
    });
  });

  it('takes over at a planned minute, and the plan can be taken back', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    expect((await call('POST', '/switch', { at })).json<DkimRotation>().switchAt).toBe(at);
    expect((await call('DELETE', '/switch')).json<DkimRotation>().switchAt).toBeNull();
  });

  it('takes over at once when it is seen; the one before rests and may sign again', async () => {
    const switched = await call('POST', '/switch', {});
    expect(switched.statusCode, switched.body).toBe(200);
    expect((await states()).sort()).toEqual(
      [`${month} resting`, `${month.replace('ds', 'de')} active`, `${month}b active`].sort(),
    );
    const { checks } = (await owner('GET', `/v1/sending-domains/${id}`)).json<SendingDomain>();
    const checked = checks!
      .filter(({ name }) => name === 'dkim')
      .map(({ recordName, result }) => `${recordName} ${result}`);
    expect(checked.sort()).toEqual(
      [`${month.replace('ds', 'de')}`, `${month}b`].map((one) => `${one}._domainkey.rotating.example pass`),
    );
    const resting = (await rotation()).keys.find(({ state }) => state === 'resting')!;
    expect(new Date(resting.keepUntil!).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect((await call('DELETE', `/keys/${month}`)).json()).toMatchObject({ status: 409, code: 'dkim_still_needed' });

    const back = (await call('POST', '/switch-back')).json<DkimRotation>();
    expect(back.keys.filter(({ state }) => state === 'active').map(({ selector }) => selector)).toEqual([month]);
    expect(
      (await call('POST', '/switch-back')).json<DkimRotation>().keys.filter(({ state }) => state === 'active'),
    ).toHaveLength(2);
  });

  it('lets the record of the old one go after seven days, and forgets its private half', async () => {
    await api.dependencies.database.pool.query(`UPDATE dkim_key SET replaced_at = replaced_at - interval '8 days'`);
    expect((await states()).at(-1)).toBe(`${month} removable`);
    expect((await call('POST', '/switch-back')).json()).toMatchObject({ status: 409, code: 'dkim_none_before' });
    expect((await call('DELETE', `/keys/${month}`)).statusCode).toBe(200);
    expect((await states()).join()).not.toContain('removable');
    const { rows } = await api.dependencies.database.pool.query(
      'SELECT private_key_sealed AS sealed FROM dkim_key WHERE selector = $1',
      [month],
    );
    expect(rows).toEqual([{ sealed: '' }]);
    expect((await call('DELETE', `/keys/${month}`)).statusCode).toBe(404);
  });

  it('can be discarded, and its selector is not used again', async () => {
    await call('POST', '/next');
    expect(await states()).toContain(`${month}c next`);
    expect((await call('DELETE', '/next')).statusCode).toBe(200);
    expect((await states()).join()).not.toContain('next');
    await call('POST', '/next');
    expect(await states()).toContain(`${month}d next`);
  });

  it('leaves an entry in the audit for every move', async () => {
    const { data } = (await owner('GET', '/v1/audit?limit=100')).json<{
      data: { action: string; subjectId: string }[];
    }>();
    const mine = data.filter(({ subjectId }) => subjectId === id).map(({ action }) => action);
    for (const action of [
      'make_next_dkim_key',
      'switch_dkim_key',
      'switch_dkim_key_back',
      'remove_dkim_key',
      'discard_next_dkim_key',
    ])
      expect(mine).toContain(`sending-domains.${action}`);
  });
});
