// Views of a page that people saved: a name for its query string, for oneself or for everybody.
import type { NewSavedView, SavedView, SavedViewChange } from '@doorstep/contracts';
import type { Database } from './database.js';

export type SavedViewRow = Omit<SavedView, 'createdAt'> & { readonly createdAt: Date };

const ROW = `id, page, name, query, owner_id IS NULL AS "isForAll", created_by AS "createdBy", created_at AS "createdAt"`;
/** Everybody's, or the person's own. */
const HERS = '(owner_id IS NULL OR owner_id = $1)';
const MOST = 200;

export class SavedViewStore {
  constructor(private readonly database: Database) {}

  async all(page: string, ownerId: string): Promise<SavedViewRow[]> {
    const { rows } = await this.database.pool.query<SavedViewRow>(
      `SELECT ${ROW} FROM saved_view WHERE ${HERS} AND page = $2 ORDER BY lower(name), id LIMIT ${MOST}`,
      [ownerId, page],
    );
    return rows;
  }

  async add(view: NewSavedView, owner: { readonly id: string; readonly label: string }): Promise<SavedViewRow> {
    const { rows } = await this.database.pool.query<SavedViewRow>(
      `INSERT INTO saved_view (page, name, query, owner_id, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING ${ROW}`,
      [view.page, view.name, view.query, view.isForAll ? null : owner.id, owner.label],
    );
    return rows[0]!;
  }

  async change(id: string, { name, query }: SavedViewChange, ownerId: string): Promise<SavedViewRow | null> {
    const { rows } = await this.database.pool.query<SavedViewRow>(
      `UPDATE saved_view SET name = coalesce($3, name), query = coalesce($4, query) WHERE ${HERS} AND id = $2 RETURNING ${ROW}`,
      [ownerId, id, name ?? null, query ?? null],
    );
    return rows[0] ?? null;
  }

  async remove(id: string, ownerId: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(`DELETE FROM saved_view WHERE ${HERS} AND id = $2`, [
      ownerId,
      id,
    ]);
    return rowCount === 1;
  }
}
