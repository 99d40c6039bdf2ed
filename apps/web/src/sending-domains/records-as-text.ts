// The records still to be set as plain text, for a message to whoever manages the DNS.
import { dnsRecords, type SendingDomain } from '@doorstep/contracts';
import { checkText } from './check-words';

/** Type, name and value of each record under its purpose. */
export function recordsAsText({ name, checks }: Pick<SendingDomain, 'name' | 'checks'>): string {
  const { toSet } = dnsRecords(checks);
  if (toSet.length === 0) return `The DNS records of ${name} are right: there is nothing to do.\n`;
  const records = toSet.map(
    ({ name: what, recordType, recordName, expected, found }) =>
      `${checkText(what).title}\n  ${recordType ?? 'TXT'}  ${recordName}\n  ${expected}\n  now: ${found.length === 0 ? 'nothing' : found.join(' | ')}\n`,
  );
  return `Please set these records in the DNS of ${name}. Names are written whole.\n\n${records.join('\n')}`;
}
