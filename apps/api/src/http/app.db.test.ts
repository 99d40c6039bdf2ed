// The API as a neighbour of others: the dashboard behind it, the database that goes and comes, Prometheus, uploads.
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, ORIGIN, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let web: http.Server;
let wire: Wire;
let api: TestApi;
let owner: Caller;

interface Wire {
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A database address that can be cut and mended: a pipe to the real one. */
async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const open = new Set<net.Socket>();
  const make = () =>
    net.createServer((socket) => {
      const upstream = net.connect(Number(target.port), target.hostname);
      for (const end of [socket, upstream]) {
        open.add(end);
        end.on('error', () => end.destroy());
        end.on('close', () => open.delete(end));
      }
      socket.pipe(upstream).pipe(socket);
    });
  let server = make();
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
    async mend() {
      server = make();
      await listen(port);
    },
  };
}

beforeAll(async () => {
  database = await freshDatabase();
  wire = await wireTo(database.url);
  web = http.createServer((request, response) => response.end(`the dashboard at ${request.url}`));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  api = await startTestApi(wire.url, { environment: { DOORSTEP_WEB_URL: webUrl } });
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  web.close();
  await wire.cut();
  await database.drop();
});

describe('/readyz', () => {
  it('says why it is not ready, and is once a worker was seen', async () => {
    const before = await api.inject({ url: '/readyz' });
    expect(before.statusCode).toBe(503);
    expect(before.json()).toEqual({ status: 'not ready', reasons: ['No worker has been seen yet.'] });
    await api.dependencies.database.pool.query(
      `INSERT INTO worker_heartbeat (worker, started_at, seen_at) VALUES ('w', now(), now())`,
    );
    expect((await api.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready', reasons: [] });
    expect((await api.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});

describe('/metrics', () => {
  it('is for loopback, and for keys that may see deliverability', async () => {
    const { body } = await api.inject({ url: '/metrics' });
    expect(body).toContain('doorstep_workers_alive 1');
    expect(body).toMatch(/doorstep_http_request_seconds_count\{method="GET",route="\/readyz",status="503"\} 1/);
    const far = { remoteAddress: '192.0.2.7', url: '/metrics' };
    expect((await api.inject(far)).statusCode).toBe(401);
    expect((await api.inject({ url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.7' } })).statusCode).toBe(401);
    for (const [scope, status] of [
      ['campaigns:read', 403],
      ['deliverability:read', 200],
    ] as const) {
      const { key } = (await owner('POST', '/v1/api-keys', { name: scope, scopes: [scope] })).json<{ key: string }>();
      const answer = await api.inject({ ...far, headers: { authorization: `Bearer ${key}` } });
      expect(answer.statusCode).toBe(status);
    }
  });
});

describe('the dashboard behind the API', () => {
  it('answers everything that is not ours, and nothing that is', async () => {
    expect((await api.inject({ url: '/campaigns/1?x=y' })).body).toBe('the dashboard at /campaigns/1?x=y');
    expect((await api.inject({ url: '/' })).body).toBe('the dashboard at /');
    expect((await api.inject({ url: '/v1x' })).body).toBe('the dashboard at /v1x');
    for (const url of ['/v1/nothing', '/u', '/auth', '/metrics/x'])
      expect((await api.inject({ url })).json(), url).toMatchObject({ status: 404 });
  });

  it('has a page of its own while it starts', async () => {
    await new Promise((resolve) => {
      web.close(resolve);
      web.closeAllConnections();
    });
    const answer = await api.inject({ url: '/campaigns' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Doorstep is starting');
  });
});

describe('bodies', () => {
  it('are refused as problems when they are too large, broken or of another type', async () => {
    const send = (payload: string, type = 'application/json') =>
      api.inject({ method: 'POST', url: '/v1/setup', headers: { origin: ORIGIN, 'content-type': type }, payload });
    expect((await send(`"${'x'.repeat(9_000_000)}"`)).json()).toMatchObject({ status: 413, code: 'too_large' });
    expect((await send('{"token":')).json()).toMatchObject({ status: 400, code: 'unreadable' });
    expect((await send('<xml/>', 'application/xml')).json()).toMatchObject({ status: 415, code: 'content_type' });
  });
});

describe('a database that goes away', () => {
  it('makes answers 503 soon, and is found again when it is back', async () => {
    expect((await owner('GET', '/v1/users')).statusCode).toBe(200);
    await wire.cut();
    const startedAt = Date.now();
    for (const url of ['/v1/users', '/v1/setup', '/v1/bounce-mailboxes', '/v1/me']) {
      const answer = await owner('GET', url);
      expect(answer.json(), url).toMatchObject({ status: 503, code: 'database_away' });
      expect(answer.headers['retry-after']).toBe('5');
    }
    const signIn = await owner('POST', '/auth/sign-in/email', { email: 'olga@example.org', password: 'x' });
    expect(signIn.json()).toMatchObject({ status: 503, code: 'database_away' });
    expect(Date.now() - startedAt).toBeLessThan(8000);
    expect((await api.inject({ url: '/healthz' })).statusCode).toBe(200);
    expect((await api.inject({ url: '/readyz' })).json()).toMatchObject({ reasons: ['The database does not answer.'] });
    await wire.mend();
    await expect.poll(async () => (await owner('GET', '/v1/bounce-mailboxes')).statusCode).toBe(200);
    expect((await owner('GET', '/v1/me')).statusCode).toBe(200);
  });
});
