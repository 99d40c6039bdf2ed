// Bar 1: the hosts of a domain, found as RFC 5321 §5.1 and RFC 7505 say, and what is stored where there is none.
import { classifyReply } from '@doorstep/bounces';
import { createDns, type MxAnswer, resolveMx } from '@doorstep/delivery';
import type packet from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { a, mx, type Zone } from '../../packages/delivery/src/testing/name-server.js';
import { answerOf } from '../../packages/delivery/src/testing/raw-host.js';
import { letter, mailHost, names, open, reach } from './hosts.js';

const LOCAL = '127.0.0.1';
const aaaa = (name: string, data: string): packet.Answer => ({ type: 'AAAA', name, ttl: 600, data });
const cname = (name: string, data: string): packet.Answer => ({ type: 'CNAME', name, ttl: 600, data });

async function resolve(zone: Zone, domain = 'reader.test') {
  const server = await names(zone);
  const timeoutMs = Object.values(zone).includes('silence') ? 100 : 3000;
  const dns = createDns({ servers: [server.address], timeoutMs, tries: 1 });
  return { answer: await resolveMx(domain, dns), asked: server.asked };
}

/** What is stored with a delivery to a domain that cannot be reached: category and words. */
function stored(answer: MxAnswer) {
  const text = answer.kind === 'trouble' ? answer.trouble : answer.kind;
  return { kind: answer.kind, text };
}

describe('bar 1: MX', () => {
  it.each([
    ['"." alone', [mx('reader.test', '.')]],
    ['"." twice', [mx('reader.test', '.', 0), mx('reader.test', '.', 5)]],
  ])('a null MX (%s) leads to no host, no address question and no connection', async (_, records) => {
    const host = await mailHost();
    const { answer, asked } = await resolve({ 'MX reader.test': records, 'A reader.test': [a('reader.test', LOCAL)] });
    expect(answer).toMatchObject({ kind: 'null-mx', hosts: [] });
    expect(asked).toEqual(['MX reader.test over udp']);
    expect(await reach(host.port, answer)).toMatchObject({ kind: 'failed', report: { stage: 'dns' } });
    expect(host.connections()).toBe(0);
  });

  it('a null MX beside a real one is passed over, and mail goes to the real one only', async () => {
    const host = await mailHost();
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', '.', 0), mx('reader.test', 'mx.reader.test', 10)],
      'A mx.reader.test': [a('mx.reader.test', LOCAL)],
    });
    expect(answer.hosts.map((found) => found.host)).toEqual(['mx.reader.test']);
    expect((await (await open(host.port, answer)).send(letter())).outcome).toBe('accepted');
  });

  it('NXDOMAIN, no address, SERVFAIL and silence are four different things', async () => {
    const { answer: nowhere } = await resolve({});
    const { answer: empty } = await resolve({
      'MX reader.test': 'no-data',
      'A reader.test': 'no-data',
      'AAAA reader.test': 'no-data',
    });
    const { answer: ill } = await resolve({ 'MX reader.test': 'servfail' });
    const { answer: silent } = await resolve({ 'MX reader.test': 'silence' });
    expect([nowhere, empty, ill, silent].map(stored)).toEqual([
      { kind: 'nxdomain', text: 'nxdomain' },
      { kind: 'no-address', text: 'no-address' },
      { kind: 'trouble', text: expect.stringContaining('ESERVFAIL') },
      { kind: 'trouble', text: expect.stringContaining('ETIMEOUT') },
    ]);
    for (const { text } of [ill, silent].map(stored))
      expect(classifyReply({ stage: 'dns', code: null, enhancedCode: null, text, mxHost: null }).category).toBe(
        'dns_temp',
      );
  });

  it('no MX means the domain itself, IPv4 and IPv6', async () => {
    const { answer } = await resolve({
      'MX reader.test': 'no-data',
      'A reader.test': [a('reader.test', LOCAL)],
      'AAAA reader.test': [aaaa('reader.test', '::1')],
    });
    expect(answer).toMatchObject({ kind: 'implicit', hosts: [{ host: 'reader.test', addresses: [LOCAL, '::1'] }] });
  });

  it('an MX that is a CNAME leads to the address behind it', async () => {
    const host = await mailHost();
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', 'alias.reader.test')],
      'A alias.reader.test': [cname('alias.reader.test', 'real.host.test'), a('real.host.test', LOCAL)],
      'AAAA alias.reader.test': 'no-data',
    });
    expect(answer.hosts).toEqual([{ host: 'alias.reader.test', preference: 10, addresses: [LOCAL] }]);
    expect((await (await open(host.port, answer)).send(letter())).outcome).toBe('accepted');
  });

  it('an IP literal is no host name: nothing is connected', async () => {
    const host = await mailHost();
    const { answer, asked } = await resolve({ 'MX reader.test': [mx('reader.test', LOCAL)] });
    expect(answer).toMatchObject({ kind: 'no-address', hosts: [] });
    expect(asked).toHaveLength(1);
    await reach(host.port, answer);
    expect(host.connections()).toBe(0);
  });

  it.each([
    ['an A-label', 'mx.xn--bcher-kva.test'],
    ['a U-label', 'mx.bücher.test'],
  ])('%s works as host name', async (_, exchange) => {
    const label = 'mx.xn--bcher-kva.test';
    const { answer } = await resolve({
      'MX reader.test': [mx('reader.test', exchange)],
      [`A ${label}`]: [a(label, LOCAL)],
      [`AAAA ${label}`]: 'no-data',
    });
    expect(answer.hosts).toEqual([{ host: label, preference: 10, addresses: [LOCAL] }]);
  });

  it('of four hosts of equal preference each is first in 20 to 30 % of 1000 plans, in each of their families alike', async () => {
    const answer = answerOf(...[1, 2, 3, 4].map((n) => ({ host: `mx${n}.test`, addresses: [`10.0.0.${n}`] })));
    const first: Record<string, number> = {};
    let seed = 11;
    // A fixed generator (Lehmer): a fair shuffle passes always, an unfair one never.
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let n = 0; n < 1000; n++) {
      const result = await reach(1, answer, { allowPrivateMx: false, random });
      const host = result.kind === 'failed' ? result.report.steps[0]!.mxHost! : 'none';
      first[host] = (first[host] ?? 0) + 1;
    }
    expect(Object.keys(first).sort()).toEqual(['mx1.test', 'mx2.test', 'mx3.test', 'mx4.test']);
    for (const count of Object.values(first)) {
      expect(count).toBeGreaterThanOrEqual(200);
      expect(count).toBeLessThanOrEqual(300);
    }
  });

  it('a better preference is never skipped while it is up', async () => {
    const host = await mailHost();
    const answer = answerOf({ host: 'second.test', preference: 20 }, { host: 'first.test', preference: 5 });
    for (let n = 0; n < 30; n++) expect((await open(host.port, answer)).mxHost).toBe('first.test');
  });
});
