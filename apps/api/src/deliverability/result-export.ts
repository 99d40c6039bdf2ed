// The table and the messages behind its numbers as files: filters, zone and time in the first line, no cell a formula.
import { Readable } from 'node:stream';
import { harmlessCell, type ResultCounts } from '@doorstep/contracts';
import type { ResultDeliveryFilter, ResultDeliveryRow, ResultDeliveryStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';
import type { ResultService } from './results.service.js';

const PAGE_ROWS = 1000;

type Cell = string | number | Date | null | undefined;
type Columns<Row> = readonly (readonly [name: string, value: (row: Row) => Cell])[];
type Table = Awaited<ReturnType<ResultService['table']>>;

const counts: readonly (readonly [string, keyof ResultCounts])[] = [
  ['sent', 'sent'],
  ['accepted_at_once', 'acceptedAtOnce'],
  ['accepted_after_retry', 'acceptedLater'],
  ['trying_again', 'tryingAgain'],
  ['refused', 'refused'],
  ['gave_up', 'gaveUp'],
  ['returned_later', 'returned'],
  ['complained', 'complained'],
  ['in_doubt', 'inDoubt'],
  ['stopped', 'stopped'],
];

const tableColumns: Columns<Table['rows'][number]> = [
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ...counts.map(([name, of]) => [name, (row: Table['rows'][number]) => row.counts[of]] as const),
  ['median_ms', (row) => row.medianMs],
  ['p95_ms', (row) => row.p95Ms],
  ['held_up', (row) => row.limiter?.state],
  ['held_up_until_utc', (row) => row.limiter?.until],
  ['norm_sent', (row) => row.comparison?.norm.of],
  ['norm_accepted_at_once', (row) => row.comparison?.norm.atOnce],
  ['others_sent', (row) => row.comparison?.othersNow.of],
  ['others_accepted_at_once', (row) => row.comparison?.othersNow.atOnce],
  ['verdict', (row) => row.comparison?.verdict],
  ['in_words', (row) => row.comparison?.sentence],
  ['cause', (row) => row.pattern?.category],
  ['who_has_to_act', (row) => row.pattern?.owner],
  ['next_step', (row) => row.pattern?.nextSteps[0]],
  ['newest_reply', (row) => row.pattern?.newestText],
];

const messageColumns: Columns<ResultDeliveryRow> = [
  ['address', (row) => row.address],
  ['campaign', (row) => row.campaignName],
  ['campaign_id', (row) => row.campaignId],
  ['group', (row) => row.group],
  ['state', (row) => row.state],
  ['mx_host', (row) => row.mxHost],
  ['first_tried_hour_utc', (row) => row.firstTriedAt],
  ['accepted_after_ms', (row) => row.waitMs],
  ['cause', (row) => row.category],
  ['reply', (row) => row.replyText],
];

export interface FileForm {
  readonly format: 'csv' | 'json';
  readonly bom: boolean;
}

const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function headline(what: string, span: { from: Date; until: Date }, filter: object): string {
  const parts = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined || value instanceof Date ? [] : [`${name}: ${String(value)}`],
  );
  return `${what} from ${utc(span.from)} until ${utc(span.until)}; ${parts.length === 0 ? 'all' : parts.join(', ')}; as of ${utc(new Date())}`;
}

export function exportTable(table: Table, filter: object, form: FileForm): Readable {
  if (form.format === 'json') return Readable.from([`${JSON.stringify({ filter, ...table }, null, 1)}\n`]);
  return file(headline('Deliverability', table, filter), tableColumns, [...table.rows], form);
}

export function exportMessages(store: ResultDeliveryStore, filter: ResultDeliveryFilter, form: FileForm): Readable {
  async function* rows(): AsyncGenerator<ResultDeliveryRow> {
    for (let after: { hour: Date; id: string } | undefined; ; ) {
      const page = await store.page(filter, { limit: PAGE_ROWS, after });
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE_ROWS || last === undefined) return;
      after = { hour: last.firstTriedAt, id: last.id };
    }
  }
  const { from, until, ...more } = filter;
  return file(headline('Messages first tried', filter, more), messageColumns, rows(), form);
}

function file<Row>(
  first: string,
  columns: Columns<Row>,
  rows: Iterable<Row> | AsyncIterable<Row>,
  { format, bom }: FileForm,
): Readable {
  async function* cells(): AsyncGenerator<string[]> {
    yield [first];
    yield columns.map(([name]) => name);
    for await (const row of rows) yield columns.map(([, value]) => harmlessCell(asText(value(row))));
  }
  async function* json(): AsyncGenerator<string> {
    yield `{"about":${JSON.stringify(first)},"rows":[`;
    let comma = '';
    for await (const row of rows) {
      yield `${comma}\n${JSON.stringify(Object.fromEntries(columns.map(([name, value]) => [name, value(row) ?? null])))}`;
      comma = ',';
    }
    yield '\n]}\n';
  }
  if (format === 'json') return Readable.from(json());
  return Readable.from(cells()).pipe(
    stringify({ bom, record_delimiter: 'windows', relax_column_count: true } as object),
  );
}

const asText = (value: Cell) => (value instanceof Date ? value.toISOString() : String(value ?? ''));
