// Suppressions lifted together after a fault of ours: looked at first, lifted with a reason, put back by an undo.
import type { Release, ReleaseFilter, ReleasePreview } from '@doorstep/contracts';
import type pg from 'pg';
import type { PageOptions } from './access.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { recount, STAYED } from './failures.sql.js';

export type ReleaseRow = Omit<Release, 'createdAt' | 'undoneAt'> & {
  readonly createdAt: Date;
  readonly undoneAt: Date | null;
};

const MOST = 200_000;
const SHOWN = 20;
/** Later an undo would put back what campaigns have mailed for long. */
const UNDO_DAYS = 30;

const ROW = `id, filter, reason, actor, count, created_at AS "createdAt", undone_at AS "undoneAt", undone_by AS "undoneBy", restored`;

/** Only what Doorstep made of failures: complaints, people's wishes and hand-made ones are nobody's fault of ours. */
const CHOSEN = `s.lifted_at IS NULL AND s.scope = 'address' AND s.source = 'outcome' AND s.cause IN ('hard_bounce','soft_bounces')
  AND s.id >= id_floor($1::timestamptz - interval '1 minute') AND s.created_at >= $1 AND s.created_at < $2 AND ($3::text IS NULL OR s.cause = $3)
  AND ($4::text IS NULL OR s.evidence->>'category' = $4) AND ($5::text IS NULL OR s.evidence->>'ruleId' = $5)`;

const valuesOf = ({ from, to, cause, category, ruleId }: ReleaseFilter) => [
  ...[from, to, cause ?? null, category ?? null, ruleId ?? null],
];

export class SuppressionReleaseStore {
  constructor(private readonly database: Database) {}

  async preview(filter: ReleaseFilter): Promise<ReleasePreview> {
    const values = valuesOf(filter);
    const [rules, people] = await Promise.all([
      this.database.pool.query<ReleasePreview['rules'][number]>(
        `SELECT s.evidence->>'ruleId' AS "ruleId", s.evidence->>'category' AS category, count(*)::int AS count
         FROM suppression s WHERE ${CHOSEN} GROUP BY 1, 2 ORDER BY 3 DESC`,
        values,
      ),
      this.database.pool.query<{ address: string }>(
        `SELECT a.normalized AS address FROM suppression s JOIN address a ON a.id = s.address_id WHERE ${CHOSEN} ORDER BY s.id DESC LIMIT ${SHOWN}`,
        values,
      ),
    ]);
    return {
      count: rules.rows.reduce((sum, row) => sum + row.count, 0),
      people: people.rows.map((row) => row.address),
      rules: rules.rows.slice(0, SHOWN),
    };
  }

  /** @throws DomainError nothing_to_release, too_many */
  async release(filter: ReleaseFilter, reason: string, actor: string): Promise<ReleaseRow> {
    return inTransaction(this.database, async (client) => {
      const { rows: made } = await client.query<{ id: string }>(
        'INSERT INTO suppression_release (filter, reason, actor) VALUES ($1, $2, $3) RETURNING id',
        [JSON.stringify(filter), reason, actor],
      );
      const releaseId = made[0]!.id;
      const { rows: lifted } = await client.query<{ addressId: string }>(
        `WITH chosen AS (SELECT s.id FROM suppression s WHERE ${CHOSEN} ORDER BY s.id FOR UPDATE), lifted AS (
           UPDATE suppression s SET lifted_at = now(), lifted_by = $6, lift_reason = $7, on_probation = false, release_id = $8
           FROM chosen c WHERE s.id = c.id RETURNING s.id, s.address_id, s.cause
         ), told AS (
           INSERT INTO address_event (address_id, kind, actor, detail)
           SELECT address_id, 'suppression_lifted', $6, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', $7::text, 'releaseId', $8::text) FROM lifted
         ), forgotten AS (
           UPDATE address_failure x SET state = 'dropped', drop_reason = $7, release_id = $8
           FROM lifted l WHERE x.address_id = l.address_id AND x.state = 'counted'
         )
         SELECT DISTINCT address_id AS "addressId" FROM lifted`,
        [...valuesOf(filter), actor, reason, releaseId],
      );
      if (lifted.length === 0)
        throw new DomainError(
          'conflict',
          'nothing_to_release',
          'No suppression in force fits any more. Look at the preview again.',
        );
      if (lifted.length > MOST)
        throw new DomainError('invalid', 'too_many', `More than ${MOST} people at once. Choose fewer days.`);
      await recount(
        client,
        lifted.map((row) => row.addressId),
      );
      const { rows } = await client.query<ReleaseRow>(
        `UPDATE suppression_release SET count = $2 WHERE id = $1 RETURNING ${ROW}`,
        [...[releaseId, lifted.length]],
      );
      return rows[0]!;
    });
  }

  /**
   * Puts back what was lifted together. Who was suppressed again since, or had a message accepted since, is left as she is.
   *
   * @returns null when there is none
   * @throws DomainError already_undone, undo_too_late
   */
  async undo(id: string, actor: string): Promise<ReleaseRow | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ undoneAt: Date | null; isOld: boolean }>(
        `SELECT undone_at AS "undoneAt", created_at < now() - $2 * interval '1 day' AS "isOld" FROM suppression_release WHERE id = $1 FOR UPDATE`,
        [id, UNDO_DAYS],
      );
      if (rows[0] === undefined) return null;
      if (rows[0].undoneAt !== null)
        throw new DomainError('conflict', 'already_undone', 'This release was undone already.');
      if (rows[0].isOld)
        throw new DomainError(
          'conflict',
          'undo_too_late',
          `This release is older than ${UNDO_DAYS} days. Suppress single addresses instead.`,
        );
      const restored = await putBack(client, id, actor);
      const { rows: now } = await client.query<ReleaseRow>(
        `UPDATE suppression_release SET undone_at = now(), undone_by = $2, restored = $3 WHERE id = $1 RETURNING ${ROW}`,
        [id, actor, restored],
      );
      return now[0]!;
    });
  }

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<ReleaseRow[]> {
    const { rows } = await this.database.pool.query<ReleaseRow>(
      `SELECT ${ROW} FROM suppression_release WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }
}

async function putBack(client: pg.PoolClient, releaseId: string, actor: string): Promise<number> {
  const { rows } = await client.query<{ addressId: string }>(
    `WITH back AS (
       UPDATE suppression s SET lifted_at = NULL, lifted_by = NULL, lift_reason = NULL, on_probation = true, release_id = NULL
       FROM address a WHERE s.release_id = $1 AND a.id = s.address_id
         AND NOT EXISTS (SELECT FROM suppression o WHERE o.address_id = s.address_id AND o.cause = s.cause AND o.scope = 'address' AND o.lifted_at IS NULL)
         AND NOT EXISTS (SELECT FROM delivery d WHERE d.address_id = s.address_id AND ${STAYED} AND d.accepted_at > s.lifted_at)
       RETURNING s.id, s.address_id, s.cause
     ), told AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT address_id, 'suppressed', $2, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', 'The release was undone', 'releaseId', $1::text) FROM back
     ), counted AS (
       UPDATE address_failure x SET state = 'counted', drop_reason = NULL, release_id = NULL
       FROM back b WHERE x.release_id = $1 AND x.address_id = b.address_id
     )
     SELECT DISTINCT address_id AS "addressId" FROM back`,
    [releaseId, actor],
  );
  await recount(
    client,
    rows.map((row) => row.addressId),
  );
  return rows.length;
}
