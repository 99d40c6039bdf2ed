// The hot path of deliveries: claim a batch with its attempts, keep the lease, journal the final dot, give back.
import type { Database } from './database.js';

/** A delivery in hand: claimed, its attempt begun, nothing on the wire yet. */
export interface ClaimedDelivery {
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly campaignId: string;
  readonly addressId: string;
  readonly siteId: string;
  readonly domainName: string;
  /** As it was first given; what RCPT TO carries. */
  readonly spelling: string;
  /** Counts up with each claim: a result with an older one moves nothing. */
  readonly fence: number;
  /** Attempts that counted before this one. */
  readonly attempts: number;
  readonly expiresAt: Date;
  /** When the delivery was planned. */
  readonly queuedAt: Date;
  /** Clock of the database at the claim. */
  readonly claimedAt: Date;
  readonly mergeFields: MergeFields | null;
}

/** A subscriber's values as they stood when the plan was frozen. */
export interface MergeFields {
  readonly name: string | null;
  readonly fields: Record<string, string>;
}

export interface Lease {
  readonly deliveryId: string;
  readonly fence: number;
}

// Conditions of the moment are part of the statement: campaign sending, lane ours, site not paused, reader not gone.
const CLAIM = `
WITH lane AS (
  SELECT site_id FROM site_state WHERE site_id = $1 AND lane_owner = $3 AND lane_lease_until > now()
    AND (paused_until IS NULL OR paused_until <= now())
), live AS MATERIALIZED (SELECT id, list_ids FROM campaign WHERE state = 'sending' AND EXISTS (SELECT FROM lane)
), picked AS MATERIALIZED (
  SELECT d.* FROM live c CROSS JOIN LATERAL (
    SELECT d.id, d.address_id, d.domain_name, c.list_ids FROM delivery d
    WHERE d.campaign_id = c.id AND d.site_id = $1 AND d.state IN ('planned','due','deferred') AND d.next_attempt_at <= now()
    ORDER BY d.next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED) d LIMIT $2
), judged AS MATERIALIZED (
  SELECT p.id, new_id() AS attempt_id, s.id AS suppression_id, s.cause, CASE WHEN s.id IS NOT NULL THEN NULL
    WHEN EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.list_id = ANY(p.list_ids) AND m.status = 'subscribed') THEN NULL
    WHEN EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.list_id = ANY(p.list_ids) AND m.status = 'unsubscribed') THEN 'unsubscribed'
    ELSE 'no_subscriber' END AS excluded
  FROM picked p LEFT JOIN LATERAL (
    SELECT s.id, s.cause FROM suppression s WHERE s.scope = 'address' AND s.address_id = p.address_id
      AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())
    UNION ALL
    SELECT s.id, s.cause FROM suppression s WHERE s.scope = 'domain' AND s.domain_name = p.domain_name
      AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now()) LIMIT 1) s ON true
), hit AS (
  UPDATE suppression s SET hits = s.hits + j.n, last_hit_at = now()
  FROM (SELECT suppression_id, count(*) AS n FROM judged WHERE suppression_id IS NOT NULL GROUP BY 1) j WHERE s.id = j.suppression_id
), moved AS (
  UPDATE delivery d SET fence = d.fence + 1,
    state = CASE WHEN j.cause IS NOT NULL THEN 'suppressed' WHEN j.excluded IS NOT NULL THEN 'excluded' ELSE 'sending' END,
    reason = coalesce(j.cause, j.excluded),
    lease_until = CASE WHEN coalesce(j.cause, j.excluded) IS NULL THEN now() + $4 * interval '1 second' END,
    settled_at = CASE WHEN coalesce(j.cause, j.excluded) IS NOT NULL THEN now() END
  FROM judged j WHERE d.id = j.id
  RETURNING d.id, d.campaign_id, d.address_id, d.domain_name, d.site_id, d.state, d.fence, d.attempts, d.expires_at, d.merge_fields,
    j.attempt_id
), begun AS (
  INSERT INTO attempt (id, delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase)
  SELECT attempt_id, id, campaign_id, address_id, domain_name, site_id, fence, $3, 'begun' FROM moved WHERE state = 'sending'
)
SELECT m.id AS "deliveryId", m.attempt_id AS "attemptId", m.campaign_id AS "campaignId", m.address_id AS "addressId",
  m.site_id AS "siteId", m.domain_name AS "domainName", a.spelling, m.fence, m.attempts, m.expires_at AS "expiresAt",
  now() AS "claimedAt", m.merge_fields AS "mergeFields"
FROM moved m JOIN address a ON a.id = m.address_id WHERE m.state = 'sending'`;

const GIVE_BACK = `
WITH held AS (
  SELECT d.id, d.fence FROM unnest($1::uuid[], $2::int[]) AS u(id, fence)
  JOIN delivery d ON d.id = u.id AND d.fence = u.fence AND d.state = 'sending' FOR UPDATE OF d
), ended AS (
  UPDATE attempt a SET phase = 'finished', outcome = 'abandoned', finished_at = now(), rule_id = 'released'
  FROM held h WHERE a.delivery_id = h.id AND a.fence = h.fence AND a.phase = 'begun' RETURNING a.delivery_id
)
UPDATE delivery d SET state = 'due', lease_until = NULL FROM ended e WHERE d.id = e.delivery_id RETURNING d.id`;

export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes up to `limit` due deliveries of a site and begins an attempt for each, in one statement. Readers who were
   * suppressed or left since the plan was frozen are put aside instead. Needs the lane of the site (LaneStore).
   *
   * @param leaseSeconds how long they are ours unless renewed, by the clock of the database
   */
  async claim(siteId: string, worker: string, limit: number, leaseSeconds: number): Promise<ClaimedDelivery[]> {
    const { rows } = await this.database.hot.query<Omit<ClaimedDelivery, 'queuedAt'>>({
      name: 'claim',
      text: CLAIM,
      values: [siteId, limit, worker, leaseSeconds],
    });
    return rows.map((row) => ({ ...row, queuedAt: timeOfId(row.deliveryId) }));
  }

  /** Keeps what is still ours. @returns ids that are; the others have been taken away and must not pass the dot */
  async renew(leases: readonly Lease[], leaseSeconds: number): Promise<string[]> {
    if (leases.length === 0) return [];
    const { rows } = await this.database.hot.query<{ id: string }>(
      `UPDATE delivery d SET lease_until = now() + $3 * interval '1 second'
       FROM unnest($1::uuid[], $2::int[]) AS u(id, fence)
       WHERE d.id = u.id AND d.fence = u.fence AND d.state || '' = 'sending' RETURNING d.id`, // by its key, never by a scan of all leases
      [leases.map((lease) => lease.deliveryId), leases.map((lease) => lease.fence), leaseSeconds],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Journals that the final dots of these attempts are about to go out. The row of the attempt is the fence: a
   * reconciler that ended it first leaves nothing to mark, and its dot must not be sent.
   *
   * @returns attempts whose dot may go
   */
  async markDotSending(attemptIds: readonly string[]): Promise<Set<string>> {
    if (attemptIds.length === 0) return new Set();
    const { rows } = await this.database.hot.query<{ id: string }>({
      name: 'mark-dot',
      text: `UPDATE attempt SET phase = 'dot_sending' WHERE id = ANY($1::uuid[]) AND phase = 'begun' RETURNING id`,
      values: [attemptIds],
    });
    return new Set(rows.map((row) => row.id));
  }

  /** Gives back what was claimed and never begun on the wire (a worker that stops). @returns how many went back */
  async giveBack(leases: readonly Lease[]): Promise<number> {
    if (leases.length === 0) return 0;
    const result = await this.database.hot.query(GIVE_BACK, [
      leases.map((lease) => lease.deliveryId),
      leases.map((lease) => lease.fence),
    ]);
    return result.rowCount ?? 0;
  }
}

/** Keys are uuid v7: their first 48 bits are the milliseconds of creation (RFC 9562 §5.7). */
function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
