// Suppressions as people handle them: looked through, added by hand, lifted with a reason. Outcomes add theirs elsewhere.
import type { Suppression, SuppressionQuery } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { type Known, knowAddress, likePrefix, noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { forgetFailures } from './failures.sql.js';

export type SuppressionRow = Omit<Suppression, 'createdAt' | 'expiresAt' | 'liftedAt'> & {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly liftedAt: Date | null;
};

export interface SuppressionPageOptions extends PageOptions {
  /** Start of the address or the domain. */
  readonly search?: string | undefined;
  readonly state: SuppressionQuery['state'];
}

/** Columns of a suppression `s` with its address `a`. */
export const SUPPRESSION_ROW = `s.id, s.scope, a.normalized AS address, s.domain_name AS "domainName", s.cause, s.source,
  s.actor, s.evidence, s.hits, s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.lifted_at AS "liftedAt",
  s.lifted_by AS "liftedBy", s.lift_reason AS "liftReason"`;
const FROM = 'FROM suppression s LEFT JOIN address a ON a.id = s.address_id';
const ASKED = `($2::uuid IS NULL OR s.id < $2)
  AND ($3 = 'all' OR ($3 = 'lifted') = (s.lifted_at IS NOT NULL OR coalesce(s.expires_at <= now(), false)))`;
const PAGE = `SELECT ${SUPPRESSION_ROW} ${FROM} WHERE ${ASKED} ORDER BY s.id DESC LIMIT $1`;
// Two branches, so that the start of an address is found by its index and not by walking all suppressions.
const SEARCH = `
SELECT ${SUPPRESSION_ROW} FROM (
  (SELECT s.* FROM address a JOIN suppression s ON s.address_id = a.id AND s.scope = 'address'
   WHERE a.normalized LIKE $4 AND ${ASKED} ORDER BY s.id DESC LIMIT $1)
  UNION ALL
  (SELECT s.* FROM suppression s WHERE s.scope = 'domain' AND s.domain_name LIKE $4 AND ${ASKED} ORDER BY s.id DESC LIMIT $1)) s
LEFT JOIN address a ON a.id = s.address_id ORDER BY s.id DESC LIMIT $1`;

export class SuppressionStore {
  constructor(private readonly database: Database) {}

  /** Newest first. An expired one counts among the lifted. */
  async page({ limit, after, search, state }: SuppressionPageOptions): Promise<SuppressionRow[]> {
    const { pool } = this.database;
    const { rows } = search
      ? await pool.query<SuppressionRow>(SEARCH, [limit, after ?? null, state, likePrefix(search)])
      : await pool.query<SuppressionRow>(PAGE, [limit, after ?? null, state]);
    return rows;
  }

  async one(id: string): Promise<SuppressionRow | null> {
    const { rows } = await this.database.pool.query<SuppressionRow>(
      `SELECT ${SUPPRESSION_ROW} ${FROM} WHERE s.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Adding an address twice is no error: the first reason stays. */
  async addByHand(known: Known, reason: string, actor: string): Promise<SuppressionRow> {
    const id = await inTransaction(this.database, async (client) => {
      const addressId = await knowAddress(client, known);
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO suppression (scope, address_id, cause, source, actor, evidence) VALUES ('address', $1, 'manual', 'user', $2, $3)
         ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id`,
        [addressId, actor, JSON.stringify({ reason })],
      );
      const added = rows[0];
      if (added) {
        const detail = { suppressionId: added.id, cause: 'manual', reason };
        await noteEvent(client, { addressId, actor, kind: 'suppressed', detail });
        return added.id;
      }
      const first = await client.query<{ id: string }>(
        `SELECT id FROM suppression WHERE address_id = $1 AND cause = 'manual' AND scope = 'address' AND lifted_at IS NULL`,
        [addressId],
      );
      return first.rows[0]!.id;
    });
    return (await this.one(id))!;
  }

  /**
   * Lets campaigns mail again; the row and its evidence stay. What failed before the lift counts no more, and the next
   * final failure puts the suppression back at once.
   *
   * @param confirmsComplaint the person asked for our mail again: without that a complaint is not lifted
   * @returns null when there is none
   * @throws DomainError already_lifted, complaint_unconfirmed
   */
  async lift(id: string, reason: string, actor: string, confirmsComplaint = false): Promise<SuppressionRow | null> {
    await inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ addressId: string | null; cause: string; isLifted: boolean }>(
        `SELECT address_id AS "addressId", cause, lifted_at IS NOT NULL AS "isLifted" FROM suppression WHERE id = $1 FOR UPDATE`,
        [id],
      );
      const lifted = rows[0];
      if (!lifted) return;
      if (lifted.isLifted) throw new DomainError('conflict', 'already_lifted', 'This suppression was lifted already.');
      if (lifted.cause === 'complaint' && !confirmsComplaint)
        throw new DomainError(
          'conflict',
          'complaint_unconfirmed',
          'This person marked your mail as spam. Confirm that she asked for it again; without that nothing is lifted.',
        );
      await client.query(`UPDATE suppression SET lifted_at = now(), lifted_by = $2, lift_reason = $3 WHERE id = $1`, [
        ...[id, actor, reason],
      ]);
      if (lifted.addressId === null) return;
      await forgetFailures(client, lifted.addressId, reason);
      const detail = {
        suppressionId: id,
        cause: lifted.cause,
        reason,
        ...(confirmsComplaint && { confirmsComplaint }),
      };
      await noteEvent(client, { addressId: lifted.addressId, actor, kind: 'suppression_lifted', detail });
    });
    return this.one(id);
  }
}
