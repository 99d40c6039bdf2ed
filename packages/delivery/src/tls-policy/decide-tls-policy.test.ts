// The ladder as a decision: what each host of a domain is held to, and which lookups DANE asks for.
import { describe, expect, it } from 'vitest';
import type { Answer, TlsaRecord } from '../dns/dns.js';
import { answerOf } from '../testing/raw-host.js';
import { usableRecords } from './dane.js';
import { decideTlsPolicy, type TlsPolicyInput } from './decide-tls-policy.js';
import { findTlsa, type TlsaFinding } from './find-tlsa.js';

const record = (changes: Partial<TlsaRecord> = {}): TlsaRecord => ({
  ...{ usage: 3, selector: 1, matchingType: 1, association: Buffer.alloc(32, 7) },
  ...changes,
});
const answer = answerOf({ host: 'a.test' }, { host: 'b.test' });
const sts = { mode: 'enforce', mx: ['b.test'], maxAgeSeconds: 86_400 } as const;
const decide = (changes: Partial<TlsPolicyInput>) =>
  decideTlsPolicy({ answer, tlsa: new Map(), sts: null, isRequired: false, isBroken: () => false, ...changes });

describe('decideTlsPolicy', () => {
  it('is opportunistic where nobody asks for more, and in plaintext at once where TLS failed lately', () => {
    expect(decide({ isBroken: (host) => host === 'b.test' })).toEqual({
      domain: 'reader.test',
      hosts: { 'a.test': { kind: 'opportunistic' }, 'b.test': { kind: 'opportunistic', isBroken: true } },
    });
  });

  it('lets DANE speak before MTA-STS, host by host, and MTA-STS before the provider', () => {
    const dane = new Map<string, TlsaFinding>([['a.test', { kind: 'records', usable: [record()] }]]);
    const { hosts } = decide({ tlsa: dane, sts, isRequired: true, isBroken: () => true });
    expect(hosts).toEqual({ 'a.test': { kind: 'dane', records: [record()] }, 'b.test': { kind: 'verified' } });
  });

  it('passes over hosts that an enforced policy does not name, and none for one that is tested', () => {
    expect(decide({ sts }).hosts['a.test']).toMatchObject({ kind: 'unusable', by: 'mta-sts' });
    const tested = decide({ sts: { ...sts, mode: 'testing' } });
    expect(tested).toMatchObject({ hosts: { 'a.test': { kind: 'opportunistic' } }, tested: { mx: ['b.test'] } });
    expect(decide({ sts: { ...sts, mode: 'none' } })).toEqual(decide({}));
  });

  it('leaves a host alone whose TLSA records nobody can know, and never takes it for one without', () => {
    const tlsa = new Map<string, TlsaFinding>([['a.test', { kind: 'trouble', trouble: 'ESERVFAIL: TLSA a.test' }]]);
    expect(decide({ tlsa }).hosts['a.test']).toMatchObject({ kind: 'unusable', by: 'dane', result: 'dnssec-invalid' });
  });

  it('asks for encryption where there are TLSA records and none can be used, or where the provider always has it', () => {
    const tlsa = new Map<string, TlsaFinding>([['a.test', { kind: 'records', usable: [] }]]);
    expect(decide({ tlsa, isRequired: true }).hosts).toEqual({
      'a.test': { kind: 'encrypted', by: 'dane' },
      'b.test': { kind: 'encrypted', by: 'required' },
    });
  });
});

describe('usableRecords', () => {
  it.each([
    [record(), true],
    [record({ usage: 2, selector: 0, matchingType: 2, association: Buffer.alloc(64) }), true],
    [record({ matchingType: 0, association: Buffer.alloc(300) }), true],
    [record({ usage: 0 }), false],
    [record({ usage: 1 }), false],
    [record({ selector: 2 }), false],
    [record({ matchingType: 3 }), false],
    [record({ association: Buffer.alloc(31) }), false],
    [record({ matchingType: 0, association: Buffer.alloc(0) }), false],
  ])('case %#', (one, isUsable) => {
    expect(usableRecords([one])).toEqual(isUsable ? [one] : []);
  });
});

describe('findTlsa', () => {
  const tlsa = (found: Answer<TlsaRecord>) => {
    const asked: string[] = [];
    return {
      asked,
      tlsa: async (name: string) => {
        asked.push(name);
        return found;
      },
    };
  };
  const secured = { ...answer, isAuthenticated: true as const };
  const hosts = answer.hosts.map((host) => ({ ...host, isAuthenticated: true as const }));
  const records: Answer<TlsaRecord> = { kind: 'records', records: [record()], ttlSeconds: 60, isAuthenticated: true };

  it('asks only about hosts whose MX record and addresses were validated', async () => {
    const dns = tlsa(records);
    expect((await findTlsa({ ...answer, hosts } as typeof answer, dns)).size).toBe(0);
    expect(dns.asked).toEqual([]);
    const half = { ...secured, hosts: [hosts[0]!, answer.hosts[1]!] } as typeof answer;
    expect([...(await findTlsa(half, dns))]).toEqual([['a.test', { kind: 'records', usable: [record()] }]]);
    expect(dns.asked).toEqual(['_25._tcp.a.test']);
  });

  it.each([
    [{ ...records, isAuthenticated: undefined } as unknown as Answer<TlsaRecord>, 'none'],
    [{ kind: 'nxdomain', ttlSeconds: 60 } as Answer<TlsaRecord>, 'none'],
    [{ kind: 'trouble', trouble: 'ESERVFAIL' } as Answer<TlsaRecord>, 'trouble'],
  ])('reads %j as %s', async (found, kind) => {
    const findings = await findTlsa({ ...secured, hosts } as typeof answer, tlsa(found));
    expect(findings.get('a.test')?.kind).toBe(kind);
  });
});
