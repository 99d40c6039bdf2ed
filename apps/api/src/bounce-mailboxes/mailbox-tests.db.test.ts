// Trying and testing bounce mailboxes, tokens, reading now, and the full loop over HTTP.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openMailboxSecrets } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let simnet: Simnet;
let provider: Server;
let tokenUrl: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  simnet = await startSimnet({});
  provider = createServer((_, response) =>
    response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant', error_description: 'Revoked.' })),
  );
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  tokenUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/token`;
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await new Promise((resolve) => provider.close(resolve));
  await database.drop();
});

interface Test {
  readonly steps: readonly { step: string; result: string; words: string; fix: string | null; ms: number }[];
  readonly messageCount: number | null;
  readonly backlog: number | null;
  readonly folders: readonly string[];
}
const settings = (more: object = {}) => {
  const { host, port, username, password } = simnet.imap;
  return { ...{ name: 'Box', protocol: 'imap', host, port, tls: 'none', username, password }, ...more };
};
const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);

describe('settings that are not stored', () => {
  it('are tried step by step, with the folders to choose from', async () => {
    simnet.putMailboxMessage('Subject: one\n\n');
    const tested = await owner('POST', '/v1/bounce-mailboxes/try', settings());
    expect(tested.statusCode).toBe(200);
    const { steps, messageCount, folders } = tested.json<Test>();
    expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'dns pass',
      'connect pass',
      'tls warn',
      'greeting pass',
      'sign_in pass',
      'open_folder pass',
      'count pass',
    ]);
    expect([messageCount, folders]).toEqual([1, expect.arrayContaining(['INBOX', 'Processed'])]);
    expect(await query('SELECT FROM bounce_mailbox')).toEqual([]);
  });

  it('tell what to do where they fail, and which folders there are', async () => {
    const wrong = (await owner('POST', '/v1/bounce-mailboxes/try', settings({ password: 'wrong' }))).json<Test>();
    expect(wrong.steps.at(-1)).toMatchObject({
      step: 'sign_in',
      result: 'fail',
      fix: expect.stringMatching(/app password/),
    });
    const folder = (await owner('POST', '/v1/bounce-mailboxes/try', settings({ folder: 'Bounces' }))).json<Test>();
    expect(folder.steps.at(-1)).toMatchObject({ step: 'open_folder', fix: expect.stringMatching(/list/) });
    expect(folder.folders).toEqual(expect.arrayContaining(['Processed']));
  });

  it('use the stored password for the same server and user alone', async () => {
    const made = await owner('POST', '/v1/bounce-mailboxes', settings());
    const { id: mailboxId } = made.json<{ id: string }>();
    const { password: _, ...rest } = settings();
    const tried = await owner('POST', '/v1/bounce-mailboxes/try', { ...rest, mailboxId });
    expect(tried.json<Test>()).toMatchObject({ messageCount: 1, backlog: 1 });
    const elsewhere = await owner('POST', '/v1/bounce-mailboxes/try', { ...rest, mailboxId, host: 'localhost' });
    expect(elsewhere.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/password' }] });
    const change = (body: object) => owner('PATCH', `/v1/bounce-mailboxes/${mailboxId}`, body);
    for (const place of [{ host: 'elsewhere.example' }, { username: 'mallory' }])
      expect((await change(place)).json()).toMatchObject({ status: 422, errors: [{ pointer: '#/password' }] });
    expect((await change({ host: rest.host, username: rest.username, name: 'Same' })).statusCode).toBe(200);
    expect((await change({ host: 'elsewhere.example', password: 'typed anew' })).statusCode).toBe(200);
    await owner('DELETE', `/v1/bounce-mailboxes/${mailboxId}`);
  });
});

describe('a mailbox with OAuth 2.0', () => {
  const oauth = () => ({
    tokenUrl,
    clientId: 'client',
    scope: 'mail',
    clientSecret: 'very secret',
    refreshToken: 'refresh me',
  });
  let id: string;

  it('is stored sealed, and shows only that secrets are there', async () => {
    const { password: _, ...rest } = settings({ auth: 'oauth2', oauth: oauth() });
    const made = await owner('POST', '/v1/bounce-mailboxes', rest);
    expect(made.statusCode).toBe(201);
    id = made.json<{ id: string }>().id;
    expect(made.body).not.toMatch(/very secret|refresh me/);
    expect(made.json()).toMatchObject({
      auth: 'oauth2',
      oauth: { tokenUrl, clientId: 'client', scope: 'mail', hasClientSecret: true, hasRefreshToken: true },
    });
    const [entry] = await query<{ all: string }>(`SELECT string_agg(e::text, '') AS all FROM audit_entry e`);
    expect(entry!.all).not.toMatch(/very secret|refresh me/);
  });

  it('says in its test that the refresh token has expired, before anything is connected', async () => {
    const { steps } = (await owner('POST', `/v1/bounce-mailboxes/${id}/test`, {})).json<Test>();
    expect(steps).toEqual([
      expect.objectContaining({
        ...{ step: 'token', result: 'fail', words: expect.stringMatching(/refresh token any more.*Revoked/) },
        fix: expect.stringMatching(/signing in at the provider again/),
      }),
    ]);
  });

  it('sends its stored secrets to no other server and no other token address', async () => {
    const { refreshToken: _, clientSecret: __, ...given } = oauth();
    const change = (body: object) => owner('PATCH', `/v1/bounce-mailboxes/${id}`, body);
    const elsewhere = { ...given, tokenUrl: 'https://token.elsewhere.example/' };
    const refused = { status: 422, errors: [{ pointer: '#/oauth/refreshToken' }] };
    expect((await change({ oauth: elsewhere })).json()).toMatchObject(refused);
    expect((await change({ host: 'elsewhere.example' })).json()).toMatchObject(refused);
    const { password: ___, ...rest } = settings({ auth: 'oauth2', oauth: elsewhere, mailboxId: id });
    expect((await owner('POST', '/v1/bounce-mailboxes/try', rest)).json()).toMatchObject(refused);
  });

  it('keeps the secrets that are left out of a change', async () => {
    const { refreshToken: _, ...given } = oauth();
    await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { oauth: { ...given, clientSecret: '', clientId: 'other' } });
    const [row] = await query<Parameters<typeof openMailboxSecrets>[1]>(
      `SELECT auth, password_sealed AS "passwordSealed", oauth, oauth_sealed AS "oauthSealed" FROM bounce_mailbox WHERE id = $1`,
      [id],
    );
    expect(openMailboxSecrets(api.dependencies.vault, row!)).toMatchObject({
      ...{ kind: 'oauth2', clientId: 'other', clientSecret: null, refreshToken: 'refresh me' },
    });
  });

  it.each([
    [{ oauth: null }, '#/oauth'],
    [{ oauth: { tokenUrl: 'http://login.example/token', clientId: 'c', refreshToken: 'r' } }, '#/oauth/tokenUrl'],
    [{ oauth: { tokenUrl: 'https://login.example/token', clientId: 'c' } }, '#/oauth/refreshToken'],
  ])('is refused without what it needs: %j', async (more, pointer) => {
    const { password: _, ...rest } = settings({ auth: 'oauth2', ...more });
    expect((await owner('POST', '/v1/bounce-mailboxes', rest)).json()).toMatchObject({
      status: 422,
      errors: [{ pointer }],
    });
  });

  it('goes back to a password only with one', async () => {
    const without = await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { auth: 'password' });
    expect(without.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/password' }] });
    const changed = await owner('PATCH', `/v1/bounce-mailboxes/${id}`, {
      auth: 'password',
      password: simnet.imap.password,
    });
    expect(changed.json()).toMatchObject({ auth: 'password', oauth: null });
    const { steps } = (await owner('POST', `/v1/bounce-mailboxes/${id}/test`, {})).json<Test>();
    expect(steps.at(-1)).toMatchObject({ step: 'backlog', result: 'pass' });
  });
});

describe('reading now', () => {
  it('makes the next turn due, and is refused while it is paused', async () => {
    const { id } = (await owner('POST', '/v1/bounce-mailboxes', settings())).json<{ id: string }>();
    await query(`UPDATE bounce_mailbox SET next_read_at = now() + interval '1 hour' WHERE id = $1`, [id]);
    const read = await owner('POST', `/v1/bounce-mailboxes/${id}/read`, {});
    expect(read.json()).toMatchObject({ nextReadAt: null, isReading: false, watch: 'none' });
    await owner('PATCH', `/v1/bounce-mailboxes/${id}`, { isEnabled: false });
    expect((await owner('POST', `/v1/bounce-mailboxes/${id}/read`, {})).json()).toMatchObject({
      ...{ status: 409, detail: expect.stringMatching(/paused/) },
    });
  });
});

describe('the full loop', () => {
  it('is begun for a sending domain, told stage by stage, and noted in the audit', async () => {
    const [domain] = await query<{ id: string }>(
      `INSERT INTO sending_domain (name, return_path_domain) VALUES ('loop.example', 'back.loop.example') RETURNING id`,
    );
    const begun = await owner('POST', '/v1/loop-tests', { sendingDomainId: domain!.id });
    expect(begun.statusCode).toBe(201);
    const test = begun.json<{ id: string }>();
    expect(test).toMatchObject({
      ...{ state: 'sending', domain: 'back.loop.example', startedBy: expect.any(String) },
      returnPath: expect.stringMatching(/^bounce-[a-z2-7]{43}@back\.loop\.example$/),
      steps: [{ step: 'mx', result: 'waiting' }],
    });
    await query(
      `UPDATE loop_test SET state = 'overdue', mx_hosts = '{mx.back.example}', mx_host = 'mx.back.example', reply = '250 ok',
         handed_at = now() - interval '5 minutes', ended_at = now() WHERE id = $1`,
      [test.id],
    );
    const one = await owner('GET', `/v1/loop-tests/${test.id}`);
    expect(one.json()).toMatchObject({
      steps: [
        { step: 'mx', result: 'pass' },
        { step: 'handover', result: 'pass', words: expect.stringMatching(/250 ok/) },
        { step: 'arrival', result: 'fail', fix: expect.stringMatching(/mx\.back\.example.*catch-all/) },
      ],
    });
    expect((await owner('GET', '/v1/loop-tests')).json()).toMatchObject({ data: [{ id: test.id }] });
    const cards = (await owner('GET', '/v1/overview')).json<{ needsYou: { kind: string; words: string }[] }>().needsYou;
    expect(cards.find(({ kind }) => kind === 'loop_open')?.words).toMatch(/back\.loop\.example/);
    const audit = await query(`SELECT FROM audit_entry WHERE action LIKE 'loop-tests.%'`);
    expect(audit).toHaveLength(1);
    const nobody = await owner('POST', '/v1/loop-tests', { sendingDomainId: test.id });
    expect(nobody.statusCode).toBe(404);
  });
});
