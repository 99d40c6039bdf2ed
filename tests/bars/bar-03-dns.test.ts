// Bar 3: how DNS is asked: seldom, once at a time, a bounded number at once, and never long.
import { createDns, resolveMx } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { a, mx, type Zone } from '../../packages/delivery/src/testing/name-server.js';
import { names } from './hosts.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const zoneOf = (domain: string, ttl = 600): Zone => ({
  [`MX ${domain}`]: [mx(domain, `mx.${domain}`, 10, ttl)],
  [`A mx.${domain}`]: [a(`mx.${domain}`, '192.0.2.1', ttl)],
  [`AAAA mx.${domain}`]: 'no-data',
});

/** After so long a dead domain is given up. A quiet machine finds the healthy ones within 0.6 s beside them. */
const DEAD_MS = 3000;

describe('bar 3: DNS', () => {
  it('1,000 recipients of one domain are one MX question, and no more while the answer is kept', async () => {
    const server = await names(zoneOf('reader.test'), 20);
    const dns = createDns({ servers: [server.address] });
    await Promise.all(Array.from({ length: 1000 }, () => resolveMx('reader.test', dns)));
    for (let n = 0; n < 10; n++) await resolveMx('reader.test', dns);
    expect(server.asked.filter((question) => question.startsWith('MX'))).toHaveLength(1);
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ['0 is one minute', 0, 60],
    ['a day is one hour', 86_400, 3600],
    ['ten minutes stay ten minutes', 600, 600],
  ])('a TTL of %s', async (_, ttl, seconds) => {
    const server = await names(zoneOf('reader.test', ttl));
    expect((await resolveMx('reader.test', createDns({ servers: [server.address] }))).ttlSeconds).toBe(seconds);
  });

  it('an absence is kept for five minutes at most, trouble for half a minute', async () => {
    const server = await names({ 'MX ill.test': 'servfail' });
    const dns = createDns({ servers: [server.address], tries: 1 });
    expect((await resolveMx('nowhere.test', dns)).ttlSeconds).toBeLessThanOrEqual(300);
    expect((await resolveMx('ill.test', dns)).ttlSeconds).toBe(30);
  });

  it('10,000 distinct domains never have more than 64 questions under way', async () => {
    const server = await names({}, 1);
    const dns = createDns({ servers: [server.address] });
    const answers = await Promise.all(Array.from({ length: 10_000 }, (_, i) => resolveMx(`d${i}.test`, dns)));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['nxdomain']));
    expect(server.mostAtOnce()).toBeLessThanOrEqual(64);
    expect(server.mostAtOnce()).toBeGreaterThan(8);
  });

  it('healthy domains (p95) wait for no dead one of 1,000 to be given up', async () => {
    const healthy = Array.from({ length: 100 }, (_, i) => `well${i}.test`);
    const dead = Array.from({ length: 1000 }, (_, i) => `dead${i}.test`);
    const zone: Zone = Object.assign({}, ...healthy.map((domain) => zoneOf(domain)), {
      ...Object.fromEntries(dead.map((domain) => [`MX ${domain}`, 'silence'])),
    });
    const server = await names(zone);
    const dns = createDns({ servers: [server.address], timeoutMs: DEAD_MS, tries: 1 });
    let isOver = false;
    let buried = 0;
    // As a worker would have it: the dead come in hundreds, and stay.
    const graves = Array.from({ length: 150 }, async (_, first) => {
      for (let n = first; n < dead.length && !isOver; n += 150) {
        await resolveMx(dead[n]!, dns);
        buried++;
      }
    });
    const times = await Promise.all(
      healthy.map(async (domain, i) => {
        await pause(i * 20);
        const sinceMs = performance.now();
        expect((await resolveMx(domain, dns)).kind).toBe('mx');
        return performance.now() - sinceMs;
      }),
    );
    isOver = true;
    expect(buried).toBeLessThan(dead.length); // they were in the way until the last healthy one was found
    times.sort((x, y) => x - y);
    expect(times[94]).toBeLessThan(DEAD_MS);
    void graves; // they end by themselves, whoever waits for them or not
  });

  it('the answer an attempt goes by is told with it', async () => {
    const server = await names(zoneOf('reader.test'));
    const answer = await resolveMx('reader.test', createDns({ servers: [server.address] }));
    expect(answer).toEqual({
      ...{ kind: 'mx', domain: 'reader.test', ttlSeconds: 600 },
      hosts: [{ host: 'mx.reader.test', preference: 10, addresses: ['192.0.2.1'] }],
    });
  });
});
