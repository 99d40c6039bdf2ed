// Behaviour of the token source against providers that answer, refuse, babble, redirect and hang.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokenSource, type OAuthClient, tokenUrlFault } from './oauth-token.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Answer = (form: URLSearchParams, response: ServerResponse) => void;

async function provider(answer: Answer): Promise<{ tokenUrl: string; forms: URLSearchParams[] }> {
  const forms: URLSearchParams[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(text);
      forms.push(form);
      answer(form, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, forms };
}

const says = (status: number, body: object | string) => (_: URLSearchParams, response: ServerResponse) =>
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));

const client = (tokenUrl: string, more: Partial<OAuthClient> = {}): OAuthClient => ({
  ...{ tokenUrl, clientId: 'id', clientSecret: 'top', refreshToken: 'r1', scope: 'mail' },
  ...more,
});

describe('a token source', () => {
  it('asks with the refresh token, keeps the access token until a minute before its end, and asks anew', async () => {
    let count = 0;
    const { tokenUrl, forms } = await provider((form, response) =>
      says(200, { access_token: `t${++count}`, expires_in: 3600 })(form, response),
    );
    let now = 1_000_000;
    const source = createTokenSource(client(tokenUrl), { now: () => now });
    const both = await Promise.all([source.get(), source.get()]);
    expect(both).toEqual([
      { kind: 'token', accessToken: 't1' },
      { kind: 'token', accessToken: 't1' },
    ]);
    expect([...forms[0]!]).toEqual([
      ['grant_type', 'refresh_token'],
      ['refresh_token', 'r1'],
      ['client_id', 'id'],
      ['client_secret', 'top'],
      ['scope', 'mail'],
    ]);
    now += 3539_000;
    await source.get();
    expect(count).toBe(1);
    now += 2000;
    expect(await source.get()).toEqual({ kind: 'token', accessToken: 't2' });
    source.forget();
    expect(await source.get()).toEqual({ kind: 'token', accessToken: 't3' });
  });

  it('hands on a new refresh token and uses it from then on', async () => {
    const { tokenUrl, forms } = await provider(says(200, { access_token: 't', refresh_token: 'r2' }));
    const told: string[] = [];
    const source = createTokenSource(client(tokenUrl), { onRefreshToken: async (token) => void told.push(token) });
    await source.get();
    source.forget();
    await source.get();
    expect(told).toEqual(['r2']);
    expect(forms[1]!.get('refresh_token')).toBe('r2');
  });

  it('signs in for itself where nobody agreed', async () => {
    const { tokenUrl, forms } = await provider(says(200, { access_token: 't' }));
    await createTokenSource(client(tokenUrl, { refreshToken: null, scope: null })).get();
    expect([...forms[0]!]).toEqual([
      ['grant_type', 'client_credentials'],
      ['client_id', 'id'],
      ['client_secret', 'top'],
    ]);
  });

  it.each([
    [400, { error: 'invalid_grant', error_description: 'Token has been revoked.' }, /refresh token any more/],
    [401, { error: 'invalid_client', error_description: 'AADSTS7000222: expired' }, /client secret has expired/],
    [401, { error: 'invalid_client' }, /client id with this client secret/],
    [400, { error: 'invalid_scope' }, /scope/],
    [400, { error: 'unauthorized_client' }, /does not allow/],
    [404, '<html>not found</html>', /gave out no token/],
    [200, { token_type: 'Bearer' }, /gave out no token/],
    [200, { access_token: 'line\nend' }, /gave out no token/],
    [302, '', /could not be asked/],
    [200, 'x'.repeat(70_000), /could not be asked/],
  ] as const)('says in words what HTTP %d %j means', async (status, body, words) => {
    const { tokenUrl } = await provider((form, response) => {
      if (status === 302) response.setHeader('location', 'http://127.0.0.1:1/elsewhere');
      says(status, body)(form, response);
    });
    const answer = await createTokenSource(client(tokenUrl)).get();
    expect(answer).toMatchObject({ kind: 'failed', words: expect.stringMatching(words) });
    expect(JSON.stringify(answer)).not.toMatch(/top|r1/);
  });

  it('does not wait for ever', async () => {
    const { tokenUrl } = await provider(() => undefined);
    const answer = await createTokenSource(client(tokenUrl), { timeoutMs: 100 }).get();
    expect(answer).toMatchObject({ kind: 'failed', detail: 'no answer within 100 ms' });
  });
});

describe('tokenUrlFault', () => {
  it.each([
    ['https://login.example/token', null],
    ['http://127.0.0.1:9/token', null],
    ['http://login.example/token', /https/],
    ['http://127.0.0.1.evil.example/token', null],
    ['https://user:pass@login.example/', /user name/],
    ['token', /web address/],
    ['file:///etc/passwd', /https/],
  ] as const)('%s', (url, words) => {
    const fault = tokenUrlFault(url);
    if (url.includes('evil')) expect(fault).toMatch(/https/);
    else if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });
});
