// The statements behind outcomes and returns: what a result does to deliveries, addresses and suppressions.
import type pg from 'pg';
import type { DecidedOutcome } from './decided-outcome.js';
import { deliveryOf, inLockOrder } from './lock-order.js';
import { plainColumn, returningPacked, textColumn, textsIn, unpacked } from './packed.js';
import { storableJson } from './storable.js';

/** When a message in doubt goes out once more, where its campaign says so: a late bounce may settle it before. */
export const RESEND_AFTER_SECONDS = 900;

const MOVE = returningPacked(
  `UPDATE delivery d SET state = u.state, lease_until = NULL, attempts = d.attempts + u.counts::int,
    next_attempt_at = date_trunc('milliseconds', now()) + u.wait_seconds * interval '1 second',
    site_id = CASE WHEN u.is_reroute THEN NULL ELSE d.site_id END,
    attempt_id = CASE WHEN u.speaks OR d.attempt_id IS NULL THEN u.attempt_id ELSE d.attempt_id END,
    category = CASE WHEN u.speaks OR d.category IS NULL THEN u.category ELSE d.category END,
    accepted_at = CASE WHEN u.state = 'accepted' THEN now() ELSE d.accepted_at END,
    settled_at = CASE WHEN u.state NOT IN ('deferred','due') THEN now() END
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::float8[], $6::bool[], $7::bool[], $8::bool[], ${textsIn('$9')})
    AS u(id, attempt_id, fence, state, wait_seconds, counts, is_reroute, speaks, category)
  WHERE d.id = u.id AND d.fence = u.fence AND (d.state = 'sending' OR (d.state = 'in_doubt' AND d.attempt_id = u.attempt_id))`,
  'd.id, d.site_id',
  "id || coalesce(site_id::text, '')",
);
const UUID_SIGNS = 36;

/** Deliveries first, attempts after: the reconciler locks in the same order. @returns those moved, each with its site */
export async function moveDeliveries(
  client: pg.PoolClient,
  outcomes: readonly DecidedOutcome[],
): Promise<Map<string, string | null>> {
  const rows = inLockOrder(outcomes, deliveryOf);
  const result = await client.query<{ packed: string | null }>({
    name: 'move-deliveries',
    text: MOVE,
    values: [
      plainColumn(rows.map((row) => row.deliveryId)),
      plainColumn(rows.map((row) => row.attemptId)),
      plainColumn(rows.map((row) => row.fence)),
      plainColumn(rows.map((row) => row.nextState)),
      plainColumn(rows.map((row) => row.waitSeconds)),
      plainColumn(rows.map((row) => row.countsAsAttempt)),
      plainColumn(rows.map((row) => row.isReroute)),
      plainColumn(rows.map((row) => row.speaks)),
      textColumn(rows.map((row) => row.category)),
    ],
  });
  return new Map(unpacked(result.rows).map((moved) => [moved.slice(0, UUID_SIGNS), moved.slice(UUID_SIGNS) || null]));
}

/**
 * Deliveries in doubt of campaigns that say so are sent once more, later, and marked: a copy may exist already. A
 * second doubt stays one. The campaign is still under way: one that ended has been looked at.
 */
export async function resendDoubtful(
  client: pg.PoolClient,
  deliveryIds: readonly string[],
  afterSeconds: number,
): Promise<string[]> {
  if (deliveryIds.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `UPDATE delivery d SET state = 'deferred', is_maybe_duplicate = true, settled_at = NULL,
       next_attempt_at = date_trunc('milliseconds', now()) + $2 * interval '1 second'
     FROM campaign c WHERE d.id = ANY($1::uuid[]) AND c.id = d.campaign_id AND d.state = 'in_doubt'
       AND c.in_doubt_policy = 'resend' AND c.state IN ('sending','paused') AND NOT d.is_maybe_duplicate
       AND d.expires_at > now() + $2 * interval '1 second'
     RETURNING d.id`,
    [deliveryIds, afterSeconds],
  );
  return rows.map((row) => row.id);
}

/** Replies read after their lease had been taken away: the attempt is closed, so the reply is kept with the address. */
export async function late(client: pg.PoolClient, rows: readonly DecidedOutcome[]): Promise<void> {
  const told = rows.filter((row) => row.outcome === 'accepted' || row.replyCode !== null);
  if (told.length === 0) return;
  await client.query(
    `INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT u.address_id, 'late_reply', 'Doorstep', u.detail FROM unnest($1::uuid[], $2::jsonb[]) AS u(address_id, detail)
     WHERE NOT EXISTS (SELECT FROM address_event e WHERE e.address_id = u.address_id AND e.kind = 'late_reply'
       AND e.detail->>'attemptId' = u.detail->>'attemptId')
     AND NOT EXISTS (SELECT FROM attempt a WHERE a.id = (u.detail->>'attemptId')::uuid AND a.outcome = u.detail->>'outcome')`,
    [
      told.map((row) => row.addressId),
      told.map(({ attemptId, deliveryId, outcome, replyCode, enhancedCode, replyText }) =>
        storableJson({ attemptId, deliveryId, outcome, replyCode, enhancedCode, replyText }),
      ),
    ],
  );
}

/** A late accept of a delivery that went on since: it counts as accepted when nothing is in flight, and is marked. */
export async function stale(client: pg.PoolClient, outcomes: readonly DecidedOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = inLockOrder(outcomes, deliveryOf);
  await client.query(
    `UPDATE delivery d SET is_maybe_duplicate = true,
       state = CASE WHEN d.state IN ('planned','due','deferred','held') THEN 'accepted' ELSE d.state END,
       accepted_at = CASE WHEN d.state IN ('planned','due','deferred','held') THEN now() ELSE d.accepted_at END,
       settled_at = CASE WHEN d.state IN ('planned','due','deferred','held') THEN now() ELSE d.settled_at END,
       next_attempt_at = CASE WHEN d.state NOT IN ('planned','due','deferred','held') THEN d.next_attempt_at END
     FROM unnest($1::uuid[], $2::uuid[]) AS u(id, attempt_id)
     WHERE d.id = u.id AND d.attempt_id IS DISTINCT FROM u.attempt_id
       AND NOT EXISTS (SELECT FROM attempt a WHERE a.id = u.attempt_id AND a.outcome = 'accepted')`,
    [rows.map((row) => row.deliveryId), rows.map((row) => row.attemptId)],
  );
}
