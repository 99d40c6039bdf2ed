// What each check of a sending domain is for, in words an editor and whoever manages her DNS know, and which records it leaves to set.
import type { DomainCheck } from './operations.js';

export interface DomainCheckWords {
  readonly title: string;
  readonly purpose: string;
}

const texts: Readonly<Record<string, DomainCheckWords>> = {
  spf: { title: 'SPF', purpose: 'Says which machines may send for the domain.' },
  dkim: { title: 'DKIM', purpose: 'The public half of the key every message is signed with.' },
  dmarc: { title: 'DMARC', purpose: 'Says what others shall do with mail that only pretends to be yours.' },
  return_path: { title: 'Return path', purpose: 'Where bounce messages go, so that they reach the bounce mailbox.' },
  tracking_host: {
    title: 'Host of links',
    purpose: 'Where links, pictures and the pages of readers lead: the host of DOORSTEP_PUBLIC_URL.',
  },
  mx: { title: 'MX', purpose: 'Where answers to your mail go.' },
  ptr: { title: 'Reverse name', purpose: 'The name of the sending IP, which large providers look up.' },
  alignment: { title: 'Alignment', purpose: 'Whether the proofs speak for the domain readers see as the sender.' },
  blocklist: { title: 'Blocklists', purpose: 'Public lists of senders many receivers refuse.' },
  mta_sts: { title: 'MTA-STS (optional)', purpose: 'Asks others to encrypt mail to the bounce domain.' },
  tls_rpt: { title: 'TLS-RPT (optional)', purpose: 'Where others report trouble with encryption.' },
  bimi: { title: 'BIMI (optional)', purpose: 'The logo some readers see beside the sender.' },
};

/** @param name as in DomainCheck; null for one that has no words of its own */
export function domainCheckWords(name: string): DomainCheckWords | null {
  return texts[name.toLowerCase().replaceAll('-', '_')] ?? null;
}

/** A check that is about one record: what it is called and what it must say. */
export type DnsRecord = DomainCheck & { readonly recordName: string; readonly expected: string };

/** The records of a domain, told apart by whether anything is left to do. */
export function dnsRecords(checks: readonly DomainCheck[] | null): { toSet: DnsRecord[]; right: DnsRecord[] } {
  const records = (checks ?? []).filter(
    (check): check is DnsRecord => check.recordName !== null && check.expected !== null,
  );
  return {
    toSet: records.filter(({ result }) => result !== 'pass'),
    right: records.filter(({ result }) => result === 'pass'),
  };
}
