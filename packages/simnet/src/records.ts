// Records and names that stand in the zone from the start, and the reading of records that come from outside.
import { checkRecord } from './dns/dns-server.js';
import type { ZoneRecord, ZoneRecordType } from './dns/zone.js';
import { mailboxMxHost } from './reports/post-office.js';
import { mailboxAddress } from './smtp/mailbox-host.js';
import { addressRecords } from './smtp/sites.js';

/** The name the sandbox greets with; its address resolves to it and back, as receivers want it. */
export const sandboxHostName = 'mail.doorstep.example';

export const firstRecords: readonly ZoneRecord[] = [
  ...addressRecords(sandboxHostName, '127.0.0.1'),
  ...addressRecords(mailboxMxHost, mailboxAddress),
  { name: 'mailbox.example', type: 'MX', data: { preference: 10, exchange: mailboxMxHost } },
  { name: 'ns.registry.example', type: 'A', data: '127.0.0.1' },
];

const types: ReadonlySet<string> = new Set(['A', 'AAAA', 'MX', 'TXT', 'CNAME', 'PTR', 'NS']);

/**
 * Checks records and gives each its own data: a list of values stands for as many records (but in TXT for the pieces of one).
 * @throws RangeError for what cannot be served
 */
export function readRecords(given: readonly ZoneRecord[]): ZoneRecord[] {
  return given.flatMap(({ name, type, data, ttl }) => {
    if (typeof name !== 'string' || !types.has(type)) throw new RangeError(`not a record: ${name} ${type}`);
    const values = Array.isArray(data) && type !== 'TXT' ? data : [data];
    return values.map((value: unknown) => {
      const record: ZoneRecord = {
        name,
        type: type as ZoneRecordType,
        data: value,
        ...(ttl === undefined ? {} : { ttl }),
      };
      checkRecord(record);
      return record;
    });
  });
}
