// The work of an import: staging by COPY, judging and applying batches of lines, in steps that survive a kill.
import { pipeline } from 'node:stream/promises';
import type { ColumnTarget, RowCounts } from '@doorstep/contracts';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, inTransaction } from './database.js';
import * as sql from './imports.sql.js';
import type { ImportProblem, RejectedRow } from './imports.store.js';

export interface ImportTask {
  readonly id: string;
  readonly state: 'checking' | 'importing' | 'undoing';
  readonly fileName: string;
  readonly storedAs: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly columnCount: number;
  readonly mapping: readonly ColumnTarget[];
  readonly listIds: readonly string[];
  readonly onExisting: string;
  readonly tags: readonly string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
  /** The file is an error file of ours that comes back. */
  readonly isCorrection: boolean;
}

export interface StagedRow {
  readonly line: number;
  readonly normalized: string;
  readonly spelling: string;
  readonly domainName: string;
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

const TASK = `id, state, file_name AS "fileName", stored_as AS "storedAs", encoding, delimiter, (header->>'hasHeader')::boolean AS "hasHeader",
  jsonb_array_length(header->'columns') AS "columnCount", mapping, list_ids AS "listIds", on_existing AS "onExisting", tags,
  consent_source AS "consentSource", consent_at AS "consentAt",
  corrects_id IS NOT NULL AS "isCorrection"`;

/** Somebody else has the import: an advisory lock per import, held by one connection for as long as the work takes. */
export interface Hold {
  release(): Promise<void>;
}

export class ImportWorkStore {
  constructor(private readonly database: Database) {}

  /** Imports that wait for their check or for being carried out, oldest first. */
  async waiting(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `SELECT id FROM import WHERE state IN ('checking','importing','undoing') ORDER BY id LIMIT 20`,
    );
    return rows.map((row) => row.id);
  }

  /** @returns null while another worker has it; the lock goes with its connection, so a killed worker holds nothing */
  async hold(id: string): Promise<Hold | null> {
    const client = await this.database.pool.connect();
    try {
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 7)) AS held',
        [id],
      );
      if (rows[0]?.held) return { release: () => release(client, id) };
      client.release();
      return null;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  async task(id: string): Promise<ImportTask | null> {
    const { rows } = await this.database.pool.query<ImportTask>(
      `SELECT ${TASK} FROM import WHERE id = $1 AND state IN ('checking','importing','undoing') AND mapping IS NOT NULL`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** A check begins from nothing, also after a kill. */
  async clearStaging(id: string): Promise<void> {
    await this.database.pool.query('DELETE FROM import_row WHERE import_id = $1', [id]);
    await this.database.pool.query('DELETE FROM import_rejected_row WHERE import_id = $1', [id]);
  }

  /** @returns false when the import was stopped meanwhile */
  async stage(
    id: string,
    rows: readonly StagedRow[],
    rejected: readonly RejectedRow[],
    readSoFar: number,
  ): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      await copyRows(client, id, rows);
      await addRejected(client, id, rejected);
      const alive = await client.query(`UPDATE import SET rows_done = $2 WHERE id = $1 AND state = 'checking'`, [
        id,
        readSoFar,
      ]);
      return alive.rowCount === 1;
    });
  }

  async markDuplicates(id: string): Promise<void> {
    await this.database.pool.query('ANALYZE import_row'); // a table just filled has no statistics yet
    await this.database.pool.query(sql.MARK_DUPLICATES, [id]);
  }

  /** Lines of the next batch that is not done; null after the last. */
  async nextLines(
    id: string,
    afterLine: number,
    limit: number,
  ): Promise<{ first: number; last: number; rows: number } | null> {
    const { rows } = await this.database.pool.query<{ first: number | null; last: number; rows: number }>(
      `SELECT min(line)::int AS first, max(line)::int AS last, count(*)::int AS rows FROM (
         SELECT line FROM import_row WHERE import_id = $1 AND line > $2 AND NOT is_done ORDER BY line LIMIT $3) next`,
      [id, afterLine, limit],
    );
    const next = rows[0];
    return next?.first == null ? null : { first: next.first, last: next.last, rows: next.rows };
  }

  async judge({ id, listIds, onExisting, tags }: ImportTask, first: number, last: number): Promise<void> {
    await this.database.pool.query(sql.JUDGE, [id, first, last, listIds, onExisting, tags]);
  }

  /**
   * Judges anew, applies and marks a batch in one transaction. Several batches may be under way at once: the import is
   * only looked at first, and counted up last.
   *
   * @returns false when the import was stopped meanwhile; nothing of the batch is kept then
   */
  async apply(task: ImportTask, first: number, last: number): Promise<boolean> {
    try {
      await inTransaction(this.database, (client) => applyBatch(client, task, first, last));
      return true;
    } catch (error) {
      if (error instanceof ImportStopped) return false;
      throw error;
    }
  }

  /** @param rows records read, the header not counted */
  async finishCheck(id: string, rows: number): Promise<void> {
    const counts = await this.counts(id, rows);
    await this.database.pool.query(
      `UPDATE import SET state = 'checked', check_counts = $2, rows_total = $3, rows_done = $3 WHERE id = $1 AND state = 'checking'`,
      [id, counts, rows],
    );
  }

  async finishImport(id: string): Promise<void> {
    const { rows } = await this.database.pool.query<{ rows: number }>(
      'SELECT coalesce(rows_total, 0) AS rows FROM import WHERE id = $1',
      [id],
    );
    const total = rows[0]?.rows ?? 0;
    await this.database.pool.query(
      `UPDATE import SET state = 'finished', import_counts = $2, rows_done = $3, finished_at = now() WHERE id = $1 AND state = 'importing'`,
      [id, await this.counts(id, total), total],
    );
  }

  async fail(id: string, problem: ImportProblem): Promise<void> {
    await this.database.pool.query(
      `UPDATE import SET state = 'failed', problem = $2, finished_at = NULL WHERE id = $1 AND state IN ('checking','importing')`,
      [id, JSON.stringify(problem)],
    );
  }

  private async counts(id: string, rows: number): Promise<RowCounts> {
    const counted = await this.database.pool.query<{ outcome: keyof RowCounts; count: number }>(sql.COUNT, [id]);
    const counts: RowCounts = {
      rows,
      new: 0,
      updated: 0,
      unchanged: 0,
      duplicate: 0,
      unsubscribed: 0,
      suppressed: 0,
      rejected: 0,
      bouncedBefore: 0,
    };
    for (const { outcome, count } of counted.rows) counts[outcome] = count;
    return counts;
  }
}

class ImportStopped extends Error {}

/** @throws ImportStopped when somebody cancelled it before this batch was done */
async function applyBatch(client: pg.PoolClient, task: ImportTask, first: number, last: number): Promise<void> {
  const { id, listIds, onExisting, tags, consentSource, consentAt, fileName } = task;
  const isAlive = `id = $1 AND state = 'importing'`;
  const alive = await client.query(`SELECT FROM import WHERE ${isAlive} FOR KEY SHARE`, [id]);
  if (alive.rowCount === 0) throw new ImportStopped();
  await client.query(sql.MAKE_BATCH);
  await client.query(sql.TAKE_BATCH, [id, first, last]);
  await client.query('ANALYZE import_batch');
  await client.query(sql.ADD_DOMAINS);
  await client.query(sql.ADD_ADDRESSES);
  await client.query(sql.JUDGE_BATCH, [listIds, onExisting, tags]);
  await client.query(sql.ADD_SUBSCRIBERS, [id]);
  await client.query(sql.CHANGE_SUBSCRIBERS, [onExisting]);
  const actor = `the import of ${fileName}`;
  await client.query(sql.TELL, [id, actor, fileName]);
  await client.query(sql.JOIN_LISTS, [id, listIds, consentSource, consentAt, actor]);
  if (tags.length > 0) {
    await client.query(sql.ADD_TAGS, [tags]);
    await client.query(sql.GIVE_TAGS, [tags]);
  }
  const done = await client.query(sql.MARK_DONE, [id]);
  const counted = await client.query(`UPDATE import SET rows_done = rows_done + $2 WHERE ${isAlive}`, [
    id,
    done.rowCount ?? 0,
  ]);
  if (counted.rowCount === 0) throw new ImportStopped();
}

async function release(client: pg.PoolClient, id: string): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 7))', [id]);
    client.release();
  } catch (error) {
    client.release(error as Error); // the lock went with the connection
  }
}

async function copyRows(client: pg.PoolClient, id: string, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const stream = client.query(
    copyFrom('COPY import_row (import_id, line, normalized, spelling, domain_name, name, fields) FROM STDIN'),
  );
  const lines = rows.map(({ line, normalized, spelling, domainName, name, fields }) =>
    [id, String(line), normalized, spelling, domainName, name, JSON.stringify(fields)].map(copyText).join('\t'),
  );
  await pipeline([`${lines.join('\n')}\n`], stream);
}

/** The text format of COPY: backslash escapes, \\N for NULL. */
function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return value.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? sign,
  );
}

async function addRejected(client: pg.PoolClient, id: string, rows: readonly RejectedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO import_rejected_row (import_id, line, problem, reason, suggested_fix, cells)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) ON CONFLICT DO NOTHING`,
    [
      id,
      rows.map((row) => row.line),
      rows.map((row) => row.problem),
      rows.map((row) => row.reason),
      rows.map((row) => row.suggestedFix),
      rows.map((row) => JSON.stringify(row.cells)),
    ],
  );
}
