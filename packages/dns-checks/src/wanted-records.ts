// The records an operator has to publish for a sending domain.
import type { DkimKey, SendingDomainFacts, WantedRecord } from './check.js';
import { mergeSpf } from './merge-spf.js';

export const wantedDmarc = 'v=DMARC1; p=none';

export const dkimName = (domain: string, { selector }: DkimKey) => `${selector}._domainkey.${domain}`;

/** RFC 6376 §3.6.1, RFC 8463 §4. */
export function wantedDkim({ algorithm, publicKeyBase64 }: DkimKey): string {
  return `v=DKIM1; k=${algorithm === 'ed25519-sha256' ? 'ed25519' : 'rsa'}; p=${publicKeyBase64}`;
}

/** Without a known address a mark that a person has to fill in. */
export function wantedSpf({ sourceIps }: SendingDomainFacts): string {
  return mergeSpf([], sourceIps.length > 0 ? allowedBySpf(sourceIps) : ['ip4:<the address of this machine>']);
}

export const allowedBySpf = (ips: readonly string[]): string[] =>
  ips.map((ip) => (ip.includes(':') ? `ip6:${ip}` : `ip4:${ip}`));

export function wantedRecords(facts: SendingDomainFacts): WantedRecord[] {
  const { domain, returnPathDomain, dkim } = facts;
  return [
    { name: returnPathDomain, type: 'TXT', value: wantedSpf(facts), purpose: 'SPF: which machines may send for you' },
    ...dkim.map((key) => ({
      name: dkimName(domain, key),
      type: 'TXT',
      value: wantedDkim(key),
      purpose: 'DKIM: the key receivers check our signature with',
    })),
    {
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: wantedDmarc,
      purpose: 'DMARC: what receivers shall do with forgeries',
    },
    {
      name: returnPathDomain,
      type: 'MX',
      value: '10 <the server of your bounce mailbox>',
      purpose: 'Return path: where bounces come back to',
    },
  ];
}
