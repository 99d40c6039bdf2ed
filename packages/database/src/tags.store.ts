// Tags: made, renamed, merged, deleted; what was taken from people is kept for 30 days, so that it can be given back.
import type { Tag, TagRemoval } from '@doorstep/contracts';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export type TagRow = Omit<Tag, 'createdAt'> & { readonly createdAt: Date };

export interface TagPageOptions {
  readonly limit: number;
  readonly search?: string | undefined;
  /** Name of the last one seen. */
  readonly after?: string | undefined;
}

const MOST_COUNTED = 100_000;

// Counted up to a bound: a tag that everybody has must not make the page slow.
const ROW = `t.id, t.name, t.created_at AS "createdAt", least(n.people, ${MOST_COUNTED})::int AS people, n.people > ${MOST_COUNTED} AS "isMore"`;
const COUNTED = `CROSS JOIN LATERAL (SELECT count(*) AS people FROM (
  SELECT FROM subscriber_tag g WHERE g.tag_id = t.id LIMIT ${MOST_COUNTED + 1}) x) n`;

export class TagStore {
  constructor(private readonly database: Database) {}

  /** By name. */
  async page({ limit, search, after }: TagPageOptions): Promise<TagRow[]> {
    const { rows } = await this.database.pool.query<TagRow>(
      `SELECT ${ROW} FROM (SELECT * FROM tag WHERE ($2::text IS NULL OR name > $2)
         AND ($3::text IS NULL OR strpos(lower(name), lower($3)) > 0) ORDER BY name LIMIT $1) t ${COUNTED} ORDER BY t.name`,
      [limit, after ?? null, search ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<TagRow | null> {
    const { rows } = await this.database.pool.query<TagRow>(`SELECT ${ROW} FROM tag t ${COUNTED} WHERE t.id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  /** @throws DomainError tag_exists, also when it differs in the size of letters alone */
  async add(name: string): Promise<TagRow> {
    await this.mustBeFree(name, null);
    const { rows } = await this.database.pool.query<{ id: string }>(
      'INSERT INTO tag (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id',
      [name],
    );
    if (!rows[0]) throw exists(name);
    return (await this.one(rows[0].id))!;
  }

  /** @returns null when it is gone @throws DomainError tag_exists */
  async rename(id: string, name: string): Promise<TagRow | null> {
    await this.mustBeFree(name, id);
    await this.database.pool.query('UPDATE tag SET name = $2 WHERE id = $1', [id, name]);
    return this.one(id);
  }

  /** @returns null when it is gone @throws DomainError tag_in_use while a segment asks for it */
  remove(id: string, actor: string): Promise<TagRemoval | null> {
    return inTransaction(this.database, (client) => takeAway(client, id, null, actor));
  }

  /** Everybody with the one has the other afterwards. @throws DomainError tag_in_use; tag_missing */
  merge(id: string, intoTagId: string, actor: string): Promise<TagRemoval | null> {
    return inTransaction(this.database, async (client) => {
      const other = await client.query('SELECT FROM tag WHERE id = $1 AND id <> $2 FOR KEY SHARE', [intoTagId, id]);
      if (other.rowCount === 0) throw missing();
      return takeAway(client, id, intoTagId, actor);
    });
  }

  /** Gives it back to whoever had it and is still there. @returns null when there is nothing to undo @throws tag_exists */
  async undo(removalId: string): Promise<TagRow | null> {
    const id = await inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ tag_id: string; name: string; into_tag_id: string | null }>(
        'SELECT tag_id, name, into_tag_id FROM tag_removal WHERE id = $1 FOR UPDATE',
        [removalId],
      );
      const removal = rows[0];
      if (!removal) return null;
      const back = await client.query('INSERT INTO tag (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        removal.tag_id,
        removal.name,
      ]);
      if (back.rowCount === 0) throw exists(removal.name);
      await client.query(
        `INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT m.subscriber_id, $2 FROM tag_removal_member m
         JOIN subscriber s ON s.id = m.subscriber_id WHERE m.removal_id = $1 ON CONFLICT DO NOTHING`,
        [removalId, removal.tag_id],
      );
      await client.query(
        `DELETE FROM subscriber_tag g USING tag_removal_member m WHERE m.removal_id = $1 AND m.is_new_to_other
           AND g.subscriber_id = m.subscriber_id AND g.tag_id = $2`,
        [removalId, removal.into_tag_id],
      );
      await client.query('DELETE FROM tag_removal WHERE id = $1', [removalId]);
      return removal.tag_id;
    });
    return id === null ? null : this.one(id);
  }

  private async mustBeFree(name: string, ownId: string | null): Promise<void> {
    const { rowCount } = await this.database.pool.query(
      'SELECT FROM tag WHERE lower(name) = lower($1) AND id IS DISTINCT FROM $2::uuid',
      [name, ownId],
    );
    if (rowCount !== 0) throw exists(name);
  }
}

async function takeAway(
  client: pg.PoolClient,
  id: string,
  into: string | null,
  actor: string,
): Promise<TagRemoval | null> {
  // What is too old to be undone goes with the next one.
  await client.query(`DELETE FROM tag_removal WHERE at < now() - interval '30 days'`);
  const { rows } = await client.query<{ name: string }>('SELECT name FROM tag WHERE id = $1 FOR UPDATE', [id]);
  const tag = rows[0];
  if (!tag) return null;
  const users = await client.query<{ name: string }>(
    `SELECT name FROM segment WHERE deleted_at IS NULL AND strpos(definition::text, $1) > 0 ORDER BY id LIMIT 1`,
    [id],
  );
  if (users.rows[0]) {
    const words = `The segment “${users.rows[0].name}” asks for this tag. Change the segment first.`;
    throw new DomainError('conflict', 'tag_in_use', words);
  }
  const removed = await client.query<{ id: string; people: number }>(
    `WITH removal AS (INSERT INTO tag_removal (tag_id, name, into_tag_id, actor) VALUES ($1, $2, $3, $4) RETURNING id),
     gone AS (DELETE FROM subscriber_tag WHERE tag_id = $1 RETURNING subscriber_id),
     given AS (INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT subscriber_id, $3::uuid FROM gone WHERE $3::uuid IS NOT NULL
       ON CONFLICT DO NOTHING RETURNING subscriber_id),
     kept AS (INSERT INTO tag_removal_member (removal_id, subscriber_id, is_new_to_other)
       SELECT r.id, g.subscriber_id, n.subscriber_id IS NOT NULL FROM removal r CROSS JOIN gone g
       LEFT JOIN given n ON n.subscriber_id = g.subscriber_id)
     SELECT id, (SELECT count(*)::int FROM gone) AS people FROM removal`,
    [id, tag.name, into, actor],
  );
  await client.query('DELETE FROM tag WHERE id = $1', [id]);
  return { ...removed.rows[0]!, name: tag.name };
}

function exists(name: string): DomainError {
  const detail = `There is a tag “${name}” already.`;
  return new DomainError('conflict', 'tag_exists', detail, [{ pointer: 'name', code: 'tag_exists', detail }]);
}

function missing(): DomainError {
  const detail = 'The other tag is not here any more. Choose one that is.';
  return new DomainError('invalid', 'tag_missing', detail, [{ pointer: 'intoTagId', code: 'tag_missing', detail }]);
}
