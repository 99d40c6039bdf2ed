// What DNS may say about the mail of a domain, asked over a real socket.
import { afterEach, describe, expect, it } from 'vitest';
import { a, mx, type NameServer, nameServer, type Zone } from '../testing/name-server.js';
import { createDns } from './create-dns.js';
import { resolveMx } from './resolve-mx.js';

const servers: NameServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function resolve(zone: Zone, domain = 'reader.test') {
  const server = await nameServer(zone);
  servers.push(server);
  // Only who is not answered shall not wait long.
  const timeoutMs = Object.values(zone).some((found) => found === 'silence' || found === 'garbage') ? 100 : 3000;
  const answer = await resolveMx(domain, createDns({ servers: [server.address], timeoutMs, tries: 1 }));
  return { answer, server };
}

describe('resolveMx', () => {
  it('gives the hosts in order of preference, with IPv4 and IPv6, and the shortest TTL', async () => {
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', 'MX2.reader.test', 20), mx('reader.test', 'mx1.reader.test', 10)],
      'A mx1.reader.test': [a('mx1.reader.test', '192.0.2.1', 120)],
      'AAAA mx1.reader.test': [{ type: 'AAAA', name: 'mx1.reader.test', ttl: 300, data: '2001:db8::1' }],
      'A mx2.reader.test': [a('mx2.reader.test', '192.0.2.2')],
      'AAAA mx2.reader.test': 'no-data',
    });
    expect(answer).toEqual({
      kind: 'mx',
      domain: 'reader.test',
      hosts: [
        { host: 'mx1.reader.test', preference: 10, addresses: ['192.0.2.1', '2001:db8::1'] },
        { host: 'mx2.reader.test', preference: 20, addresses: ['192.0.2.2'] },
      ],
      ttlSeconds: 120,
    });
  });

  it('says which hosts were validated with DNSSEC, where the servers are trusted with that', async () => {
    const server = await nameServer({
      'MX reader.test': { validated: [mx('reader.test', 'safe.test'), mx('reader.test', 'plain.test')] },
      'A safe.test': { validated: [a('safe.test', '192.0.2.1')] },
      'AAAA safe.test': 'no-data',
      'A plain.test': [a('plain.test', '192.0.2.2')],
      'AAAA plain.test': { validated: [{ type: 'AAAA', name: 'plain.test', ttl: 300, data: '2001:db8::1' }] },
    });
    servers.push(server);
    const dns = createDns({ servers: [server.address], validates: true });
    expect(await resolveMx('reader.test', dns)).toEqual({
      ...{ kind: 'mx', domain: 'reader.test', ttlSeconds: 300, isAuthenticated: true },
      hosts: [
        { host: 'plain.test', preference: 10, addresses: ['192.0.2.2', '2001:db8::1'] },
        { host: 'safe.test', preference: 10, addresses: ['192.0.2.1'], isAuthenticated: true },
      ],
    });
  });

  it('goes to the domain itself where it has no MX', async () => {
    const { answer } = await resolve({ 'MX reader.test': 'no-data', 'A reader.test': [a('reader.test', '192.0.2.9')] });
    expect(answer).toMatchObject({
      kind: 'implicit',
      hosts: [{ host: 'reader.test', preference: 0, addresses: ['192.0.2.9'] }],
    });
  });

  it('knows a null MX, asks for no address then, and passes one over that stands beside real ones', async () => {
    const alone = await resolve({ 'MX reader.test': [mx('reader.test', '.', 0)], 'A reader.test': [] });
    expect(alone.answer).toMatchObject({ kind: 'null-mx', hosts: [] });
    expect(alone.server.asked).toEqual(['MX reader.test over udp']);
    const beside = await resolve({
      'MX reader.test': [mx('reader.test', '.', 0), mx('reader.test', 'mx.test')],
      'A mx.test': [a('mx.test', '192.0.2.1')],
    });
    expect(beside.answer).toMatchObject({ kind: 'mx', hosts: [{ host: 'mx.test' }] });
  });

  it.each([
    ['no such name', {}, { kind: 'nxdomain' }],
    ['no host with an address', { 'MX reader.test': 'no-data', 'A reader.test': 'no-data' }, { kind: 'no-address' }],
    ['SERVFAIL', { 'MX reader.test': 'servfail' }, { kind: 'trouble', trouble: 'ESERVFAIL: MX reader.test' }],
    ['a refusal', { 'MX reader.test': 'lame' }, { kind: 'trouble', trouble: 'EREFUSED: MX reader.test' }],
    ['silence', { 'MX reader.test': 'silence' }, { kind: 'trouble', trouble: 'ETIMEOUT: MX reader.test' }],
    ['garbage', { 'MX reader.test': 'garbage' }, { kind: 'trouble', trouble: 'ETIMEOUT: MX reader.test' }],
    [
      'trouble with the only host',
      { 'MX reader.test': [mx('reader.test', 'mx.test')], 'A mx.test': 'servfail' },
      { kind: 'trouble', trouble: 'ESERVFAIL: A mx.test' },
    ],
    [
      'a host that does not exist',
      { 'MX reader.test': [mx('reader.test', 'gone.test')] },
      { kind: 'no-address', hosts: [{ host: 'gone.test', addresses: [] }] },
    ],
  ] as [string, Zone, object][])('tells %s apart', async (_, zone, expected) => {
    expect((await resolve(zone)).answer).toMatchObject(expected);
  });

  it.each([
    [0, 60],
    [600, 600],
    [604_800, 3600],
  ])('holds an answer with a TTL of %i s for %i s', async (ttl, seconds) => {
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', 'mx.test', 10, ttl)],
      'A mx.test': [a('mx.test', '192.0.2.1', ttl)],
    });
    expect(answer.ttlSeconds).toBe(seconds);
  });

  it('does not go to the domain itself when DNS is in trouble', async () => {
    const { answer, server } = await resolve({
      'MX reader.test': 'servfail',
      'A reader.test': [a('reader.test', '192.0.2.9')],
    });
    expect(answer.kind).toBe('trouble');
    expect(server.asked).toEqual(['MX reader.test over udp']);
  });

  it('takes no IP literal and no broken name for a host', async () => {
    const { answer } = await resolve({
      'MX reader.test': [
        mx('reader.test', '127.0.0.1', 1),
        mx('reader.test', 'bad host.test', 2),
        mx('reader.test', 'good.test', 3),
      ],
      'A good.test': [a('good.test', '192.0.2.1')],
    });
    expect(answer.hosts.map(({ host }) => host)).toEqual(['good.test']);
  });

  it('reads a host name outside of ASCII as its A-label', async () => {
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', 'bücher.test')],
      'A xn--bcher-kva.test': [a('xn--bcher-kva.test', '192.0.2.1')],
    });
    expect(answer).toMatchObject({ kind: 'mx', hosts: [{ host: 'xn--bcher-kva.test' }] });
  });

  it('asks at most 20 hosts of a domain that names hundreds', async () => {
    const records = Array.from({ length: 100 }, (_, i) => mx('reader.test', `mx${i}.test`, i));
    const { answer } = await resolve({
      'MX reader.test': { cut: records },
      'A mx0.test': [a('mx0.test', '192.0.2.1')],
    });
    expect(answer.hosts).toHaveLength(20);
  });

  it.each([`${'x'.repeat(64)}.test`, 'two words.test', '[192.0.2.1]', ''])('asks nothing about %j', async (domain) => {
    const { answer, server } = await resolve({}, domain);
    expect(answer).toMatchObject({ kind: 'nxdomain', hosts: [] });
    expect(server.asked).toEqual([]);
  });
});
