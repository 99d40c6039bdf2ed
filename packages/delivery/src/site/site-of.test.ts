// Which domains share a site, and which provider it is.
import { describe, expect, it } from 'vitest';
import type { MxAnswer } from '../mx-answer.js';
import { siteShareOf } from './providers.js';
import { siteOf } from './site-of.js';

const answer = (...hosts: string[]): MxAnswer => ({
  kind: 'mx',
  domain: 'reader.test',
  ttlSeconds: 60,
  hosts: hosts.map((host, preference) => ({ host, preference, addresses: ['192.0.2.1'] })),
});

describe('siteOf', () => {
  it('is the same for the same hosts, whatever their preference or the domain', () => {
    const other = { ...answer('a.mx.test', 'b.mx.test'), domain: 'other.test' } as MxAnswer;
    expect(siteOf(other)).toEqual(siteOf(answer('b.mx.test', 'a.mx.test')));
    expect(siteOf(other)).toEqual({
      ...{ mxKey: 'a.mx.test b.mx.test', mxHosts: ['a.mx.test', 'b.mx.test'], provider: null },
      ...{ connectionLimit: 2, messagesPerConnection: 100, isTlsRequired: false },
    });
  });

  it('is a provider’s only when all hosts are', () => {
    const google = ['aspmx.l.google.com', 'alt1.aspmx.l.google.com', 'aspmx2.googlemail.com'];
    expect(siteOf(answer(...google))).toMatchObject({ provider: 'google', connectionLimit: 5, isTlsRequired: true });
    expect(siteOf(answer(...google, 'backup.example.org')).provider).toBeNull();
    expect(siteOf(answer('x.olc.protection.outlook.com')).provider).toBe('outlook');
    expect(siteOf(answer('x.mail.protection.outlook.com')).provider).toBe('microsoft365');
    expect(siteOf(answer('notgoogle.com')).provider).toBeNull();
  });

  it.each(['null-mx', 'nxdomain', 'no-address', 'trouble'] as const)('says %s for a domain without hosts', (kind) => {
    const nowhere = { kind, domain: 'reader.test', hosts: [], ttlSeconds: 60, trouble: 'ESERVFAIL' } as MxAnswer;
    expect(siteOf(nowhere)).toMatchObject({ mxKey: `!${kind} reader.test`, mxHosts: [], provider: null });
  });

  it('has a key that an index can hold, and another one for other hosts', () => {
    const many = Array.from({ length: 20 }, (_, i) => `${'x'.repeat(60)}.${'y'.repeat(60)}.mx${i}.test`);
    const key = siteOf(answer(...many)).mxKey;
    expect(key.length).toBeLessThan(1500);
    expect(siteOf(answer(...many.slice(0, 19), 'other.test')).mxKey).not.toBe(key);
  });
});

describe('siteShareOf', () => {
  it('is all of it where a provider is one site, and a site’s own limit where it has one for each customer', () => {
    expect(siteShareOf('google', 12)).toBe(12);
    expect(siteShareOf('microsoft365', 40)).toBe(5);
    expect(siteShareOf('microsoft365', 3)).toBe(3);
    expect(siteShareOf('nobody', 3)).toBe(3);
  });
});
