// The people of a campaign as a file: every one of a filter, as CSV that no spreadsheet runs as formulas, or as JSON.
import { Readable } from 'node:stream';
import { harmlessCell, type PeopleFilter } from '@doorstep/contracts';
import type { CampaignDeliveryStore, CampaignRow, DeliveryRow } from '@doorstep/database';
import { describeDelivery } from '@doorstep/diagnosis';
import { stringify } from 'csv-stringify';

const PAGE_ROWS = 1000;

const columns: readonly (readonly [name: string, value: (row: DeliveryRow) => string | number | null])[] = [
  ['address', (row) => row.address],
  ['state', (row) => row.state],
  ['reason', (row) => row.reason],
  ['cause', (row) => row.category],
  ['what_happened', describeDelivery],
  ['tries', (row) => row.attempts],
  ['reply_code', (row) => row.replyCode],
  ['enhanced_code', (row) => row.enhancedCode],
  ['reply', (row) => row.replyText],
  ['settled_at_utc', (row) => row.settledAt?.toISOString() ?? null],
  ['next_try_at_utc', (row) => row.nextAttemptAt?.toISOString() ?? null],
];

interface ExportForm {
  readonly format: 'csv' | 'json';
  readonly bom: boolean;
}

/** What the file holds, in its first line: which campaign, which people, when. */
function headline(campaign: CampaignRow, filter: PeopleFilter): string {
  const parts = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const people = parts.length === 0 ? 'everybody' : parts.join(', ');
  return `Campaign "${campaign.name}"; people: ${people}; as of ${new Date().toISOString()} (UTC)`;
}

export function exportPeople(
  deliveries: CampaignDeliveryStore,
  campaign: CampaignRow,
  filter: PeopleFilter,
  { format, bom }: ExportForm,
): Readable {
  async function* rows(): AsyncGenerator<DeliveryRow> {
    for (let after: { state: string; id: string } | undefined; ; ) {
      const page = await deliveries.page({ campaignId: campaign.id, limit: PAGE_ROWS, filter, after });
      yield* page;
      const last = page.at(-1);
      if (page.length < PAGE_ROWS || last === undefined) return;
      after = { state: last.state, id: last.id };
    }
  }
  async function* cells(): AsyncGenerator<string[]> {
    yield [headline(campaign, filter)];
    yield columns.map(([name]) => name);
    for await (const row of rows()) yield columns.map(([, value]) => harmlessCell(String(value(row) ?? '')));
  }
  async function* json(): AsyncGenerator<string> {
    const about = { campaignId: campaign.id, name: campaign.name, filter, asOf: new Date() };
    yield `${JSON.stringify(about).slice(0, -1)},"people":[`;
    let comma = '';
    for await (const row of rows()) {
      const told = Object.fromEntries(columns.map(([name, value]) => [name, value(row)]));
      yield `${comma}\n${JSON.stringify(told)}`;
      comma = ',';
    }
    yield '\n]}\n';
  }
  if (format === 'json') return Readable.from(json());
  return Readable.from(cells()).pipe(
    stringify({ bom, record_delimiter: 'windows', relax_column_count: true } as object),
  );
}
