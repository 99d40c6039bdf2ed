// The statements behind outcomes and returns: what a result does to deliveries, addresses and suppressions.
import type pg from 'pg';
import type { AddressEffect, DecidedOutcome } from './decided-outcome.js';
import { storableJson } from './storable.js';
import { BARE_STATE } from './waiting-sites.sql.js';

/** Soft failures of this many deliveries, over this many days, end in a suppression. */
export const SOFT_LIMIT = { deliveries: 5, days: 30 } as const;
/** A mailbox said to be disabled counts as dead when it was said so at least this many days before. */
const SEEN_BEFORE_DAYS = 7;
/** Automatic suppressions for soft failures are tried again after this many days. */
const SOFT_SUPPRESSION_DAYS = 180;

/** When a message in doubt goes out once more, where its campaign says so: a late bounce may settle it before. */
export const RESEND_AFTER_SECONDS = 900;

/** Deliveries first, attempts after: the reconciler locks in the same order. */
export async function moveDeliveries(client: pg.PoolClient, rows: readonly DecidedOutcome[]): Promise<Set<string>> {
  const column = <T>(pick: (row: DecidedOutcome) => T) => rows.map(pick);
  const result = await client.query<{ id: string }>({
    name: 'move-deliveries',
    text: `UPDATE delivery d SET state = u.state, lease_until = NULL, attempts = d.attempts + u.counts::int,
        next_attempt_at = now() + u.wait_seconds * interval '1 second',
        site_id = CASE WHEN u.is_reroute THEN NULL ELSE d.site_id END,
        attempt_id = CASE WHEN u.speaks OR d.attempt_id IS NULL THEN u.attempt_id ELSE d.attempt_id END,
        category = CASE WHEN u.speaks OR d.category IS NULL THEN u.category ELSE d.category END,
        accepted_at = CASE WHEN u.state = 'accepted' THEN now() ELSE d.accepted_at END,
        settled_at = CASE WHEN u.state NOT IN ('deferred','due') THEN now() END
      FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::float8[], $6::bool[], $7::bool[], $8::bool[], $9::text[])
        AS u(id, attempt_id, fence, state, wait_seconds, counts, is_reroute, speaks, category)
      WHERE d.id = u.id AND d.fence = u.fence AND (${BARE_STATE} = 'sending' OR (${BARE_STATE} = 'in_doubt' AND d.attempt_id = u.attempt_id))
      RETURNING d.id`,
    values: [
      column((row) => row.deliveryId),
      column((row) => row.attemptId),
      column((row) => row.fence),
      column((row) => row.nextState),
      column((row) => row.waitSeconds),
      column((row) => row.countsAsAttempt),
      column((row) => row.isReroute),
      column((row) => row.speaks),
      column((row) => row.category),
    ],
  });
  return new Set(result.rows.map((row) => row.id));
}

/** Streaks and standing; a plain accept of an address that is well writes at most once a day. */
export async function touchAddresses(
  client: pg.PoolClient,
  rows: readonly { addressId: string; effect: AddressEffect }[],
): Promise<void> {
  const of = (...effects: AddressEffect[]) => [
    ...new Set(rows.filter((row) => effects.includes(row.effect)).map((row) => row.addressId)),
  ];
  const well = of('well');
  if (well.length > 0)
    await client.query({
      name: 'addresses-well',
      text: `UPDATE address SET standing = CASE WHEN standing = 'complained' THEN standing ELSE 'good' END,
          soft_streak = 0, soft_streak_since = NULL, hard_count = 0, last_accepted_at = now()
        WHERE id = ANY($1::uuid[]) AND (standing NOT IN ('good','complained') OR soft_streak > 0 OR hard_count > 0
          OR last_accepted_at IS NULL OR last_accepted_at < now() - interval '1 day')`,
      values: [well],
    });
  const soft = of('soft');
  if (soft.length > 0)
    await client.query(
      `UPDATE address SET soft_streak = soft_streak + 1, soft_streak_since = coalesce(soft_streak_since, now()),
         last_failed_at = now(), standing = CASE WHEN standing IN ('unknown','good') THEN 'failing' ELSE standing END
       WHERE id = ANY($1::uuid[])`,
      [soft],
    );
  const hard = of('hard', 'hard_if_seen_before');
  if (hard.length > 0)
    await client.query(
      `UPDATE address SET hard_count = hard_count + 1, last_failed_at = now(),
         standing = CASE WHEN standing = 'complained' THEN standing WHEN id = ANY($2::uuid[]) THEN 'hard'
           WHEN standing IN ('unknown','good') THEN 'failing' ELSE standing END
       WHERE id = ANY($1::uuid[])`,
      [hard, of('hard')],
    );
  const complained = of('complained');
  if (complained.length > 0)
    await client.query(
      `UPDATE address SET standing = 'complained', last_failed_at = now() WHERE id = ANY($1::uuid[])`,
      [complained],
    );
}

export interface SuppressionEvidence {
  readonly addressId: string;
  readonly effect: AddressEffect;
  readonly category: string | null;
  readonly evidence: Record<string, unknown>;
}

/** Suppresses where the effect asks for it and the address is not suppressed for that cause already. @returns address ids */
export async function suppress(client: pg.PoolClient, rows: readonly SuppressionEvidence[]): Promise<string[]> {
  const wanted = rows.filter((row) => row.effect !== 'none' && row.effect !== 'well');
  if (wanted.length === 0) return [];
  const { rows: made } = await client.query<{ addressId: string }>(
    `WITH wanted AS (
       SELECT DISTINCT ON (address_id) * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) AS u(address_id, effect, category, evidence)
     ), judged AS (
       SELECT w.address_id, w.evidence, w.effect, CASE WHEN w.effect = 'complained' THEN 'complaint' WHEN w.effect = 'soft' THEN 'soft_bounces' ELSE 'hard_bounce' END AS cause
       FROM wanted w JOIN address a ON a.id = w.address_id
       WHERE w.effect IN ('hard','complained')
         OR (w.effect = 'soft' AND a.soft_streak >= ${SOFT_LIMIT.deliveries} AND a.soft_streak_since <= now() - interval '${SOFT_LIMIT.days} days')
         OR (w.effect = 'hard_if_seen_before' AND EXISTS (SELECT FROM attempt p WHERE p.address_id = w.address_id AND p.category = w.category
              AND p.finished_at <= now() - interval '${SEEN_BEFORE_DAYS} days' AND p.finished_at > coalesce(a.last_accepted_at, '-infinity')))
     ), made AS (
       INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at)
       SELECT 'address', address_id, cause, 'outcome', 'Doorstep', evidence,
         CASE WHEN cause = 'soft_bounces' THEN now() + interval '${SOFT_SUPPRESSION_DAYS} days' END FROM judged
       ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING
       RETURNING id, address_id, cause, evidence
     ), noted AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT address_id, 'suppressed', 'Doorstep', jsonb_build_object('suppressionId', id, 'cause', cause, 'evidence', evidence) FROM made
     )
     SELECT address_id AS "addressId" FROM made`,
    [
      wanted.map((row) => row.addressId),
      wanted.map((row) => row.effect),
      wanted.map((row) => row.category),
      wanted.map((row) => storableJson(row.evidence)),
    ],
  );
  return made.map((row) => row.addressId);
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
       next_attempt_at = now() + $2 * interval '1 second'
     FROM campaign c WHERE d.id = ANY($1::uuid[]) AND c.id = d.campaign_id AND ${BARE_STATE} = 'in_doubt'
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
export async function stale(client: pg.PoolClient, rows: readonly DecidedOutcome[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `UPDATE delivery d SET is_maybe_duplicate = true,
       state = CASE WHEN d.state IN ('planned','due','deferred','held') THEN 'accepted' ELSE d.state END,
       accepted_at = CASE WHEN d.state IN ('planned','due','deferred','held') THEN now() ELSE d.accepted_at END,
       settled_at = CASE WHEN d.state IN ('planned','due','deferred','held') THEN now() ELSE d.settled_at END
     FROM unnest($1::uuid[], $2::uuid[]) AS u(id, attempt_id)
     WHERE d.id = u.id AND d.attempt_id IS DISTINCT FROM u.attempt_id
       AND NOT EXISTS (SELECT FROM attempt a WHERE a.id = u.attempt_id AND a.outcome = 'accepted')`,
    [rows.map((row) => row.deliveryId), rows.map((row) => row.attemptId)],
  );
}
