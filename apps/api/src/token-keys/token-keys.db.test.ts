// Exchanging the key of links and return paths while two processes sign and read: none meets a token it cannot verify.
import { createTokenRing, type TokenRing, tokenKeysFrom } from '@doorstep/bounces';
import type { TokenKey } from '@doorstep/contracts';
import {
  createVault,
  followTokenKeys,
  newTokenKey,
  openDatabase,
  SecretError,
  type TokenKeyFollower,
  TokenKeyStore,
} from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

const ID = '01934f5e-7b8a-7c3d-9e4f-5a6b7c8d9e0f';
const secret = new Uint8Array(32).fill(7);

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const environment = { DOORSTEP_SECRET: Buffer.from(secret).toString('base64') };
  api = await startTestApi(database.url, { environment });
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await Promise.all(ends.map((end) => end()));
  await database.drop();
});

/** Another process: its own connections, its own ring. */
function process(own = secret): { ring: TokenRing; following: TokenKeyFollower; store: TokenKeyStore } {
  const opened = openDatabase(database.url, { poolSize: 2 });
  ends.push(() => opened.close());
  const first = { id: 'a', key: tokenKeysFrom(own).keys.a! };
  const ring = createTokenRing(first);
  const store = new TokenKeyStore(opened);
  return { ring, store, following: followTokenKeys({ store, vault: createVault(own), ring, first }) };
}

const keys = async () => (await owner('GET', '/v1/token-keys')).json<{ data: TokenKey[] }>().data;
const states = async () => (await keys()).map(({ id, state }) => `${id} ${state}`);
const query = (text: string) => api.dependencies.database.pool.query(text);
/** The minute in which everybody learns the new key is over. */
const minutePasses = () =>
  query(`UPDATE token_key SET signs_from = now() - interval '1 second' WHERE signs_from > now()`);
const page = async (token: string) => (await api.inject({ method: 'GET', url: `/u/${token}` })).body;

describe('the keys of links and return paths', () => {
  it('begin with the one DOORSTEP_SECRET gives', async () => {
    await api.dependencies.tokenKeys.refresh();
    expect(await states()).toEqual(['a signing']);
  });

  it('are exchanged in two steps: everybody learns the next one, then it signs', async () => {
    const worker = process();
    await worker.following.refresh();
    const old = worker.ring.sign('return', ID);
    const made = await owner('POST', '/v1/token-keys', {});
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ id: 'b', state: 'coming' });
    const { signsFrom, createdAt } = made.json<TokenKey>();
    expect(new Date(signsFrom).getTime() - new Date(createdAt).getTime()).toBeGreaterThanOrEqual(59_000);

    // The process that made it goes on signing with the old one, and so does the one that just heard of it.
    expect(api.dependencies.tokens.sign('return', ID)).toBe(old);
    await worker.following.refresh();
    expect(worker.ring.sign('return', ID)).toBe(old);

    await minutePasses();
    await api.dependencies.tokenKeys.refresh();
    const fresh = api.dependencies.tokens.sign('return', ID);
    expect(fresh[0]).toBe('b');
    // The worker has not looked since: it signs with the old one, and verifies both.
    expect(worker.ring.sign('return', ID)).toBe(old);
    for (const token of [old, fresh]) expect(worker.ring.verify('return', token)).toBe(ID);
    await worker.following.refresh();
    expect(worker.ring.sign('return', ID)).toBe(fresh);
    expect(await states()).toEqual(['b signing', 'a verifying']);
  });

  it('are read before a token is looked at by a process that could not look for long', async () => {
    const late = process();
    expect(late.ring.verify('return', api.dependencies.tokens.sign('return', ID))).toBeNull();
    await late.following.fresh();
    expect(late.ring.verify('return', api.dependencies.tokens.sign('return', ID))).toBe(ID);
  });

  it('tell when a link of theirs last came back', async () => {
    await query('UPDATE token_key SET last_used_at = NULL');
    const worker = process();
    await worker.following.refresh();
    worker.ring.verify('return', worker.ring.sign('return', ID, new Date(0)));
    await worker.following.refresh();
    expect((await keys()).find(({ id }) => id === 'a')!.lastUsedAt).not.toBeNull();
  });

  it('are not added while one is on its way, by whomever', async () => {
    const { store } = process();
    const vault = createVault(secret);
    const both = await Promise.allSettled([store.rotate(newTokenKey(vault)), store.rotate(newTokenKey(vault))]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await owner('POST', '/v1/token-keys', {})).json()).toMatchObject({ status: 409, code: 'token_key_coming' });
    await minutePasses();
    expect(await states()).toEqual(['c signing', 'b verifying', 'a verifying']);
  });

  it('keep their links for 400 days; before, retiring one says how many it would break', async () => {
    const { rows } = await query(
      `INSERT INTO campaign (name, state, started_at) VALUES ('March', 'finished', now() - interval '1 year') RETURNING id`,
    );
    await query(
      `INSERT INTO campaign_tally (campaign_id, state, reason, count) VALUES ('${(rows as { id: string }[])[0]!.id}', 'accepted', '', 1234)`,
    );
    expect((await keys()).map(({ messages }) => messages)).toEqual([0, 0, 1234]);
    const refused = await owner('POST', '/v1/token-keys/a/retire', {});
    expect(refused.json()).toMatchObject({ status: 409, code: 'token_key_in_use' });
    expect(refused.json<{ detail: string }>().detail).toMatch(/About 1234 messages .*unsubscribe links stop working/);
    expect((await owner('POST', '/v1/token-keys/c/retire', { breakLinks: true })).json()).toMatchObject({
      code: 'token_key_signs',
    });

    const token = process().ring.sign('unsubscribe', ID);
    const { tokens, tokenKeys } = api.dependencies;
    expect((await owner('POST', '/v1/token-keys/a/retire', { breakLinks: true })).json()).toMatchObject({
      state: 'retired',
    });
    expect(tokens.verify('unsubscribe', token)).toBeNull();
    expect(await page(token)).toContain('</html>');
    expect((await owner('POST', '/v1/token-keys/a/restore', {})).json()).toMatchObject({ state: 'verifying' });
    await tokenKeys.refresh();
    expect(tokens.verify('unsubscribe', token)).toBe(ID);

    await query(`UPDATE token_key SET signs_from = now() - interval '401 days' WHERE id = 'b'`);
    expect((await owner('POST', '/v1/token-keys/a/retire', {})).json()).toMatchObject({ state: 'retired' });
  });

  it('leave entries in the audit, and no secret in any answer', async () => {
    const { data } = (await owner('GET', '/v1/audit?limit=100')).json<{ data: { action: string }[] }>();
    const actions = new Set(data.map(({ action }) => action));
    for (const action of ['rotate', 'retire', 'restore']) expect(actions).toContain(`token-keys.${action}`);
    const { rows } = await query('SELECT key_sealed AS sealed FROM token_key');
    const answer = (await owner('GET', '/v1/token-keys')).body;
    for (const { sealed } of rows as { sealed: string }[]) expect(answer).not.toContain(sealed);
  });
});

describe('DOORSTEP_SECRET', () => {
  it('is noticed when it is another one than the database was begun with', async () => {
    const stranger = process(new Uint8Array(32).fill(8));
    await expect(stranger.following.refresh()).rejects.toThrow(SecretError);
    await expect(stranger.following.refresh()).rejects.toThrow(/Set the secret back/);
  });

  it('is noticed in a database from before there were token keys, and locks nobody out', async () => {
    const own = await freshDatabase();
    const opened = openDatabase(own.url, { poolSize: 2 });
    try {
      const { rows } = await opened.pool.query<{ id: string }>(
        `INSERT INTO sending_domain (name, return_path_domain) VALUES ('a.example', 'b.a.example') RETURNING id`,
      );
      await opened.pool.query(
        `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key) VALUES ($1, 'd', 'rsa-sha256', $2, 'x')`,
        [rows[0]!.id, createVault(secret).seal('a key')],
      );
      const follow = (own_: Uint8Array) => {
        const first = { id: 'a', key: tokenKeysFrom(own_).keys.a! };
        const store = new TokenKeyStore(opened);
        return followTokenKeys({ store, vault: createVault(own_), ring: createTokenRing(first), first }).refresh();
      };
      await expect(follow(new Uint8Array(32).fill(8))).rejects.toThrow(SecretError);
      await expect(follow(secret)).resolves.toBeUndefined();
      await expect(follow(new Uint8Array(32).fill(8))).rejects.toThrow(SecretError);
    } finally {
      await opened.close();
      await own.drop();
    }
  });
});
