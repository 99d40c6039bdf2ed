// Bad input of the groups "API JSON" and "HTTP headers": every route of the real application is fed it, and answers in words.
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, ORIGIN, startTestApi, type TestApi } from '../testing/test-api.js';
import { type Route, RouteRules } from './route-rules.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let guarded: Route[];

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  guarded = api.app
    .get(RouteRules)
    .all()
    .filter(({ access }) => access.kind === 'scopes');
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const SOME_ID = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const named = ({ method, path }: Route) => `${method} ${path}`;
const urlOf = ({ path }: Route) => path.replace(/:\w+/g, SOME_ID);
const bodyOf = ({ inputs }: Route) => inputs.find(({ from, name }) => from === 'body' && name === null)?.schema ?? null;
const queryOf = ({ inputs }: Route) => inputs.find(({ from, name }) => from === 'query' && name === null)?.schema;
const fieldsOf = (schema: z.ZodType | null | undefined) =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape as Record<string, unknown>) : [];
const withBody = () => guarded.filter((route) => fieldsOf(bodyOf(route)).length > 0);

const sendText = (route: Route, payload: string, type = 'application/json') =>
  owner(route.method as 'POST', urlOf(route), payload, { 'content-type': type });

/** In words, with a status of the asker's, and never a stack. */
function expectRefused(answer: LightMyRequestResponse, where: string): void {
  expect(answer.statusCode, `${where}: ${answer.body.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode, `${where}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
  expect(answer.json(), where).toMatchObject({ code: expect.any(String), detail: expect.stringMatching(/\w{3}/) });
  expect(answer.body, where).not.toMatch(/node_modules|\.ts:\d|\n\s+at /);
}

describe('API JSON', () => {
  it('A1: a body nested 100,000 deep is refused', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const route of withBody()) {
      expectRefused(await sendText(route, deep), named(route));
      const [field] = fieldsOf(bodyOf(route));
      expectRefused(await sendText(route, `{${JSON.stringify(field)}:${deep}}`), named(route));
    }
  });

  it('A2: keys that reach for a prototype are refused, and reach none', async () => {
    for (const key of ['__proto__', 'constructor'])
      for (const route of withBody())
        expectRefused(await sendText(route, `{"${key}":{"prototype":{"owned":true},"owned":true}}`), named(route));
    expect(({} as { owned?: boolean }).owned).toBeUndefined();
  });

  it('A3: an object, a list or a number beyond all where a word is expected is refused by its field', async () => {
    for (const route of withBody()) {
      const schema = bodyOf(route)!;
      for (const [field, text] of fieldsOf(schema).flatMap((name) => [
        [name, '{"not":""}'] as const,
        [name, '1e309'] as const,
      ])) {
        const body = `{${JSON.stringify(field)}:${text}}`;
        if ((await schema.safeParseAsync(JSON.parse(body))).success) continue; // a field that takes anything of that kind
        const answer = await sendText(route, body);
        expectRefused(answer, `${named(route)} ${body}`);
      }
    }
  });

  it('A4 and A7: a query said twice, or as a list or a condition, is refused or read by one rule', async () => {
    const lists = await owner('GET', '/v1/lists?limit=5&limit=7');
    expectRefused(lists, 'limit twice');
    for (const query of ['limit[]=5', 'limit[in]=5', 'cursor[]=x&cursor[]=y'])
      for (const route of guarded.filter((one) => one.method === 'GET' && queryOf(one) !== undefined)) {
        const answer = await owner('GET', `${urlOf(route)}?${query}`);
        expect(answer.statusCode, `${named(route)} ${query}`).toBeLessThan(500);
      }
  });

  it('A5: page sizes beyond all numbers are refused; none gives more than 200 rows', async () => {
    for (const route of guarded.filter((one) => fieldsOf(queryOf(one)).includes('limit')))
      for (const limit of ['9007199254740993', '-1', '0', '1e309', 'NaN', '201', '1.5', 'ten'])
        expectRefused(await owner('GET', `${urlOf(route)}?limit=${limit}`), `${named(route)} limit=${limit}`);
  });

  it('A6: a body of 100 MB is refused before it is read, said or not said how long it is', async () => {
    const said = await owner('POST', '/v1/lists', '{}', {
      'content-type': 'application/json',
      'content-length': String(100 * 1024 * 1024),
    });
    expect(said.json()).toMatchObject({ status: 413, code: 'too_large' });
    const unsaid = await owner('POST', '/v1/lists', `{"name":"${'x'.repeat(9_000_000)}"}`, {
      'content-type': 'application/json',
    });
    expect(unsaid.json()).toMatchObject({ status: 413, code: 'too_large' });
    const packed = await owner('POST', '/v1/lists', 'x', {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expectRefused(packed, 'gzip');
  });

  it('A7: of a key said twice the last one counts, and is checked', async () => {
    const answer = await owner('POST', '/v1/lists', '{"name":"First","name":"Second"}', {
      'content-type': 'application/json',
    });
    expect(answer.json()).toMatchObject({ name: 'Second' });
    expectRefused(
      await owner('POST', '/v1/lists', '{"name":"First","name":{"not":""}}', { 'content-type': 'application/json' }),
      'the last one is no name',
    );
  });

  it('A8: half of a character or a NUL is refused wherever it stands', async () => {
    for (const route of withBody())
      for (const field of fieldsOf(bodyOf(route)))
        for (const text of ['"\\ud800"', '"a\\u0000b"', '{"\\u0000":"\\udc00"}'])
          expectRefused(
            await sendText(route, `{${JSON.stringify(field)}:${text}}`),
            `${named(route)} ${field} ${text}`,
          );
  });

  it('A9: a field that is not for the asker to set is refused, and changes nothing', async () => {
    const list = (await owner('POST', '/v1/lists', { name: 'Mass' })).json<{ id: string }>();
    for (const extra of [{ id: SOME_ID }, { subscribedCount: 9 }, { createdAt: '2020-01-01T00:00:00Z' }]) {
      expectRefused(await owner('PATCH', `/v1/lists/${list.id}`, { name: 'Other', ...extra }), JSON.stringify(extra));
      expect((await owner('GET', `/v1/lists/${list.id}`)).json()).toMatchObject({ id: list.id, name: 'Mass' });
    }
    const campaign = (await owner('POST', '/v1/campaigns', { name: 'Mass' })).json<{ id: string }>();
    expectRefused(await owner('PATCH', `/v1/campaigns/${campaign.id}`, { state: 'finished' }), 'state');
    const user = { name: 'Eve', address: 'eve@example.org', password: 'a long enough password', role: 'editor' };
    expectRefused(await owner('POST', '/v1/users', { ...user, isOwner: true, id: SOME_ID }), 'users');
  });

  it('A10: an id that names nothing is a 404 or a no in words, at every route', async () => {
    for (const route of guarded.filter(({ path }) => path.includes(':'))) {
      const answer = await owner(route.method as 'GET', urlOf(route), route.method === 'GET' ? undefined : {});
      expect(answer.statusCode, `${named(route)}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      if (route.method === 'GET' && !route.path.includes(':address'))
        expect([200, 404, 400, 422], named(route)).toContain(answer.statusCode);
    }
  });

  it('A12: an order that is no order, or SQL in a filter, is refused or finds nothing', async () => {
    const hostile = encodeURIComponent(`id; DROP TABLE list; --' OR 1=1`);
    for (const route of guarded.filter((one) => one.method === 'GET'))
      for (const name of [...fieldsOf(queryOf(route)), 'sort', 'orderBy']) {
        const answer = await owner('GET', `${urlOf(route)}?${name}=${hostile}`);
        expect(answer.statusCode, `${named(route)} ${name}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      }
    expect((await owner('GET', '/v1/lists')).statusCode).toBe(200);
  });

  it('A13: a time that is none is refused, and nothing is scheduled', async () => {
    const { id } = (await owner('POST', '/v1/campaigns', { name: 'When' })).json<{ id: string }>();
    const schedule = guarded.find((route) => named(route) === 'POST /v1/campaigns/:id/schedule')!;
    const fields = fieldsOf(bodyOf(schedule));
    for (const at of [
      '0000',
      '0000-01-01T00:00:00',
      '2027-03-28T02:30',
      '9999-99-99T99:99',
      '+14:00',
      'sometime soon',
      '',
    ])
      for (const field of fields) {
        const answer = await owner('POST', `/v1/campaigns/${id}/schedule`, { timeZone: 'Europe/Berlin', [field]: at });
        expectRefused(answer, `${field} ${at}`);
      }
    expect((await owner('GET', `/v1/campaigns/${id}`)).json()).toMatchObject({ state: 'draft' });
  });

  it('A14: an Idempotency-Key comes with the same body or is refused', async () => {
    const key = { 'idempotency-key': 'the-same-key-of-the-test' };
    const first = await owner('POST', '/v1/lists', { name: 'Once' }, key);
    expect((await owner('POST', '/v1/lists', { name: 'Once' }, key)).json()).toEqual(first.json());
    expect((await owner('POST', '/v1/lists', { name: 'Twice' }, key)).statusCode).toBe(422);
  });

  it('A15: a sender’s name or address with a line break, or of 10 kB, is refused', async () => {
    const { id } = (await owner('POST', '/v1/campaigns', { name: 'From' })).json<{ id: string }>();
    for (const change of [
      { fromName: 'Ada\r\nBcc: eve@example.org' },
      { fromName: 'x'.repeat(10_000) },
      { fromLocal: 'news\r\nRCPT TO:<eve@example.org>' },
      { replyTo: 'ada@example.org\r\nBcc: eve@example.org' },
      { subject: 'x'.repeat(10_000) },
    ])
      expectRefused(await owner('PATCH', `/v1/campaigns/${id}`, change), JSON.stringify(change).slice(0, 80));
  });
});

describe('HTTP headers', () => {
  it('H1 and H2: whom a header says it is from, or for, changes no link and opens no door', async () => {
    const spoofed = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'evil.example', host: 'evil.example' };
    expect((await api.inject({ url: '/metrics', remoteAddress: '192.0.2.7', headers: spoofed })).statusCode).toBe(401);
    const { body } = await api.inject({ url: '/v1/openapi.json', headers: spoofed });
    expect(body).not.toContain('evil.example');
    const link = await api.inject({
      method: 'POST',
      url: '/v1/sign-in-link',
      headers: { ...spoofed, origin: ORIGIN },
      payload: { token: 'made-up' },
    });
    expect(`${link.body} ${JSON.stringify(link.headers)}`).not.toContain('evil.example');
  });

  it('H3: the headers of frameworks that skip a guard skip none here', async () => {
    for (const name of ['x-middleware-subrequest', 'x-original-url', 'x-rewrite-url', 'x-http-method-override'])
      for (const url of ['/v1/users', '/v1/campaigns'])
        expect((await api.inject({ url, headers: { [name]: '/v1/setup' } })).statusCode, `${name} ${url}`).toBe(401);
  });

  it('H4: a line break in a path, a file’s name or a parameter goes into no header', async () => {
    for (const url of ['/v1/lists/%0d%0aset-cookie:%20a=b', '/u/%0d%0aset-cookie:%20a=b', '/confirm/%0d%0ax:y/%00']) {
      const answer = await owner('GET', url);
      expect(answer.statusCode, url).toBeLessThan(500);
      expect(answer.headers['set-cookie'], url).toBeUndefined();
    }
    const upload = await owner('POST', '/v1/imports?fileName=a%0d%0aset-cookie:%20a=b.csv', 'address\na@b.example\n', {
      'content-type': 'text/csv',
    });
    expect(upload.statusCode).toBeLessThan(500);
    expect(upload.headers['set-cookie']).toBeUndefined();
  });
});
