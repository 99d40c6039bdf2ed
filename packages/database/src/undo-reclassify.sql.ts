// Takes back what a replay did to one address: classes, failures, suppressions, standing as they were before.
import type pg from 'pg';
import { lockAddresses, recount } from './failures.sql.js';
import { type AddressStanding, type PersonFormer, standingOf } from './reclassify.sql.js';

/**
 * Puts everything back that is still as the replay left it.
 *
 * @returns what could not be put back, in words; null when all was
 */
export async function undoPerson(
  client: pg.PoolClient,
  replay: { readonly id: string; readonly actor: string },
  addressId: string,
  former: PersonFormer,
): Promise<string | null> {
  await client.query('SELECT FROM delivery WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [
    [...former.deliveryIds].sort(),
  ]);
  await lockAddresses(client, [addressId]);
  const found = await standingOf(client, addressId);
  await formerClasses(client, replay.id, addressId);
  const { rowCount } = await client.query(
    `DELETE FROM address_failure WHERE delivery_id = ANY($1::uuid[]) AND (evidence->>'replayId' = $2 OR (state = 'dropped' AND drop_reason = 'withdrawn'))`,
    [former.deliveryIds, replay.id],
  );
  await client.query(
    `INSERT INTO address_failure SELECT f.* FROM jsonb_populate_recordset(NULL::address_failure, $1) f ON CONFLICT DO NOTHING`,
    [JSON.stringify(former.failures)],
  );
  const reason = 'The replay that led to it was undone';
  await client.query(
    `WITH lifted AS (
       UPDATE suppression SET lifted_at = now(), lifted_by = $3, lift_reason = $4, on_probation = false WHERE id = ANY($1::uuid[]) AND lifted_at IS NULL RETURNING id, cause
     ) INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT $2, 'suppression_lifted', $3, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', $4::text) FROM lifted`,
    [former.addedIds, addressId, replay.actor, reason],
  );
  const back = await client.query(
    `WITH back AS (
       UPDATE suppression s SET lifted_at = NULL, lifted_by = NULL, lift_reason = NULL, on_probation = true
       WHERE id = ANY($1::uuid[]) AND lifted_at IS NOT NULL AND lift_reason LIKE 'Reclassified by rule %'
         AND NOT EXISTS (SELECT FROM suppression o WHERE o.address_id = s.address_id AND o.cause = s.cause AND o.scope = 'address' AND o.lifted_at IS NULL)
       RETURNING id, cause
     ), noted AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT $2, 'suppressed', $3, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', 'The replay that had lifted it was undone') FROM back
     ) SELECT id FROM back`,
    [former.liftedIds, addressId, replay.actor],
  );
  await recount(client, [addressId]);
  // Nothing came since: to the letter as it was, also where it was never counted.
  if (formOf(found) === formOf(former.after)) await putBack(client, addressId, former.before);
  const isAllBack = back.rowCount === former.liftedIds.length && (rowCount ?? 0) <= former.deliveryIds.length;
  return isAllBack ? null : 'A suppression was changed by somebody since; it stays as it is now.';
}

const formOf = ({ standing, softStreak, softStreakSince, hardCount }: AddressStanding) =>
  JSON.stringify([standing, softStreak, softStreakSince, hardCount]);

async function putBack(client: pg.PoolClient, addressId: string, before: AddressStanding): Promise<void> {
  await client.query(
    'UPDATE address SET standing = $2, soft_streak = $3, soft_streak_since = $4, hard_count = $5 WHERE id = $1',
    [addressId, before.standing, before.softStreak, before.softStreakSince, before.hardCount],
  );
}

/** A reply that had the class it was written with needs none beside it. */
export async function formerClasses(client: pg.PoolClient, replayId: string, addressId: string | null): Promise<void> {
  const mine = `SELECT c.* FROM rule_replay_change c JOIN reclassification r ON r.subject_kind = c.subject_kind AND r.subject_id = c.subject_id
    WHERE c.replay_id = $1 AND c.address_id IS NOT DISTINCT FROM $2::uuid AND r.replay_id = $1`;
  const values = [replayId, addressId];
  await client.query(
    `UPDATE inbound_message m SET category = c.from_category, scope = c.from_scope, rule_id = c.from_rule_id FROM (${mine}) c
     WHERE c.subject_kind = 'inbound' AND m.id = c.subject_id`,
    values,
  );
  await client.query(
    `UPDATE delivery d SET category = c.from_category FROM (${mine}) c
     WHERE d.id = c.delivery_id AND d.category = c.to_category AND (c.is_final OR (c.subject_kind = 'attempt' AND d.attempt_id = c.subject_id AND d.state <> 'returned'))`,
    values,
  );
  await client.query(
    `UPDATE reclassification r SET category = c.from_category, scope = c.from_scope, rule_id = c.from_rule_id, at = now()
     FROM (${mine}) c WHERE r.subject_kind = c.subject_kind AND r.subject_id = c.subject_id`,
    values,
  );
  await client.query(
    `DELETE FROM reclassification r USING rule_replay_change c JOIN attempt a ON c.subject_kind = 'attempt' AND a.id = c.subject_id
     WHERE c.replay_id = $1 AND c.address_id IS NOT DISTINCT FROM $2::uuid AND r.replay_id = $1
       AND r.subject_kind = 'attempt' AND r.subject_id = c.subject_id AND a.rule_id IS NOT DISTINCT FROM r.rule_id AND a.category = r.category`,
    values,
  );
}
