// Fetching a policy from web servers that behave well and badly, over real sockets.
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestAuthority, type TestCertificate, testAuthority } from '../testing/certificates.js';
import { fetchStsPolicy } from './fetch-sts-policy.js';

const servers: https.Server[] = [];
let authority: TestAuthority;
let good: TestCertificate;
beforeAll(async () => {
  authority = await testAuthority();
  good = await authority.issue('mta-sts.reader.test');
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const POLICY = 'version: STSv1\nmode: enforce\nmx: mx.test\nmax_age: 86400\n';
const answering =
  (status: number, type: string, body: string, more: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type, ...more }).end(body);
  };

async function fetchFrom(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  { certificate = good, addresses = ['127.0.0.1'], allowLoopback = true, timeoutMs = 3000 } = {},
) {
  const asked: string[] = [];
  const server = https.createServer(certificate, (request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dns = {
    a: async () => ({ kind: 'records' as const, records: addresses, ttlSeconds: 60 }),
    aaaa: async () => ({ kind: 'no-data' as const, ttlSeconds: 60 }),
  };
  const { port } = server.address() as AddressInfo;
  const options = { dns, port, ca: authority.ca, addresses: { allowLoopback }, timeoutMs };
  return { fetched: await fetchStsPolicy('reader.test', options), asked };
}

describe('fetchStsPolicy', () => {
  it('gets the well-known file of the policy host', async () => {
    const { fetched, asked } = await fetchFrom(answering(200, 'text/plain; charset=utf-8', POLICY));
    expect(fetched).toEqual({ kind: 'policy', policy: { mode: 'enforce', mx: ['mx.test'], maxAgeSeconds: 86_400 } });
    expect(asked).toEqual(['mta-sts.reader.test/.well-known/mta-sts.txt']);
  });

  it.each([
    [301, 'text/plain', POLICY, 'sts-policy-fetch-error'],
    [404, 'text/plain', POLICY, 'sts-policy-fetch-error'],
    [200, 'text/html', POLICY, 'sts-policy-invalid'],
    [200, 'text/plain', `${POLICY}note: ${'x'.repeat(66_000)}`, 'sts-policy-invalid'],
    [200, 'text/plain', 'mode: enforce', 'sts-policy-invalid'],
  ])('takes %i %s for no policy, and follows no redirect', async (status, type, body, result) => {
    const { fetched, asked } = await fetchFrom(answering(status, type, body, { location: 'https://127.0.0.1/other' }));
    expect(fetched).toMatchObject({ kind: 'failure', result });
    expect(asked).toHaveLength(1);
  });

  it('asks nothing of a host whose certificate is not good', async () => {
    const bad = [
      await authority.issue('reader.test'),
      await authority.issue('mta-sts.reader.test', { expired: true }),
      await authority.selfSigned('mta-sts.reader.test'),
    ];
    for (const certificate of bad) {
      const { fetched, asked } = await fetchFrom(answering(200, 'text/plain', POLICY), { certificate });
      expect(fetched).toMatchObject({ kind: 'failure', result: 'sts-webpki-invalid' });
      expect(asked).toEqual([]);
    }
  });

  it('connects to no private address, and to the next where one does not listen', async () => {
    const refused = await fetchFrom(answering(200, 'text/plain', POLICY), { allowLoopback: false });
    expect(refused.fetched).toMatchObject({ kind: 'failure', words: expect.stringMatching(/loopback address/) });
    expect(refused.asked).toEqual([]);
    const next = await fetchFrom(answering(200, 'text/plain', POLICY), { addresses: ['127.0.0.66', '127.0.0.1'] });
    expect(next.fetched.kind).toBe('policy');
  });

  it('waits no longer than it may, also for a server that trickles', async () => {
    const trickle = (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const { fetched } = await fetchFrom(trickle, { timeoutMs: 300 });
    expect(fetched).toMatchObject({ kind: 'failure', result: 'sts-policy-fetch-error' });
  });
});
