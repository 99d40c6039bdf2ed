// Uploads of lists as a person sees them: the run, its settings, its rows. The work itself is in import-work.store.ts.
import { mustHaveLists } from './audience.sql.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';
import { UNDOABLE } from './import-undo.store.js';
import type { DetectedFile, EarlierImport, ImportChange, ImportView, NewImport } from './import-views.js';

const COLUMNS = `id, file_name AS "fileName", size_bytes::float8 AS "sizeBytes", state, encoding, delimiter,
  coalesce((header->>'hasHeader')::boolean, true) AS "hasHeader", sheets, sheet, header->'columns' AS columns,
  mapping, list_ids AS "listIds", on_existing AS "onExisting", tags, consent_source AS "consentSource", consent_at AS "consentAt",
  on_no_mail AS "onNoMail", corrections, suggestions, check_counts AS "checkCounts",
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
  on_existing = coalesce($10, on_existing), tags = coalesce($11, tags), on_no_mail = coalesce($12, on_no_mail),
  corrections = coalesce($13, corrections), sheet = coalesce($14, sheet), stored_as = coalesce($15, stored_as)`;

export class ImportStore {
  constructor(private readonly database: Database) {}

  async add(file: NewImport): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO import (file_name, stored_as, size_bytes, state, encoding, delimiter, header, created_by, packed_as, sheets, sheet)
       VALUES ($1, $2, $3, 'uploaded', $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        ...[
          file.fileName,
          file.storedAs,
          file.sizeBytes,
          file.encoding,
          file.delimiter,
          headerJson(file),
          file.createdBy,
        ],
        ...[file.workbook?.packedAs ?? null, file.workbook?.sheets ?? [], file.workbook?.sheet ?? null],
      ],
    );
    const { id } = rows[0]!;
    if (file.corrects) await this.takeOver(id, file.corrects);
    return id;
  }

  /** The last import that was carried out with columns of exactly these names. */
  async lastWith(headers: readonly string[], wanted?: string): Promise<EarlierImport | null> {
    const { rows } = await this.database.pool.query<EarlierImport>(
      `SELECT id, mapping, list_ids AS "listIds", on_existing AS "onExisting", tags,
         consent_source AS "consentSource", consent_at AS "consentAt", on_no_mail AS "onNoMail", corrections FROM import
       WHERE state IN ('finished','cancelled','undone') AND jsonb_array_length(mapping) = cardinality($1::text[])
         AND ARRAY(SELECT c->>'header' FROM jsonb_array_elements(header->'columns') c ORDER BY (c->>'index')::int) = $1
       ORDER BY id = $2::uuid DESC NULLS LAST, id DESC LIMIT 1`,
      [headers, wanted ?? null],
    );
    return rows[0] ?? null;
  }

  private async takeOver(id: string, earlier: EarlierImport): Promise<void> {
    await this.database.pool.query(
      `UPDATE import SET corrects_id = $2, mapping = $3, consent_source = $5, consent_at = $6, on_existing = $7, tags = $8, on_no_mail = $9, corrections = $10,
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
        earlier.onNoMail,
        earlier.corrections,
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
    return (await this.files(id))?.storedAs ?? null;
  }

  /** The file, and the workbook it came in. */
  async files(id: string): Promise<{ readonly storedAs: string; readonly packedAs: string | null } | null> {
    const { rows } = await this.database.pool.query<{ storedAs: string; packedAs: string | null }>(
      'SELECT stored_as AS "storedAs", packed_as AS "packedAs" FROM import WHERE id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  /** The sheet that was read of the last workbook of this name. */
  async lastSheet(fileName: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ sheet: string }>(
      'SELECT sheet FROM import WHERE file_name = $1 AND sheet IS NOT NULL ORDER BY id DESC LIMIT 1',
      [fileName],
    );
    return rows[0]?.sheet ?? null;
  }

  /** @throws DomainError import_at_work once it was begun; list_unknown */
  async change(id: string, change: ImportChange): Promise<void> {
    const { detected, mapping, listIds, consentSource, consentAt, onExisting, tags, onNoMail, corrections, sheet } =
      change;
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
      onNoMail ?? null,
      corrections ?? null,
      sheet?.name ?? null,
      sheet?.storedAs ?? null,
    ]);
  }

  /** Asks for the dry run. */
  async beginCheck(id: string): Promise<void> {
    const set = `state = 'checking', rows_done = 0, rows_total = NULL, problem = NULL, check_counts = NULL`;
    await this.move(id, SETTABLE, set);
  }

  /** Asks for the import itself; only what was checked may be imported. */
  async beginImport(id: string): Promise<void> {
    await this.move(id, ['checked'], `state = 'importing', rows_done = 0`);
  }

  /** The batches under way are given up; what is done stays done. */
  async pause(id: string): Promise<void> {
    await this.move(id, ['importing'], `state = 'paused'`);
  }

  async resume(id: string): Promise<void> {
    await this.move(id, ['paused'], `state = 'importing'`);
  }

  async cancel(id: string): Promise<void> {
    const stoppable = ['uploaded', 'checking', 'checked', 'importing', 'paused', 'failed'];
    await this.move(id, stoppable, `state = 'cancelled', finished_at = now()`);
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
  paused: 'The import is paused. Let it go on, or stop it first.',
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
