// Where links of mails lead: found, public, encrypted, ours, and in the sender's own domain.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Reached, SendingDomainFacts } from './check.js';
import { checkTrackingHost } from './check-tracking-host.js';
import { reachPublicUrl } from './reach-public-url.js';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const well: Reached = {
  ...{ kind: 'answered', isDoorstep: true, redirectsTo: null },
  certificate: { trouble: null, endsAt: inDays(60) },
};
interface Given {
  url?: string;
  records?: Record<string, unknown>;
  reached?: Reached;
  isSandbox?: boolean;
}
async function check({ url = 'https://letters.example.org', records = {}, reached = well, isSandbox = false }: Given) {
  const known: Record<string, unknown> = {
    'A letters.example.org': ['198.41.0.4'],
    'TXT _dmarc.example.org': [['v=DMARC1; p=none']],
    ...records,
  };
  const facts: SendingDomainFacts = {
    ...{ domain: 'news.example.org', returnPathDomain: 'bounces.news.example.org', ehloName: null, dkim: [] },
    ...{ sourceIps: [], isSandbox },
    tracking: {
      publicUrl: url,
      whyPrivate: (ip) => (/^(10|127)\./.test(ip) ? 'a private address' : null),
      reach: async () => reached,
    },
  };
  const [found] = await checkTrackingHost(facts, async (name, type) => {
    const answer = known[`${type} ${name}`];
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
    return answer;
  });
  return found!;
}
const ill = Object.assign(new Error('ill'), { code: 'ESERVFAIL' });

describe('checkTrackingHost', () => {
  it('passes where readers reach us under a name of the sender, over https', async () => {
    expect(await check({})).toMatchObject({
      ...{ result: 'pass', recordName: 'letters.example.org', recordType: 'A' },
      ...{ expected: '198.41.0.4', found: ['198.41.0.4'] },
    });
  });

  it.each<[string, Given, string, RegExp]>([
    ['has no address', { records: { 'A letters.example.org': undefined } }, 'fail', /has no address/],
    [
      'is not known to DNS that is ill',
      { records: { 'A letters.example.org': ill, 'AAAA letters.example.org': ill } },
      'unknown',
      /could not be looked up/,
    ],
    [
      'leads into a private network',
      { records: { 'A letters.example.org': ['10.0.0.4'] } },
      'fail',
      /a private address/,
    ],
    ['gives no answer', { reached: { kind: 'silent', why: 'ECONNREFUSED' } }, 'warn', /ECONNREFUSED.*telephone/],
    [
      'has a certificate of another name',
      { reached: { ...well, certificate: { trouble: 'ERR_TLS_CERT_ALTNAME_INVALID', endsAt: inDays(60) } } },
      'fail',
      /not valid for letters\.example\.org/,
    ],
    [
      'has one that ends soon',
      { reached: { ...well, certificate: { trouble: null, endsAt: inDays(3.5) } } },
      'warn',
      /3 days/,
    ],
    ['is somebody else', { reached: { ...well, isDoorstep: false } }, 'fail', /Something else than Doorstep/],
    ['leads on', { reached: { ...well, redirectsTo: 'https://www.example.org/' } }, 'warn', /sends readers on to/],
    [
      'is not encrypted',
      { url: 'http://letters.example.org', reached: { ...well, certificate: null } },
      'warn',
      /not encrypted/,
    ],
    [
      'belongs to somebody else',
      { url: 'https://links.example.net', records: { 'A links.example.net': ['198.41.0.4'] } },
      'warn',
      /does not belong to example\.org/,
    ],
    ['is this machine alone', { url: 'http://127.0.0.1:8480' }, 'fail', /DOORSTEP_PUBLIC_URL/],
    ['is a bare address', { url: 'https://198.41.0.4' }, 'warn', /bare address/],
    ['is this machine, in the sandbox', { url: 'http://127.0.0.1:8480', isSandbox: true }, 'pass', /sandbox/],
  ])('a host that %s', async (_, given, result, words) => {
    const found = await check(given);
    expect(found.result, found.words).toBe(result);
    expect(found.words).toMatch(words);
  });
});

describe('reachPublicUrl', () => {
  const serving = async (status: number, body: string, headers: Record<string, string> = {}) => {
    const server = createServer((_, response) => response.writeHead(status, headers).end(body)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://letters.example.org:${port}`, server };
  };
  it.each([
    ['Doorstep', 200, '{"status":"ok"}', {}, { isDoorstep: true, redirectsTo: null, certificate: null }],
    ['another page', 200, '<h1>It works</h1>', {}, { isDoorstep: false }],
    ['an endless page', 200, 'x'.repeat(5000), {}, { isDoorstep: false }],
    ['a way on', 301, '', { location: 'https://www.example.org/' }, { redirectsTo: 'https://www.example.org/' }],
  ])('finds %s at the address that was looked up', async (_, status, body, headers, wanted) => {
    const { url, server } = await serving(status, body, headers);
    expect(await reachPublicUrl(url, '127.0.0.1')).toMatchObject({ kind: 'answered', ...wanted });
    server.close();
    server.closeAllConnections();
  });

  it('says why nobody answers', async () => {
    const { url, server } = await serving(200, '');
    await new Promise((resolve) => server.close(resolve));
    expect(await reachPublicUrl(url, '127.0.0.1')).toEqual({ kind: 'silent', why: 'ECONNREFUSED' });
  });
});
