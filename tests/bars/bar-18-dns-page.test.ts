// Bar 18: everything receivers ask of a sending domain, each with a verdict, what was seen and what is wanted.
import { generateKeyPairSync } from 'node:crypto';
import { checkSendingDomain, type Resolver, type SendingDomainFacts } from '@doorstep/dns-checks';
import { describe, expect, it } from 'vitest';

const facts: SendingDomainFacts = {
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
const check = (changes: Record<string, unknown> = {}, more: Partial<SendingDomainFacts> = {}) => {
  const records = { ...good, ...changes };
  const resolver: Resolver = async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found instanceof Error) throw found;
    if (found === undefined) throw Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
    return found;
  };
  return checkSendingDomain({ ...facts, ...more }, resolver);
};
const one = async (name: string, changes: Record<string, unknown>, more: Partial<SendingDomainFacts> = {}) =>
  (await check(changes, more)).find((found) => found.name === name)!;
const resultOf = async (name: string, changes: Record<string, unknown>) => (await one(name, changes))?.result;

describe('bar 18: the checks of a sending domain', () => {
  it('are SPF, DKIM, DMARC (tree walk), alignment, return path, PTR, blocklists and what is optional, each with what was seen and what is wanted', async () => {
    const checks = await check();
    const needed = ['alignment', 'dkim', 'dmarc', 'ptr', 'return_path', 'spf'];
    const beside = ['bimi', 'blocklist', 'blocklist', 'mta_sts', 'tls_rpt'];
    expect(checks.map(({ name }) => name).sort()).toEqual([...needed, ...beside].sort());
    for (const { name, result, words, found, recordName } of checks) {
      expect(result, name).toBe('pass');
      expect(words, name).not.toBe('');
      if (needed.includes(name)) expect(found.length, name).toBeGreaterThan(0);
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

describe('bar 18: SPF', () => {
  const includes = (count: number) => ({
    'TXT bounces.news.example.org': [
      [`v=spf1 ${Array.from({ length: count }, (_, i) => `include:s${i}.example.org`).join(' ')} ip4:192.0.2.10 -all`],
    ],
    ...Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`TXT s${i}.example.org`, [['v=spf1 ip4:198.51.100.1 -all']]]),
    ),
  });

  it('lookups: ten are as many as may be, the eleventh breaks it, and the page says that number', async () => {
    expect((await one('spf', includes(10))).result).toBe('pass');
    expect(await one('spf', includes(11))).toMatchObject({
      result: 'fail',
      words: expect.stringContaining('10 DNS lookups'),
    });
  });

  it('several records: how many, and the one to put in their place', async () => {
    const two = { 'TXT bounces.news.example.org': [['v=spf1 ip4:192.0.2.10 -all'], ['v=spf1 -all']] };
    expect(await one('spf', two)).toMatchObject({
      result: 'fail',
      words: expect.stringMatching(/There are 2 SPF records.*Put the one shown in their place/),
      expected: expect.stringMatching(/^v=spf1 ip4:192\.0\.2\.10.* -all$/),
      found: ['v=spf1 ip4:192.0.2.10 -all', 'v=spf1 -all'],
    });
  });

  it('is found behind hundreds of TXT records of other services', async () => {
    const others = Array.from({ length: 300 }, (_, i) => [`service-${i}-verification=${'x'.repeat(40)}`]);
    const last = { 'TXT bounces.news.example.org': [...others, ['v=spf1 ip4:192.0.2.10 -all']] };
    expect((await one('spf', last)).result).toBe('pass');
  });
});

describe('bar 18: bits of the DKIM key', () => {
  it.each([
    [768, 'fail'],
    [1024, 'warn'],
    [1536, 'warn'],
    [2048, 'pass'],
  ])('%i: %s', async (bits, result) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const dkim = [{ selector: 'd1', publicKeyBase64: p, algorithm: 'rsa-sha256' }];
    const record = { 'TXT d1._domainkey.news.example.org': [['v=DKIM1; k=rsa; ', `p=${p}`]] };
    const found = await one('dkim', record, { dkim });
    expect(found.result).toBe(result);
    if (result !== 'pass') expect(found.words).toMatch(new RegExp(`${bits} bits.*a new one has 2048`));
  });
});

describe('bar 18: alignment', () => {
  const record = (text: string, at = 'example.org') => ({
    'TXT _dmarc.example.org': undefined,
    [`TXT _dmarc.${at}`]: [[text]],
  });
  it.each<[string, Record<string, unknown>, string, string]>([
    ['relaxed: a bounce domain below From fits', record('v=DMARC1; p=none'), 'bounces.news.example.org', 'pass'],
    [
      'relaxed: a sister domain fits, by the record of the domain above',
      record('v=DMARC1; p=none'),
      'b.example.org',
      'pass',
    ],
    ['relaxed: another organization does not', record('v=DMARC1; p=none'), 'bounces.example.net', 'warn'],
    ['strict SPF: only From itself fits', record('v=DMARC1; p=none; aspf=s'), 'bounces.news.example.org', 'warn'],
    ['strict SPF: From itself', record('v=DMARC1; p=none; aspf=s'), 'news.example.org', 'pass'],
    ['strict DKIM: we sign with From itself', record('v=DMARC1; p=none; adkim=s'), 'bounces.news.example.org', 'pass'],
    [
      'psd=n ends the organization at the domain that says so',
      { 'TXT _dmarc.news.example.org': [['v=DMARC1; p=none; psd=n']] },
      'b.example.org',
      'warn',
    ],
    [
      'psd=y: the organization is right below it',
      { 'TXT _dmarc.example.org': [['v=DMARC1; p=none; psd=y']] },
      'b.example.org',
      'warn',
    ],
  ])('%s', async (_, changes, returnPathDomain, result) => {
    const found = await one('alignment', changes, { returnPathDomain });
    expect(found.result).toBe(result);
    if (result === 'warn') expect(found.words).toContain('Only DKIM counts');
  });
});

describe('bar 18: blocklists', () => {
  const ZEN = 'A 10.2.0.192.zen.spamhaus.org';
  const ofIp = async (changes: Record<string, unknown>, more: Partial<SendingDomainFacts> = {}) =>
    (await check(changes, more)).find(
      ({ name, recordName }) => name === 'blocklist' && recordName !== 'news.example.org',
    )!;

  it('a listing is a fault, with the list and where to go', async () => {
    expect(await ofIp({ [ZEN]: ['127.0.0.2'] })).toMatchObject({
      result: 'fail',
      words: expect.stringMatching(/192\.0\.2\.10 is listed at Spamhaus ZEN.*https:/),
      found: ['zen.spamhaus.org: 127.0.0.2'],
    });
    expect(await ofIp({ [ZEN]: ['127.0.0.10'] })).toMatchObject({
      result: 'fail',
      words: expect.stringContaining('policy list'),
    });
  });

  it.each(['127.255.255.252', '127.255.255.254', '127.255.255.255', '127.0.0.1', '203.0.113.7'])(
    '%s is no answer, never a listing',
    async (answer) => {
      expect(await ofIp({ [ZEN]: [answer] })).toMatchObject({
        result: 'pass',
        words: expect.stringContaining('Spamhaus ZEN gave no answer'),
      });
    },
  );

  it('not one list that answers is unknown, and the way out is a resolver of one’s own', async () => {
    const zones = ['zen.spamhaus.org', 'bl.spamcop.net', 'b.barracudacentral.org', 'psbl.surriel.com'];
    const refused = Object.fromEntries(zones.map((zone) => [`A 10.2.0.192.${zone}`, ['127.255.255.254']]));
    expect(await ofIp(refused)).toMatchObject({
      result: 'unknown',
      words: expect.stringContaining('DOORSTEP_DNS_SERVERS'),
    });
  });

  it('IPv6 addresses are asked for by their nibbles, the domain by its name; the sandbox is on no list', async () => {
    const six = 'A 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zen.spamhaus.org';
    expect(await ofIp({ [six]: ['127.0.0.3'] }, { sourceIps: ['2001:db8::1'] })).toMatchObject({ result: 'fail' });
    const domain = (await check({ 'A news.example.org.dbl.spamhaus.org': ['127.0.1.2'] })).filter(
      ({ recordName }) => recordName === 'news.example.org',
    );
    expect(domain).toMatchObject([{ name: 'blocklist', result: 'fail' }]);
    expect((await check({}, { isSandbox: true })).filter(({ name }) => name === 'blocklist')).toEqual([]);
  });
});

describe('bar 18: MTA-STS, TLS-RPT, BIMI', () => {
  const STS = 'TXT _mta-sts.bounces.news.example.org';
  const RPT = 'TXT _smtp._tls.bounces.news.example.org';
  const BIMI = 'TXT default._bimi.news.example.org';
  const host = { 'A mta-sts.bounces.news.example.org': ['192.0.2.20'] };
  it.each<[string, string, Record<string, unknown>, string]>([
    ['mta_sts', 'none is none needed', {}, 'pass'],
    ['mta_sts', 'a record with its host', { [STS]: [['v=STSv1; id=20261101']], ...host }, 'pass'],
    ['mta_sts', 'no id', { [STS]: [['v=STSv1;']], ...host }, 'warn'],
    ['mta_sts', 'nobody serves the policy', { [STS]: [['v=STSv1; id=1']] }, 'warn'],
    ['mta_sts', 'two records', { [STS]: [['v=STSv1; id=1'], ['v=STSv1; id=2']], ...host }, 'warn'],
    ['tls_rpt', 'a record', { [RPT]: [['v=TLSRPTv1; rua=mailto:tls@example.org']] }, 'pass'],
    ['tls_rpt', 'nowhere to report to', { [RPT]: [['v=TLSRPTv1; rua=']] }, 'warn'],
    ['bimi', 'a logo under p=quarantine', { [BIMI]: [['v=BIMI1; l=https://example.org/logo.svg']] }, 'pass'],
    ['bimi', 'declined', { [BIMI]: [['v=BIMI1; l=; a=']] }, 'pass'],
    ['bimi', 'no https', { [BIMI]: [['v=BIMI1; l=http://example.org/logo.svg']] }, 'warn'],
    [
      'bimi',
      'a policy that is too weak',
      { [BIMI]: [['v=BIMI1; l=https://example.org/logo.svg']], 'TXT _dmarc.example.org': [['v=DMARC1; p=none']] },
      'warn',
    ],
  ])('%s: %s', async (name, _, changes, result) => {
    expect((await one(name, changes)).result).toBe(result);
  });
});

describe('bar 18: PTR and EHLO', () => {
  it('forward-confirmed and the name we greet with passes; each broken half says which', async () => {
    expect((await one('ptr', {})).result).toBe('pass');
    expect(await one('ptr', { 'PTR 10.2.0.192.in-addr.arpa': undefined })).toMatchObject({
      result: 'fail',
      words: expect.stringContaining('has no name (PTR)'),
    });
    expect(await one('ptr', { 'A mail.example.org': ['192.0.2.99'] })).toMatchObject({
      result: 'fail',
      words: expect.stringContaining('does not lead back'),
    });
    expect(await one('ptr', {}, { ehloName: 'other.example.org' })).toMatchObject({
      result: 'warn',
      words: expect.stringContaining('DOORSTEP_EHLO_NAME=mail.example.org'),
    });
  });
});
