// What a replay does to one address, in the transaction of its page: classes beside what was written, failures, suppressions, standing.
import type pg from 'pg';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';
import { suppress } from './effects.sql.js';
import {
  type AddressFacts,
  isFailure,
  keepFailures,
  lockAddresses,
  recount,
  withdrawFailures,
} from './failures.sql.js';
import { defaultTerms, judgeFailures } from './judge-failures.js';
import type { ReplayDetail } from './replay-work.store.js';

/** A difference as it is stored. */
export interface StoredChange {
  readonly subjectKind: 'attempt' | 'inbound';
  readonly subjectId: string;
  readonly deliveryId: string | null;
  readonly addressId: string;
  readonly at: Date;
  readonly isFinal: boolean;
  readonly fromCategory: string;
  readonly fromRuleId: string;
  readonly fromEffect: AddressEffect;
  readonly toCategory: string;
  readonly toScope: string;
  readonly toRuleId: string;
  readonly toEffect: AddressEffect;
  readonly detail: ReplayDetail;
}

/** What was, or would be, done to one address. */
export interface PersonPlan {
  /** Causes of suppressions. */
  readonly added: readonly string[];
  readonly lifted: readonly string[];
  readonly standing: { readonly from: string; readonly to: string };
}

/** What undo needs. */
export interface PersonFormer {
  readonly failures: readonly { readonly delivery_id: string }[];
  readonly deliveryIds: readonly string[];
  readonly addedIds: readonly string[];
  readonly liftedIds: readonly string[];
  readonly before: AddressStanding;
  readonly after: AddressStanding;
}

export interface AddressStanding {
  readonly standing: string;
  readonly softStreak: number;
  readonly softStreakSince: Date | string | null;
  readonly hardCount: number;
}

export interface DonePerson {
  readonly plan: PersonPlan;
  readonly former: PersonFormer;
}

/** @returns null when something happened to one of the deliveries since the difference was seen: it is left as it is */
export async function reclassifyPerson(
  client: pg.PoolClient,
  replay: { readonly id: string; readonly words: string; readonly actor: string },
  addressId: string,
  changes: readonly StoredChange[],
): Promise<DonePerson | null> {
  const deliveryIds = [...new Set(changes.flatMap((one) => one.deliveryId ?? []))].sort();
  // Deliveries first, addresses after: results of attempts lock in the same order.
  await client.query('SELECT FROM delivery WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [deliveryIds]);
  await lockAddresses(client, [addressId]);
  if (!(await stillHolds(client, changes))) return null;
  const before = await standingOf(client, addressId);
  const finals = changes.filter((one) => one.isFinal && one.deliveryId !== null);
  const former = await failuresOf(client, finals);
  await setClasses(client, replay.id, changes);
  await exchangeFailures(client, replay, finals);
  const facts = (await recount(client, [addressId])).get(addressId);
  const lifted = await liftWhatRested(client, replay, addressId, finals, facts);
  const added = await suppressAnew(client, replay, addressId, finals, facts);
  await recount(client, [addressId]);
  const after = await standingOf(client, addressId);
  return {
    plan: {
      added: added.map(({ cause }) => cause),
      lifted: lifted.map(({ cause }) => cause),
      standing: { from: before.standing, to: after.standing },
    },
    former: {
      ...{ failures: former, deliveryIds: finals.map((one) => one.deliveryId!) },
      ...{ addedIds: added.map(({ id }) => id), liftedIds: lifted.map(({ id }) => id) },
      ...{ before, after },
    },
  };
}

/** Each reply still counts as it did, and a final one is still what its delivery ended with. */
async function stillHolds(client: pg.PoolClient, changes: readonly StoredChange[]): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM unnest($1::text[], $2::uuid[], $3::text[], $4::bool[]) AS u(kind, id, category, is_final)
     LEFT JOIN attempt a ON u.kind = 'attempt' AND a.id = u.id
     LEFT JOIN inbound_message m ON u.kind = 'inbound' AND m.id = u.id
     LEFT JOIN reclassification r ON r.subject_kind = 'attempt' AND u.kind = 'attempt' AND r.subject_id = u.id
     LEFT JOIN delivery d ON d.id = coalesce(a.delivery_id, m.delivery_id)
     WHERE coalesce(r.category, a.category, m.category) = u.category AND (NOT u.is_final
       OR (u.kind = 'attempt' AND d.attempt_id = u.id AND d.state IN ('refused','expired')) OR (u.kind = 'inbound' AND d.state = 'returned' AND m.state = 'matched'))`,
    [
      changes.map((one) => one.subjectKind),
      changes.map((one) => one.subjectId),
      changes.map((one) => one.fromCategory),
      changes.map((one) => one.isFinal),
    ],
  );
  return rows[0]!.n === changes.length;
}

export async function standingOf(client: pg.PoolClient, addressId: string): Promise<AddressStanding> {
  const { rows } = await client.query<AddressStanding>(
    `SELECT standing, soft_streak AS "softStreak", soft_streak_since AS "softStreakSince", hard_count AS "hardCount" FROM address WHERE id = $1`,
    [addressId],
  );
  return rows[0]!;
}

/** Whole rows, so that undo can put them back as they were. */
async function failuresOf(client: pg.PoolClient, finals: readonly StoredChange[]) {
  const { rows } = await client.query<{ row: { delivery_id: string } }>(
    'SELECT to_jsonb(f) AS row FROM address_failure f WHERE delivery_id = ANY($1::uuid[])',
    [finals.map((one) => one.deliveryId)],
  );
  return rows.map(({ row }) => row);
}

/** A finished attempt stays as it was written: its class is kept beside it. A message and a delivery carry theirs. */
export async function setClasses(
  client: pg.PoolClient,
  replayId: string,
  classes: readonly Pick<StoredChange, 'subjectKind' | 'subjectId' | 'toCategory' | 'toScope' | 'toRuleId'>[],
): Promise<void> {
  const values = [
    classes.map((one) => one.subjectKind),
    classes.map((one) => one.subjectId),
    classes.map((one) => one.toCategory),
    classes.map((one) => one.toScope),
    classes.map((one) => one.toRuleId),
  ];
  const given =
    'unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS u(kind, id, category, scope, rule_id)';
  await client.query(
    `INSERT INTO reclassification (subject_kind, subject_id, category, scope, rule_id, replay_id)
     SELECT u.kind, u.id, u.category, u.scope, u.rule_id, $6 FROM ${given}
     ON CONFLICT (subject_kind, subject_id) DO UPDATE SET category = excluded.category, scope = excluded.scope, rule_id = excluded.rule_id,
       replay_id = excluded.replay_id, at = now()`,
    [...values, replayId],
  );
  await client.query(
    `UPDATE inbound_message m SET category = u.category, scope = u.scope, rule_id = u.rule_id FROM ${given} WHERE u.kind = 'inbound' AND m.id = u.id`,
    values,
  );
  await client.query(
    `UPDATE delivery d SET category = u.category FROM ${given} LEFT JOIN inbound_message m ON u.kind = 'inbound' AND m.id = u.id
     LEFT JOIN attempt a ON u.kind = 'attempt' AND a.id = u.id
     WHERE (a.delivery_id = d.id AND d.attempt_id = a.id AND d.state <> 'returned') OR (m.delivery_id = d.id AND d.state = 'returned' AND m.state = 'matched')`,
    values,
  );
}

async function exchangeFailures(
  client: pg.PoolClient,
  replay: { readonly id: string },
  finals: readonly StoredChange[],
): Promise<void> {
  await withdrawFailures(
    client,
    finals.map((one) => one.deliveryId!),
  );
  const failed = finals.map((one) => evidenceOf(one, replay)).filter(isFailure);
  if (failed.length === 0) return;
  await keepFailures(client, failed);
  // It failed when it failed, not today; and an incident at the site has nothing to do with it.
  await client.query(
    `UPDATE address_failure f SET state = 'counted', flood_id = NULL, at = coalesce(d.accepted_at, d.settled_at, f.at)
     FROM delivery d WHERE d.id = f.delivery_id AND f.delivery_id = ANY($1::uuid[]) AND f.evidence->>'replayId' = $2`,
    [failed.map(({ evidence }) => evidence.deliveryId), replay.id],
  );
}

function evidenceOf(change: StoredChange, { id }: { readonly id: string }) {
  const { detail } = change;
  return {
    addressId: change.addressId,
    effect: change.toEffect,
    category: change.toCategory,
    terms: detail.terms,
    evidence: {
      deliveryId: change.deliveryId,
      ...(change.subjectKind === 'attempt' ? { attemptId: change.subjectId } : { inboundMessageId: change.subjectId }),
      ...{ category: change.toCategory, ruleId: change.toRuleId, mxHost: detail.mxHost, replyText: detail.text },
      ...{ replyCode: detail.replyCode, enhancedCode: detail.enhancedCode },
      ...{ replayId: id, formerCategory: change.fromCategory, formerRuleId: change.fromRuleId },
    },
  };
}

interface Touched {
  readonly id: string;
  readonly cause: string;
}

/** Lifts what rested on a reply that means something else now, where nothing else would have led to it. */
async function liftWhatRested(
  client: pg.PoolClient,
  replay: { readonly id: string; readonly words: string; readonly actor: string },
  addressId: string,
  finals: readonly StoredChange[],
  facts: AddressFacts | undefined,
): Promise<Touched[]> {
  if (finals.length === 0) return [];
  const due = await causesDue(client, addressId, facts);
  const { rows } = await client.query<Touched>(
    `WITH lifted AS (
       UPDATE suppression s SET lifted_at = now(), lifted_by = $4, lift_reason = $5, on_probation = false
       WHERE s.address_id = $1 AND s.scope = 'address' AND s.source = 'outcome' AND s.cause IN ('hard_bounce','soft_bounces') AND s.lifted_at IS NULL
         AND NOT s.cause = ANY($3::text[])
         AND (s.evidence->>'deliveryId' = ANY($2::text[]) OR EXISTS (SELECT FROM jsonb_array_elements(coalesce(s.evidence->'earlier', '[]')) e WHERE e->>'deliveryId' = ANY($2::text[])))
       RETURNING s.id, s.cause
     ), noted AS (
       INSERT INTO address_event (address_id, kind, actor, detail)
       SELECT $1, 'suppression_lifted', $4, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', $5::text, 'replayId', $6::text) FROM lifted
     ) SELECT id, cause FROM lifted`,
    [addressId, finals.map((one) => one.deliveryId), [...due], replay.actor, reasonOf(finals), replay.id],
  );
  return rows;
}

/** Causes the failures that count would lead to by themselves, each judged as if it had come last. */
async function causesDue(
  client: pg.PoolClient,
  addressId: string,
  facts: AddressFacts | undefined,
): Promise<Set<string>> {
  const { rows } = await client.query<{ deliveryId: string | null; terms: ConsequenceTerms }>(
    `SELECT delivery_id AS "deliveryId", terms FROM address_failure WHERE address_id = $1 AND state = 'counted'`,
    [addressId],
  );
  const terms = new Map(rows.map((row) => [row.deliveryId, row.terms]));
  const counted = facts?.counted ?? [];
  const verdicts = counted.map(({ effect, group, evidence }) =>
    judgeFailures({
      ...{ effect, counted, probation: null },
      terms: terms.get((evidence.deliveryId as string | undefined) ?? null) ?? { ...defaultTerms(effect), group },
    }),
  );
  return new Set(verdicts.flatMap((verdict) => verdict?.cause ?? []));
}

const reasonOf = (finals: readonly StoredChange[]): string =>
  `Reclassified by rule ${[...new Set(finals.map((one) => one.toRuleId))].slice(0, 3).join(', ')}`;

/**
 * Suppresses for what counts: not for a failure an accept has made forgotten, and not where somebody lifted a
 * suppression of this address after it.
 */
async function suppressAnew(
  client: pg.PoolClient,
  replay: { readonly id: string },
  addressId: string,
  finals: readonly StoredChange[],
  facts: AddressFacts | undefined,
): Promise<Touched[]> {
  const counted = new Set(facts?.counted.map(({ evidence }) => evidence.deliveryId));
  const { rows: lifts } = await client.query<{ at: Date | null }>(
    `SELECT max(lifted_at) AS at FROM suppression WHERE address_id = $1 AND lifted_by <> 'Doorstep'
       AND coalesce(lift_reason, '') NOT LIKE 'Reclassified by rule %'`,
    [addressId],
  );
  const liftedAt = lifts[0]?.at ?? null;
  const rows = finals
    .filter((one) => counted.has(one.deliveryId) && (liftedAt === null || one.at > liftedAt))
    .map((one) => evidenceOf(one, replay))
    .filter(isFailure);
  if (rows.length === 0 || facts === undefined) return [];
  await suppress(client, rows, new Map([[addressId, { ...facts, probation: null }]]));
  const { rows: made } = await client.query<Touched>(
    `SELECT id, cause FROM suppression WHERE address_id = $1 AND lifted_at IS NULL AND evidence->>'replayId' = $2`,
    [addressId, replay.id],
  );
  return made;
}
