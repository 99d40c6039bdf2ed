// The checks of a sending domain against a resolver that says what a test tells it to.
import { describe, expect, it } from 'vitest';
import type { Resolver, SendingDomainFacts } from './check.js';
import { checkSendingDomain } from './check-sending-domain.js';

const facts: SendingDomainFacts = {
  domain: 'news.example.org',
  returnPathDomain: 'bounces.news.example.org',
  dkim: [{ selector: 'ds1', publicKeyBase64: 'QUJD', algorithm: 'rsa-sha256' }],
  sourceIps: ['192.0.2.10'],
  ehloName: 'mail.example.org',
  isSandbox: false,
};

const good: Record<string, unknown> = {
  'TXT bounces.news.example.org': [['v=spf1 ip4:192.0.2.10 -all']],
  'TXT ds1._domainkey.news.example.org': [['v=DKIM1; k=rsa; ', 'p=QU JD']],
  'TXT _dmarc.example.org': [['v=DMARC1; p=quarantine']],
  'MX bounces.news.example.org': [{ exchange: 'mx.example.org', priority: 10 }],
  'PTR 10.2.0.192.in-addr.arpa': ['mail.example.org'],
  'A mail.example.org': ['192.0.2.10'],
};

/** undefined takes a record away; an Error is thrown. */
function resolverOf(changes: Record<string, unknown> = {}): Resolver {
  const records = { ...good, ...changes };
  return async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found instanceof Error) throw found;
    if (found === undefined) throw Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
    return found;
  };
}

const results = async (changes: Record<string, unknown> = {}, more: Partial<SendingDomainFacts> = {}) =>
  Object.fromEntries(
    (await checkSendingDomain({ ...facts, ...more }, resolverOf(changes))).map(({ name, result }) => [name, result]),
  );

const notNeeded = { blocklist: 'pass', mta_sts: 'pass', tls_rpt: 'pass', bimi: 'pass' };
const allWell = {
  ...{ spf: 'pass', dkim: 'pass', dmarc: 'pass', alignment: 'pass', return_path: 'pass', ptr: 'pass' },
  ...notNeeded,
};

describe('checkSendingDomain', () => {
  it('passes a domain where everything stands, DMARC at the domain above', async () => {
    expect(await results()).toEqual(allWell);
  });

  it.each([
    ['no SPF record', { 'TXT bounces.news.example.org': undefined }, { spf: 'fail' }],
    ['two SPF records', { 'TXT bounces.news.example.org': [['v=spf1 -all'], ['v=spf1 a -all']] }, { spf: 'fail' }],
    [
      'an SPF record without us',
      { 'TXT bounces.news.example.org': [['v=spf1 ip4:198.51.100.1 -all']] },
      { spf: 'fail' },
    ],
    [
      'a broken SPF record',
      {
        'TXT bounces.news.example.org': [['v=spf1 include:loop.example.org -all']],
        'TXT loop.example.org': [['v=spf1 include:loop.example.org -all']],
      },
      { spf: 'fail' },
    ],
    ['no DKIM record', { 'TXT ds1._domainkey.news.example.org': undefined }, { dkim: 'fail' }],
    [
      'a DKIM key of another kind',
      { 'TXT ds1._domainkey.news.example.org': [['v=DKIM1; k=ed25519; p=QUJD']] },
      { dkim: 'fail' },
    ],
    ['another DKIM key', { 'TXT ds1._domainkey.news.example.org': [['v=DKIM1; p=WFla']] }, { dkim: 'fail' }],
    ['a withdrawn DKIM key', { 'TXT ds1._domainkey.news.example.org': [['v=DKIM1; p=']] }, { dkim: 'fail' }],
    ['no DMARC record', { 'TXT _dmarc.example.org': undefined }, { dmarc: 'fail', alignment: undefined }],
    [
      'a DMARC record without a policy',
      { 'TXT _dmarc.news.example.org': [['v=DMARC1; rua=mailto:x@example.org']] },
      { dmarc: 'fail' },
    ],
    ['no MX for the return path', { 'MX bounces.news.example.org': undefined }, { return_path: 'fail' }],
    [
      'a null MX for the return path',
      { 'MX bounces.news.example.org': [{ exchange: '', priority: 0 }] },
      { return_path: 'fail' },
    ],
    ['no PTR', { 'PTR 10.2.0.192.in-addr.arpa': undefined }, { ptr: 'fail' }],
    ['a PTR that leads elsewhere', { 'A mail.example.org': ['192.0.2.99'] }, { ptr: 'fail' }],
  ])('fails %s, and that alone', async (_, changes, expected) => {
    expect(await results(changes)).toEqual({ ...allWell, ...expected });
  });

  it('warns where the greeting is another name than the PTR', async () => {
    expect(await results({}, { ehloName: 'other.example.org' })).toMatchObject({ ptr: 'warn' });
  });

  it('takes trouble of DNS for unknown, never for a fault of the records', async () => {
    const trouble = Object.assign(new Error('SERVFAIL'), { code: 'ESERVFAIL' });
    const checks = await checkSendingDomain(facts, async () => {
      throw trouble;
    });
    expect(checks.length).toBeGreaterThanOrEqual(10);
    expect(new Set(checks.map(({ result }) => result))).toEqual(new Set(['unknown']));
  });

  it('finds the source address by the name we greet with, IPv6 in any spelling', async () => {
    expect(await results({}, { sourceIps: [] })).toEqual(allWell);
    const v6 = {
      'TXT bounces.news.example.org': [['v=spf1 ip6:2001:db8::/64 -all']],
      'A mail.example.org': undefined,
      'AAAA mail.example.org': ['2001:db8:0:0::0001'],
      [`PTR 1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`]: ['mail.example.org'],
    };
    expect(await results(v6, { sourceIps: [] })).toEqual(allWell);
    expect(await results(v6, { sourceIps: ['2001:db8::1'] })).toEqual(allWell);
  });

  it('warns of a key that is marked as a test', async () => {
    const record = { 'TXT ds1._domainkey.news.example.org': [['v=DKIM1; t=s:y; p=QUJD']] };
    expect(await results(record)).toMatchObject({ dkim: 'warn' });
  });

  it('lets a bug of the resolver through', async () => {
    const broken = resolverOf({ 'TXT bounces.news.example.org': new TypeError('not a function') });
    await expect(checkSendingDomain(facts, broken)).rejects.toThrow('not a function');
  });

  it('says only what can be said where the source address is not known', async () => {
    expect(await results({}, { sourceIps: [], ehloName: null })).toEqual({
      spf: 'warn',
      dkim: 'pass',
      dmarc: 'pass',
      alignment: 'pass',
      return_path: 'pass',
      ...notNeeded,
    });
  });

  it('wants what stands there with us in it, and says how many lookups that costs', async () => {
    const spfOf = async (records: string[][]) =>
      (await checkSendingDomain(facts, resolverOf({ 'TXT bounces.news.example.org': records }))).find(
        ({ name }) => name === 'spf',
      );
    expect(await spfOf([['v=spf1 ip4:198.51.100.1 ~all']])).toMatchObject({
      result: 'fail',
      expected: 'v=spf1 ip4:198.51.100.1 ip4:192.0.2.10 ~all',
      words: expect.stringContaining('0 of the 10 DNS lookups'),
    });
    expect(await spfOf([['v=spf1 mx ~all'], ['v=spf1 include:a.example -all']])).toMatchObject({
      expected: 'v=spf1 mx include:a.example ip4:192.0.2.10 -all',
      words: expect.stringContaining('at least 2 of the 10 DNS lookups'),
    });
    expect(await spfOf([['v=spf1 ip4:192.0.2.0/24 -all']])).toMatchObject({
      result: 'pass',
      expected: 'v=spf1 ip4:192.0.2.0/24 -all',
    });
  });

  it('fails without a key', async () => {
    expect(await results({}, { dkim: [] })).toMatchObject({ dkim: 'fail' });
  });
});
