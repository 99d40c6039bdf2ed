// The statements behind the guard against a site's trouble: what was settled there, incidents noticed, failures held.
import { consequenceDefaults, FloodGuard } from '@doorstep/contracts';
import type pg from 'pg';
import { HARD, type KeptFailure, recount } from './failures.sql.js';
import { type FloodFacts, isFlood, usualPercent } from './judge-flood.js';

type Runner = Pick<pg.PoolClient, 'query'>;

/** Width of a bucket of the tally. */
const BUCKET = `interval '10 minutes'`;
const EPOCH = `timestamptz '2000-01-01 00:00:00+00'`;
export const bucketOf = (at: string) => `date_bin(${BUCKET}, ${at}, ${EPOCH})`;
/** After people said a site is right, it is not suspected again for so long. */
const BELIEVED = `interval '24 hours'`;

/** Appends what a batch settled at its sites; rows of a bucket are summed by whoever reads. @param at null: now */
export async function tallySites(
  client: Runner,
  rows: readonly {
    readonly siteId: string;
    readonly settled: number;
    readonly hard: number;
    readonly at: Date | null;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'tally-sites',
    text: `INSERT INTO site_tally (site_id, bucket, settled, hard)
      SELECT site_id, ${bucketOf('coalesce(at, now())')}, settled, hard
      FROM unnest($1::uuid[], $2::int[], $3::int[], $4::timestamptz[]) AS u(site_id, settled, hard, at)`,
    values: [
      rows.map((row) => row.siteId),
      rows.map((row) => row.settled),
      rows.map((row) => row.hard),
      rows.map((row) => row.at),
    ],
  });
}

/** The guard of the policy in force. */
export async function guardNow(client: Runner): Promise<FloodGuard> {
  const { rows } = await client.query<{ guard: unknown }>(
    `SELECT policy->'guard' AS guard FROM consequence_policy ORDER BY version DESC LIMIT 1`,
  );
  const parsed = FloodGuard.safeParse(rows[0]?.guard);
  return parsed.success ? parsed.data : consequenceDefaults.guard;
}

interface SiteFacts extends FloodFacts {
  readonly siteId: string;
  readonly from: Date;
}

// By the times of the messages: bounces of a night that are read within a minute are no incident of that minute.
const FACTS = `
SELECT s.site_id AS "siteId", s.at - interval '1 hour' AS from, h.hard, t.settled, u.hard AS "usualHard", u.settled AS "usualSettled"
FROM unnest($1::uuid[], $2::timestamptz[]) AS s(site_id, at)
CROSS JOIN LATERAL (SELECT count(DISTINCT f.address_id)::int AS hard FROM address_failure f WHERE f.site_id = s.site_id
  AND f.effect IN ${HARD} AND f.at > s.at - interval '1 hour' AND f.at <= s.at AND f.state <> 'dropped') h
CROSS JOIN LATERAL (SELECT coalesce(sum(settled), 0)::int AS settled FROM site_tally t WHERE t.site_id = s.site_id AND h.hard >= $3
  AND t.bucket > s.at - interval '70 minutes' AND t.bucket <= s.at) t
CROSS JOIN LATERAL (SELECT coalesce(sum(hard), 0)::int AS hard, coalesce(sum(settled), 0)::int AS settled FROM site_tally t
  WHERE t.site_id = s.site_id AND h.hard >= $3 AND t.bucket > s.at - interval '30 days' AND t.bucket <= s.at - interval '70 minutes'
    AND NOT EXISTS (SELECT FROM site_flood f WHERE f.site_id = t.site_id AND f.state = 'released'
      AND t.bucket BETWEEN f.from_at - interval '10 minutes' AND f.ended_at)) u
WHERE h.hard >= $3 AND NOT EXISTS (SELECT FROM site_flood f WHERE f.site_id = s.site_id
  AND (f.ended_at IS NULL OR (f.state = 'applied' AND f.ended_at > now() - ${BELIEVED})))`;

/**
 * Looks at the sites of hard failures that were kept just now; where they are too many, an incident begins.
 *
 * @returns addresses whose failures are held by it
 */
export async function noticeFloods(client: pg.PoolClient, kept: readonly KeptFailure[]): Promise<string[]> {
  const held = new Set(kept.flatMap(({ siteId, isHeld }) => (isHeld && siteId !== null ? [siteId] : [])));
  if (held.size > 0) await leaveAlone(client, [...held]);
  const latest = new Map<string, Date>();
  for (const { siteId, isHard, isHeld, at } of kept)
    if (siteId !== null && isHard && !isHeld && at > (latest.get(siteId) ?? new Date(0))) latest.set(siteId, at);
  return latest.size === 0 ? [] : noticeAt(client, latest);
}

/** The message that asked whether the site is well again met the same: it is left alone anew, unless a person resumed it. */
async function leaveAlone(client: pg.PoolClient, siteIds: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE site_state t SET paused_until = now() + f.pause_minutes * interval '1 minute', probe_only = true, last_pause_at = now(),
       pause_count = t.pause_count + 1, updated_at = now()
     FROM site_flood f WHERE f.site_id = ANY($1::uuid[]) AND f.ended_at IS NULL AND t.site_id = f.site_id
       AND t.pause_cause = 'flood' AND t.paused_until <= now()`,
    [siteIds],
  );
}

/** @param latest per site the end of the hour that is looked at */
export async function noticeAt(client: pg.PoolClient, latest: ReadonlyMap<string, Date>): Promise<string[]> {
  const guard = await guardNow(client);
  if (!guard.isOn) return [];
  const { rows } = await client.query<SiteFacts>(FACTS, [[...latest.keys()], [...latest.values()], guard.people]);
  const held: string[] = [];
  for (const facts of rows) if (isFlood(guard, facts)) held.push(...(await beginFlood(client, guard, facts)));
  return held;
}

async function beginFlood(client: pg.PoolClient, guard: FloodGuard, facts: SiteFacts): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO site_flood (site_id, from_at, review_at, hard, settled, usual_percent, pause_minutes)
     VALUES ($1, $2, now() + $3 * interval '1 hour', $4, $5, $6, $7)
     ON CONFLICT (site_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    [
      facts.siteId,
      facts.from,
      guard.reviewHours,
      facts.hard,
      Math.max(facts.hard, facts.settled),
      usualPercent(facts),
      guard.pauseMinutes,
    ],
  );
  // Another worker was first: its sweep holds what we have just kept.
  return rows[0] === undefined ? [] : holdFailures(client, rows[0].id);
}

/** Holds the hard failures at the site of an open incident, lifts what they had led to, and leaves the site alone. @returns addresses */
export async function holdFailures(client: pg.PoolClient, floodId: string): Promise<string[]> {
  const { rows } = await client.query<{ addressId: string }>(
    `WITH flood AS (
       SELECT * FROM site_flood WHERE id = $1 AND ended_at IS NULL FOR UPDATE
     ), held AS (
       UPDATE address_failure x SET state = 'held', flood_id = f.id FROM flood f
       WHERE x.site_id = f.site_id AND x.effect IN ${HARD} AND x.at > f.from_at AND x.state = 'counted' RETURNING x.address_id, x.delivery_id
     ), lifted AS (
       UPDATE suppression s SET lifted_at = now(), lifted_by = 'Doorstep', on_probation = false,
         lift_reason = 'Held for review: too many addresses of one mail server failed at once.'
       FROM held h WHERE s.address_id = h.address_id AND s.scope = 'address' AND s.source = 'outcome' AND s.cause = 'hard_bounce'
         AND s.lifted_at IS NULL AND s.evidence->>'deliveryId' = h.delivery_id::text RETURNING s.id
     ), told AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT h.address_id, 'failure_held', 'Doorstep', jsonb_build_object('floodId', $1::text, 'deliveryId', h.delivery_id) FROM held h
     ), paused AS (
       UPDATE site_state t SET paused_until = now() + f.pause_minutes * interval '1 minute', pause_cause = 'flood', probe_only = true,
         pause_reason = 'Too many of its addresses fail at once; what that leads to waits for your review.',
         last_pause_at = now(), pause_count = t.pause_count + 1, updated_at = now()
       FROM flood f WHERE t.site_id = f.site_id AND EXISTS (SELECT FROM held) AND (t.pause_cause = 'user' AND t.paused_until > now()) IS NOT TRUE
     )
     SELECT address_id AS "addressId" FROM held`,
    [floodId],
  );
  const addressIds = [...new Set(rows.map((row) => row.addressId))];
  await recount(client, addressIds);
  return addressIds;
}
