// DANE from the first question of DNS to the open connection, with a name server that validates and one that does not.
import { createHash, X509Certificate } from 'node:crypto';
import type packet from 'dns-packet';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDns } from '../dns/create-dns.js';
import { resolveMx } from '../dns/resolve-mx.js';
import { connectToSite } from '../smtp/connect-to-site.js';
import { type TestCertificate, testAuthority } from '../testing/certificates.js';
import { a, type Mishap, mx, nameServer, tlsa, type Zone } from '../testing/name-server.js';
import { rawHost } from '../testing/raw-host.js';
import { decideTlsPolicy } from './decide-tls-policy.js';
import { findTlsa } from './find-tlsa.js';

const closing: (() => unknown)[] = [];
let certificate: TestCertificate;
let rightKey: Buffer;
beforeAll(async () => {
  certificate = await (await testAuthority()).selfSigned('mx.test');
  const spki = new X509Certificate(certificate.cert).publicKey.export({ type: 'spki', format: 'der' });
  rightKey = createHash('sha256').update(spki).digest();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Way {
  readonly isValidated?: boolean;
  readonly validates?: boolean;
  /** Instead of the address of mx.test, and whatever else stands in DNS. */
  readonly zone?: Zone;
}

async function way(
  records: readonly packet.Answer[] | Mishap,
  { isValidated = true, validates = true, zone: more = {} }: Way = {},
) {
  const host = await rawHost({ tls: certificate });
  const signed = (answers: packet.Answer[]) => (isValidated ? { validated: answers } : answers);
  const zone: Zone = {
    'MX reader.test': signed([mx('reader.test', 'mx.test')]),
    'A mx.test': signed([a('mx.test', '127.0.0.1')]),
    'AAAA mx.test': 'no-data',
    'TLSA _25._tcp.mx.test': records,
    ...more,
  };
  const server = await nameServer(zone);
  closing.push(host.close, server.close);
  const dns = createDns({ servers: [server.address], tries: 1, validates });
  const answer = await resolveMx('reader.test', dns);
  const tlsPolicy = decideTlsPolicy({
    ...{ answer, tlsa: await findTlsa(answer, dns), sts: null, isRequired: false },
    isBroken: () => true,
  });
  const options = { ehloName: 'mail.news.test', allowPrivateMx: true, timeouts: { quitMs: 100 } };
  const connected = await connectToSite({ answer, tlsPolicy, smtpPort: host.port, ...options });
  if (connected.kind === 'open') closing.push(() => connected.connection.destroy());
  return { connected, host, asked: server.asked.filter((question) => question.startsWith('TLSA')) };
}

const record = (key: Buffer) => ({ validated: [tlsa('mx.test', 3, 1, 1, key)] });

describe('DANE', () => {
  it('lets mail pass to the host whose key is in DNS', async () => {
    const { connected } = await way(record(rightKey));
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'dane', result: 'success' } });
  });

  it.each([
    ['another key is in DNS', () => record(Buffer.alloc(32, 1)), 'validation-failure', 1],
    ['the TLSA lookup fails', () => 'servfail' as const, 'dnssec-invalid', 0],
    ['the TLSA lookup is not answered as DNS', () => 'lame' as const, 'dnssec-invalid', 0],
  ])('defers where %s, and says nothing in plaintext', async (_, records, result, connections) => {
    const { connected, host } = await way(records());
    expect(connected).toMatchObject({
      kind: 'failed',
      report: { outcome: 'deferred', tlsPolicy: { policy: 'dane', result } },
    });
    expect(host.connections()).toBe(connections);
    expect(host.heard()).not.toContain('MAIL');
  });

  it.each([
    ['nobody validates', { validates: false }],
    ['the domain is not signed', { isValidated: false }],
  ])('asks for nothing where %s', async (_, how) => {
    const { connected, asked } = await way(record(Buffer.alloc(32, 1)), how);
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'opportunistic' } });
    expect(asked).toEqual([]);
  });
});

/** mx.test is an alias of another name, which has the address. */
const alias = (target: string, from = 'mx.test'): packet.Answer => ({
  type: 'CNAME',
  name: from,
  ttl: 600,
  data: target,
});
const aliased = (more: Zone = {}): { zone: Zone } => {
  const answers = [alias('cluster.test'), a('cluster.test', '127.0.0.1')];
  return { zone: { 'A mx.test': { validated: answers }, ...more } };
};
const underCluster = (key: Buffer): Zone => ({
  'TLSA _25._tcp.cluster.test': { validated: [tlsa('cluster.test', 3, 1, 1, key)] },
});

describe('DANE of a host that is an alias (RFC 7672 section 2.2.2)', () => {
  it('looks under the name it leads to first', async () => {
    const { connected, asked } = await way('servfail', aliased(underCluster(rightKey)));
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'dane', result: 'success' } });
    expect(asked).toEqual(['TLSA _25._tcp.cluster.test over udp']);
  });

  it('looks under its own name where there is nothing under the other', async () => {
    const { connected, asked } = await way(record(rightKey), aliased());
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'dane', result: 'success' } });
    expect(asked).toEqual(['TLSA _25._tcp.cluster.test over udp', 'TLSA _25._tcp.mx.test over udp']);
  });

  it('looks under its own name where what stands under the other was not validated', async () => {
    const unsigned = { 'TLSA _25._tcp.cluster.test': [tlsa('cluster.test', 3, 1, 1, Buffer.alloc(32, 1))] };
    const { connected } = await way(record(rightKey), aliased(unsigned));
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'dane', result: 'success' } });
  });

  it.each([
    ['another key stands under the name it leads to', underCluster(Buffer.alloc(32, 1)), 'validation-failure'],
    ['the lookup under the name it leads to fails', { 'TLSA _25._tcp.cluster.test': 'servfail' }, 'dnssec-invalid'],
  ] as [string, Zone, string][])('defers where %s, whatever stands under its own', async (_, more, result) => {
    const { connected, host } = await way(record(rightKey), aliased(more));
    expect(connected).toMatchObject({ kind: 'failed', report: { tlsPolicy: { policy: 'dane', result } } });
    expect(host.heard()).not.toContain('MAIL');
  });

  it('follows a chain of aliases to its end', async () => {
    const answers = [alias('one.test'), alias('cluster.test', 'one.test'), a('cluster.test', '127.0.0.1')];
    const { connected } = await way(
      'no-data',
      aliased({ 'A mx.test': { validated: answers }, ...underCluster(rightKey) }),
    );
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'dane' } });
  });

  it('asks for the certificate of the name the records stand under', async () => {
    const { connected, host } = await way('no-data', aliased(underCluster(rightKey)));
    expect(connected.kind).toBe('open');
    expect(host.heard()).toContain('asked for cluster.test by SNI');
  });

  it('asks for nothing where the way to its addresses was not validated', async () => {
    const unsigned = [alias('cluster.test'), a('cluster.test', '127.0.0.1')];
    const { connected, asked } = await way(record(Buffer.alloc(32, 1)), { zone: { 'A mx.test': unsigned } });
    expect(connected).toMatchObject({ kind: 'open', verdict: { policy: 'opportunistic' } });
    expect(asked).toEqual([]);
  });
});
