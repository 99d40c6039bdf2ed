// Taking an import back: what it would do now, asked for by a person, done batch by batch in steps that survive a kill.
import type { ImportUndoCounts } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import * as sql from './import-undo.sql.js';

const LAST_LINE = 2 ** 31 - 1;

export class ImportUndoStore {
  constructor(private readonly database: Database) {}

  /** What taking it back now would do. */
  async preview(id: string): Promise<ImportUndoCounts> {
    const { rows } = await this.database.pool.query<ImportUndoCounts>(sql.PREVIEW, [id, 0, LAST_LINE]);
    return rows[0]!;
  }

  /**
   * Asks for it. Only within seven days of the end, and of what was begun.
   *
   * @throws DomainError undo_not_possible
   */
  async begin(id: string, actor: string): Promise<void> {
    const { pool } = this.database;
    const begun = await pool.query(
      `UPDATE import SET state = 'undoing', undone_by = $2, undo_counts = NULL, undone_through = 0
       WHERE id = $1 AND ${UNDOABLE} AND finished_at > now() - interval '7 days'`,
      [id, actor],
    );
    if (begun.rowCount === 1) return;
    const { rows } = await pool.query<{ state: string; isLate: boolean }>(
      `SELECT state, finished_at <= now() - interval '7 days' AS "isLate" FROM import WHERE id = $1`,
      [id],
    );
    if (rows[0] === undefined) throw new DomainError('missing', 'not_found', 'There is no import here (any more).');
    throw new DomainError('conflict', 'undo_not_possible', whyNot(rows[0]));
  }

  /** Takes the next rows back, all in one transaction. @returns false after the last */
  async takeBack(id: string, limit: number): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ actor: string | null; fileName: string }>(
        `SELECT undone_by AS actor, file_name AS "fileName" FROM import WHERE id = $1 AND state = 'undoing' FOR UPDATE`,
        [id],
      );
      const run = rows[0];
      const next = await client.query<{ first: number | null; last: number }>(sql.NEXT_LINES, [id, limit]);
      const lines = next.rows[0];
      if (run === undefined || lines?.first == null) return false;
      const span = [id, lines.first, lines.last];
      const actor = `${run.actor ?? 'Doorstep'}, taking back the import of ${run.fileName}`;
      await client.query(sql.LOCK, span);
      await client.query(sql.MAKE_BATCH);
      await client.query(sql.TAKE_BATCH, span);
      await client.query('ANALYZE import_undo_batch');
      const counted = await client.query<ImportUndoCounts>(sql.COUNT_BATCH);
      await client.query(sql.LEAVE_LISTS, [id, actor]);
      await client.query(sql.TAKE_TAGS);
      await client.query(sql.REMOVE_SUBSCRIBERS, [id, actor]);
      await client.query(sql.RESTORE_SUBSCRIBERS, [id, actor]);
      await client.query(sql.MARK_UNDONE, [id, lines.last]);
      const { removed, restored, left, kept } = counted.rows[0]!;
      await client.query(sql.ADD_COUNTS, [id, removed, restored, left, kept]);
      return true;
    });
  }

  async finish(id: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE import SET state = 'undone', undone_at = now(),
         undo_counts = coalesce(undo_counts, '{"removed": 0, "restored": 0, "left": 0, "kept": 0}')
       WHERE id = $1 AND state = 'undoing'`,
      [id],
    );
  }
}

/** Finished, or stopped on the way after some rows. */
export const UNDOABLE = `(state = 'finished' OR (state = 'cancelled' AND check_counts IS NOT NULL AND rows_done > 0
  AND EXISTS (SELECT FROM import_span d WHERE d.import_id = import.id)))`;

function whyNot({ state, isLate }: { state: string; isLate: boolean | null }): string {
  if (state === 'undoing') return 'This import is being taken back already.';
  if (state === 'undone') return 'This import was taken back already.';
  if (isLate) return 'An import can be taken back for seven days after its end; this one is older.';
  return 'Nothing was imported from this file, so there is nothing to take back.';
}
