// What results do to the addresses themselves: failures kept, incidents noticed, standing, suppressions with evidence.
import type pg from 'pg';
import type { AddressEffect } from './decided-outcome.js';
import {
  type AddressFacts,
  isFailure,
  keepFailures,
  lockAddresses,
  recount,
  type SuppressionEvidence,
  termsOf,
} from './failures.sql.js';
import { noticeFloods, tallySites } from './floods.sql.js';
import { type CountedFailure, judgeFailures } from './judge-failures.js';
import { storableJson } from './storable.js';

/**
 * Lets results have their effect on addresses, in the transaction that moved their deliveries. Without a failure or a
 * complaint among them it is one statement.
 *
 * @returns addresses suppressed now
 */
export async function applyEffects(client: pg.PoolClient, rows: readonly SuppressionEvidence[]): Promise<string[]> {
  await touchWell(client, rows);
  const failed = rows.filter(isFailure);
  const complained = rows.filter((row) => row.effect === 'complained');
  if (failed.length + complained.length === 0) return [];
  const addressIds = [...new Set([...failed, ...complained].map((row) => row.addressId))];
  await lockAddresses(client, addressIds);
  if (complained.length > 0)
    await client.query(
      `UPDATE address SET standing = 'complained', last_failed_at = now() WHERE id = ANY($1::uuid[])`,
      [complained.map((row) => row.addressId)],
    );
  const kept = failed.length === 0 ? [] : await keepFailures(client, failed);
  await tallySites(
    client,
    kept.flatMap(({ siteId, isHard, at }) => (isHard && siteId !== null ? [{ siteId, settled: 0, hard: 1, at }] : [])),
  );
  const held = new Set(kept.filter((one) => one.isHeld).map((one) => one.addressId));
  for (const addressId of await noticeFloods(client, kept)) held.add(addressId);
  const facts = await recount(client, [...new Set(failed.map((row) => row.addressId))]);
  return suppress(client, [...complained, ...failed.filter((row) => !held.has(row.addressId))], facts);
}

/** A plain accept of an address that is well writes at most once a day. */
async function touchWell(
  client: pg.PoolClient,
  rows: readonly { readonly addressId: string; readonly effect: AddressEffect }[],
): Promise<void> {
  const well = [...new Set(rows.filter((row) => row.effect === 'well').map((row) => row.addressId))];
  if (well.length === 0) return;
  const { rows: failing } = await client.query<{ id: string }>({
    name: 'addresses-accepted',
    text: `UPDATE address SET standing = CASE WHEN standing IN ('complained','hard','failing') THEN standing ELSE 'good' END,
        last_accepted_at = now()
      WHERE id = ANY($1::uuid[]) AND (standing NOT IN ('good','complained') OR soft_streak > 0 OR hard_count > 0
        OR last_accepted_at IS NULL OR last_accepted_at < now() - interval '1 day')
      RETURNING CASE WHEN standing IN ('hard','failing') OR soft_streak > 0 OR hard_count > 0 THEN id END AS id`,
    values: [well],
  });
  await recount(
    client,
    failing.flatMap(({ id }) => (id === null ? [] : [id])),
  );
}

interface Wanted {
  readonly addressId: string;
  readonly cause: string;
  readonly evidence: Record<string, unknown>;
  readonly expiresDays: number | null;
}

/** Suppresses where the failures lead to it and the address is not suppressed for that cause already. @returns address ids */
export async function suppress(
  client: pg.PoolClient,
  rows: readonly SuppressionEvidence[],
  facts: ReadonlyMap<string, AddressFacts>,
): Promise<string[]> {
  const wanted = rows.flatMap((row) => judged(row, facts.get(row.addressId)));
  if (wanted.length === 0) return [];
  const ids = wanted.map((row) => row.addressId);
  await endExpired(client, ids);
  const { rows: made } = await client.query<{ addressId: string }>(
    `WITH wanted AS (
       SELECT DISTINCT ON (address_id, cause) * FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::int[]) AS u(address_id, cause, evidence, days)
     ), made AS (
       INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at)
       SELECT 'address', address_id, cause, 'outcome', 'Doorstep', evidence, now() + days * interval '1 day' FROM wanted
       ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING
       RETURNING id, address_id, cause, evidence
     ), noted AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT address_id, 'suppressed', 'Doorstep', jsonb_build_object('suppressionId', id, 'cause', cause, 'evidence', evidence) FROM made
     ), dead AS (
       UPDATE address a SET standing = 'hard' FROM made m WHERE a.id = m.address_id AND m.cause = 'hard_bounce' AND a.standing <> 'complained'
     )
     SELECT DISTINCT address_id AS "addressId" FROM made`,
    [
      ids,
      wanted.map((row) => row.cause),
      wanted.map((row) => storableJson(row.evidence)),
      wanted.map((row) => row.expiresDays),
    ],
  );
  return made.map((row) => row.addressId);
}

function judged(row: SuppressionEvidence, facts: AddressFacts | undefined): Wanted[] {
  const { addressId, effect, evidence } = row;
  if (effect === 'complained')
    return [{ addressId, cause: 'complaint', evidence: { ...evidence, why: 'complaint' }, expiresDays: null }];
  const terms = termsOf(row);
  const counted = facts?.counted ?? [];
  const arrived = judgeFailures({ effect, terms, counted, probation: facts?.probation ?? null });
  const wanted = arrived === null ? [] : [{ addressId, evidence, ...arrived }];
  // A return may take away the accepted message that had made other failures forgotten: the last of each kind is judged too.
  const isJudged = effect === 'noted' ? () => false : ({ group }: CountedFailure) => group === terms.group;
  // What led to a suppression that has ended leads to no new one by itself.
  const endedAt = facts?.probation?.endedAt ?? null;
  const others = counted.filter(
    (one) => one.effect !== 'noted' && !isJudged(one) && (endedAt === null || one.at > endedAt),
  );
  for (const other of new Map(others.map((one) => [one.group, one])).values()) {
    const verdict = judgeFailures({ effect: other.effect, terms: other.terms ?? terms, counted, probation: null });
    if (verdict !== null && other.effect !== 'hard') wanted.push({ addressId, evidence: other.evidence, ...verdict });
  }
  return wanted.map(({ cause, expiresDays, basis, ...one }) => ({
    ...{ addressId, cause, expiresDays },
    evidence: { ...one.evidence, ...basis },
  }));
}

/** Those that ran out are closed, so that a new one of the same cause can stand. */
export async function endExpired(client: Pick<pg.PoolClient, 'query'>, addressIds: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE suppression SET lifted_at = expires_at, lifted_by = 'Doorstep', lift_reason = 'It ran out: one message may try again.'
     WHERE address_id = ANY($1::uuid[]) AND scope = 'address' AND lifted_at IS NULL AND expires_at <= now()`,
    [addressIds],
  );
}
