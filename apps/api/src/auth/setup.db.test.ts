// The first account, sign-in, and who may send a change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { callerWith, cookieOf, ORIGIN, OWNER, SETUP_TOKEN, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const post = (url: string, payload: object, headers: Record<string, string> = { origin: ORIGIN }) =>
  api.inject({ method: 'POST', url, headers, payload: payload as Record<string, unknown> });

describe('the first set-up', () => {
  it('refuses a wrong token and says so', async () => {
    expect((await api.inject({ url: '/v1/setup' })).json()).toEqual({ needsSetup: true, mode: 'sandbox' });
    const answer = await post('/v1/setup', { ...OWNER, token: 'another-token-of-twenty-signs' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'link_unknown', status: 403, instance: '/v1/setup' });
  });

  it('names the fields that are not right', async () => {
    const answer = await post('/v1/setup', { token: SETUP_TOKEN, name: '', address: 'x', password: 'short' });
    expect(answer.statusCode).toBe(422);
    const pointers = answer.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['#/name', '#/address', '#/password']));
  });

  it('makes one owner, signs her in, and takes the token once', async () => {
    const answers = await Promise.all([
      post('/v1/setup', { token: SETUP_TOKEN, ...OWNER }),
      post('/v1/setup', { token: SETUP_TOKEN, ...OWNER, address: 'other@example.org' }),
    ]);
    const statuses = answers.map((answer) => answer.statusCode).sort();
    expect(statuses).toEqual([204, 409]);
    const made = answers.find((answer) => answer.statusCode === 204)!;
    expect(made.cookies[0]).toMatchObject({ name: 'doorstep-session', httpOnly: true, sameSite: 'Lax', path: '/' });
    const owner = callerWith(api.inject, { origin: ORIGIN, cookie: cookieOf(made) });
    expect((await owner('GET', '/v1/me')).json()).toMatchObject({ kind: 'user', role: 'owner' });
    expect((await post('/v1/sign-in-link', { token: SETUP_TOKEN })).statusCode).toBe(403);
  });
});

describe('signing in', () => {
  it('takes address and password, and keeps the token of the session out of the body', async () => {
    const [user] = (await api.dependencies.database.pool.query<{ email: string }>('SELECT email FROM "user"')).rows;
    const wrong = await post('/auth/sign-in/email', { email: user!.email, password: 'not the right one' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toMatchObject({ code: 'sign_in_refused' });
    const right = await post('/auth/sign-in/email', { email: user!.email, password: OWNER.password });
    expect(right.statusCode).toBe(200);
    expect(right.body).toBe('{}');
    const audited = await api.dependencies.database.pool.query(
      `SELECT FROM audit_entry WHERE action = 'session.sign-in'`,
    );
    expect(audited.rowCount).toBe(1);
    const caller = callerWith(api.inject, { origin: ORIGIN, cookie: cookieOf(right) });
    expect((await caller('GET', '/v1/me')).statusCode).toBe(200);
    const session = (await caller('GET', '/auth/get-session')).json<{ session: object; user: { role: string } }>();
    expect(session).toMatchObject({ user: { role: 'owner' } });
    expect(session.session).not.toHaveProperty('token');
    expect((await caller('POST', '/auth/sign-out', {})).statusCode).toBe(200);
    expect((await caller('GET', '/v1/me')).statusCode).toBe(401);
  });

  it('renews a session on the way of a browser, not on that of a page asked for ahead, which could not hand the cookie on', async () => {
    const { pool } = api.dependencies.database;
    const [user] = (await pool.query<{ email: string }>('SELECT email FROM "user"')).rows;
    const signedIn = await post('/auth/sign-in/email', { email: user!.email, password: OWNER.password });
    await pool.query(`UPDATE session SET expires_at = now() + interval '5 days'`);
    const cookie = cookieOf(signedIn);
    const ahead = await api.inject({ url: '/v1/me', headers: { cookie, 'doorstep-ahead': '1' } });
    expect([ahead.statusCode, ahead.headers['set-cookie']]).toEqual([200, undefined]);
    const own = await api.inject({ url: '/v1/me', headers: { cookie } });
    expect([own.statusCode, String(own.headers['set-cookie'])]).toEqual([
      200,
      expect.stringContaining('doorstep-session='),
    ]);
  });

  it('hides the rest of the library behind it', async () => {
    for (const path of ['sign-up/email', 'list-sessions', 'update-user', 'doorstep/sign-in-trusted', 'ok'])
      expect((await post(`/auth/${path}`, { userId: 'x' })).statusCode, path).toBe(404);
  });

  it('slows a guesser down, by the database', async () => {
    const guesses: number[] = [];
    for (let i = 0; i < 12; i++)
      guesses.push(
        (await post('/auth/sign-in/email', { email: 'nobody@example.org', password: `guess ${i} guess` })).statusCode,
      );
    expect(guesses).toContain(401);
    expect(guesses.at(-1)).toBe(429);
    const { rows } = await api.dependencies.database.pool.query('SELECT count FROM rate_limit');
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('the origin check', () => {
  it.each([
    ['a page elsewhere', { origin: 'https://evil.example', cookie: 'doorstep-session=x' }],
    ['no origin but a cookie', { cookie: 'doorstep-session=x' }],
    ['a page elsewhere without a cookie', { origin: 'null' }],
  ])('refuses a change that comes from %s', async (_, headers) => {
    const answer = await post('/v1/sign-in-link', { token: SETUP_TOKEN }, headers as Record<string, string>);
    expect(answer.json()).toMatchObject({ code: 'foreign_origin', status: 403 });
  });

  it('takes the address that was really opened on loopback', async () => {
    const headers = { host: '127.0.0.1:9999', origin: 'http://127.0.0.1:9999' };
    expect((await post('/v1/sign-in-link', { token: SETUP_TOKEN }, headers)).json()).toMatchObject({
      code: 'link_unknown',
    });
  });
});

describe('over https', () => {
  it('binds the cookie to the host', async () => {
    const other = await freshDatabase();
    const secure = await startTestApi(other.url, { environment: { DOORSTEP_PUBLIC_URL: 'https://news.example.org' } });
    try {
      const answer = await secure.inject({
        method: 'POST',
        url: '/v1/setup',
        headers: { origin: 'https://news.example.org' },
        payload: { token: SETUP_TOKEN, ...OWNER },
      });
      const cookie = String(answer.headers['set-cookie']);
      expect(cookie).toMatch(/^__Host-doorstep-session=/);
      for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute);
      expect(cookie).not.toContain('Domain');
      expect(answer.headers['strict-transport-security']).toContain('max-age');
    } finally {
      await secure.close();
      await other.drop();
    }
  });
});
