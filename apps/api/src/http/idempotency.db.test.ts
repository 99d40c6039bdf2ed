// Repeated POSTs, API keys and users over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, callerWith, startTestApi, type TestApi } from '../testing/test-api.js';

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

const user = (address: string) => ({ name: 'Vera', address, password: 'a long enough password', role: 'viewer' });
const withKey = (key: string) => ({ 'idempotency-key': key });

describe('Idempotency-Key', () => {
  it('gives the first answer again and does it once', async () => {
    const first = await owner('POST', '/v1/users', user('vera@example.org'), withKey('key-one-1'));
    const again = await owner('POST', '/v1/users', user('vera@example.org'), withKey('key-one-1'));
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('refuses the key for another body', async () => {
    const answer = await owner('POST', '/v1/users', user('other@example.org'), withKey('key-one-1'));
    expect(answer.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  it('lets one of two at once do it', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => owner('POST', '/v1/users', user('twin@example.org'), withKey('key-twins'))),
    );
    const statuses = answers.map((answer) => answer.statusCode).sort();
    expect(statuses[0]).toBe(201);
    expect([201, 409]).toContain(statuses[1]);
    if (statuses[1] === 409)
      expect(answers.find((answer) => answer.statusCode === 409)!.json()).toMatchObject({
        code: 'idempotency_key_running',
      });
  });

  it('lets a request that failed try again', async () => {
    const bad = { ...user('retry@example.org'), role: 'nobody' };
    expect((await owner('POST', '/v1/users', bad, withKey('key-retry'))).statusCode).toBe(422);
    expect((await owner('POST', '/v1/users', user('retry@example.org'), withKey('key-retry'))).statusCode).toBe(201);
  });

  it('stores no secret: a replay is refused with words', async () => {
    const key = { name: 'Shop', scopes: ['subscribers:read'] };
    const first = await owner('POST', '/v1/api-keys', key, withKey('key-secret'));
    const again = await owner('POST', '/v1/api-keys', key, withKey('key-secret'));
    expect(again.json()).toMatchObject({ status: 409, code: 'answer_not_kept' });
    const secret = first.json<{ key: string }>().key;
    const { rows } = await api.dependencies.database.pool.query<{ all: string }>(
      `SELECT string_agg(r::text, '') || (SELECT string_agg(e::text, '') FROM audit_entry e) AS all FROM idempotency_record r`,
    );
    expect(rows[0]!.all).not.toContain(secret);
    expect(rows[0]!.all).not.toContain(secret.slice(-20));
  });
});

describe('API keys', () => {
  it('do what their scopes say until they are revoked', async () => {
    const made = await owner('POST', '/v1/api-keys', { name: 'Reader', scopes: ['settings:read', 'settings:write'] });
    const { key, id } = made.json<{ key: string; id: string }>();
    expect(key).toMatch(/^ds_live_[a-z0-9]{8}_[\w-]{43}$/);
    const reader = callerWith(api.inject, { authorization: `Bearer ${key}` });
    expect((await reader('GET', '/v1/me')).json()).toMatchObject({ kind: 'api-key', role: null });
    expect((await reader('GET', '/v1/users')).statusCode).toBe(200);
    const beyond = await reader('POST', '/v1/api-keys', { name: 'More', scopes: ['campaigns:send'] });
    expect(beyond.json()).toMatchObject({ status: 403, code: 'scope_beyond' });
    const crown = await reader('POST', '/v1/users', { ...user('crown@example.org'), role: 'owner' });
    expect(crown.json()).toMatchObject({ status: 403, code: 'owner_only' });
    expect((await owner('DELETE', `/v1/api-keys/${id}`)).statusCode).toBe(204);
    expect((await reader('GET', '/v1/me')).statusCode).toBe(401);
  });

  it('leave their traces in the audit, newest first and page by page', async () => {
    const first = (await owner('GET', '/v1/audit?limit=2')).json<{ data: { action: string }[]; nextCursor: string }>();
    expect(first.data.map((entry) => entry.action)).toContain('api-keys.revoke');
    const next = await owner('GET', `/v1/audit?limit=2&cursor=${first.nextCursor}`);
    expect(next.json<{ data: unknown[] }>().data).toHaveLength(2);
    expect((await owner('GET', '/v1/audit?cursor=nonsense')).json()).toMatchObject({ status: 400, code: 'bad_cursor' });
  });
});

describe('users', () => {
  it('keep at least one owner, and nobody removes herself', async () => {
    const me = (await owner('GET', '/v1/users')).json<{ data: { id: string; role: string }[] }>();
    const mine = me.data.find((each) => each.role === 'owner')!;
    expect((await owner('DELETE', `/v1/users/${mine.id}`)).json()).toMatchObject({ code: 'own_account' });
    const taken = await owner('POST', '/v1/users', user('VERA@example.org'));
    expect(taken.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/address', code: 'address_taken' }] });
  });
});
