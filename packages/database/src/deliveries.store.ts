// The hot path of deliveries: claim a batch with its attempts, keep the lease, journal the final dot, give back.
import { CLAIM } from './claim.sql.js';
import type { Database } from './database.js';
import { deliveryOf, inLockOrder } from './lock-order.js';
import { plainColumn, returningPacked, unpacked } from './packed.js';
import { IS_LIVE, IS_SENDING_PAUSED } from './waiting-sites.sql.js';

/** A delivery in hand: claimed, its attempt begun, nothing on the wire yet. */
export interface ClaimedDelivery {
  readonly deliveryId: string;
  readonly attemptId: string;
  readonly campaignId: string;
  readonly addressId: string;
  readonly siteId: string;
  /** The source address whose lane claimed it. */
  readonly sourceId: string;
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
  /** Which variant she gets, 0 is A; null: there is only one. */
  readonly variant: number | null;
}

/** A subscriber's values as they stood when the plan was frozen. */
export interface MergeFields {
  readonly name: string | null;
  readonly fields: Record<string, string>;
}

/** What one lane asks for. */
export interface Wanted {
  readonly siteId: string;
  readonly sourceId: string;
  /** Deliveries at most; 1 or more. */
  readonly limit: number;
}

export interface Lease {
  readonly deliveryId: string;
  readonly fence: number;
}

const GIVE_BACK = `
WITH held AS (
  SELECT d.id, d.fence FROM unnest($1::uuid[], $2::int[]) AS u(id, fence)
  JOIN delivery d ON d.id = u.id AND d.fence = u.fence AND d.state = 'sending' FOR UPDATE OF d
), ended AS (
  UPDATE attempt a SET phase = 'finished', outcome = 'abandoned', finished_at = now(), rule_id = 'released'
  FROM held h WHERE a.delivery_id = h.id AND a.fence = h.fence AND a.phase = 'begun' RETURNING a.delivery_id
)
UPDATE delivery d SET state = 'due', lease_until = NULL FROM ended e WHERE d.id = e.delivery_id RETURNING d.id`;

const MARK_DOT = returningPacked(
  `UPDATE attempt SET phase = 'dot_sending' WHERE id = ANY($1::uuid[]) AND phase = 'begun'`,
  'id',
  'id::text',
);

export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes due deliveries for lanes and begins an attempt for each, in one statement for all. Readers who were
   * suppressed or left since the plan was frozen are put aside instead. Needs the lanes (LaneStore).
   *
   * @param wanted each site at most once: two of its lanes in one statement would pick the same rows
   * @param leaseSeconds how long they are ours unless renewed, by the clock of the database
   * @param isAllowed the messages were taken from the rate of all sending; without it nothing goes while one is set
   */
  async claim(
    wanted: readonly Wanted[],
    worker: string,
    leaseSeconds: number,
    isAllowed = false,
  ): Promise<ClaimedDelivery[]> {
    if (wanted.length === 0) return [];
    const { rows } = await this.database.hot.query<Omit<ClaimedDelivery, 'queuedAt'>>({
      name: 'claim',
      text: CLAIM,
      values: [
        wanted.map(({ siteId }) => siteId),
        wanted.map(({ sourceId }) => sourceId),
        wanted.map(({ limit }) => limit),
        worker,
        leaseSeconds,
        isAllowed,
      ],
    });
    return rows.map((row) => Object.assign(row, { queuedAt: timeOfId(row.deliveryId) }));
  }

  /** Those of these campaigns that nothing may be begun of now: paused, cancelled, outside of their hours, or all sending is paused. */
  async halted(campaignIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.hot.query<{ id: string }>({
      name: 'halted',
      text: `SELECT c.id FROM campaign c WHERE c.id = ANY($1::uuid[]) AND (NOT (${IS_LIVE}) OR ${IS_SENDING_PAUSED})`,
      values: [campaignIds],
    });
    return rows.map((row) => row.id);
  }

  /** Keeps what is still ours. @returns ids that are; the others have been taken away and must not pass the dot */
  async renew(held: readonly Lease[], leaseSeconds: number): Promise<string[]> {
    if (held.length === 0) return [];
    const leases = inLockOrder(held, deliveryOf);
    const { rows } = await this.database.hot.query<{ id: string }>(
      `WITH renewed AS (
         UPDATE delivery d SET lease_until = now() + $3 * interval '1 second' FROM unnest($1::uuid[], $2::int[]) AS u(id, fence)
         WHERE d.id = u.id AND d.fence = u.fence AND d.state = 'sending' RETURNING d.id, d.lease_until
       ), leased AS (
         UPDATE delivery_lease l SET lease_until = r.lease_until FROM renewed r WHERE l.delivery_id = r.id
       )
       SELECT id FROM renewed`,
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
    const { rows } = await this.database.hot.query<{ packed: string | null }>({
      name: 'mark-dot',
      text: MARK_DOT,
      values: [plainColumn(attemptIds)],
    });
    return new Set(unpacked(rows));
  }

  /** Gives back what was claimed and never begun on the wire (a worker that stops). @returns how many went back */
  async giveBack(held: readonly Lease[]): Promise<number> {
    if (held.length === 0) return 0;
    const leases = inLockOrder(held, deliveryOf);
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
