// One sentence for what a live check found.
import { readable } from '../facts.js';
import { english } from '../words/english.js';
import type { DnsKind, HostNow, LiveFacts } from './live-facts.js';

const DNS: Readonly<Record<DnsKind, (domain: string, hosts: number) => string>> = {
  mx: (domain, hosts) => `${domain} names ${hosts} mail ${hosts === 1 ? 'server' : 'servers'}.`,
  implicit: (domain) => `${domain} names no mail server; its own address stands in for one.`,
  'null-mx': (domain) => `${domain} says in DNS that it takes no mail (null MX).`,
  nxdomain: (domain) => `There is no domain ${domain} (NXDOMAIN).`,
  'no-address': (domain) => `No mail server of ${domain} has an address.`,
  trouble: (domain) => `The name servers of ${domain} do not answer.`,
};

export const dnsWords = (kind: DnsKind, domain: string, hosts: number): string => DNS[kind](readable(domain), hosts);

/** @returns what it means for mail to her, or that it is under way */
export function liveHeadline({ domain, kind, hosts, checks, heldBy }: LiveFacts, isEnded: boolean): string {
  if (kind === null) return isEnded ? 'The check ended before DNS answered.' : 'Asking DNS…';
  if (kind !== 'mx' && kind !== 'implicit') return dnsWords(kind, domain, hosts.length);
  if (heldBy !== null) return `${heldBy}. Only DNS was asked.`;
  if (!isEnded) return `Looking at ${hosts.length === 1 ? 'the mail server' : 'the mail servers'}…`;
  const asked = checks.find(({ recipient }) => recipient !== null);
  if (asked?.recipient) return recipientWords(asked.mxHost, asked.recipient);
  const open = checks.filter(({ outcome }) => outcome === 'open');
  if (open.length === checks.length && open.length > 0)
    return open.length === 1
      ? `${open[0]!.mxHost} takes connections and would hear a message.`
      : `All ${open.length} mail servers take connections and would hear a message.`;
  if (open.length > 0) return `${open.length} of ${checks.length} mail servers take connections: mail can go out.`;
  return failedWords(checks);
}

function failedWords(checks: readonly HostNow[]): string {
  const [first] = checks;
  if (first === undefined) return 'No mail server could be looked at.';
  const stage = english.general.stages[first.stage ?? ''] ?? english.general.unknownStage;
  const who = checks.length === 1 ? first.mxHost : `None of the ${checks.length} mail servers`;
  return checks.length === 1
    ? `${who} cannot be reached: it failed ${stage}.`
    : `${who} can be reached; it failed ${stage}.`;
}

function recipientWords(host: string, { outcome }: { readonly outcome: string }): string {
  switch (outcome) {
    case 'accepted':
      return `${host} would take a message for this address. A filter may still refuse it after reading it.`;
    case 'refused':
      return `${host} refuses this address.`;
    default:
      return `${host} does not say now whether it takes this address.`;
  }
}
