// Bars 10 and 11: any encryption rather than none, none rather than no mail, and neither against a domain's own policy.
import type { TlsPolicy } from '@doorstep/delivery';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestAuthority, testAuthority } from '../../packages/delivery/src/testing/certificates.js';
import { answerOf } from '../../packages/delivery/src/testing/raw-host.js';
import { letter, mailHost, open, reach } from './hosts.js';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await testAuthority();
});
const enforced: TlsPolicy = { domain: 'reader.test', hosts: { 'mx.test': { kind: 'verified' } } };
const brokenHandshake = {
  extensions: ['STARTTLS'],
  answer: (line: string) => (line === 'STARTTLS' ? '220 ready\r\nno TLS at all' : undefined),
};

describe('bar 10: TLS', () => {
  it.each([
    ['self-signed', 'self-signed certificate', () => authority.selfSigned('mx.test')],
    ['expired', 'certificate expired', () => authority.issue('mx.test', { expired: true })],
    ['for another name', 'certificate of another name', () => authority.issue('elsewhere.test')],
  ])('a certificate that is %s still gets mail, encrypted, and the verdict is told', async (_, words, make) => {
    const host = await mailHost({ tls: await make() });
    const connection = await open(host.port, answerOf(), { tlsAuthorities: authority.ca });
    expect(await connection.send(letter())).toMatchObject({ outcome: 'accepted' });
    expect(connection.tls).toContain(`unverified: ${words}`);
  });

  it('a server that only speaks TLS 1.0 still gets mail in it', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const host = await mailHost({ tls: { ...(await authority.issue('mx.test')), ...old } });
    const connection = await open(host.port);
    expect(connection.tls).toMatch(/^TLSv1 /);
    expect((await connection.send(letter())).outcome).toBe('accepted');
  });

  it.each([
    ['breaks off the handshake', brokenHandshake],
    [
      'hangs up at STARTTLS',
      { ...brokenHandshake, answer: (line: string) => (line === 'STARTTLS' ? 'drop' : undefined) },
    ],
    [
      'says nothing to STARTTLS',
      { ...brokenHandshake, answer: (line: string) => (line === 'STARTTLS' ? null : undefined) },
    ],
  ])('a server that %s gets mail in plaintext, tried once on a fresh socket, and it is told', async (_, script) => {
    const host = await mailHost(script);
    const connection = await open(host.port, answerOf(), { timeouts: { tlsMs: 300 } });
    expect(await connection.send(letter())).toMatchObject({ outcome: 'accepted' });
    expect(connection.tls).toMatch(/^none: TLS failed \(.+\)/);
    expect(host.connections()).toBe(2);
  });

  it.each<[string, TlsPolicy]>([
    ['MTA-STS enforce', enforced],
    ['required', { domain: 'reader.test', hosts: { 'mx.test': { kind: 'encrypted', by: 'required' } } }],
    ['DANE', { domain: 'reader.test', hosts: { 'mx.test': { kind: 'dane', records: [] } } }],
  ])('plaintext never happens under %s: the message waits', async (_, tlsPolicy) => {
    const host = await mailHost(brokenHandshake);
    expect(await reach(host.port, answerOf(), { tlsPolicy })).toMatchObject({
      ...{ kind: 'failed', report: { outcome: 'deferred', stage: 'starttls', wasDotSent: false } },
    });
    expect(host.heard()).not.toContain('MAIL');
  });
});

describe('bar 11: MTA-STS', () => {
  it('a host the policy does not name is passed over without a packet, and its mail goes to one that it names', async () => {
    const host = await mailHost({ tls: await authority.issue('mx.test') });
    const tlsPolicy: TlsPolicy = {
      domain: 'reader.test',
      hosts: {
        'evil.test': { kind: 'unusable', by: 'mta-sts', result: 'validation-failure', why: 'not in the policy' },
        'mx.test': { kind: 'verified' },
      },
    };
    const answer = answerOf({ host: 'evil.test', preference: 1 }, { host: 'mx.test', preference: 10 });
    const connection = await open(host.port, answer, { tlsPolicy, tlsAuthorities: authority.ca });
    expect(connection.mxHost).toBe('mx.test');
    expect(host.connections()).toBe(1);
  });

  it('all hosts passed over: temporary, never a refusal', async () => {
    const host = await mailHost();
    const tlsPolicy: TlsPolicy = {
      domain: 'reader.test',
      hosts: { 'mx.test': { kind: 'unusable', by: 'mta-sts', result: 'validation-failure', why: 'not in the policy' } },
    };
    expect(await reach(host.port, answerOf(), { tlsPolicy })).toMatchObject({
      report: { outcome: 'deferred', reply: null },
    });
    expect(host.connections()).toBe(0);
  });

  it('testing never blocks', async () => {
    const host = await mailHost();
    const connection = await open(host.port, answerOf(), {
      tlsPolicy: { domain: 'reader.test', hosts: {}, tested: { mx: ['other.test'] } },
    });
    expect((await connection.send(letter())).outcome).toBe('accepted');
  });
});
