// Segments: made, changed, deleted and brought back; who is in one, how many, and why a person is or is not.
import type { NewSegment, Segment, SegmentChange, SegmentGroup, SegmentPerson } from '@doorstep/contracts';
import { conditionsOf } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { compileCondition, compileSegment } from './compile-segment.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';
import { readLargeWithin } from './large-reads.js';

export type SegmentRow = Omit<Segment, 'sentence' | 'createdAt' | 'updatedAt'> & {
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export interface SegmentCount {
  /** null: it took longer than was waited for. */
  readonly people: number | null;
  readonly onLists: number | null;
  readonly sample: SegmentPerson[];
}

export interface SegmentVerdict {
  readonly isIn: boolean;
  /** One for each condition, in order of reading. */
  readonly conditions: readonly { readonly isTrue: boolean; readonly saw: string | null }[];
}

/** What definitions point at, by id. */
export interface SegmentNameRows {
  readonly lists: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly campaigns: Map<string, string>;
  readonly imports: Map<string, string>;
  readonly fields: Map<string, string>;
}

const ROW = `g.id, g.name, g.definition, g.created_by AS "createdBy", g.created_at AS "createdAt", g.updated_at AS "updatedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('campaignId', c.id, 'name', c.name, 'state', c.state) ORDER BY c.id DESC)
    FROM (SELECT id, name, state FROM campaign WHERE g.id = ANY(segment_ids || excluded_segment_ids) ORDER BY id DESC LIMIT 20) c),
    '[]') AS "usedBy"`;

const PEOPLE = 'FROM subscriber s JOIN address a ON a.id = s.address_id';
const PERSON = `SELECT s.id AS "subscriberId", a.normalized AS address, s.name ${PEOPLE}`;
const BEFORE = '($2::uuid IS NULL OR s.id < $2::uuid)';
/**
 * Among the next thousands alone, as far as a page goes: in most segments it is full by then. How few a condition is true of is not known before;
 * told of everybody at once, the planner judges all of them for a page.
 */
const NEAR = `WITH near AS MATERIALIZED (SELECT s.* FROM subscriber s WHERE ${BEFORE} ORDER BY s.id DESC LIMIT 5000)
SELECT s.id AS "subscriberId", a.normalized AS address, s.name FROM near s JOIN address a ON a.id = s.address_id`;
const SAMPLE = 20;
/** Share of the time given; the rest is for a sample without a count. */
const FOR_COUNTING = 0.8;

/** Where nothing is asked of the address but which one it is, it has not to be read. */
const judgedFrom = (condition: string) =>
  /\ba\.(?!id\b)/.test(condition) ? PEOPLE : 'FROM subscriber s CROSS JOIN LATERAL (SELECT s.address_id AS id) a';

/** Everybody is judged once: counted, counted as far as they are on a list, and the newest of them. */
const counting = (condition: string) => `
WITH found AS MATERIALIZED (SELECT s.id, s.address_id ${judgedFrom(condition)} WHERE ${condition})
SELECT (SELECT count(*)::int FROM found) AS people,
  (SELECT count(*)::int FROM found f WHERE f.address_id IN (SELECT m.address_id FROM membership m
    JOIN list l ON l.id = m.list_id AND l.archived_at IS NULL WHERE m.status = 'subscribed')) AS "onLists",
  coalesce((SELECT jsonb_agg(to_jsonb(p)) FROM (${PERSON} WHERE s.id IN (SELECT f.id FROM found f ORDER BY f.id DESC LIMIT ${SAMPLE})
    ORDER BY s.id DESC) p), '[]') AS sample`;

export class SegmentStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<SegmentRow[]> {
    const { rows } = await this.database.pool.query<SegmentRow>(
      `SELECT ${ROW} FROM segment g WHERE g.deleted_at IS NULL AND ($2::uuid IS NULL OR g.id < $2) ORDER BY g.id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<SegmentRow | null> {
    const { rows } = await this.database.pool.query<SegmentRow>(
      `SELECT ${ROW} FROM segment g WHERE g.id = $1 AND g.deleted_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }

  async add({ name, definition }: NewSegment, createdBy: string): Promise<SegmentRow> {
    const { rows } = await this.database.pool.query<SegmentRow>(
      `WITH g AS (INSERT INTO segment (name, definition, created_by) VALUES ($1, $2, $3) RETURNING *) SELECT ${ROW} FROM g`,
      [name, JSON.stringify(definition), createdBy],
    );
    return rows[0]!;
  }

  /** @returns null when it is gone */
  async change(id: string, { name, definition }: SegmentChange): Promise<SegmentRow | null> {
    const { rows } = await this.database.pool.query<SegmentRow>(
      `WITH g AS (UPDATE segment SET name = coalesce($2, name), definition = coalesce($3, definition), updated_at = now()
         WHERE id = $1 AND deleted_at IS NULL RETURNING *) SELECT ${ROW} FROM g`,
      [id, name ?? null, definition === undefined ? null : JSON.stringify(definition)],
    );
    return rows[0] ?? null;
  }

  /**
   * Puts it away; `restore` brings it back.
   *
   * @returns false when it is gone already
   * @throws DomainError segment_in_use while a campaign that names it may still be planned
   */
  async remove(id: string): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      `SELECT name FROM campaign WHERE $1::uuid = ANY(segment_ids || excluded_segment_ids)
         AND state NOT IN ('finished','cancelled') AND planned_at IS NULL ORDER BY id DESC LIMIT 1`,
      [id],
    );
    if (rows[0]) {
      const words = `The campaign “${rows[0].name}” uses this segment. Take it out of that campaign's audience first.`;
      throw new DomainError('conflict', 'segment_in_use', words);
    }
    const removed = await this.database.pool.query(
      'UPDATE segment SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL',
      [id],
    );
    return removed.rowCount === 1;
  }

  /** @returns null when there is none to bring back */
  async restore(id: string): Promise<SegmentRow | null> {
    await this.database.pool.query('UPDATE segment SET deleted_at = NULL WHERE id = $1', [id]);
    return this.one(id);
  }

  /** Counts and samples within the time given; what takes longer is not known, and said so. */
  async count(definition: SegmentGroup, timeoutMs: number): Promise<SegmentCount> {
    const { sql, parameters } = compileSegment(definition, 1);
    const counted = await readLargeWithin<SegmentCount>(
      this.database,
      timeoutMs * FOR_COUNTING,
      counting(sql),
      parameters,
    );
    if (counted?.[0]) return counted[0];
    // So few are often found long before all are counted.
    const text = `${PERSON} WHERE ${sql} ORDER BY s.id DESC LIMIT ${SAMPLE}`;
    const sample = await readLargeWithin<SegmentPerson>(
      this.database,
      timeoutMs * (1 - FOR_COUNTING),
      text,
      parameters,
    );
    return { people: null, onLists: null, sample: sample ?? [] };
  }

  /** Newest subscribers first. @throws DomainError too_slow when a page is not found in time */
  async people(definition: SegmentGroup, { limit, after }: PageOptions, timeoutMs: number): Promise<SegmentPerson[]> {
    const { sql, parameters } = compileSegment(definition, 3);
    const values = [limit, after ?? null, ...parameters];
    const read = (text: string) => readLargeWithin<SegmentPerson>(this.database, timeoutMs, text, values);
    const near = await read(`${NEAR} WHERE ${sql} ORDER BY s.id DESC LIMIT $1`);
    if (near?.length === limit) return near;
    const rows = await read(`${PERSON} WHERE ${BEFORE} AND ${sql} ORDER BY s.id DESC LIMIT $1`);
    if (rows !== null) return rows;
    const words =
      'Finding the next people of this segment took too long. Add a condition that fewer people meet, and try again.';
    throw new DomainError('conflict', 'too_slow', words);
  }

  /** Each condition asked of one person, with what it saw. null: no subscriber of this address. */
  async why(definition: SegmentGroup, normalized: string): Promise<SegmentVerdict | null> {
    const now = new Date();
    const whole = compileSegment(definition, 2, now);
    const values: unknown[] = [normalized, ...whole.parameters];
    const parts = conditionsOf(definition).map((condition) => {
      const part = compileCondition(condition, values.length + 1, now);
      values.push(...part.parameters);
      return `jsonb_build_object('isTrue', ${part.sql}, 'saw', ${part.saw})`;
    });
    const { rows } = await this.database.pool.query<SegmentVerdict>(
      `SELECT ${whole.sql} AS "isIn", jsonb_build_array(${parts.join(', ')}) AS conditions ${PEOPLE} WHERE a.normalized = $1`,
      values,
    );
    return rows[0] ?? null;
  }

  /** Names of what definitions point at, read together. */
  async names(definitions: readonly SegmentGroup[]): Promise<SegmentNameRows> {
    const conditions = definitions.flatMap(conditionsOf);
    const ids = (of: (condition: (typeof conditions)[number]) => string | null) =>
      conditions.map(of).filter((id) => id !== null);
    const read = async (text: string, keys: readonly string[]) => {
      if (keys.length === 0) return new Map<string, string>();
      const { rows } = await this.database.pool.query<{ key: string; name: string }>(text, [keys]);
      return new Map(rows.map((row) => [row.key, row.name]));
    };
    const [lists, tags, campaigns, imports, fields] = await Promise.all([
      read(
        'SELECT id AS key, name FROM list WHERE id = ANY($1::uuid[])',
        ids((one) => (one.kind === 'list' ? one.listId : null)),
      ),
      read(
        'SELECT id AS key, name FROM tag WHERE id = ANY($1::uuid[])',
        ids((one) => (one.kind === 'tag' ? one.tagId : null)),
      ),
      read(
        'SELECT id AS key, name FROM campaign WHERE id = ANY($1::uuid[])',
        ids((one) => ('campaignId' in one ? one.campaignId : null)),
      ),
      read(
        'SELECT id AS key, file_name AS name FROM import WHERE id = ANY($1::uuid[])',
        ids((one) => (one.kind === 'import' ? one.importId : null)),
      ),
      read(
        'SELECT key, label AS name FROM custom_field WHERE key = ANY($1::text[])',
        ids((one) => (one.kind === 'field' ? one.key : null)),
      ),
    ]);
    return { lists, tags, campaigns, imports, fields };
  }
}
