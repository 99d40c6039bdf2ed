// Asks DNS for the TLSA records of the hosts of an answer, where DANE may speak at all.
import type { Dns, TlsaRecord } from '../dns/dns.js';
import type { MxAnswer, MxHost } from '../mx-answer.js';
import { usableRecords } from './dane.js';

/** none: DANE does not speak of this host · records: `usable` may be empty, TLS is due all the same · trouble: nobody can know */
export type TlsaFinding =
  | { readonly kind: 'none' }
  /** `baseName`: what the records stand under, where that is not the host's own name. */
  | { readonly kind: 'records'; readonly usable: readonly TlsaRecord[]; readonly baseName?: string }
  | { readonly kind: 'trouble'; readonly trouble: string };

/**
 * Only a host whose MX record and addresses were validated may be held to DANE (RFC 7672 §2.2); for the others nothing
 * is asked. A lookup that fails is no answer (§2.1.2): the host is left alone, or whoever can make lookups fail could
 * take the encryption away.
 */
export async function findTlsa(answer: MxAnswer, dns: Pick<Dns, 'tlsa'>): Promise<ReadonlyMap<string, TlsaFinding>> {
  const isHeld = (answer.kind === 'mx' || answer.kind === 'implicit') && answer.isAuthenticated === true;
  const hosts = isHeld ? answer.hosts.filter(({ isAuthenticated }) => isAuthenticated) : [];
  return new Map(await Promise.all(hosts.map(async (host) => [host.host, await find(host, dns)] as const)));
}

/** An alias is looked for under the name it leads to first, then under its own (RFC 7672 §2.2.2). */
async function find({ host, canonicalName }: MxHost, dns: Pick<Dns, 'tlsa'>): Promise<TlsaFinding> {
  const expanded = canonicalName === undefined ? NONE : await findUnder(canonicalName, dns);
  if (expanded.kind === 'none') return findUnder(host, dns);
  return expanded.kind === 'records' && canonicalName !== undefined
    ? { ...expanded, baseName: canonicalName }
    : expanded;
}

const NONE: TlsaFinding = { kind: 'none' };

async function findUnder(name: string, dns: Pick<Dns, 'tlsa'>): Promise<TlsaFinding> {
  const answer = await dns.tlsa(`_25._tcp.${name}`);
  if (answer.kind === 'trouble') return { kind: 'trouble', trouble: answer.trouble };
  if (answer.kind !== 'records' || !answer.isAuthenticated) return NONE;
  return { kind: 'records', usable: usableRecords(answer.records) };
}
