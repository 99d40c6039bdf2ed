// Finds the hosts that take the mail of a domain.
import { isIP } from 'node:net';
import type { MxAnswer, MxHost } from '../mx-answer.js';
import type { Answer, Dns, MxRecord } from './dns.js';

const MAX_HOSTS = 20;
const MAX_ADDRESSES = 16;

/**
 * Resolves the mail hosts of a domain (RFC 5321 §5.1): MX records, or the domain's own addresses where it has none.
 * A null MX (RFC 7505) beside real ones is passed over; an exchange that is an IP literal is no host name and is dropped.
 * Hosts come in order of preference; equals are for the caller to shuffle, since every attempt shuffles anew.
 *
 * @param domain lower-case A-labels
 */
export async function resolveMx(domain: string, dns: Dns): Promise<MxAnswer> {
  const answer = await dns.mx(domain);
  switch (answer.kind) {
    case 'trouble':
      return { kind: 'trouble', domain, hosts: [], ttlSeconds: 30, trouble: answer.trouble };
    case 'nxdomain':
      return { kind: 'nxdomain', domain, hosts: [], ttlSeconds: answer.ttlSeconds };
    case 'no-data':
      return implicitMx(domain, dns);
    case 'records':
      return explicitMx(domain, answer.records, answer.ttlSeconds, dns);
  }
}

async function implicitMx(domain: string, dns: Dns): Promise<MxAnswer> {
  const { addresses, ttlSeconds, trouble } = await addressesOf(domain, dns);
  if (addresses.length > 0)
    return { kind: 'implicit', domain, hosts: [{ host: domain, preference: 0, addresses }], ttlSeconds };
  if (trouble !== null) return { kind: 'trouble', domain, hosts: [], ttlSeconds: 30, trouble };
  return { kind: 'no-address', domain, hosts: [], ttlSeconds };
}

async function explicitMx(
  domain: string,
  records: readonly MxRecord[],
  ttlSeconds: number,
  dns: Dns,
): Promise<MxAnswer> {
  const named = hostsOf(records);
  if (named.length === 0) {
    const isNull = records.every(({ exchange }) => isRoot(exchange));
    return { kind: isNull ? 'null-mx' : 'no-address', domain, hosts: [], ttlSeconds };
  }
  const looked = await Promise.all(named.map(async (mx) => ({ ...mx, ...(await addressesOf(mx.host, dns)) })));
  const hosts: MxHost[] = looked.map(({ host, preference, addresses }) => ({ host, preference, addresses }));
  const shortest = Math.min(ttlSeconds, ...looked.map((host) => host.ttlSeconds));
  if (hosts.some(({ addresses }) => addresses.length > 0)) return { kind: 'mx', domain, hosts, ttlSeconds: shortest };
  const trouble = looked.find((host) => host.trouble !== null)?.trouble;
  if (trouble) return { kind: 'trouble', domain, hosts, ttlSeconds: 30, trouble };
  return { kind: 'no-address', domain, hosts, ttlSeconds: shortest };
}

function hostsOf(records: readonly MxRecord[]): { host: string; preference: number }[] {
  const lowest = new Map<string, number>();
  for (const { exchange, preference } of records) {
    const host = exchange.toLowerCase().replace(/\.$/, '');
    if (isRoot(exchange) || isIP(host) !== 0 || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)) continue;
    lowest.set(host, Math.min(preference, lowest.get(host) ?? preference));
  }
  return [...lowest]
    .map(([host, preference]) => ({ host, preference }))
    .sort((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1))
    .slice(0, MAX_HOSTS);
}

const isRoot = (exchange: string): boolean => exchange === '' || exchange === '.';

async function addressesOf(host: string, dns: Dns) {
  const answers = await Promise.all([dns.a(host), dns.aaaa(host)]);
  const addresses = answers.flatMap((answer) => (answer.kind === 'records' ? answer.records : []));
  const trouble = answers.find(isTrouble)?.trouble ?? null;
  const seconds = answers.map((answer) => (answer.kind === 'trouble' ? 30 : answer.ttlSeconds));
  const used = answers.flatMap((answer) => (answer.kind === 'records' ? [answer.ttlSeconds] : []));
  return {
    addresses: addresses.slice(0, MAX_ADDRESSES),
    trouble,
    ttlSeconds: Math.min(...(used.length > 0 ? used : seconds)),
  };
}

const isTrouble = (answer: Answer<string>) => answer.kind === 'trouble';
