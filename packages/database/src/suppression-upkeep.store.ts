// What becomes of suppressions by themselves: those that ran out, those a later accepted message disproves; tallies folded.
import { type Database, inTransaction } from './database.js';
import { recount, STAYED } from './failures.sql.js';

/** Only what was in flight while the suppression was made can be accepted after it. */
const IN_FLIGHT = `interval '5 days'`;
const KEPT = `interval '35 days'`;

const END_RUN_OUT = `
WITH ended AS (
  SELECT id FROM suppression WHERE lifted_at IS NULL AND expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE suppression s SET lifted_at = expires_at, lifted_by = 'Doorstep', lift_reason = 'It ran out: one message may try again.'
FROM ended e WHERE s.id = e.id AND s.scope = 'address' RETURNING s.address_id AS "addressId", s.id, s.cause`;

// A dead mailbox that was said to be dead for certain stays suppressed: many servers accept first and return later.
const EASE = `
WITH eased AS (
  SELECT s.id FROM suppression s JOIN address a ON a.id = s.address_id
  WHERE s.lifted_at IS NULL AND s.id >= id_floor(now() - ${IN_FLIGHT}) AND s.scope = 'address' AND s.source = 'outcome'
    AND s.evidence->>'why' IN ('streak','seen_twice') AND a.last_accepted_at > s.created_at - ${IN_FLIGHT}
    AND EXISTS (SELECT FROM delivery d WHERE d.address_id = a.id AND ${STAYED}
      AND d.accepted_at > (s.evidence->>'lastFailureAt')::timestamptz)
  ORDER BY s.id LIMIT $1 FOR UPDATE OF s SKIP LOCKED
)
UPDATE suppression s SET lifted_at = now(), lifted_by = 'Doorstep', on_probation = false,
  lift_reason = 'A message handed over after the last failure was accepted.'
FROM eased e WHERE s.id = e.id RETURNING s.address_id AS "addressId", s.id, s.cause`;

// Two workers may fold at once: what the other one took is gone, and summed once.
const FOLD = `
WITH grown AS (
  SELECT DISTINCT site_id, bucket FROM (SELECT site_id, bucket FROM site_tally
    WHERE NOT is_folded AND bucket < now() - interval '20 minutes' LIMIT 5000) t LIMIT $1
), gone AS (
  DELETE FROM site_tally t USING grown g WHERE t.site_id = g.site_id AND t.bucket = g.bucket RETURNING t.site_id, t.bucket, t.settled, t.hard
)
INSERT INTO site_tally (site_id, bucket, settled, hard, is_folded) SELECT site_id, bucket, sum(settled), sum(hard), true FROM gone GROUP BY 1, 2`;

export class SuppressionUpkeepStore {
  constructor(private readonly database: Database) {}

  /** Ends suppressions whose time is over; one message may try then. @returns how many */
  endRunOut(limit: number): Promise<number> {
    return this.end(END_RUN_OUT, limit, 'Doorstep, because it ran out');
  }

  /** Ends those made of streaks where a message of later was accepted: it was in flight. @returns how many */
  easeAccepted(limit: number): Promise<number> {
    return this.end(EASE, limit, 'Doorstep, because a later message was accepted');
  }

  /** Sums the tallies of sites per ten minutes and forgets the old ones. */
  async foldSiteTallies(limit: number): Promise<void> {
    await this.database.pool.query(FOLD, [limit]);
    // Ids go with time: what is to be forgotten is among the first.
    await this.database.pool.query(
      `DELETE FROM site_tally WHERE id IN (SELECT id FROM (SELECT id, bucket FROM site_tally ORDER BY id LIMIT $1) t WHERE bucket < now() - ${KEPT})`,
      [limit],
    );
  }

  private end(text: string, limit: number, actor: string): Promise<number> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ addressId: string; id: string; cause: string }>(text, [limit]);
      if (rows.length === 0) return 0;
      await client.query(
        `INSERT INTO address_event (address_id, kind, actor, detail)
         SELECT u.address_id, 'suppression_lifted', $3, jsonb_build_object('suppressionId', u.id, 'cause', u.cause)
         FROM unnest($1::uuid[], $2::uuid[], $4::text[]) AS u(address_id, id, cause)`,
        [rows.map((row) => row.addressId), rows.map((row) => row.id), actor, rows.map((row) => row.cause)],
      );
      await recount(
        client,
        rows.map((row) => row.addressId),
      );
      return rows.length;
    });
  }
}
