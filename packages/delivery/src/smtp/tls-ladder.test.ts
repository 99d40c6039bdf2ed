// The TLS ladder over real sockets: what gets mail opportunistically, and what a policy does not let pass.
import { createHash, X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TlsaRecord } from '../dns/dns.js';
import { type TestAuthority, type TestCertificate, testAuthority } from '../testing/certificates.js';
import { answerOf, type RawHost, type RawScript, rawHost } from '../testing/raw-host.js';
import { type HostTls, requiredTls, type TlsPolicy } from '../tls-policy/tls-policy.js';
import { connectToSite } from './connect-to-site.js';
import type { Connected, ConnectOptions, SiteConnection } from './site-connection.js';

const hosts: RawHost[] = [];
const open: SiteConnection[] = [];
let authority: TestAuthority;
const made = {} as Record<'good' | 'expired' | 'other' | 'selfSigned', TestCertificate>;

beforeAll(async () => {
  authority = await testAuthority();
  made.good = await authority.issue('mx.test');
  made.expired = await authority.issue('mx.test', { expired: true });
  made.other = await authority.issue('elsewhere.test');
  made.selfSigned = await authority.selfSigned('mx.test');
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.destroy();
  for (const host of hosts.splice(0)) await host.close();
});

async function start(script: RawScript): Promise<RawHost> {
  const host = await rawHost(script);
  hosts.push(host);
  return host;
}

async function connect(host: RawHost, options: Partial<ConnectOptions> = {}): Promise<Connected> {
  const connected = await connectToSite({
    ...{ answer: answerOf(), smtpPort: host.port, ehloName: 'mail.news.test', allowPrivateMx: true },
    tlsAuthorities: authority.ca,
    timeouts: { connectMs: 2000, bannerMs: 800, ehloMs: 800, tlsMs: 1500, mailMs: 800, quitMs: 100 },
    ...options,
  });
  if (connected.kind === 'open') open.push(connected.connection);
  return connected;
}

const letter = {
  ...{ from: 'bounce-x@news.test', to: 'ada@reader.test', body: Buffer.from('Subject: x\r\n\r\nx\r\n') },
  beforeDot: async () => true,
};
const policy = (tls: HostTls): TlsPolicy => ({ domain: 'reader.test', hosts: { 'mx.test': tls } });
const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

describe('without a policy', () => {
  it.each([
    ['verified', 'a good certificate', () => made.good, 'success'],
    ['unverified: self-signed certificate', 'a self-signed one', () => made.selfSigned, 'certificate-not-trusted'],
    ['unverified: certificate expired', 'an expired one', () => made.expired, 'certificate-expired'],
    ['unverified: certificate of another name', 'a wrong name', () => made.other, 'certificate-host-mismatch'],
  ])('mail goes out encrypted and "%s" is told of %s', async (words, _, certificate, result) => {
    const host = await start({ tls: certificate() });
    const connected = await connect(host);
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    expect(connected.connection.tls).toMatch(/^TLSv1\.3 TLS_\w+ /);
    expect(connected.connection.tls.endsWith(words)).toBe(true);
    expect(connected).toMatchObject({ brokenTls: null, verdict: { isFit: true, policy: 'opportunistic', result } });
    const report = await connected.connection.send(letter);
    expect(report).toMatchObject({ outcome: 'accepted', tls: connected.connection.tls });
    expect(report).not.toHaveProperty('tlsPolicy');
    expect(host.connections()).toBe(1);
  });

  it('a host that only speaks TLS 1.0 is spoken to in TLS 1.0', async () => {
    const connected = await connect(await start({ tls: { ...made.good, ...OLD } }));
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    expect(connected.connection.tls).toMatch(/^TLSv1 /);
    expect((await connected.connection.send(letter)).outcome).toBe('accepted');
  });

  it.each([
    ['aborts the handshake', { tls: { ...OLD, ciphers: 'PSK' } }, /./],
    ['talks on in plaintext after the 220', { answer: starttls('220 ready\r\n250 no TLS at all') }, /./],
    ['cuts the connection after the 220', { answer: starttls('220 ready', 'drop') }, /./],
    ['hangs up at STARTTLS itself', { answer: starttls('drop') }, /connection lost/],
    ['is silent after the 220', { answer: starttls('220 ready') }, /no TLS within/],
    ['cannot now', { answer: starttls('454 4.7.0 TLS not available') }, null],
  ] as [string, RawScript, RegExp | null][])(
    'a host that %s gets its mail in plaintext, on a second connection',
    async (_, script, remembered) => {
      const extensions = ['STARTTLS', 'PIPELINING'];
      const host = await start({ extensions, ...script });
      const connected = await connect(host);
      if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
      expect(connected.connection.tls).toMatch(/^none: TLS failed \(.+\)$/);
      if (remembered) expect(connected.brokenTls).toMatch(remembered);
      else expect(connected.brokenTls).toBeNull();
      const report = await connected.connection.send(letter);
      expect(report).toMatchObject({ outcome: 'accepted', tls: connected.connection.tls });
      expect(host.connections()).toBe(2);
    },
  );

  it('a host whose TLS failed lately gets its mail in plaintext at once', async () => {
    const host = await start({ tls: made.good });
    const connected = await connect(host, { tlsPolicy: policy({ kind: 'opportunistic', isBroken: true }) });
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    expect(connected.connection.tls).toBe('none: TLS failed at this host lately, it was not tried again');
    expect(host.heard()).not.toContain('STARTTLS');
  });

  it('what is slipped in behind the 220 counts for nothing', async () => {
    const injects = '250-mx.test\r\n250 SIZE 1\r\n';
    const host = await start({ tls: { ...made.good, injects } });
    const connected = await connect(host);
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    expect(connected.connection.tls).toMatch(/verified$/);
    expect((await connected.connection.send(letter)).outcome).toBe('accepted');
  });

  it('the name of the MX host is told to it (SNI)', async () => {
    const host = await start({ tls: made.good });
    await connect(host);
    expect(host.heard()).toContain('(asked for mx.test by SNI)');
  });
});

describe('a site that always has TLS', () => {
  it.each([
    ['offers none', {}],
    ['refuses it', { answer: starttls('454 4.7.0 not now') }],
    ['fails at it', { answer: starttls('220 ready', 'drop'), extensions: ['STARTTLS'] }],
  ] as [string, RawScript][])('gets nothing while it %s', async (_, script) => {
    const host = await start({ answer: (line) => (line === 'STARTTLS' ? '502 5.5.1 what?' : undefined), ...script });
    const connected = await connect(host, { tlsPolicy: requiredTls('reader.test', ['mx.test']) });
    expect(connected).toMatchObject({
      kind: 'failed',
      report: { outcome: 'deferred', stage: 'starttls', reply: null, tlsPolicy: { policy: 'required' } },
    });
    expect(host.heard()).not.toContain('MAIL FROM');
    expect(host.connections()).toBe(1);
  });

  it('may have any certificate', async () => {
    const connected = await connect(await start({ tls: made.selfSigned }), {
      tlsPolicy: requiredTls('reader.test', ['mx.test']),
    });
    expect(connected).toMatchObject({ kind: 'open', verdict: { isFit: true, policy: 'required', result: 'success' } });
  });
});

describe('MTA-STS enforce', () => {
  const tlsPolicy = policy({ kind: 'verified' });

  it('lets mail pass to a host with a good certificate', async () => {
    const connected = await connect(await start({ tls: made.good }), { tlsPolicy });
    expect(connected).toMatchObject({ kind: 'open', verdict: { isFit: true, policy: 'mta-sts', result: 'success' } });
  });

  it.each([
    ['self-signed', () => ({ tls: made.selfSigned }), 'certificate-not-trusted'],
    ['expired', () => ({ tls: made.expired }), 'certificate-expired'],
    ['wrong-name', () => ({ tls: made.other }), 'certificate-host-mismatch'],
    ['TLS-1.0-only', () => ({ tls: { ...made.good, ...OLD } }), 'validation-failure'],
    ['handshake-abort', () => ({ tls: { ...OLD, ciphers: 'PSK' } }), 'validation-failure'],
    [
      'garbage after 220',
      () => ({ answer: starttls('220 ok\r\nno TLS'), extensions: ['STARTTLS'] }),
      'validation-failure',
    ],
    ['454', () => ({ answer: starttls('454 4.7.0 later'), extensions: ['STARTTLS'] }), 'starttls-not-supported'],
    ['stripped STARTTLS', () => ({ answer: starttls('502 5.5.1 what?') }), 'starttls-not-supported'],
  ] as [string, () => RawScript, string][])(
    'defers where the host is %s, and never says MAIL',
    async (_, script, result) => {
      const host = await start(script());
      const connected = await connect(host, { tlsPolicy });
      expect(connected).toMatchObject({
        kind: 'failed',
        report: { outcome: 'deferred', stage: 'starttls', mxHost: 'mx.test', tlsPolicy: { policy: 'mta-sts', result } },
      });
      if (connected.kind === 'failed')
        expect(connected.report.trouble).toMatch(
          /^the TLS policy of reader\.test \(MTA-STS\) is not kept by mx\.test: ./,
        );
      expect(host.heard()).not.toContain('MAIL');
      expect(host.connections()).toBe(1);
    },
  );

  it('passes over hosts that the policy does not name, without a packet, and goes to those it names', async () => {
    const host = await start({ tls: made.good });
    const answer = answerOf(
      { host: 'stray.test', addresses: ['127.0.0.78', '127.0.0.79'], preference: 1 },
      { host: 'mx.test', preference: 5 },
    );
    const stray: HostTls = { kind: 'unusable', by: 'mta-sts', result: 'certificate-host-mismatch', why: 'not named' };
    const hostsOf = (mx: HostTls): TlsPolicy => ({
      domain: 'reader.test',
      hosts: { 'stray.test': stray, 'mx.test': mx },
    });
    const connected = await connect(host, { answer, tlsPolicy: hostsOf({ kind: 'verified' }) });
    expect(connected).toMatchObject({ kind: 'open', connection: { mxHost: 'mx.test' } });
    const pruned = await connect(host, { answer, tlsPolicy: hostsOf(stray) });
    expect(pruned).toMatchObject({
      kind: 'failed',
      report: { outcome: 'deferred', stage: 'connect', tlsPolicy: { policy: 'mta-sts' } },
    });
    if (pruned.kind === 'failed') expect(pruned.report.steps.map(({ words }) => words)).toHaveLength(2);
    expect(host.connections()).toBe(1);
  });

  it('in testing mode hinders nothing and tells what it would have', async () => {
    const tested: TlsPolicy = { domain: 'reader.test', hosts: {}, tested: { mx: ['*.other.test'] } };
    const connected = await connect(await start({}), { tlsPolicy: tested });
    expect(connected).toMatchObject({ verdict: { isFit: true, policy: 'mta-sts-testing' } });
    if (connected.kind !== 'open') throw new Error();
    expect((await connected.connection.send(letter)).outcome).toBe('accepted');
    const named = await connect(await start({ tls: made.expired }), {
      tlsPolicy: { ...tested, tested: { mx: ['mx.test'] } },
    });
    expect(named).toMatchObject({ verdict: { isFit: true, result: 'certificate-expired' } });
  });
});

describe('DANE', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const spki = (pem: string) => new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  const held = (record: Partial<TlsaRecord>): TlsPolicy =>
    policy({
      kind: 'dane',
      records: [{ usage: 3, selector: 1, matchingType: 1, association: Buffer.alloc(32), ...record }],
    });

  it('asks for nothing but the key where the record is of usage 3', async () => {
    const host = await start({ tls: made.expired });
    const connected = await connect(host, { tlsPolicy: held({ association: sha256(spki(made.expired.cert)) }) });
    expect(connected).toMatchObject({ kind: 'open', verdict: { isFit: true, policy: 'dane', result: 'success' } });
  });

  it('asks for an authority and a name where the record is of usage 2', async () => {
    const record = { usage: 2, selector: 0, association: sha256(new X509Certificate(authority.ca).raw) };
    const tlsPolicy = held(record);
    expect(await connect(await start({ tls: made.good }), { tlsPolicy })).toMatchObject({ kind: 'open' });
    for (const tls of [made.other, made.expired, made.selfSigned])
      expect(await connect(await start({ tls }), { tlsPolicy })).toMatchObject({ kind: 'failed' });
  });

  it('defers where no record fits, without a word of MAIL, and goes on to a host where one does', async () => {
    const host = await start({ tls: made.good });
    const tlsPolicy = held({ association: Buffer.alloc(32, 9) });
    const connected = await connect(host, { tlsPolicy });
    expect(connected).toMatchObject({
      kind: 'failed',
      report: { outcome: 'deferred', stage: 'starttls', tlsPolicy: { policy: 'dane', result: 'validation-failure' } },
    });
    expect(host.heard()).not.toContain('MAIL');
    expect(host.connections()).toBe(1);
  });

  it('asks for encryption and no more where no record can be used', async () => {
    const tlsPolicy = policy({ kind: 'encrypted', by: 'dane' });
    expect(await connect(await start({ tls: made.other }), { tlsPolicy })).toMatchObject({ kind: 'open' });
    expect(await connect(await start({ answer: starttls('502 no') }), { tlsPolicy })).toMatchObject({ kind: 'failed' });
  });
});

it('a host may bear a name that every object knows', async () => {
  const answer = answerOf({ host: 'constructor' });
  const connected = await connect(await start({ tls: made.good }), { answer });
  expect(connected).toMatchObject({ kind: 'open', verdict: { isFit: true, policy: 'opportunistic' } });
});

describe('an open connection', () => {
  it('is judged anew by the policy of each domain whose mail would go over it', async () => {
    const weak = await connect(await start({ tls: made.selfSigned }));
    const strong = await connect(await start({ tls: made.good }));
    if (weak.kind !== 'open' || strong.kind !== 'open') throw new Error('no connection');
    const strict = policy({ kind: 'verified' });
    expect([weak.judge(strict).isFit, strong.judge(strict).isFit]).toEqual([false, true]);
    expect(weak.judge(policy({ kind: 'opportunistic' })).isFit).toBe(true);
    expect(weak.judge(policy({ kind: 'encrypted', by: 'required' })).isFit).toBe(true);
  });
});

/** Says this to STARTTLS, and may cut the connection with the next line. */
function starttls(...replies: string[]): NonNullable<RawScript['answer']> {
  const [reply, then] = replies;
  return (line) => (line === 'STARTTLS' ? (then === 'drop' ? `drop after ${reply}` : reply) : undefined);
}
