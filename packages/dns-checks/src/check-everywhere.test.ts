// Name servers that disagree: a record is right only when the zone's own servers and the resolvers all show it.
import { describe, expect, it } from 'vitest';
import type { Resolver, SendingDomainFacts } from './check.js';
import { checkEverywhere } from './check-everywhere.js';
import type { NameServers } from './everywhere.js';

const facts: SendingDomainFacts = {
  ...{ domain: 'news.example.org', returnPathDomain: 'bounces.news.example.org', ehloName: 'mail.example.org' },
  dkim: [{ selector: 'd1', publicKeyBase64: 'QUJD', algorithm: 'rsa-sha256' }],
  ...{ sourceIps: ['192.0.2.10'], isSandbox: true },
};
const now = new Date('2026-11-24T08:00:00Z');
const zone: Record<string, unknown> = {
  'TXT bounces.news.example.org': [['v=spf1 ip4:192.0.2.10 -all']],
  'TXT d1._domainkey.news.example.org': [['v=DKIM1; k=rsa; p=QUJD']],
  'TXT _dmarc.example.org': [['v=DMARC1; p=quarantine']],
  'MX bounces.news.example.org': [{ exchange: 'mx.example.org', priority: 10 }],
  'PTR 10.2.0.192.in-addr.arpa': ['mail.example.org'],
  'A mail.example.org': ['192.0.2.10'],
  'NS example.org': ['ns1.example.org', 'ns2.example.org'],
  'A ns1.example.org': ['192.0.2.1'],
  'A ns2.example.org': ['192.0.2.2'],
  'NS 2.0.192.in-addr.arpa': ['ns1.example.org'],
  'SOA example.org': { refresh: 3600, minttl: 600 },
};
type Changes = Record<string, unknown>;

function answering(changes: Changes = {}): Resolver {
  const records = { ...zone, ...changes };
  return async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found === undefined) throw Object.assign(new Error('not there'), { code: 'ENODATA' });
    return found;
  };
}
const SPF = 'TXT bounces.news.example.org';
const DKIM = 'TXT d1._domainkey.news.example.org';

interface Seen {
  resolver?: Changes;
  ns1?: Changes;
  ns2?: Changes;
  secondsLeft?: number | null;
}
const servers = ({ resolver, ns1, ns2, secondsLeft = 900 }: Seen): NameServers => ({
  resolvers: [{ name: 'our resolver 192.0.2.53', ask: answering(resolver), secondsLeft: async () => secondsLeft }],
  at: (ip) => answering(ip === '192.0.2.1' ? ns1 : ns2),
  hasOwnServers: true,
});
const checked = async (name: string, seen: Seen, before: Parameters<typeof checkEverywhere>[1]['before'] = null) =>
  (await checkEverywhere(facts, { servers: servers(seen), before, now })).find((one) => one.name === name)!;

describe('checkEverywhere', () => {
  it('says nothing of it while all servers agree, right or wrong', async () => {
    const all = await checkEverywhere(facts, { servers: servers({}), before: null, now });
    expect(all.filter(({ spread }) => spread !== undefined)).toEqual([]);
    expect(all.map(({ result }) => result)).not.toContain('fail');
    const nowhere = { [DKIM]: undefined };
    const dkim = await checked('dkim', { resolver: nowhere, ns1: nowhere, ns2: nowhere });
    expect([dkim.result, dkim.spread]).toEqual(['fail', undefined]);
    expect(dkim.words).toContain('Publish the one shown');
  });

  it.each([
    ['dkim', DKIM],
    ['spf', SPF],
    ['dmarc', 'TXT _dmarc.example.org'],
    ['return_path', 'MX bounces.news.example.org'],
    ['ptr', 'PTR 10.2.0.192.in-addr.arpa'],
  ])('%s that the resolver does not see yet is not seen everywhere, until its answer ends', async (name, record) => {
    const there = await checked(name, { resolver: { [record]: undefined } });
    expect(there).toMatchObject({ result: 'fail' });
    expect(there.words).toMatch(/^Not seen everywhere yet: .*Our resolver 192.0.2.53 has nothing there/);
    expect(there.spread).toMatchObject({ since: now.toISOString(), until: '2026-11-24T08:15:00.000Z' });
    expect(there.spread!.views.at(-1)).toMatchObject({ kind: 'resolver', result: 'missing' });
  });

  it('is one to look at when one of several servers of the zone lags, until it asks again and others forget', async () => {
    const spf = await checked('spf', { ns2: { [SPF]: [['v=spf1 -all']] } });
    expect(spf.result).toBe('warn');
    expect(spf.words).toContain('2 of 3 name servers');
    expect(spf.words).toContain('ns2.example.org (192.0.2.2) shows another one');
    expect(spf.spread!.until).toBe('2026-11-24T09:10:00.000Z');
    expect(spf.spread!.views.map(({ result }) => result)).toEqual(['right', 'different', 'right']);
  });

  it('tells an old record from today’s, also where both are in order', async () => {
    const spf = await checked('spf', { resolver: { [SPF]: [['v=spf1 a:mail.example.org ip4:192.0.2.10 -all']] } });
    expect(spf).toMatchObject({ result: 'warn' });
    expect(spf.words).toContain('Our resolver 192.0.2.53 shows another one');
  });

  it('warns of a record that is only remembered any more', async () => {
    const gone = { [DKIM]: undefined };
    const dkim = await checked('dkim', { ns1: gone, ns2: gone });
    expect(dkim.result).toBe('warn');
    expect(dkim.words).toMatch(/any more; it is only remembered elsewhere/);
  });

  it('keeps since when it is so, and does not invent an end that nobody told', async () => {
    const seen = { resolver: { [DKIM]: undefined }, secondsLeft: null };
    const since = '2026-11-23T20:00:00.000Z';
    const recordName = 'd1._domainkey.news.example.org';
    const dkim = await checked('dkim', seen, [{ name: 'dkim', recordName, spread: { since } }]);
    expect(dkim.spread).toMatchObject({ since, until: null });
  });

  it('takes no answer for no verdict: a server that is silent disagrees with nobody', async () => {
    const silent: NameServers = {
      ...servers({}),
      at: () => async () => Promise.reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' })),
    };
    const all = await checkEverywhere(facts, { servers: silent, before: null, now });
    expect(all.filter(({ spread }) => spread !== undefined)).toEqual([]);
  });
});
