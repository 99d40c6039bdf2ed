// The audit log as a file: the entries of a filter, newest first, as CSV for spreadsheets or JSON; page after page.
import { Readable } from 'node:stream';
import { type AuditFilter, harmlessCell } from '@doorstep/contracts';
import type { AuditRow, AuditStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';

const PAGE_ROWS = 500;

const columns: readonly (readonly [name: string, value: (row: AuditRow) => string | null])[] = [
  ['at_utc', (row) => row.at.toISOString()],
  ['who', (row) => row.actorLabel],
  ['action', (row) => row.action],
  ['object_kind', (row) => row.subjectKind],
  ['object_id', (row) => row.subjectId],
  ['object_name', (row) => row.subjectName],
  ['detail', (row) => (Object.keys(row.detail).length === 0 ? '' : JSON.stringify(row.detail))],
  ['ip', (row) => row.ip],
  ['id', (row) => row.id],
];

/** What the file holds, in its first line. */
function headline(filter: AuditFilter): string {
  const parts = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `Audit log; ${parts.length === 0 ? 'everything' : parts.join(', ')}; as of ${new Date().toISOString()} (UTC)`;
}

export function exportAudit(entries: AuditStore, filter: AuditFilter, format: 'csv' | 'json'): Readable {
  async function* rows(): AsyncGenerator<AuditRow> {
    for (let after: string | undefined; ; ) {
      const page = await entries.page({ limit: PAGE_ROWS, after, filter });
      yield* page;
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.id;
    }
  }
  async function* cells(): AsyncGenerator<string[]> {
    yield [headline(filter)];
    yield columns.map(([name]) => name);
    for await (const row of rows()) yield columns.map(([, value]) => harmlessCell(value(row) ?? ''));
  }
  async function* json(): AsyncGenerator<string> {
    yield `${JSON.stringify({ filter, asOf: new Date() }).slice(0, -1)},"entries":[`;
    let comma = '';
    for await (const row of rows()) {
      yield `${comma}\n${JSON.stringify(row)}`;
      comma = ',';
    }
    yield '\n]}\n';
  }
  if (format === 'json') return Readable.from(json());
  // The byte order mark makes Excel read it as UTF-8.
  return Readable.from(cells()).pipe(
    stringify({ bom: true, record_delimiter: 'windows', relax_column_count: true } as object),
  );
}
