// The people of a group as a file: the evidence a postmaster or a colleague needs, formula-safe.
import { Readable } from 'node:stream';
import type { ChronicStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';
import { harmless } from '../http/spreadsheet-cell.js';

const PAGE_ROWS = 500;

export function exportPeople(store: ChronicStore, key: string): Readable {
  async function* rows(): AsyncGenerator<string[]> {
    yield ['address', 'name', 'failing_since_utc', 'last_failure_utc', 'failed', 'of_last', 'reply', 'held_back'];
    for (let after: string | undefined; ; ) {
      const page = await store.people(key, { limit: PAGE_ROWS, after });
      for (const { address, name, since, lastFailedAt, failed, of, latestText, isHeldBack } of page)
        yield [
          ...[address, name ?? '', since.toISOString(), lastFailedAt.toISOString(), String(failed), String(of)],
          ...[latestText ?? '', isHeldBack ? 'yes' : 'no'],
        ].map(harmless);
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.addressId;
    }
  }
  // The byte order mark makes Excel read it as UTF-8.
  return Readable.from(rows()).pipe(stringify({ bom: true, record_delimiter: 'windows' }));
}
