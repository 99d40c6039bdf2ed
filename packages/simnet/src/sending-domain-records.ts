// What the simulated DNS must say of a sending domain, so that a sandbox may send as it and its bounces come back.
import type { ZoneRecord } from './dns/zone.js';
import { mailboxMxHost } from './reports/post-office.js';

export interface SandboxSender {
  readonly name: string;
  readonly returnPathDomain: string;
  /** Each key's selector and its TXT record (RFC 6376 §3.6.1). */
  readonly dkimRecords: readonly { readonly selector: string; readonly value: string }[];
}

const SPF = 'v=spf1 ip4:127.0.0.1 -all';

export function sendingDomainRecords({ name, returnPathDomain, dkimRecords }: SandboxSender): ZoneRecord[] {
  return [
    { name, type: 'TXT', data: SPF },
    { name: returnPathDomain, type: 'TXT', data: SPF },
    { name: returnPathDomain, type: 'MX', data: { preference: 10, exchange: mailboxMxHost } },
    { name: `_dmarc.${name}`, type: 'TXT', data: 'v=DMARC1; p=none' },
    ...dkimRecords.map(({ selector, value }) => ({
      name: `${selector}._domainkey.${name}`,
      type: 'TXT' as const,
      data: value,
    })),
  ];
}

/**
 * Publishes records in the running sandbox.
 *
 * @param controlUrl where its process is controlled
 * @throws Error when it does not answer or does not take them
 */
export async function publishRecords(controlUrl: string, records: readonly ZoneRecord[]): Promise<void> {
  const answer = await fetch(`${controlUrl}/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok)
    throw new Error(`The sandbox did not take its DNS records (${answer.status}): ${await answer.text()}`);
}
