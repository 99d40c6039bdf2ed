// Suppressions as people handle them: looked through, added by hand, lifted with a reason. Outcomes add theirs elsewhere.
import type { Suppression, SuppressionQuery } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { type Known, knowAddress, likePrefix, noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

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
   * Lets campaigns mail again; the row and its evidence stay.
   *
   * @returns null when there is none
   * @throws DomainError already_lifted
   */
  async lift(id: string, reason: string, actor: string): Promise<SuppressionRow | null> {
    await inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ addressId: string | null; cause: string }>(
        `UPDATE suppression SET lifted_at = now(), lifted_by = $2, lift_reason = $3
         WHERE id = $1 AND lifted_at IS NULL RETURNING address_id AS "addressId", cause`,
        [id, actor, reason],
      );
      const lifted = rows[0];
      if (!lifted) {
        const known = await client.query('SELECT FROM suppression WHERE id = $1', [id]);
        if (known.rowCount === 0) return;
        throw new DomainError('conflict', 'already_lifted', 'This suppression was lifted already.');
      }
      if (lifted.addressId === null) return;
      const detail = { suppressionId: id, cause: lifted.cause, reason };
      await noteEvent(client, { addressId: lifted.addressId, actor, kind: 'suppression_lifted', detail });
    });
    return this.one(id);
  }
}
