// Bar 18: everything receivers ask of a sending domain, each with a verdict, what was seen and what is wanted.
import { checkSendingDomain, type Resolver } from '@doorstep/dns-checks';
import { describe, expect, it } from 'vitest';

const facts = {
  ...{ domain: 'news.example.org', returnPathDomain: 'bounces.news.example.org', ehloName: 'mail.example.org' },
  dkim: [{ selector: 'd1', publicKeyBase64: 'QUJD', algorithm: 'rsa-sha256' }],
  ...{ sourceIps: ['192.0.2.10'], isSandbox: false },
};
const good: Record<string, unknown> = {
  'TXT bounces.news.example.org': [['v=spf1 ip4:192.0.2.10 -all']],
  'TXT d1._domainkey.news.example.org': [['v=DKIM1; k=rsa; p=QUJD']],
  'TXT _dmarc.example.org': [['v=DMARC1; p=quarantine']],
  'MX bounces.news.example.org': [{ exchange: 'mx.example.org', priority: 10 }],
  'PTR 10.2.0.192.in-addr.arpa': ['mail.example.org'],
  'A mail.example.org': ['192.0.2.10'],
};
const check = (changes: Record<string, unknown> = {}) => {
  const records = { ...good, ...changes };
  const resolver: Resolver = async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found instanceof Error) throw found;
    if (found === undefined) throw Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
    return found;
  };
  return checkSendingDomain(facts, resolver);
};
const resultOf = async (name: string, changes: Record<string, unknown>) =>
  (await check(changes)).find((one) => one.name === name)?.result;

describe('bar 18: the checks of a sending domain', () => {
  it('are SPF, DKIM, DMARC (tree walk), return path and PTR, each with what was seen and what is wanted', async () => {
    const checks = await check();
    expect(checks.map(({ name }) => name).sort()).toEqual(['dkim', 'dmarc', 'ptr', 'return_path', 'spf']);
    for (const { name, result, words, found, recordName } of checks) {
      expect(result, name).toBe('pass');
      expect(words, name).not.toBe('');
      expect(found.length, name).toBeGreaterThan(0);
      expect(recordName, name).not.toBeNull();
    }
  });

  it.each([
    ['spf', 'two records', { 'TXT bounces.news.example.org': [['v=spf1 -all'], ['v=spf1 ip4:192.0.2.10 -all']] }],
    [
      'spf',
      'eleven lookups',
      {
        'TXT bounces.news.example.org': [
          [`v=spf1 ${Array.from({ length: 11 }, (_, i) => `include:s${i}.example.org`).join(' ')} ip4:192.0.2.10 -all`],
        ],
        ...Object.fromEntries(
          Array.from({ length: 11 }, (_, i) => [`TXT s${i}.example.org`, [['v=spf1 ip4:198.51.100.1 -all']]]),
        ),
      },
    ],
    [
      'spf',
      'three void lookups',
      {
        'TXT bounces.news.example.org': [
          ['v=spf1 a:v1.example.org a:v2.example.org a:v3.example.org ip4:192.0.2.10 -all'],
        ],
      },
    ],
    [
      'spf',
      'a source address it does not name',
      { 'TXT bounces.news.example.org': [['v=spf1 ip4:198.51.100.1 -all']] },
    ],
    ['dkim', 'another key', { 'TXT d1._domainkey.news.example.org': [['v=DKIM1; k=rsa; p=WFla']] }],
    ['dmarc', 'no record up to the top', { 'TXT _dmarc.example.org': undefined }],
    ['ptr', 'a name that does not lead back', { 'A mail.example.org': ['192.0.2.99'] }],
    ['return_path', 'nowhere for bounces to go', { 'MX bounces.news.example.org': undefined }],
  ])('%s fails for %s', async (name, _, changes) => {
    expect(await resultOf(name, changes)).toBe('fail');
  });

  it('trouble of DNS is unknown, never a fault', async () => {
    const ill = Object.assign(new Error('servfail'), { code: 'ESERVFAIL' });
    for (const [question, name] of [
      ['TXT bounces.news.example.org', 'spf'],
      ['TXT d1._domainkey.news.example.org', 'dkim'],
      ['TXT _dmarc.news.example.org', 'dmarc'],
    ] as const)
      expect(await resultOf(name, { [question]: ill })).toBe('unknown');
  });
});
