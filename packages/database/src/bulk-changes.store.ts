// One act on many subscribers: the people are fixed at the click, worked through by pages, and given back by an undo.
import type { BulkChange, BulkKind, SubscriberFilter } from '@doorstep/contracts';
import type pg from 'pg';
import type { PageOptions } from './access.store.js';
import { mustHaveLists } from './audience.sql.js';
import { ACTS, UNDOS } from './bulk-changes.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { meantBy, segmentOf } from './subscriber-filter.sql.js';

export type BulkChangeRow = Omit<BulkChange, 'createdAt' | 'finishedAt' | 'undoneAt'> & {
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
};

export interface AskedChange {
  readonly kind: BulkKind;
  readonly chosen: { readonly ids: readonly string[] } | { readonly filter: SubscriberFilter };
  readonly listId?: string | undefined;
  readonly tag?: string | undefined;
  readonly reason?: string | undefined;
}

interface AtWork {
  readonly id: string;
  readonly kind: string;
  readonly params: Record<string, string>;
  readonly actor: string;
  readonly state: 'running' | 'undoing';
  readonly cursor: string | null;
  readonly undoneBy: string | null;
}

/** What was before is kept as long; later nothing can be given back. */
export const UNDO_DAYS = 30;
export const BULK_PAGE = 2000;

const ROW = `id, kind, params, filter, actor, state, total, done, changed, reverted, created_at AS "createdAt", finished_at AS "finishedAt",
  undone_at AS "undoneAt", undone_by AS "undoneBy", state = 'done' AND changed > 0 AND created_at > now() - interval '${UNDO_DAYS} days' AS "isUndoable"`;

export class BulkChangeStore {
  constructor(private readonly database: Database) {}

  /**
   * Fixes who is meant; `work` does the rest.
   *
   * @throws DomainError nobody_chosen, list_unknown, tag_unknown
   */
  async begin(asked: AskedChange, actor: string): Promise<BulkChangeRow> {
    return inTransaction(this.database, async (client) => {
      const params = await paramsOf(client, asked);
      const filter = 'filter' in asked.chosen ? asked.chosen.filter : null;
      const { rows: made } = await client.query<{ id: string }>(
        'INSERT INTO bulk_change (kind, params, filter, actor) VALUES ($1, $2, $3, $4) RETURNING id',
        [asked.kind, JSON.stringify(params), filter === null ? null : JSON.stringify(filter), actor],
      );
      const { id } = made[0]!;
      const total = await choose(client, id, asked.chosen);
      if (total === 0)
        throw new DomainError(
          'conflict',
          'nobody_chosen',
          'Nobody fits any more. Load the page again and choose anew.',
        );
      const { rows } = await client.query<BulkChangeRow>(
        `UPDATE bulk_change SET total = $2 WHERE id = $1 RETURNING ${ROW}`,
        [id, total],
      );
      return rows[0]!;
    });
  }

  /** Works on a page of the oldest change nobody else works on. @returns whether there was one */
  async work(only: string | null = null, limit = BULK_PAGE): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<AtWork>(
        `SELECT id, kind, params, actor, state, cursor, undone_by AS "undoneBy" FROM bulk_change
         WHERE state IN ('running','undoing') AND ($1::uuid IS NULL OR id = $1) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [only],
      );
      const task = rows[0];
      if (task === undefined) return false;
      const page = await client.query<{ addressId: string }>(
        `SELECT address_id AS "addressId" FROM bulk_change_person WHERE bulk_change_id = $1 AND ($2::uuid IS NULL OR address_id > $2)
         ORDER BY address_id LIMIT $3`,
        [task.id, task.cursor, limit],
      );
      const ids = page.rows.map(({ addressId }) => addressId);
      await workOn(client, task, ids, ids.length < limit);
      return true;
    });
  }

  /** Takes it back, page by page, for everybody who is still as it left her. @throws DomainError not_undoable */
  async undo(id: string, actor: string): Promise<BulkChangeRow | null> {
    const before = await this.one(id);
    if (before === null) return null;
    const { rows } = await this.database.pool.query<BulkChangeRow>(
      `UPDATE bulk_change SET state = 'undoing', cursor = NULL, done = 0, undone_by = $2, undone_at = now()
       WHERE id = $1 AND state = 'done' AND created_at > now() - interval '${UNDO_DAYS} days' RETURNING ${ROW}`,
      [id, actor],
    );
    if (rows[0]) return rows[0];
    const words =
      before.state === 'running'
        ? 'It is still at work. Undo it once it is done.'
        : before.state === 'done'
          ? `It is older than ${UNDO_DAYS} days: what was before is not kept any more.`
          : 'It was undone already.';
    throw new DomainError('conflict', 'not_undoable', words);
  }

  async one(id: string): Promise<BulkChangeRow | null> {
    const { rows } = await this.database.pool.query<BulkChangeRow>(`SELECT ${ROW} FROM bulk_change WHERE id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<BulkChangeRow[]> {
    const { rows } = await this.database.pool.query<BulkChangeRow>(
      `SELECT ${ROW} FROM bulk_change WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  /** Lets go of what was before once nobody may ask for it. */
  async tidy(): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      `DELETE FROM bulk_change_person p USING (SELECT x.ctid FROM bulk_change_person x JOIN bulk_change c ON c.id = x.bulk_change_id
         WHERE c.id < id_floor(now() - interval '${UNDO_DAYS + 1} days') AND c.state IN ('done','undone') LIMIT 20000) old WHERE p.ctid = old.ctid`,
    );
    return rowCount ?? 0;
  }
}

async function paramsOf(client: pg.PoolClient, asked: AskedChange): Promise<Record<string, string>> {
  const { kind, listId, tag, reason } = asked;
  if (kind === 'add_to_list' || kind === 'remove_from_list') {
    await mustHaveLists(client, [listId!]);
    const { rows } = await client.query<{ name: string }>('SELECT name FROM list WHERE id = $1', [listId]);
    return { listId: listId!, listName: rows[0]!.name };
  }
  if (kind === 'suppress') return { reason: reason! };
  if (kind === 'delete') return {};
  if (kind === 'add_tag') await client.query('INSERT INTO tag (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [tag]);
  const { rows } = await client.query<{ id: string }>('SELECT id FROM tag WHERE name = $1', [tag]);
  if (rows[0]) return { tagId: rows[0].id, tag: tag! };
  const detail = `There is no tag “${tag}”.`;
  throw new DomainError('invalid', 'tag_unknown', detail, [{ pointer: 'tag', code: 'tag_unknown', detail }]);
}

async function choose(client: pg.PoolClient, id: string, chosen: AskedChange['chosen']): Promise<number> {
  const insert = 'INSERT INTO bulk_change_person (bulk_change_id, address_id, subscriber_id)';
  if ('ids' in chosen) {
    const { rowCount } = await client.query(
      `${insert} SELECT $1, address_id, id FROM subscriber WHERE id = ANY($2::uuid[])`,
      [id, chosen.ids],
    );
    return rowCount ?? 0;
  }
  const meant = meantBy(chosen.filter, await segmentOf(chosen.filter, client), [id]);
  const { rowCount } = await client.query(
    `${insert} SELECT $1::uuid, meant.address_id, meant.id FROM (${meant.select('a.id AS address_id, b.id')}) meant`,
    meant.values,
  );
  return rowCount ?? 0;
}

async function workOn(client: pg.PoolClient, task: AtWork, ids: readonly string[], isLast: boolean): Promise<void> {
  const isUndo = task.state === 'undoing';
  const sql = (isUndo ? UNDOS : ACTS)[task.kind]!;
  const actor = isUndo ? (task.undoneBy ?? task.actor) : task.actor;
  const { rows } =
    ids.length === 0
      ? { rows: [{ changed: 0 }] }
      : await client.query<{ changed: number }>(sql, [task.id, actor, JSON.stringify(task.params), ids]);
  await client.query(
    `UPDATE bulk_change SET done = done + $2, cursor = coalesce($3, cursor), ${isUndo ? 'reverted = reverted' : 'changed = changed'} + $4,
       state = CASE WHEN $5 THEN $6 ELSE state END, finished_at = CASE WHEN $5 THEN now() END WHERE id = $1`,
    [task.id, ids.length, ids.at(-1) ?? null, rows[0]!.changed, isLast, isUndo ? 'undone' : 'done'],
  );
}
