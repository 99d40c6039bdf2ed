// Returned mail as a file: every message of a view, newest first, as CSV for spreadsheets or JSON lines for programs.
import { Readable } from 'node:stream';
import { harmlessCell, type InboundExportQuery } from '@doorstep/contracts';
import type { InboundShelfStore } from '@doorstep/database';
import { stringify } from 'csv-stringify';
import { inboundView } from './inbound-view.js';

type View = ReturnType<typeof inboundView>;

const PAGE_ROWS = 500;

const columns: readonly (readonly [name: string, value: (view: View) => string | null])[] = [
  ['received_at_utc', (view) => view.receivedAt.toISOString()],
  ['kind', (view) => view.kind],
  ['state', (view) => (view.dismissedAt === null ? view.state : 'dismissed')],
  ['address', (view) => view.address],
  ['names', (view) => view.named.join(' ')],
  ['campaign', (view) => view.campaignName],
  ['category', (view) => view.category],
  ['scope', (view) => view.scope],
  ['rule', (view) => view.ruleId],
  ['led_to', (view) => view.ledTo],
  ['words', (view) => view.words],
  ['matched_by', (view) => view.matchedBy],
  ['subject', (view) => view.subject],
  ['from', (view) => view.from],
  ['mailbox', (view) => view.mailbox],
  ['id', (view) => view.id],
];

export function exportInbound(shelf: InboundShelfStore, { show, search, format }: InboundExportQuery): Readable {
  async function* views(): AsyncGenerator<View> {
    for (let after: string | undefined; ; ) {
      const page = await shelf.page({ limit: PAGE_ROWS, after, show, search });
      for (const message of page) yield inboundView(message);
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.id;
    }
  }
  async function* lines(): AsyncGenerator<string> {
    for await (const view of views()) yield `${JSON.stringify(view)}\n`;
  }
  async function* cells(): AsyncGenerator<string[]> {
    yield columns.map(([name]) => name);
    for await (const view of views()) yield columns.map(([, value]) => harmlessCell(value(view) ?? ''));
  }
  if (format === 'jsonl') return Readable.from(lines());
  // The byte order mark makes Excel read it as UTF-8.
  return Readable.from(cells()).pipe(stringify({ bom: true, record_delimiter: 'windows' }));
}
