// Rows of a dry run on their way into the database: by COPY, judged as they come in.
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import * as sql from './import-check.sql.js';
import type { ImportTask, StagedRow } from './import-task.js';
import type { RejectedRow } from './import-views.js';

/** What rows are judged by. */
export type ImportRules = Pick<ImportTask, 'id' | 'listIds' | 'onExisting' | 'tags'>;

export async function stageRows(client: pg.PoolClient, rules: ImportRules, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(sql.MAKE_STAGING);
  await pipeline([copyLines(rows)], client.query(copyFrom(sql.COPY_STAGED)));
  await client.query(sql.JUDGE_STAGED, [rules.id, rules.listIds, rules.onExisting, rules.tags]);
}

export async function addRejected(client: pg.PoolClient, id: string, rows: readonly RejectedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO import_rejected_row (import_id, line, problem, reason, suggested_fix, cells, typo_of)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[]) ON CONFLICT DO NOTHING`,
    [
      id,
      rows.map((row) => row.line),
      rows.map((row) => row.problem),
      rows.map((row) => row.reason),
      rows.map((row) => row.suggestedFix),
      rows.map((row) => JSON.stringify(row.cells)),
      rows.map((row) => row.typoOf ?? null),
    ],
  );
}

function copyLines(rows: readonly StagedRow[]): string {
  let lines = '';
  for (const { line, normalized, spelling, domainName, name, fields, consentAt, suggestion } of rows)
    lines += `${line}\t${copyText(normalized)}\t${copyText(spelling)}\t${copyText(domainName)}\t${copyText(name)}\t${copyText(JSON.stringify(fields))}\t${copyText(consentAt)}\t${copyText(suggestion)}\n`;
  return lines;
}

/** The text format of COPY: backslash escapes, \\N for NULL. */
function copyText(value: string | null): string {
  if (value === null) return '\\N';
  if (!/[\\\t\n\r]/.test(value)) return value;
  return value.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? sign,
  );
}
