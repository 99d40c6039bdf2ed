// Bad input N1 to N9: what name servers may answer, and what must come of it.
import dgram from 'node:dgram';
import { createDns, fetchStsPolicy, resolveMx } from '@doorstep/delivery';
import { checkSendingDomain, lookEverywhere, nodeResolver } from '@doorstep/dns-checks';
import packet from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { a, mx, type Zone } from '../../packages/delivery/src/testing/name-server.js';
import { atEnd, mailHost, names, reach } from './hosts.js';

const resolve = async (zone: Zone, timeoutMs = 3000) => {
  const server = await names(zone);
  const answer = await resolveMx('reader.test', createDns({ servers: [server.address], timeoutMs, tries: 1 }));
  return { answer, asked: server.asked };
};

/** Answers every question with what `make` gives for it, over UDP alone: TCP to its port is refused. */
async function rawServer(make: (query: packet.Packet & { id: number }) => Buffer): Promise<string> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (data, from) => {
    socket.send(make(packet.decode(data) as packet.Packet & { id: number }), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  atEnd(() => new Promise<void>((done) => socket.close(done)));
  return `127.0.0.1:${socket.address().port}`;
}

describe('bad input: DNS', () => {
  it('N1 and N2: a null MX ends it without a question for A; beside real hosts it is passed over', async () => {
    const alone = await resolve({
      'MX reader.test': [mx('reader.test', '.', 0)],
      'A reader.test': [a('reader.test', '127.0.0.1')],
    });
    expect(alone.answer.kind).toBe('null-mx');
    expect(alone.asked).toHaveLength(1);
    const beside = await resolve({
      'MX reader.test': [mx('reader.test', '.', 0), mx('reader.test', 'mx.test')],
      'A mx.test': [a('mx.test', '127.0.0.1')],
    });
    expect(beside.answer.hosts.map(({ host }) => host)).toEqual(['mx.test']);
  });

  it('N3: an MX that is an IP literal, localhost or leads to a special address is never connected', async () => {
    const host = await mailHost();
    for (const exchange of ['127.0.0.1', 'localhost', 'mx.test']) {
      const { answer } = await resolve({
        'MX reader.test': [mx('reader.test', exchange)],
        'A localhost': [a('localhost', '127.0.0.1')],
        'A mx.test': [a('mx.test', '127.0.0.1'), a('mx.test', '169.254.169.254'), a('mx.test', '224.0.0.1')],
      });
      expect(await reach(host.port, answer, { allowPrivateMx: false })).toMatchObject({ kind: 'failed' });
    }
    expect(host.connections()).toBe(0);
  });

  it('N4: of as many MX records as fit into an answer, and hundreds of addresses, only the first few are looked at', async () => {
    const { answer, asked } = await resolve({
      'MX reader.test': { cut: Array.from({ length: 1700 }, (_, i) => mx('reader.test', `m${i}.test`, i)) },
      'A m0.test': { cut: Array.from({ length: 500 }, (_, i) => a('m0.test', `127.0.${i >> 8}.${i & 255}`)) },
    });
    expect(answer.hosts.length).toBeLessThanOrEqual(100);
    expect(asked.length).toBeLessThanOrEqual(2 + 2 * 100 + 2);
    const tried = await reach(1, answer);
    if (tried.kind === 'failed')
      expect(tried.report.steps.filter(({ mxHost }) => mxHost === 'm0.test').length).toBeLessThanOrEqual(5);
    expect(tried.kind).toBe('failed');
  });

  it('N4: a TXT answer of 5 kB that does not fit into UDP is read over TCP, and what we look for at its end is found', async () => {
    const publicKeyBase64 = 'QUJD'.repeat(98);
    const txt = (name: string, data: string[]): packet.Answer => ({ type: 'TXT', name, ttl: 60, data });
    const others = Array.from({ length: 80 }, (_, i) => txt('bounces.news.test', [`service-${i}=${'x'.repeat(50)}`]));
    const split = [
      `v=DKIM1; k=rsa; n=${'long '.repeat(46)}`,
      ...Array.from({ length: 18 }, () => 'y'.repeat(255)),
      '; ',
    ];
    const name = 'd1._domainkey.news.test';
    const server = await names({
      'TXT bounces.news.test': { cut: [...others, txt('bounces.news.test', ['v=spf1 ip4:192.0.2.10 ', '-all'])] },
      [`TXT ${name}`]: {
        cut: [txt(name, [...split, `p=${publicKeyBase64.slice(0, 200)}`, publicKeyBase64.slice(200)])],
      },
    });
    const dkim = [{ selector: 'd1', publicKeyBase64, algorithm: 'rsa-sha256' }];
    const facts = { domain: 'news.test', returnPathDomain: 'bounces.news.test', dkim, ehloName: null, isSandbox: true };
    const checks = await checkSendingDomain({ ...facts, sourceIps: ['192.0.2.10'] }, nodeResolver([server.address]));
    const resultOf = (of: string) => checks.find((check) => check.name === of)?.result;
    expect(server.asked).toContain(`TXT ${name} over tcp`);
    expect([resultOf('spf'), resultOf('dkim')]).toEqual(['pass', 'pass']);
    for (const { found } of checks) expect(JSON.stringify(found).length).toBeLessThan(60_000);
    const views = await lookEverywhere('news.test', dkim[0]!, {
      ...{
        resolvers: [{ name: 'a resolver', ask: nodeResolver([server.address]) }],
        hasOwnServers: false,
        at: () => null,
      },
    });
    expect(views).toMatchObject([{ result: 'right' }]);
  });

  it('N5: a CNAME loop ends, and NXDOMAIN, NODATA and SERVFAIL stay apart', async () => {
    const loop = [
      { type: 'CNAME' as const, name: 'mx.test', ttl: 60, data: 'other.test' },
      { type: 'CNAME' as const, name: 'other.test', ttl: 60, data: 'mx.test' },
    ];
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', 'mx.test')],
      'A mx.test': loop,
      'AAAA mx.test': loop,
    });
    expect(answer.kind).toBe('no-address');
    expect((await resolve({})).answer.kind).toBe('nxdomain');
    const own = await resolve({ 'MX reader.test': 'no-data', 'A reader.test': [a('reader.test', '127.0.0.1')] });
    expect(own.answer.kind).toBe('implicit');
    const ill = await resolve({ 'MX reader.test': 'servfail', 'A reader.test': [a('reader.test', '127.0.0.1')] });
    expect(ill.answer.kind).toBe('trouble');
    expect(ill.asked.join()).not.toContain('A reader.test');
  });

  it.each<[string, (query: packet.Packet & { id: number }) => Buffer]>([
    ['a wrong id', ({ id, questions = [] }) => packet.encode({ type: 'response', id: (id + 1) % 65_536, questions })],
    [
      'another question',
      ({ id }) => packet.encode({ type: 'response', id, questions: [{ type: 'MX', name: 'evil.test' }] }),
    ],
    ['garbage', () => Buffer.from('not a DNS packet at all')],
    ['nothing', () => Buffer.alloc(0)],
    [
      'a cut answer, TCP refused',
      ({ id, questions = [] }) => packet.encode({ type: 'response', id, flags: packet.TRUNCATED_RESPONSE, questions }),
    ],
  ])('N6: %s is trouble, never a statement about the domain', async (_, make) => {
    const server = await rawServer(make);
    const answer = await resolveMx('reader.test', createDns({ servers: [server], timeoutMs: 150, tries: 1 }));
    expect(answer.kind).toBe('trouble');
  });

  it('N7: MX names with blanks, NUL or line ends are no host names', async () => {
    const bad = ['a b.test', 'a\u0000b.test', 'a\r\nRCPT TO:<x@y>.test', '-', 'x'.repeat(64), '<script>.test'];
    const { answer, asked } = await resolve({
      'MX reader.test': [...bad.map((name) => mx('reader.test', name.slice(0, 63))), mx('reader.test', 'good.test')],
      'A good.test': [a('good.test', '127.0.0.1')],
    });
    for (const { host } of answer.hosts) expect(host).toMatch(/^[a-z0-9_.-]+$/);
    expect(asked.join()).not.toMatch(/[\r\n\u0000<]/);
    expect(answer.hosts.map(({ host }) => host)).toContain('good.test');
  });

  it('N8: an MTA-STS policy is fetched from no private address', async () => {
    const host = await mailHost();
    const dns = {
      a: async () => ({ kind: 'records' as const, records: ['127.0.0.1', '10.0.0.1'], ttlSeconds: 60 }),
      aaaa: async () => ({ kind: 'records' as const, records: ['::ffff:127.0.0.1'], ttlSeconds: 60 }),
    };
    const addresses = { allowLoopback: false };
    expect(await fetchStsPolicy('reader.test', { dns, addresses, port: host.port })).toMatchObject({ kind: 'failure' });
    expect(host.connections()).toBe(0);
  });

  it('N9: an answer whose DNSSEC validation failed (SERVFAIL of the validating server) defers, and is not taken for unsigned', async () => {
    const server = await names({ 'TLSA _25._tcp.mx.test': 'servfail' });
    const dns = createDns({ servers: [server.address], validates: true, tries: 1 });
    expect((await dns.tlsa('_25._tcp.mx.test')).kind).toBe('trouble');
  });

  it('random bytes and mutilated packets never throw and never hang', async () => {
    let next: Buffer = Buffer.alloc(0);
    const server = await rawServer(() => next);
    const whole = packet.encode({
      ...{ type: 'response' as const, id: 1, questions: [{ type: 'MX' as const, name: 'reader.test' }] },
      answers: [mx('reader.test', 'mx.reader.test')],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 600 }),
          fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, octet]) => {
            const bytes = Buffer.from(whole);
            bytes[at] = octet;
            return bytes;
          }),
        ),
        async (bytes) => {
          next = Buffer.from(bytes);
          const dns = createDns({ servers: [server], timeoutMs: 15, tries: 1, cache: false });
          expect(['trouble', 'records', 'no-data', 'nxdomain']).toContain((await dns.mx('reader.test')).kind);
        },
      ),
      { numRuns: 80 },
    );
  });
});
