// The people of a group as a file: the evidence a postmaster or a colleague needs, formula-safe.
import { Readable } from 'node:stream';
import { type ChronicGroup, harmlessCell } from '@doorstep/contracts';
import type { ChronicStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';

const PAGE_ROWS = 500;

/** What is known of them beside the address, field by field: a telephone number is a way to a new address. */
export function exportContacts(store: ChronicStore, key: string, fields: readonly string[]): Readable {
  async function* rows(): AsyncGenerator<string[]> {
    yield ['address', 'name', ...fields, 'lists', 'failing_since_utc', 'new_address'].map(harmlessCell);
    for (let after: string | undefined; ; ) {
      const page = await store.contacts(key, { limit: PAGE_ROWS, after });
      for (const { address, name, values, lists, since } of page)
        yield [
          ...[address, name ?? '', ...fields.map((field) => String(values[field] ?? ''))],
          ...[lists.join('; '), since.toISOString(), ''],
        ].map(harmlessCell);
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.addressId;
    }
  }
  return Readable.from(rows()).pipe(stringify({ bom: true, record_delimiter: 'windows' }));
}

export function exportPeople(
  store: ChronicStore,
  { key, cause, place }: Pick<ChronicGroup, 'key' | 'cause' | 'place'>,
): Readable {
  async function* rows(): AsyncGenerator<string[]> {
    yield [harmlessCell(`Chronic bounces; ${cause} at ${place}; as of ${new Date().toISOString()} (UTC)`)];
    yield ['address', 'name', 'failing_since_utc', 'last_failure_utc', 'failed', 'of_last', 'reply', 'held_back'];
    for (let after: string | undefined; ; ) {
      const page = await store.people({ groupKey: key, isHeldBack: null, limit: PAGE_ROWS, after });
      for (const { address, name, since, lastFailedAt, failed, of, latestText, isHeldBack } of page)
        yield [
          ...[address, name ?? '', since.toISOString(), lastFailedAt.toISOString(), String(failed), String(of)],
          ...[latestText ?? '', isHeldBack ? 'yes' : 'no'],
        ].map(harmlessCell);
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.addressId;
    }
  }
  // The byte order mark makes Excel read it as UTF-8; the first row is one cell.
  return Readable.from(rows()).pipe(
    stringify({ bom: true, record_delimiter: 'windows', relax_column_count: true } as object),
  );
}
