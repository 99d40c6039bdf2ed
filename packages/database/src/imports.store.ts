// Uploads of lists as a person sees them: the run, its settings, its rows. The work itself is in import-work.store.ts.
import type { Column, ColumnTarget, ImportUndoCounts, RowCounts } from '@doorstep/contracts';
import { mustHaveLists } from './audience.sql.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';
import { UNDOABLE } from './import-undo.store.js';

export interface ImportProblem {
  readonly code: string;
  readonly detail: string;
  readonly line: number | null;
}

/** What was found out about a file from its beginning. */
export interface DetectedFile {
  readonly encoding: string;
  readonly delimiter: string;
  /** False: line 1 is a person, the columns have made-up names. */
  readonly hasHeader: boolean;
  readonly columns: readonly Column[];
}

export interface NewImport extends DetectedFile {
  readonly fileName: string;
  /** File under the data folder, relative. */
  readonly storedAs: string;
  readonly sizeBytes: number;
  readonly createdBy: string;
  /** The import whose rejected rows it brings, and the settings of that one. */
  readonly corrects?: EarlierImport | undefined;
}

/** An import whose columns had the same names: what was said of it then. */
export interface EarlierImport {
  readonly id: string;
  readonly mapping: ColumnTarget[];
  readonly listIds: string[];
  readonly onExisting: string;
  readonly tags: string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
}

export interface ImportView {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly columns: Column[] | null;
  readonly mapping: ColumnTarget[] | null;
  readonly listIds: string[];
  readonly onExisting: string;
  readonly tags: string[];
  readonly consentSource: string | null;
  readonly consentAt: Date | null;
  readonly checkCounts: RowCounts | null;
  readonly importCounts: RowCounts | null;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly problem: ImportProblem | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly correctsId: string | null;
  readonly undoUntil: Date | null;
  readonly undoCounts: ImportUndoCounts | null;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export interface ImportChange {
  readonly detected?: DetectedFile | undefined;
  readonly mapping?: readonly ColumnTarget[] | undefined;
  readonly listIds?: readonly string[] | undefined;
  readonly onExisting?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly consentSource?: string | undefined;
  readonly consentAt?: Date | undefined;
}

export interface ImportRowView {
  readonly line: number;
  readonly address: string | null;
  readonly name: string | null;
  readonly outcome: string | null;
  readonly problem: string | null;
  readonly reason: string | null;
  readonly suggestedFix: string | null;
  readonly hasBounced: boolean;
}

export interface RowQuery {
  readonly outcome?: string | undefined;
  /** Only those. */
  readonly hasBounced?: boolean | undefined;
  readonly after: number;
  readonly limit: number;
}

export interface RejectedRow {
  readonly line: number;
  readonly problem: string;
  readonly reason: string;
  readonly suggestedFix: string | null;
  readonly cells: readonly string[];
}

const COLUMNS = `id, file_name AS "fileName", size_bytes::float8 AS "sizeBytes", state, encoding, delimiter, header->'columns' AS columns,
  mapping, list_ids AS "listIds", on_existing AS "onExisting", tags, consent_source AS "consentSource", consent_at AS "consentAt", check_counts AS "checkCounts",
  import_counts AS "importCounts", rows_total AS "rowsTotal", rows_done AS "rowsDone", problem, created_by AS "createdBy",
  created_at AS "createdAt", finished_at AS "finishedAt", corrects_id AS "correctsId", undo_counts AS "undoCounts",
  undone_by AS "undoneBy", undone_at AS "undoneAt",
  CASE WHEN ${UNDOABLE} AND finished_at > now() - interval '7 days' THEN finished_at + interval '7 days' END AS "undoUntil"`;

/** In these the settings may change; a check goes stale with them. */
const SETTABLE = ['uploaded', 'checked', 'failed'];

// What was detected anew puts the mapping out of force, unless a mapping comes along.
const CHANGE = `state = 'uploaded', problem = NULL, check_counts = NULL,
  encoding = coalesce($3, encoding), delimiter = coalesce($4, delimiter), header = coalesce($5, header),
  mapping = CASE WHEN $5::jsonb IS NOT NULL AND $6::jsonb IS NULL THEN NULL ELSE coalesce($6, mapping) END,
  list_ids = coalesce($7, list_ids), consent_source = coalesce($8, consent_source), consent_at = coalesce($9, consent_at),
  on_existing = coalesce($10, on_existing), tags = coalesce($11, tags)`;

// Each side stops at the limit, so a page reads no more than two pages' worth of either table.
const ROWS = `SELECT * FROM (
    (SELECT line, spelling AS address, name, outcome, NULL AS problem, NULL AS reason,
       NULL AS "suggestedFix", has_bounced AS "hasBounced" FROM import_row
     WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR outcome = $3) AND (NOT $5 OR has_bounced) ORDER BY line LIMIT $4)
    UNION ALL
    (SELECT line, left(array_to_string(ARRAY(SELECT jsonb_array_elements_text(cells)), ' | '), 200), NULL, 'rejected', problem, reason,
       suggested_fix, false
     FROM import_rejected_row
     WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR $3 = 'rejected') AND NOT $5 ORDER BY line LIMIT $4)) both_kinds
  ORDER BY line LIMIT $4`;

export class ImportStore {
  constructor(private readonly database: Database) {}

  async add(file: NewImport): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO import (file_name, stored_as, size_bytes, state, encoding, delimiter, header, created_by)
       VALUES ($1, $2, $3, 'uploaded', $4, $5, $6, $7) RETURNING id`,
      [file.fileName, file.storedAs, file.sizeBytes, file.encoding, file.delimiter, headerJson(file), file.createdBy],
    );
    const { id } = rows[0]!;
    if (file.corrects) await this.takeOver(id, file.corrects);
    return id;
  }

  /** The last import that was carried out with columns of exactly these names. */
  async lastWith(headers: readonly string[], wanted?: string): Promise<EarlierImport | null> {
    const { rows } = await this.database.pool.query<EarlierImport>(
      `SELECT id, mapping, list_ids AS "listIds", on_existing AS "onExisting", tags,
         consent_source AS "consentSource", consent_at AS "consentAt" FROM import
       WHERE state IN ('finished','cancelled','undone') AND jsonb_array_length(mapping) = cardinality($1::text[])
         AND ARRAY(SELECT c->>'header' FROM jsonb_array_elements(header->'columns') c ORDER BY (c->>'index')::int) = $1
       ORDER BY id = $2::uuid DESC NULLS LAST, id DESC LIMIT 1`,
      [headers, wanted ?? null],
    );
    return rows[0] ?? null;
  }

  private async takeOver(id: string, earlier: EarlierImport): Promise<void> {
    await this.database.pool.query(
      `UPDATE import SET corrects_id = $2, mapping = $3, consent_source = $5, consent_at = $6, on_existing = $7, tags = $8,
         list_ids = ARRAY(SELECT l.id FROM list l WHERE l.id = ANY($4::uuid[]) AND l.archived_at IS NULL) WHERE id = $1`,
      [
        id,
        earlier.id,
        JSON.stringify(earlier.mapping),
        earlier.listIds,
        earlier.consentSource,
        earlier.consentAt,
        earlier.onExisting,
        earlier.tags,
      ],
    );
  }

  async page({ limit, after }: { limit: number; after?: string | undefined }): Promise<ImportView[]> {
    const { rows } = await this.database.pool.query<ImportView>(
      `SELECT ${COLUMNS} FROM import WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<ImportView | null> {
    const { rows } = await this.database.pool.query<ImportView>(`SELECT ${COLUMNS} FROM import WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Where the file lies, relative to the data folder. */
  async storedAs(id: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ at: string }>(
      'SELECT stored_as AS at FROM import WHERE id = $1',
      [id],
    );
    return rows[0]?.at ?? null;
  }

  /** @throws DomainError import_at_work once it was begun; list_unknown */
  async change(id: string, change: ImportChange): Promise<void> {
    const { detected, mapping, listIds, consentSource, consentAt, onExisting, tags } = change;
    if (listIds) await mustHaveLists(this.database.pool, listIds);
    await this.move(id, SETTABLE, CHANGE, [
      detected?.encoding ?? null,
      detected?.delimiter ?? null,
      detected ? headerJson(detected) : null,
      mapping ? JSON.stringify(mapping) : null,
      listIds ?? null,
      consentSource ?? null,
      consentAt ?? null,
      onExisting ?? null,
      tags ? [...new Set(tags)] : null,
    ]);
  }

  /** Asks for the dry run. */
  async beginCheck(id: string): Promise<void> {
    const set = `state = 'checking', rows_done = 0, rows_total = NULL, problem = NULL, check_counts = NULL`;
    await this.move(id, SETTABLE, set);
  }

  /** Asks for the import itself; only what was checked may be imported. */
  async beginImport(id: string): Promise<void> {
    await this.move(id, ['checked'], `state = 'importing', rows_done = 0, consent_at = coalesce(consent_at, now())`);
  }

  async cancel(id: string): Promise<void> {
    const stoppable = ['uploaded', 'checking', 'checked', 'importing', 'failed'];
    await this.move(id, stoppable, `state = 'cancelled', finished_at = now()`);
  }

  /** Staged and rejected rows in order of their line; a rejected one shows its cells in place of the address. */
  async rows(id: string, { outcome, hasBounced, after, limit }: RowQuery): Promise<ImportRowView[]> {
    const { rows } = await this.database.pool.query<ImportRowView>(ROWS, [
      id,
      after,
      outcome ?? null,
      limit,
      hasBounced ?? false,
    ]);
    return rows;
  }

  async rejected(id: string, after: number, limit: number): Promise<RejectedRow[]> {
    const { rows } = await this.database.pool.query<RejectedRow>(
      `SELECT line, problem, reason, suggested_fix AS "suggestedFix", cells FROM import_rejected_row
       WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, after, limit],
    );
    return rows;
  }

  private async move(id: string, from: readonly string[], set: string, values: unknown[] = []): Promise<void> {
    const { pool } = this.database;
    const moved = await pool.query(`UPDATE import SET ${set} WHERE id = $1 AND state = ANY($2)`, [id, from, ...values]);
    if (moved.rowCount === 1) return;
    const { rows } = await pool.query<{ state: string }>('SELECT state FROM import WHERE id = $1', [id]);
    const state = rows[0]?.state;
    if (state === undefined) throw new DomainError('missing', 'not_found', 'There is no import here (any more).');
    throw new DomainError('conflict', 'import_at_work', WORDS[state] ?? `This import is ${state}: not possible now.`);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  checking: 'The check is running. Wait for it, or stop it first.',
  importing: 'The import is running. Wait for it, or stop it first.',
  finished: 'This import is finished. Upload the file again to change something.',
  cancelled: 'This import was stopped. Upload the file again.',
  undoing: 'This import is being taken back.',
  undone: 'This import was taken back. Upload the file again to import it after all.',
  uploaded: 'Check the file first; then it can be imported.',
  failed: 'The check found a fault. Mend it and check again; then it can be imported.',
};

function headerJson({ hasHeader, columns }: DetectedFile): string {
  return JSON.stringify({ hasHeader, columns });
}
