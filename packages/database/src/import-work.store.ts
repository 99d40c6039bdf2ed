// The work of an import: staging by COPY, judging and applying batches of lines, in steps that survive a kill.
import type { DomainSuggestion, RowCounts } from '@doorstep/contracts';
import type pg from 'pg';
import { domainsThatAccepted } from './accepted-domains.js';
import { type Database, inTransaction } from './database.js';
import { ADD_DOMAINS } from './import-apply.sql.js';
import { applyBatch, ImportStopped, mayLeaveOutChecks, type Span } from './import-batch.js';
import { COUNT, MARK_DUPLICATES } from './import-check.sql.js';
import { addRejected, type ImportRules, stageRows } from './import-staging.js';
import type { ImportTask, StagedRow } from './import-task.js';
import type { ImportProblem, RejectedRow } from './import-views.js';

const TASK = `id, state, file_name AS "fileName", stored_as AS "storedAs", encoding, delimiter, (header->>'hasHeader')::boolean AS "hasHeader",
  jsonb_array_length(header->'columns') AS "columnCount", mapping, list_ids AS "listIds", on_existing AS "onExisting", tags,
  consent_source AS "consentSource", consent_at AS "consentAt",
  corrects_id IS NOT NULL AS "isCorrection", corrections, on_no_mail AS "onNoMail", packed_as AS "packedAs"`;

/** Somebody else has the import: an advisory lock per import, held by one connection for as long as the work takes. */
export interface Hold {
  release(): Promise<void>;
}

interface CountedRows {
  readonly outcome: keyof RowCounts;
  readonly count: number;
  readonly bounced: number;
  readonly suggested: number;
  readonly noMailServer: number;
}

/** Behind every line. */
const BEYOND = 2 ** 31 - 1;

export class ImportWorkStore {
  /** Batches look rows up by index: a plan made for an empty table would read all of it again and again as it grows. */
  private readonly byIndex: { readonly pool: pg.Pool };
  private mayTrust: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {
    this.byIndex = { pool: database.hot };
  }

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

  /** Takes rows in and judges them. @returns false when the import was stopped meanwhile */
  async stage(
    rules: ImportRules,
    rows: readonly StagedRow[],
    rejected: readonly RejectedRow[],
    readSoFar: number,
  ): Promise<boolean> {
    return inTransaction(this.byIndex, async (client) => {
      // A check begins anew after any crash; its end waits for all that is written here.
      await client.query('SET LOCAL synchronous_commit = off');
      await stageRows(client, rules, rows);
      await addRejected(client, rules.id, rejected);
      const alive = await client.query(`UPDATE import SET rows_done = $2 WHERE id = $1 AND state = 'checking'`, [
        rules.id,
        readSoFar,
      ]);
      return alive.rowCount === 1;
    });
  }

  async markDuplicates(id: string): Promise<void> {
    await this.database.pool.query('ANALYZE import_row'); // a table just filled has no statistics yet
    await inTransaction(this.database, async (client) => {
      await client.query(`SET LOCAL work_mem = '64MB'`);
      await client.query(MARK_DUPLICATES, [id]);
    });
  }

  /** Before the first batch. */
  async addDomains(id: string): Promise<void> {
    await this.database.pool.query(ADD_DOMAINS, [id]);
  }

  /** Lines of the next batch that is not done; null after the last. */
  async nextLines(id: string, afterLine: number, limit: number): Promise<Span | null> {
    for (let after = afterLine; ; ) {
      const done = await this.nextDone(id, after);
      const { rows } = await this.database.pool.query<{ first: number | null; last: number }>(
        `SELECT min(line)::int AS first, max(line)::int AS last FROM (
           SELECT line FROM import_row WHERE import_id = $1 AND line > $2 AND line < $3 ORDER BY line LIMIT $4) next`,
        [id, after, done?.first ?? BEYOND, limit],
      );
      const next = rows[0];
      if (next?.first != null) return { first: next.first, last: next.last };
      if (done === null) return null;
      after = done.last;
    }
  }

  private async nextDone(id: string, after: number): Promise<Span | null> {
    const { rows } = await this.database.pool.query<Span>(
      `SELECT first_line AS first, last_line AS last FROM import_span
       WHERE import_id = $1 AND last_line > $2 ORDER BY first_line LIMIT 1`,
      [id, after],
    );
    return rows[0] ?? null;
  }

  /**
   * Judges anew and applies a batch in one transaction. Lines that are done already stay as they are.
   *
   * @returns false when the import was stopped meanwhile; nothing of the batch is kept then
   */
  async apply(task: ImportTask, first: number, last: number): Promise<boolean> {
    this.mayTrust ??= this.asks();
    const mayTrust = await this.mayTrust;
    try {
      await inTransaction(this.byIndex, (client) => applyBatch(client, task, { first, last }, mayTrust));
      return true;
    } catch (error) {
      if (error instanceof ImportStopped) return false;
      throw error;
    }
  }

  private async asks(): Promise<boolean> {
    const client = await this.database.pool.connect();
    try {
      return await mayLeaveOutChecks(client);
    } finally {
      client.release();
    }
  }

  /** Which of these domains took mail from here: what they are called is no slip. */
  async domainsThatAccepted(names: readonly string[]): Promise<string[]> {
    return domainsThatAccepted(this.database.hot, names);
  }

  /**
   * @param rows records read, the header not counted
   * @param suggestions domains that look mistyped, most rows first
   */
  async finishCheck(id: string, rows: number, suggestions: readonly DomainSuggestion[]): Promise<void> {
    const counts = await this.counts(id, rows);
    await this.database.pool.query(
      `UPDATE import SET state = 'checked', check_counts = $2, rows_total = $3, rows_done = $3, suggestions = $4
       WHERE id = $1 AND state = 'checking'`,
      [id, counts, rows, JSON.stringify(suggestions)],
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
    const counted = await this.database.pool.query<CountedRows>(COUNT, [id]);
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
      suggested: 0,
      noMailServer: 0,
    };
    for (const { outcome, count, bounced, suggested, noMailServer } of counted.rows) {
      counts[outcome] = count;
      counts.bouncedBefore += bounced;
      counts.suggested += suggested;
      counts.noMailServer += noMailServer;
    }
    return counts;
  }
}

async function release(client: pg.PoolClient, id: string): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 7))', [id]);
    client.release();
  } catch (error) {
    client.release(error as Error); // the lock went with the connection
  }
}
