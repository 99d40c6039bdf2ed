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

async function way(records: readonly packet.Answer[] | Mishap, { isValidated = true, validates = true } = {}) {
  const host = await rawHost({ tls: certificate });
  const signed = (answers: packet.Answer[]) => (isValidated ? { validated: answers } : answers);
  const zone: Zone = {
    'MX reader.test': signed([mx('reader.test', 'mx.test')]),
    'A mx.test': signed([a('mx.test', '127.0.0.1')]),
    'AAAA mx.test': 'no-data',
    'TLSA _25._tcp.mx.test': records,
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
