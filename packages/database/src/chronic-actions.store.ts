// People of a group held back together by hand, and the way back.
import type { ChronicAction, NewChronicAction } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { emptyGroup } from './chronic.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export type ChronicActionRow = Omit<ChronicAction, 'createdAt' | 'undoneAt'> & {
  readonly createdAt: Date;
  readonly undoneAt: Date | null;
};

export const CHRONIC_ACTION_ROW = `id, group_key AS "groupKey", kind, days, reason, actor, count, created_at AS "createdAt", undone_at AS "undoneAt",
  undone_by AS "undoneBy"`;

/** Subscribers of the group; who is suppressed by hand already keeps that first reason. */
const SUPPRESS = `
WITH chosen AS (
  SELECT c.address_id FROM chronic_case c JOIN subscriber b ON b.address_id = c.address_id
  WHERE c.group_key = $1 AND ($2::uuid[] IS NULL OR c.address_id = ANY($2)) ORDER BY c.address_id
), made AS (
  INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at)
  SELECT 'address', address_id, 'manual', 'user', $3, jsonb_build_object('reason', $4::text, 'chronicActionId', $5::text),
    now() + $6 * interval '1 day' FROM chosen
  ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id, address_id
), told AS (
  INSERT INTO address_event (address_id, kind, actor, detail)
  SELECT address_id, 'suppressed', $3, jsonb_build_object('suppressionId', id, 'cause', 'manual', 'reason', $4::text, 'actionId', $5::text) FROM made
)
SELECT (SELECT count(*) FROM chosen)::int AS chosen, (SELECT count(*) FROM made)::int AS made`;

/** By the events of the action's own people: suppressions have no index by what made them. */
const LIFT = `
WITH lifted AS (
  UPDATE suppression SET lifted_at = now(), lifted_by = $2, lift_reason = 'The action was undone'
  WHERE lifted_at IS NULL AND cause = 'manual' AND scope = 'address' AND id >= id_floor($3::timestamptz - interval '1 minute')
    AND created_at >= $3 AND evidence->>'chronicActionId' = $1 RETURNING id, address_id
)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT address_id, 'suppression_lifted', $2, jsonb_build_object('suppressionId', id, 'cause', 'manual', 'reason', 'The action was undone', 'actionId', $1::text)
FROM lifted`;

export class ChronicActionStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError group_empty */
  async act(groupKey: string, { kind, days, reason, addressIds }: NewChronicAction, actor: string) {
    return inTransaction(this.database, async (client) => {
      const { rows: made } = await client.query<{ id: string }>(
        'INSERT INTO chronic_action (group_key, kind, days, reason, actor) VALUES ($1, $2, $3, $4, $5) RETURNING id',
        [groupKey, kind, days ?? null, reason, actor],
      );
      const { id } = made[0]!;
      const { rows: counts } = await client.query<{ chosen: number; made: number }>(SUPPRESS, [
        ...[groupKey, addressIds ?? null, actor, reason, id, days ?? null],
      ]);
      if (counts[0]!.chosen === 0) throw emptyGroup();
      const { rows } = await client.query<ChronicActionRow>(
        `UPDATE chronic_action SET count = $2 WHERE id = $1 RETURNING ${CHRONIC_ACTION_ROW}`,
        [id, counts[0]!.made],
      );
      return rows[0]!;
    });
  }

  /** Lifts what the action suppressed and is still in force. @throws DomainError already_undone */
  async undo(id: string, actor: string): Promise<ChronicActionRow | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ undoneAt: Date | null; createdAt: Date }>(
        'SELECT undone_at AS "undoneAt", created_at AS "createdAt" FROM chronic_action WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!rows[0]) return null;
      if (rows[0].undoneAt !== null)
        throw new DomainError('conflict', 'already_undone', 'This action was undone already.');
      await client.query(LIFT, [id, actor, rows[0].createdAt]);
      const { rows: undone } = await client.query<ChronicActionRow>(
        `UPDATE chronic_action SET undone_at = now(), undone_by = $2 WHERE id = $1 RETURNING ${CHRONIC_ACTION_ROW}`,
        [id, actor],
      );
      return undone[0]!;
    });
  }

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<ChronicActionRow[]> {
    const { rows } = await this.database.pool.query<ChronicActionRow>(
      `SELECT ${CHRONIC_ACTION_ROW} FROM chronic_action WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }
}
