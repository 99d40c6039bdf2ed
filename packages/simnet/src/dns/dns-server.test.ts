// What the DNS server answers, seen by Node's resolver and on the wire.
import dgram from 'node:dgram';
import dnsPacket from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxMxHost } from '../reports/post-office.js';
import { startSimnet } from '../simnet.js';
import type { Simnet } from '../simnet-face.js';
import { resolverOf } from '../testing/talk.js';

let simnet: Simnet;

beforeAll(async () => {
  simnet = await startSimnet();
});
afterAll(() => simnet.close());

const code = (question: Promise<unknown>) =>
  question.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

/** The bare answer over UDP, flags and authority included. */
function ask(name: string, type: 'TXT' | 'MX' | 'AAAA'): Promise<dnsPacket.DecodedPacket> {
  const [host = '', port] = simnet.dnsServer.split(':');
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('message', (bytes) => {
      socket.close();
      resolve(dnsPacket.decode(bytes));
    });
    socket.send(dnsPacket.encode({ type: 'query', id: 7, questions: [{ name, type }] }), Number(port), host);
  });
}

describe('the DNS server', () => {
  it('tells apart: no such name, no such record, broken, silent', async () => {
    const resolver = resolverOf(simnet);
    expect(await code(resolver.resolveMx('no-such-domain.example'))).toBe('ENOTFOUND');
    expect(await code(resolver.resolveMx('a-only.example'))).toBe('ENODATA');
    expect(await code(resolver.resolve4('no-address.example'))).toBe('ENODATA');
    expect(await code(resolver.resolveMx('servfail.example'))).toBe('ESERVFAIL');
    expect(await code(resolverOf(simnet, 250).resolveMx('silent-dns.example'))).toBe('ETIMEOUT');
  });

  it('answers null MX, implicit MX and several hosts', async () => {
    const resolver = resolverOf(simnet);
    expect(await resolver.resolveMx('no-mail.example')).toEqual([
      expect.objectContaining({ exchange: '', priority: 0 }),
    ]);
    expect(await resolver.resolve4('a-only.example')).toHaveLength(1);
    expect(await resolver.resolveMx('GOOGLISH.example')).toHaveLength(3);
  });

  it('gives the SOA with a negative answer and says that it is authoritative', async () => {
    const reply = await ask('gone.nowhere.example', 'AAAA');
    expect(reply).toMatchObject({ rcode: 'NXDOMAIN', flag_aa: true, answers: [] });
    expect(reply.authorities?.[0]).toMatchObject({ type: 'SOA', name: 'nowhere.example', ttl: 60 });
  });

  it('cuts what does not fit over UDP and gives it whole over TCP', async () => {
    const long = `v=DKIM1; p=${'A'.repeat(1400)}`;
    simnet.putRecords([{ name: 'k._domainkey.news.example', type: 'TXT', data: long }]);
    expect(await ask('k._domainkey.news.example', 'TXT')).toMatchObject({ flag_tc: true, answers: [] });
    expect((await resolverOf(simnet).resolveTxt('k._domainkey.news.example')).map((pieces) => pieces.join(''))).toEqual(
      [long],
    );
  });

  it('follows CNAMEs and answers a name that only has names below it with no data', async () => {
    simnet.putRecords([
      { name: 'www.alias.example', type: 'CNAME', data: 'target.alias.example', ttl: 30 },
      { name: 'target.alias.example', type: 'A', data: '127.0.0.9' },
    ]);
    expect(await resolverOf(simnet).resolve4('www.alias.example', { ttl: true })).toEqual([
      { address: '127.0.0.9', ttl: 30 },
    ]);
    expect(await code(resolverOf(simnet).resolve4('alias.example'))).toBe('ENODATA');
  });

  it('names every host by its address, and the sandbox itself', async () => {
    const resolver = resolverOf(simnet);
    const [address = ''] = await resolver.resolve4('mx1.greylisting.example');
    expect(await resolver.reverse(address)).toEqual(['mx1.greylisting.example']);
    expect(await resolver.resolvePtr('1.0.0.127.in-addr.arpa')).toEqual(['mail.doorstep.example']);
  });

  it('replaces records of the same name and type, takes a list for several, and refuses what cannot be served', async () => {
    const name = 'bounces.news.example';
    simnet.putRecords([{ name, type: 'MX', data: { preference: 5, exchange: 'old.example' } }]);
    simnet.putRecords([
      {
        name,
        type: 'MX',
        data: [
          { preference: 10, exchange: mailboxMxHost },
          { preference: 20, exchange: 'b.example' },
        ],
      },
    ]);
    const mx = await resolverOf(simnet).resolveMx(name);
    expect(mx.map(({ exchange }) => exchange).sort()).toEqual(['b.example', mailboxMxHost]);
    expect(() => simnet.putRecords([{ name, type: 'A', data: 'not an address' }])).toThrow(RangeError);
  });
});
