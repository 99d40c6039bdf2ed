// Subscribers of a filter as a file: CSV that no spreadsheet runs as formulas, or JSON; page after page, never all in memory.
import { Readable } from 'node:stream';
import { harmlessCell, type SubscriberFilter } from '@doorstep/contracts';
import { type SubscriberRow, type SubscriberStore, sortKeyOf } from '@doorstep/database';
import { stringify } from 'csv-stringify';

const PAGE_ROWS = 1000;

const columns: readonly (readonly [name: string, value: (row: SubscriberRow) => string])[] = [
  ['address', (row) => row.address],
  ['name', (row) => row.name ?? ''],
  ['lists', (row) => listed(row, 'subscribed')],
  ['unconfirmed', (row) => listed(row, 'unconfirmed')],
  ['unsubscribed', (row) => listed(row, 'unsubscribed')],
  ['tags', (row) => row.tags.join('; ')],
  ['standing', (row) => row.standing],
  ['suppressed_by', (row) => row.suppressedBy ?? ''],
  ['added_at_utc', (row) => row.createdAt.toISOString()],
  ['fields', (row) => (Object.keys(row.fields).length === 0 ? '' : JSON.stringify(row.fields))],
];

const listed = ({ memberships }: SubscriberRow, status: string) =>
  memberships
    .filter((membership) => membership.status === status)
    .map((membership) => membership.listName)
    .join('; ');

/** What the file holds, in its first line. */
function headline(filter: SubscriberFilter): string {
  const parts = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `Subscribers; ${parts.length === 0 ? 'everybody' : parts.join(', ')}; as of ${new Date().toISOString()} (UTC)`;
}

export function exportSubscribers(
  store: SubscriberStore,
  filter: SubscriberFilter,
  { format, bom }: { readonly format: 'csv' | 'json'; readonly bom: boolean },
): Readable {
  const key = sortKeyOf(filter);
  async function* rows(): AsyncGenerator<SubscriberRow> {
    for (let after: string | undefined; ; ) {
      const page = await store.page({ limit: PAGE_ROWS, filter, after });
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE_ROWS || last === undefined) return;
      after = last[key];
    }
  }
  async function* cells(): AsyncGenerator<string[]> {
    yield [headline(filter)];
    yield columns.map(([name]) => name);
    for await (const row of rows()) yield columns.map(([, value]) => harmlessCell(value(row)));
  }
  async function* json(): AsyncGenerator<string> {
    yield `${JSON.stringify({ filter, asOf: new Date() }).slice(0, -1)},"subscribers":[`;
    let comma = '';
    for await (const { addressId: _, ...row } of rows()) {
      yield `${comma}\n${JSON.stringify(row)}`;
      comma = ',';
    }
    yield '\n]}\n';
  }
  if (format === 'json') return Readable.from(json());
  return Readable.from(cells()).pipe(
    stringify({ bom, record_delimiter: 'windows', relax_column_count: true } as object),
  );
}
