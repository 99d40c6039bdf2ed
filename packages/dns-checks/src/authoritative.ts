// The name servers that have the last word on a name: found by walking up from it to the zone that holds it.
import { type Asked, ask, clean } from './ask.js';
import type { Resolver } from './check.js';

export interface AuthoritativeServer {
  readonly name: string;
  readonly ip: string;
}

const MOST_SERVERS = 8;
const MOST_ALIASES = 4;

/**
 * Finds the servers of the zone a record stands in, behind aliases too (many publish a DKIM record as a CNAME).
 *
 * @returns unknown when DNS gave no answer; absent when no zone could be found
 */
export async function authoritativeServers(name: string, resolver: Resolver): Promise<Asked<AuthoritativeServer>> {
  const names = await zoneServers(await behindAliases(name, resolver), resolver);
  if (names.kind !== 'found') return names;
  const addresses = await Promise.all(names.values.slice(0, MOST_SERVERS).map((one) => addressOf(one, resolver)));
  const servers = addresses.filter((one) => one !== null);
  return servers.length === 0
    ? { kind: 'unknown', why: `no address of ${names.values.join(', ')}` }
    : { kind: 'found', values: servers };
}

/** The name a record stands under in the end: many publish a DKIM record as a CNAME. */
export async function behindAliases(name: string, resolver: Resolver): Promise<string> {
  let at = name;
  for (let step = 0; step < MOST_ALIASES; step++) {
    const alias = await ask<string>(resolver, at, 'CNAME');
    if (alias.kind !== 'found') return at;
    at = hostName(alias.values[0]!);
  }
  return at;
}

async function zoneServers(name: string, resolver: Resolver): Promise<Asked<string>> {
  const labels = name.split('.');
  for (let at = 0; at < labels.length - 1; at++) {
    const asked = await ask<string>(resolver, labels.slice(at).join('.'), 'NS');
    if (asked.kind === 'found') return { kind: 'found', values: asked.values.map(hostName) };
    if (asked.kind === 'unknown') return asked;
  }
  return { kind: 'absent' };
}

async function addressOf(name: string, resolver: Resolver): Promise<AuthoritativeServer | null> {
  for (const type of ['A', 'AAAA']) {
    const asked = await ask<string>(resolver, name, type);
    if (asked.kind === 'found') return { name, ip: asked.values[0]! };
  }
  return null;
}

const hostName = (text: string) => clean(String(text)).toLowerCase().replace(/\.$/, '');
