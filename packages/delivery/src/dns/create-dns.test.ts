// The resolver over real sockets: TCP, forged answers, dead servers, one question at a time, and what is kept.
import { afterEach, describe, expect, it } from 'vitest';
import { a, type NameServer, nameServer, tlsa, type Zone } from '../testing/name-server.js';
import { createDns, reverseName } from './create-dns.js';

const open: NameServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(zone: Zone, delayMs = 0): Promise<NameServer> {
  const server = await nameServer(zone, delayMs);
  open.push(server);
  return server;
}

const zone: Zone = { 'A mx.test': [a('mx.test', '192.0.2.1')] };

describe('createDns', () => {
  it('asks again over TCP when the answer was cut', async () => {
    const server = await start({ 'A big.test': { cut: [a('big.test', '192.0.2.1')] } });
    const answer = await createDns({ servers: [server.address] }).a('big.test');
    expect(answer).toEqual({ kind: 'records', records: ['192.0.2.1'], ttlSeconds: 600 });
    expect(server.asked).toEqual(['A big.test over udp', 'A big.test over tcp']);
  });

  it('does not listen to an answer with a wrong id', async () => {
    const server = await start({ 'A mx.test': { forged: [a('mx.test', '192.0.2.1')] } });
    expect(await createDns({ servers: [server.address] }).a('mx.test')).toMatchObject({ records: ['192.0.2.1'] });
  });

  it('goes to the next server when one is dead, silent or in trouble', async () => {
    const dead = await nameServer({});
    await dead.close();
    const silent = await start({ 'A mx.test': 'silence' });
    const ill = await start({ 'A mx.test': 'servfail' });
    const well = await start(zone);
    const servers = [dead, silent, ill, well].map(({ address }) => address);
    expect(await createDns({ servers, timeoutMs: 80 }).a('mx.test')).toMatchObject({ kind: 'records' });
  });

  it('asks one question once, however many want to know it at the time', async () => {
    const server = await start(zone, 20);
    const dns = createDns({ servers: [server.address], cache: false });
    const answers = await Promise.all(Array.from({ length: 1000 }, () => dns.a('MX.test')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(server.asked).toHaveLength(1);
    await dns.a('mx.test');
    expect(server.asked).toHaveLength(2);
  });

  it('keeps what it heard, also that nothing is there', async () => {
    const server = await start(zone);
    const dns = createDns({ servers: [server.address] });
    for (let n = 0; n < 3; n++) {
      expect((await dns.a('mx.test')).kind).toBe('records');
      expect((await dns.a('nowhere.test')).kind).toBe('nxdomain');
    }
    expect(server.asked).toEqual(['A mx.test over udp', 'A nowhere.test over udp']);
  });

  it('has at most 64 questions under way', async () => {
    const server = await start({}, 20);
    const dns = createDns({ servers: [server.address] });
    await Promise.all(Array.from({ length: 300 }, (_, i) => dns.a(`d${i}.test`)));
    expect(new Set(server.asked).size).toBe(300);
    // On a busy machine a crowd may be asked again: each at most twice before it has time.
    expect(server.asked.length).toBeLessThanOrEqual(3 * 300);
    // One that made room still stands in the server's count until its answer is out.
    expect(server.mostAtOnce()).toBeLessThanOrEqual(64 + server.asked.length - 300);
  });

  it('joins the strings of a TXT record and reads the names of addresses', async () => {
    const server = await start({
      'TXT reader.test': [{ type: 'TXT', name: 'reader.test', ttl: 60, data: ['v=spf1 ', '-all'] }],
      'PTR 1.2.0.192.in-addr.arpa': [{ type: 'PTR', name: '1.2.0.192.in-addr.arpa', ttl: 60, data: 'mx.test' }],
    });
    const dns = createDns({ servers: [server.address] });
    expect(await dns.txt('reader.test')).toMatchObject({ records: ['v=spf1 -all'] });
    expect(await dns.ptr('192.0.2.1')).toMatchObject({ records: ['mx.test'] });
  });

  it('says that an answer was validated only where the servers are trusted with that', async () => {
    const server = await start({
      'A mx.test': { validated: [a('mx.test', '192.0.2.1')] },
      'A plain.test': [a('plain.test', '192.0.2.2')],
      'MX mx.test': { validated: [] },
    });
    const trusting = createDns({ servers: [server.address], validates: true });
    expect(await trusting.a('mx.test')).toMatchObject({ kind: 'records', isAuthenticated: true });
    expect(await trusting.mx('mx.test')).toMatchObject({ kind: 'no-data', isAuthenticated: true });
    expect(await trusting.a('plain.test')).not.toHaveProperty('isAuthenticated');
    expect(await createDns({ servers: [server.address] }).a('mx.test')).not.toHaveProperty('isAuthenticated');
  });

  it('reads TLSA records, and takes a failed validation for trouble, not for an absence', async () => {
    const server = await start({
      'TLSA _25._tcp.mx.test': { validated: [tlsa('mx.test', 3, 1, 1, Buffer.alloc(32, 7))] },
      'TLSA _25._tcp.bogus.test': 'servfail',
    });
    const dns = createDns({ servers: [server.address], validates: true, tries: 1 });
    expect(await dns.tlsa('_25._tcp.mx.test')).toEqual({
      ...{ kind: 'records', ttlSeconds: 600, isAuthenticated: true },
      records: [{ usage: 3, selector: 1, matchingType: 1, association: Buffer.alloc(32, 7) }],
    });
    expect(await dns.tlsa('_25._tcp.bogus.test')).toMatchObject({
      kind: 'trouble',
      trouble: 'ESERVFAIL: TLSA _25._tcp.bogus.test',
    });
  });

  it('takes a server that is none for a fault of the configuration', () => {
    expect(() => createDns({ servers: ['a b'] })).toThrow(RangeError);
    expect(() => createDns({ servers: ['[2001:db8::53]:5353', '2001:db8::53', '192.0.2.53'] })).not.toThrow();
  });
});

describe('reverseName', () => {
  it('writes IPv6 out in full', () => {
    expect(reverseName('2001:db8::1')).toBe(`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
  });
});
