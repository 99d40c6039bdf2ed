// Lists: made, renamed, archived. How many are subscribed comes from the tally a trigger keeps.
import type { List, ListChange, NewList } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

export type ListRow = Omit<List, 'createdAt'> & { readonly createdAt: Date };

const ROW = `l.id, l.name, l.description, l.opt_in AS "optIn", l.created_at AS "createdAt",
  coalesce((SELECT sum(t.count)::int FROM list_tally t WHERE t.list_id = l.id), 0) AS "subscribedCount"`;

const FOLD = `
WITH taken AS (DELETE FROM list_tally WHERE list_id = $1 RETURNING count)
INSERT INTO list_tally (list_id, count) SELECT $1, sum(count) FROM taken HAVING sum(count) <> 0`;

export class ListStore {
  constructor(private readonly database: Database) {}

  /** Newest first, without archived ones. */
  async page({ limit, after }: PageOptions): Promise<ListRow[]> {
    const { rows } = await this.database.pool.query<ListRow>(
      `SELECT ${ROW} FROM list l WHERE l.archived_at IS NULL AND ($2::uuid IS NULL OR l.id < $2) ORDER BY l.id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<ListRow | null> {
    const { rows } = await this.database.pool.query<ListRow>(
      `SELECT ${ROW} FROM list l WHERE l.id = $1 AND l.archived_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }

  async add({ name, description, optIn }: NewList): Promise<ListRow> {
    const { rows } = await this.database.pool.query<ListRow>(
      `WITH l AS (INSERT INTO list (name, description, opt_in) VALUES ($1, $2, $3) RETURNING *) SELECT ${ROW} FROM l`,
      [name, description, optIn],
    );
    return rows[0]!;
  }

  /** @returns null when it is gone */
  async change(id: string, { name, description, optIn }: ListChange): Promise<ListRow | null> {
    const { rows } = await this.database.pool.query<ListRow>(
      `WITH l AS (UPDATE list SET name = coalesce($2, name), description = coalesce($3, description), opt_in = coalesce($4, opt_in)
         WHERE id = $1 AND archived_at IS NULL RETURNING *) SELECT ${ROW} FROM l`,
      [id, name ?? null, description ?? null, optIn ?? null],
    );
    return rows[0] ?? null;
  }

  /**
   * Puts a list away. Memberships stay: who unsubscribed from it is still known.
   *
   * @returns false when it is gone already
   * @throws DomainError list_in_use while a campaign to it waits for its time
   */
  async archive(id: string): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      `SELECT name FROM campaign WHERE $1::uuid = ANY(list_ids || excluded_list_ids) AND (state = 'scheduled' OR (state IN ('planned','sending','paused') AND planned_at IS NULL)) LIMIT 1`,
      [id],
    );
    const campaign = rows[0];
    if (campaign) {
      const words = `The campaign “${campaign.name}” is scheduled to this list. Cancel it or choose another list for it first.`;
      throw new DomainError('conflict', 'list_in_use', words);
    }
    const archived = await this.database.pool.query(
      'UPDATE list SET archived_at = now() WHERE id = $1 AND archived_at IS NULL',
      [id],
    );
    return archived.rowCount === 1;
  }

  /** Brings back one that was put away, with everybody who was on it. @returns null when there is none */
  async restore(id: string): Promise<ListRow | null> {
    await this.database.pool.query('UPDATE list SET archived_at = NULL WHERE id = $1', [id]);
    return this.one(id);
  }

  /** Folds the tallies that grew longer than this. @returns how many lists */
  async foldTallies(longerThan: number): Promise<number> {
    const { rows } = await this.database.pool.query<{ list_id: string }>(
      'SELECT list_id FROM list_tally GROUP BY list_id HAVING count(*) > $1 LIMIT 50',
      [longerThan],
    );
    for (const row of rows) await this.database.pool.query(FOLD, [row.list_id]);
    return rows.length;
  }
}
