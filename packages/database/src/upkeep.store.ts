// What the reconciler mends and tidies: leases that ran out, old deliveries, finished campaigns, tallies, partitions.

import { type Database, inTransaction } from './database.js';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';
import { applyEffects } from './effects.sql.js';
import { inState } from './listed-state.sql.js';
import { ListStore } from './lists.store.js';
import { RESEND_AFTER_SECONDS, resendDoubtful } from './outcomes.sql.js';
import { waiting } from './waiting-sites.sql.js';

// The row of the attempt decides: its phase says whether the final dot may have gone out. Order of locks: delivery, attempt.
const RECONCILE = `
WITH late AS MATERIALIZED (
  SELECT d.id, d.fence, d.attempt_id FROM delivery_lease l JOIN delivery d ON d.id = l.delivery_id
  WHERE l.lease_until < now() AND d.state = 'sending' AND d.lease_until < now() ORDER BY l.lease_until LIMIT $1 FOR UPDATE OF d SKIP LOCKED
), ended AS (
  UPDATE attempt a SET phase = 'finished', finished_at = now(), rule_id = 'lease-expired',
    outcome = CASE a.phase WHEN 'dot_sending' THEN 'in_doubt' ELSE 'abandoned' END,
    stage = CASE a.phase WHEN 'dot_sending' THEN 'dot' END,
    category = CASE a.phase WHEN 'dot_sending' THEN 'in_doubt' END,
    scope = CASE a.phase WHEN 'dot_sending' THEN 'unknown' END
  FROM late l WHERE a.delivery_id = l.id AND a.fence = l.fence AND a.phase <> 'finished'
  RETURNING a.id, a.delivery_id, a.outcome
), judged AS (
  SELECT l.id, e.id AS attempt_id, CASE WHEN e.outcome = 'in_doubt' THEN 'in_doubt'
    WHEN (SELECT count(*) FROM attempt p WHERE p.delivery_id = l.id AND p.outcome = 'abandoned' AND p.rule_id = 'lease-expired') >= $2 - 1 THEN 'held'
    ELSE 'due' END AS state
  FROM late l LEFT JOIN ended e ON e.delivery_id = l.id
)
UPDATE delivery d SET state = j.state, lease_until = NULL,
  reason = CASE WHEN j.state = 'held' THEN 'worker_died' END,
  attempt_id = CASE WHEN j.state = 'in_doubt' THEN j.attempt_id ELSE d.attempt_id END,
  category = CASE WHEN j.state = 'in_doubt' THEN 'in_doubt' ELSE d.category END,
  next_attempt_at = CASE WHEN j.state = 'due' THEN d.next_attempt_at END,
  settled_at = CASE WHEN j.state <> 'due' THEN now() END
FROM judged j WHERE d.id = j.id RETURNING d.id, d.state`;

const END_LANES = `
UPDATE site_state SET lane_lease_until = now(), granted = 0 WHERE lane_owner = ANY($1) AND lane_lease_until > now()`;

const END_LEASES = `
WITH ended AS (
  UPDATE delivery d SET lease_until = now() FROM delivery_lease l, attempt a
  WHERE l.lease_until > now() AND d.id = l.delivery_id AND d.state = 'sending' AND d.lease_until > now() AND a.delivery_id = d.id
    AND a.fence = d.fence AND a.worker = ANY($1) AND a.phase <> 'finished' RETURNING d.id, d.lease_until
)
UPDATE delivery_lease l SET lease_until = e.lease_until FROM ended e WHERE l.delivery_id = e.id`;

// Those that were tried, and those that wait for a site that rests: of these the oldest of each campaign, since whoever waits longest expires first.
const EXPIRE = `
WITH late AS MATERIALIZED (
  (SELECT d.id FROM delivery d JOIN campaign c ON c.id = d.campaign_id AND c.state = 'sending'
    WHERE d.listed_state IN ('due','deferred') AND d.expires_at <= now() AND (d.attempts > 0 OR d.attempt_id IS NOT NULL) LIMIT $1)
  UNION
  (SELECT w.id FROM (SELECT DISTINCT site_id FROM site_state WHERE paused_until > now()) t JOIN campaign c ON c.state = 'sending'
    CROSS JOIN LATERAL (SELECT id, expires_at FROM delivery WHERE campaign_id = c.id AND site_id = t.site_id AND ${waiting()}
      ORDER BY next_attempt_at LIMIT $1) w
    WHERE w.expires_at <= now() LIMIT $1)
), old AS (
  SELECT d.id, d.address_id, d.attempt_id FROM late l JOIN delivery d ON d.id = l.id
  WHERE d.state IN ('planned','due','deferred') AND d.expires_at <= now() LIMIT $1 FOR UPDATE OF d SKIP LOCKED
)
UPDATE delivery d SET state = 'expired', settled_at = now(), next_attempt_at = NULL FROM old o WHERE d.id = o.id
RETURNING d.id AS "deliveryId", d.address_id AS "addressId", d.attempt_id AS "attemptId"`;

interface ExpiredDelivery {
  readonly deliveryId: string;
  readonly addressId: string;
  readonly attemptId: string | null;
}

export interface LastReply {
  readonly category: string | null;
  readonly scope: string | null;
}

export interface ExpiryEffect {
  readonly effect: AddressEffect;
  readonly terms: ConsequenceTerms | null;
}

const LAST_REPLIES = `
SELECT id AS "attemptId", category, scope, rule_id AS "ruleId", mx_host AS "mxHost", reply_code AS "replyCode", enhanced_code AS "enhancedCode",
  reply_text AS "replyText" FROM attempt WHERE id = ANY($1::uuid[])`;

// The tally is asked first: while a campaign goes out, its index by state is full of entries of rows that have moved on.
const FINISH = `
WITH done AS (UPDATE campaign c SET state = 'finished', finished_at = now(), updated_at = now()
WHERE c.state = 'sending' AND c.planned_at IS NOT NULL AND NOT EXISTS (
  SELECT FROM campaign_tally t WHERE t.campaign_id = c.id AND t.state IN ('planned','due','sending','deferred')
  GROUP BY t.state HAVING sum(t.count) > 0)
AND NOT EXISTS (
  SELECT FROM delivery d WHERE d.campaign_id = c.id AND ${inState('planned', 'due', 'sending', 'deferred')})
RETURNING c.id), forgotten AS (DELETE FROM campaign_pace_before b USING done WHERE b.campaign_id = done.id)
SELECT id FROM done`;

const CANCEL = `
UPDATE delivery d SET state = 'cancelled', reason = 'campaign_cancelled', settled_at = now(), next_attempt_at = NULL
WHERE d.id IN (
  SELECT w.id FROM campaign c CROSS JOIN LATERAL (
    SELECT id FROM delivery d WHERE campaign_id = c.id AND ${inState('planned', 'due', 'deferred')} LIMIT $1 FOR UPDATE SKIP LOCKED) w
  WHERE c.state = 'cancelled' LIMIT $1)`;

const FOLD = `
WITH gone AS (DELETE FROM campaign_tally WHERE campaign_id = $1 RETURNING state, reason, count)
INSERT INTO campaign_tally (campaign_id, state, reason, count)
SELECT $1, state, reason, sum(count) FROM gone GROUP BY state, reason HAVING sum(count) <> 0`;

/** A delivery whose worker died this many times before the dot is held for a person. */
const POISON_DEATHS = 3;

export class UpkeepStore {
  constructor(
    private readonly database: Database,
    private readonly resendAfterSeconds = RESEND_AFTER_SECONDS,
  ) {}

  /**
   * Ends attempts whose lease ran out. Before the final dot: due again, no harm. After it: in doubt, never re-sent by
   * reflex. Two reconcilers may run at once: rows another one holds are skipped.
   */
  async endExpiredLeases(limit: number): Promise<{ due: number; inDoubt: number; held: number }> {
    // One transaction: a campaign must not count as finished between the doubt and what its policy makes of it.
    return inTransaction({ pool: this.database.hot }, async (client) => {
      const values = [limit, POISON_DEATHS];
      const { rows } = await client.query<{ id: string; state: string }>({
        name: 'end-leases',
        text: RECONCILE,
        values,
      });
      const count = (state: string) => rows.filter((row) => row.state === state).length;
      const doubtful = rows.filter((row) => row.state === 'in_doubt').map((row) => row.id);
      await resendDoubtful(client, doubtful, this.resendAfterSeconds);
      return { due: count('due'), inDoubt: count('in_doubt'), held: count('held') };
    });
  }

  /**
   * Ends the leases of workers whose process has ended, which is known for certain: their lanes are free, and what they had
   * in hand is mended by endExpiredLeases at once.
   */
  async endLeasesOf(workers: readonly string[]): Promise<{ lanes: number; deliveries: number }> {
    return inTransaction(this.database, async (client) => {
      const deliveries = await client.query(END_LEASES, [workers]);
      const lanes = await client.query(END_LANES, [workers]);
      return { lanes: lanes.rowCount ?? 0, deliveries: deliveries.rowCount ?? 0 };
    });
  }

  /**
   * Ends deliveries that tried long enough; the last real reply stays their evidence.
   *
   * @param decide what the last reply of one means for its address
   * @returns how many
   */
  async expireOld(limit: number, decide: (last: LastReply) => ExpiryEffect): Promise<number> {
    return inTransaction({ pool: this.database.hot }, async (client) => {
      const { rows } = await client.query<ExpiredDelivery>({ name: 'expire', text: EXPIRE, values: [limit] });
      const spoken = rows.flatMap(({ attemptId }) => (attemptId === null ? [] : [attemptId]));
      if (spoken.length === 0) return rows.length;
      const { rows: replies } = await client.query<LastReply & { attemptId: string }>(LAST_REPLIES, [spoken]);
      const last = new Map(replies.map((reply) => [reply.attemptId, reply]));
      const results = rows.flatMap(({ addressId, deliveryId, attemptId }) => {
        const reply = attemptId === null ? undefined : last.get(attemptId);
        if (reply === undefined) return [];
        const { category, scope: _scope, ...said } = reply;
        return [{ ...decide(reply), addressId, category, evidence: { ...said, category, deliveryId } }];
      });
      await applyEffects(client, results);
      return rows.length;
    });
  }

  /** Campaigns with nothing open. @returns those finished now */
  async finishCampaigns(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(FINISH);
    return rows.map((row) => row.id);
  }

  /** Takes the waiting deliveries of cancelled campaigns back, a page at a time. */
  async cancelWaiting(limit: number): Promise<number> {
    return (await this.database.pool.query(CANCEL, [limit])).rowCount ?? 0;
  }

  /** Folds tallies of campaigns and lists that have grown long; their sums stay what they were. */
  async foldTallies(longerThan: number): Promise<number> {
    const { rows } = await this.database.pool.query<{ campaign_id: string }>(
      'SELECT campaign_id FROM campaign_tally GROUP BY campaign_id HAVING count(*) > $1 LIMIT 50',
      [longerThan],
    );
    for (const row of rows) await this.database.pool.query(FOLD, [row.campaign_id]);
    return rows.length + (await new ListStore(this.database).foldTallies(longerThan));
  }

  async ensureAttemptPartitions(monthsAhead: number): Promise<void> {
    await this.database.pool.query('SELECT ensure_attempt_partitions($1)', [monthsAhead]);
  }
}
