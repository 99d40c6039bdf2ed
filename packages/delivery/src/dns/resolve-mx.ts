// Finds the hosts that take the mail of a domain.
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { MxAnswer, MxHost } from '../mx-answer.js';
import type { Answer, Dns, MxRecord } from './dns.js';

const MAX_HOSTS = 20;
const MAX_ADDRESSES = 16;
/** A TTL of zero must not make every message ask, one of a week not hide that a domain moved. */
const HELD_SECONDS = { least: 60, most: 3600, mostNegative: 300 } as const;

/**
 * Resolves the mail hosts of a domain (RFC 5321 §5.1): MX records, or the domain's own addresses where it has none.
 * A null MX (RFC 7505) beside real ones is passed over; an exchange that is an IP literal is no host name and is dropped.
 * Hosts come in order of preference; equals are for the caller to shuffle, since every attempt shuffles anew.
 *
 * @param domain lower-case A-labels; anything else is answered as no such name
 */
export async function resolveMx(domain: string, dns: Dns): Promise<MxAnswer> {
  const answer = await find(domain, dns);
  if (answer.kind === 'trouble') return answer;
  const isHost = answer.kind === 'mx' || answer.kind === 'implicit';
  const most = isHost ? HELD_SECONDS.most : HELD_SECONDS.mostNegative;
  return { ...answer, ttlSeconds: Math.min(most, Math.max(HELD_SECONDS.least, answer.ttlSeconds)) };
}

async function find(domain: string, dns: Dns): Promise<MxAnswer> {
  // What cannot stand in DNS at all is not asked for: no such name.
  if (!isHostName(domain)) return { kind: 'nxdomain', domain, hosts: [], ttlSeconds: 3600 };
  const answer = await dns.mx(domain);
  switch (answer.kind) {
    case 'trouble':
      return { kind: 'trouble', domain, hosts: [], ttlSeconds: 30, trouble: answer.trouble };
    case 'nxdomain':
      return { kind: 'nxdomain', domain, hosts: [], ttlSeconds: answer.ttlSeconds };
    case 'no-data':
      return { ...(await implicitMx(domain, dns)), ...validated(answer) };
    case 'records':
      return { ...(await explicitMx(domain, answer.records, answer.ttlSeconds, dns)), ...validated(answer) };
  }
}

async function implicitMx(domain: string, dns: Dns): Promise<MxAnswer> {
  const { addresses, ttlSeconds, trouble, ...looked } = await addressesOf(domain, dns);
  const host: MxHost = { host: domain, preference: 0, addresses, ...validatedHost(looked) };
  if (addresses.length > 0) return { kind: 'implicit', domain, hosts: [host], ttlSeconds };
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
  const hosts: MxHost[] = looked.map(({ host, preference, addresses, ...more }) => ({
    ...{ host, preference, addresses },
    ...validatedHost(more),
  }));
  const shortest = Math.min(ttlSeconds, ...looked.map((host) => host.ttlSeconds));
  if (hosts.some(({ addresses }) => addresses.length > 0)) return { kind: 'mx', domain, hosts, ttlSeconds: shortest };
  const trouble = looked.find((host) => host.trouble !== null)?.trouble;
  if (trouble) return { kind: 'trouble', domain, hosts, ttlSeconds: 30, trouble };
  return { kind: 'no-address', domain, hosts, ttlSeconds: shortest };
}

function hostsOf(records: readonly MxRecord[]): { host: string; preference: number }[] {
  const lowest = new Map<string, number>();
  for (const { exchange, preference } of records) {
    const host = inAscii(exchange.toLowerCase().replace(/\.$/, ''));
    if (isRoot(exchange) || isIP(host) !== 0 || !isHostName(host)) continue;
    lowest.set(host, Math.min(preference, lowest.get(host) ?? preference));
  }
  return [...lowest]
    .map(([host, preference]) => ({ host, preference }))
    .sort((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1))
    .slice(0, MAX_HOSTS);
}

/** Some zones hold names as people write them (RFC 5890 §2.3.2.1 asks for A-labels). */
const inAscii = (name: string): string => (/[^\u0000-\u007f]/.test(name) ? domainToASCII(name) : name);

/** RFC 1035 §2.3.4: labels of at most 63 octets, 253 in all. */
const isHostName = (name: string): boolean =>
  name.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(name);

const isRoot = (exchange: string): boolean => exchange === '' || exchange === '.';

async function addressesOf(host: string, dns: Dns) {
  const answers = await Promise.all([dns.a(host), dns.aaaa(host)]);
  const addresses = answers.flatMap((answer) => (answer.kind === 'records' ? answer.records : []));
  const trouble = answers.find(isTrouble)?.trouble ?? null;
  const seconds = answers.map((answer) => (answer.kind === 'trouble' ? 30 : answer.ttlSeconds));
  const used = answers.flatMap((answer) => (answer.kind === 'records' ? [answer.ttlSeconds] : []));
  // One address that anybody may have written is enough to be led astray (RFC 7672 §2.2.2).
  const given = answers.filter((answer) => answer.kind === 'records');
  const names = new Set(given.map((answer) => answer.canonicalName ?? host));
  return {
    // Both kinds of addresses stand under one name, or the alias changed between two questions: then it is none.
    canonicalName: names.size === 1 && !names.has(host) ? [...names][0]! : null,
    isAuthenticated: given.length > 0 && given.every((answer) => answer.isAuthenticated),
    addresses: addresses.slice(0, MAX_ADDRESSES),
    trouble,
    ttlSeconds: Math.min(...(used.length > 0 ? used : seconds)),
  };
}

/** Kept with the answer only where it holds: nobody who asks no validating resolver stores a word more. */
const validated = ({ isAuthenticated = false }: { readonly isAuthenticated?: boolean }): { isAuthenticated?: true } =>
  isAuthenticated ? { isAuthenticated: true } : {};

function validatedHost({
  isAuthenticated,
  canonicalName,
}: {
  readonly isAuthenticated: boolean;
  readonly canonicalName: string | null;
}): Pick<MxHost, 'isAuthenticated' | 'canonicalName'> {
  if (!isAuthenticated) return {};
  return { isAuthenticated, ...(canonicalName === null ? {} : { canonicalName }) };
}

const isTrouble = (answer: Answer<string>) => answer.kind === 'trouble';
