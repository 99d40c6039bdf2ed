// Carries out what was decided about an incident: held failures dropped or counted, or the decision undone.
import type { SuppressionCause } from '@doorstep/contracts';
import type pg from 'pg';
import type { ConsequenceTerms } from './decided-outcome.js';
import { suppress } from './effects.sql.js';
import { lockAddresses, recount, type SuppressionEvidence } from './failures.sql.js';
import { holdFailures } from './floods.sql.js';

export type FloodWish = 'release' | 'apply' | 'undo';

interface Decided {
  readonly id: string;
  readonly siteId: string;
  readonly wish: FloodWish;
  readonly actor: string;
  readonly reason: string;
}

/** One incident whose decision waits, in one transaction: a worker that is killed leaves it as it was. @returns null: none waits */
export async function carryOut(client: pg.PoolClient): Promise<Decided | null> {
  const { rows } = await client.query<Decided>(
    `SELECT id, site_id AS "siteId", wish, coalesce(decided_by, 'Doorstep') AS actor, coalesce(reason, '') AS reason
     FROM site_flood WHERE wish IS NOT NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const decided = rows[0];
  if (decided === undefined) return null;
  switch (decided.wish) {
    case 'release':
      await release(client, decided);
      break;
    case 'apply':
      await apply(client, decided);
      break;
    case 'undo':
      await undo(client, decided);
      break;
    default:
      decided.wish satisfies never;
  }
  return decided;
}

async function release(client: pg.PoolClient, decided: Decided): Promise<void> {
  await end(client, decided, 'released');
  const people = await move(client, decided, 'held', 'dropped', 'hold_released');
  await recount(client, people);
}

async function apply(client: pg.PoolClient, decided: Decided): Promise<void> {
  await end(client, decided, 'applied');
  const people = await move(client, decided, 'held', 'counted', 'hold_applied');
  await lockAddresses(client, people);
  const facts = await recount(client, people);
  const { rows } = await client.query<SuppressionEvidence & { terms: ConsequenceTerms }>(
    `SELECT address_id AS "addressId", effect, category, terms, evidence || jsonb_build_object('floodId', flood_id, 'appliedBy', $2::text) AS evidence
     FROM address_failure WHERE flood_id = $1 AND state = 'counted'`,
    [decided.id, decided.actor],
  );
  await suppress(client, rows, facts);
}

/** Open again, as if nothing had been decided; what the decision led to is taken back. */
async function undo(client: pg.PoolClient, decided: Decided): Promise<void> {
  await client.query(
    `UPDATE site_flood SET state = 'open', wish = NULL, ended_at = NULL, decided_by = NULL, reason = NULL, review_at = now() + interval '48 hours'
     WHERE id = $1`,
    [decided.id],
  );
  const lifted = await client.query<{ addressId: string; cause: SuppressionCause }>(
    `UPDATE suppression SET lifted_at = now(), lifted_by = $2, lift_reason = 'Held for review again: ' || $3, on_probation = false
     WHERE address_id IN (SELECT address_id FROM address_failure WHERE flood_id = $1) AND lifted_at IS NULL AND evidence->>'floodId' = $1::text
     RETURNING address_id AS "addressId", cause`,
    [decided.id, decided.actor, decided.reason],
  );
  const people = await move(client, decided, null, 'held', 'failure_held');
  await recount(client, [...people, ...lifted.rows.map((row) => row.addressId)]);
  await holdFailures(client, decided.id);
}

async function end(client: pg.PoolClient, { id, siteId }: Decided, state: 'released' | 'applied'): Promise<void> {
  await client.query('UPDATE site_flood SET state = $2, wish = NULL, ended_at = now() WHERE id = $1', [id, state]);
  await client.query(
    `UPDATE site_state SET paused_until = NULL, pause_reason = NULL, pause_cause = NULL, probe_only = false, updated_at = now()
     WHERE site_id = $1 AND pause_cause = 'flood'`,
    [siteId],
  );
}

/** @param from null: whatever they became. @returns the addresses */
async function move(
  client: pg.PoolClient,
  { id, actor, reason }: Decided,
  from: 'held' | null,
  to: 'held' | 'dropped' | 'counted',
  event: string,
): Promise<string[]> {
  const { rows } = await client.query<{ addressId: string }>(
    `WITH moved AS (
       UPDATE address_failure SET state = $3, drop_reason = CASE WHEN $3 = 'dropped' THEN $5 END
       WHERE flood_id = $1 AND ($2::text IS NULL OR state = $2) AND drop_reason IS DISTINCT FROM 'withdrawn' RETURNING address_id, delivery_id
     ), told AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT address_id, $6, $4, jsonb_build_object('floodId', $1::text, 'deliveryId', delivery_id, 'reason', $5::text) FROM moved
     )
     SELECT DISTINCT address_id AS "addressId" FROM moved`,
    [id, from, to, actor, reason, event],
  );
  return rows.map((row) => row.addressId);
}
