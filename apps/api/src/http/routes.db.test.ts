// Walks every route of the real application: without credentials, as a viewer, and by its rules.
import { scopesOfRole } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';
import { type Route, RouteRules } from './route-rules.js';

/** Everything that anybody may open. A new public route is a line here, thought about twice. */
const PUBLIC = [
  'GET /archive/:listId',
  'GET /archive/:listId/:issue',
  'GET /confirm/:token/:listId',
  'GET /healthz',
  'GET /l/:token/:number',
  'GET /link/:listId',
  'GET /m/:file',
  'GET /me/:token',
  'GET /metrics',
  'GET /o/:picture',
  'GET /readyz',
  'GET /share/:token',
  'GET /subscribe/:listId',
  'GET /u/:token',
  'GET /u/:token/lists',
  'GET /v1/openapi.json',
  'GET /v1/setup',
  'POST /confirm/:token/:listId',
  'POST /link/:listId',
  'POST /me/:token',
  'POST /subscribe/:listId',
  'POST /u/:token',
  'POST /u/:token/lists',
  'POST /v1/setup',
  'POST /v1/sign-in-link',
];

let database: FreshDatabase;
let api: TestApi;
let routes: Route[];

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  routes = api.app.get(RouteRules).all();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const SOME_ID = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const urlOf = (route: Route) => route.path.replace(/:\w+/g, SOME_ID);
const named = (route: Route) => `${route.method} ${route.path}`;
const guarded = () => routes.filter((route) => route.access.kind === 'scopes');

describe('every route', () => {
  it('is public only when it stands in the list', () => {
    const open = routes.filter((route) => route.access.kind === 'public').map(named);
    expect(open.filter((route) => !PUBLIC.includes(route))).toEqual([]);
  });

  it('answers 401 without credentials, and with ones that are made up', async () => {
    expect(guarded().length).toBeGreaterThan(8);
    const madeUp = `Bearer ds_live_abcdefgh_${'a'.repeat(43)}`;
    for (const route of guarded()) {
      for (const headers of [{}, { authorization: madeUp }, { authorization: 'Bearer x' }]) {
        const answer = await api.inject({ method: route.method as 'GET', url: urlOf(route), headers });
        expect(answer.statusCode, named(route)).toBe(401);
        expect(answer.json(), named(route)).toMatchObject({ code: 'not_signed_in' });
      }
    }
  });

  /** They ask what is too long for an address, and change nothing. */
  const QUESTIONS = [
    ...['POST /v1/segments/preview', 'POST /v1/segments/why'],
    ...['POST /v1/fields/:key/check', 'POST /v1/campaigns/:id/ending'],
  ];

  it('lets a viewer look and change nothing', async () => {
    const viewer = await api.asRole('viewer');
    for (const route of guarded()) {
      if (route.access.kind !== 'scopes') continue;
      const isAllowed = route.access.scopes.every((scope) => scopesOfRole.viewer.includes(scope));
      if (isAllowed) {
        if (!QUESTIONS.includes(named(route))) expect(route.method, named(route)).toBe('GET');
        continue;
      }
      const answer = await viewer(route.method as 'GET', urlOf(route), route.method === 'GET' ? undefined : {});
      expect(answer.statusCode, named(route)).toBe(403);
      expect(answer.json(), named(route)).toMatchObject({ code: 'scope_missing' });
    }
  });

  it('asks for a write or send scope when it is no GET', () => {
    for (const route of guarded()) {
      if (route.access.kind !== 'scopes' || route.method === 'GET' || QUESTIONS.includes(named(route))) continue;
      expect(
        route.access.scopes.some((scope) => /:(write|send)$/.test(scope)),
        named(route),
      ).toBe(true);
    }
  });

  it('has the headers of a safe answer', async () => {
    const answer = await api.inject({ url: '/v1/setup' });
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
  });
});

describe('what is not there', () => {
  it('is a 404 problem, signed in or not', async () => {
    const owner: Caller = await api.asOwner();
    for (const url of ['/v1/nothing', '/v1', '/u', '/auth/nothing']) {
      const answer = await owner('GET', url);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.json(), url).toMatchObject({ code: 'not_found', requestId: expect.any(String) });
    }
    expect((await owner('DELETE', '/v1/users/not-an-id')).statusCode).toBe(404);
  });
});
