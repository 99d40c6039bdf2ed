// The statements behind failures that speak of an address: kept one by one, counted by the times of their messages.
import type pg from 'pg';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';
import { type CountedFailure, defaultTerms, type EndedSuppression } from './judge-failures.js';
import { storableJson } from './storable.js';

export interface SuppressionEvidence {
  readonly addressId: string;
  readonly effect: AddressEffect;
  readonly category: string | null;
  readonly terms?: ConsequenceTerms | null;
  /** With deliveryId, and attemptId or inboundMessageId. */
  readonly evidence: Record<string, unknown>;
}

export const HARD = `('hard','hard_if_seen_before')`;

const FAILURES: ReadonlySet<AddressEffect> = new Set<AddressEffect>(['soft', 'hard', 'hard_if_seen_before', 'noted']);
export const isFailure = ({ effect }: { readonly effect: AddressEffect }) => FAILURES.has(effect);
export const termsOf = ({ terms, effect }: Pick<SuppressionEvidence, 'terms' | 'effect'>): ConsequenceTerms =>
  terms ?? defaultTerms(effect);

export interface KeptFailure {
  readonly addressId: string;
  readonly siteId: string | null;
  readonly isHard: boolean;
  readonly isHeld: boolean;
  readonly at: Date;
}

/**
 * Keeps failures, one per delivery; one that was withdrawn before counts anew. While the site has an incident under
 * review they are held: nothing follows from them.
 *
 * @returns those kept now
 */
export async function keepFailures(
  client: pg.PoolClient,
  rows: readonly SuppressionEvidence[],
): Promise<KeptFailure[]> {
  const text = (key: string) => rows.map(({ evidence }) => (evidence[key] as string | undefined) ?? null);
  const { rows: kept } = await client.query<KeptFailure>(
    `INSERT INTO address_failure AS o (address_id, delivery_id, attempt_id, inbound_message_id, site_id, at, effect, failure_group,
       category, rule_id, terms, evidence, state, flood_id)
     SELECT u.address_id, u.delivery_id, u.attempt_id, u.inbound_id, d.site_id, coalesce(d.accepted_at, now()), u.effect, u.terms->>'group',
       u.category, u.rule_id, u.terms, u.evidence, CASE WHEN f.id IS NULL THEN 'counted' ELSE 'held' END, f.id
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[])
       AS u(address_id, delivery_id, attempt_id, inbound_id, effect, category, rule_id, terms, evidence)
     LEFT JOIN delivery d ON d.id = u.delivery_id
     LEFT JOIN site_flood f ON f.site_id = d.site_id AND f.ended_at IS NULL AND u.effect IN ${HARD}
     ON CONFLICT (delivery_id) DO UPDATE SET state = excluded.state, flood_id = excluded.flood_id, effect = excluded.effect,
       failure_group = excluded.failure_group, category = excluded.category, rule_id = excluded.rule_id, terms = excluded.terms,
       evidence = excluded.evidence, attempt_id = excluded.attempt_id, inbound_message_id = excluded.inbound_message_id, drop_reason = NULL
       WHERE o.state = 'dropped' AND o.drop_reason = 'withdrawn'
     RETURNING address_id AS "addressId", site_id AS "siteId", effect IN ${HARD} AS "isHard", state = 'held' AS "isHeld", at`,
    [
      rows.map((row) => row.addressId),
      text('deliveryId'),
      text('attemptId'),
      text('inboundMessageId'),
      rows.map((row) => row.effect),
      rows.map((row) => row.category),
      text('ruleId'),
      rows.map((row) => JSON.stringify(termsOf(row))),
      rows.map((row) => storableJson(row.evidence)),
    ],
  );
  return kept;
}

/** Takes back the failures of deliveries whose bounce was another's after all; what was decided on them stays. */
export async function withdrawFailures(client: pg.PoolClient, deliveryIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ addressId: string }>(
    `UPDATE address_failure SET state = 'dropped', drop_reason = 'withdrawn' WHERE delivery_id = ANY($1::uuid[]) AND state <> 'dropped'
     RETURNING address_id AS "addressId"`,
    [deliveryIds],
  );
  return rows.map((row) => row.addressId);
}

/** Somebody vouched for the address: what failed before counts no more. */
export async function forgetFailures(client: pg.PoolClient, addressId: string, reason: string): Promise<void> {
  await client.query(
    `UPDATE address_failure SET state = 'dropped', drop_reason = $2 WHERE address_id = $1 AND state = 'counted'`,
    [addressId, reason],
  );
  await recount(client, [addressId]);
}

export interface AddressFacts {
  readonly addressId: string;
  readonly counted: readonly CountedFailure[];
  readonly probation: EndedSuppression | null;
}

/** The policy in force, as the statements read it; a row at most. */
const FORGET = `coalesce((SELECT (policy->>'acceptsToForget')::int FROM consequence_policy ORDER BY version DESC LIMIT 1), 1)`;

/** Delivery `d` was accepted, and no failure of the address came of it: what came back for other reasons says nothing of it. */
export const STAYED = `d.accepted_at IS NOT NULL AND NOT EXISTS (SELECT FROM address_failure o WHERE o.delivery_id = d.id
  AND o.drop_reason IS DISTINCT FROM 'withdrawn')`;

/** When the message was accepted that makes earlier failures of address `a` forgotten. */
export const FORGOTTEN_UNTIL = `(SELECT d.accepted_at FROM (SELECT d.id, d.accepted_at FROM delivery d WHERE d.address_id = a.id ORDER BY d.id DESC LIMIT 200) d
  WHERE ${STAYED} ORDER BY d.accepted_at DESC OFFSET ${FORGET} - 1 LIMIT 1)`;

/** Locks the addresses, so that two results of one address count each other whoever writes them. */
export async function lockAddresses(client: pg.PoolClient, addressIds: readonly string[]): Promise<void> {
  await client.query('SELECT FROM address WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [addressIds]);
}

/** Counts the failures of addresses anew: streak and standing follow from what counts. @returns the facts to judge by */
export async function recount(
  client: pg.PoolClient,
  addressIds: readonly string[],
): Promise<Map<string, AddressFacts>> {
  if (addressIds.length === 0) return new Map();
  const { rows } = await client.query<AddressFacts>(
    `WITH facts AS MATERIALIZED (
       SELECT a.id, k.until, f.* , (SELECT json_build_object('id', s.id, 'cause', s.cause, 'endedAt', coalesce(s.lifted_at, s.expires_at), 'evidence', s.evidence)
           FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND s.source = 'outcome' AND s.on_probation
             AND s.cause IN ('hard_bounce','soft_bounces') AND coalesce(s.lifted_at, s.expires_at) <= now()
             AND coalesce(s.lifted_at, s.expires_at) > coalesce(k.until, '-infinity') ORDER BY s.id DESC LIMIT 1) AS probation
       FROM address a
       CROSS JOIN LATERAL (SELECT ${FORGOTTEN_UNTIL} AS until) k
       CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('at', x.at, 'effect', x.effect, 'group', x.failure_group,
             'mayPass', coalesce((x.terms->>'mayPass')::bool, true), 'terms', x.terms, 'evidence', x.evidence) ORDER BY x.at) AS counted,
           count(*) FILTER (WHERE x.effect = 'soft')::int AS soft, min(x.at) FILTER (WHERE x.effect = 'soft') AS soft_since,
           count(*) FILTER (WHERE x.effect IN ${HARD})::int AS hard, count(*)::int AS n, max(x.at) AS last
         FROM (SELECT * FROM address_failure x WHERE x.address_id = a.id AND x.state = 'counted' AND x.at > coalesce(k.until, '-infinity')
           ORDER BY x.at DESC LIMIT 100) x) f
       WHERE a.id = ANY($1::uuid[])
     ), counted AS (
       UPDATE address a SET soft_streak = f.soft, soft_streak_since = f.soft_since, hard_count = f.hard,
         last_failed_at = greatest(a.last_failed_at, f.last),
         standing = CASE WHEN a.standing = 'complained' THEN a.standing
           WHEN EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND s.cause = 'hard_bounce' AND s.source = 'outcome'
             AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())) THEN 'hard'
           WHEN f.n > 0 THEN 'failing' WHEN f.until IS NOT NULL THEN 'good'
           WHEN a.standing IN ('hard','failing') THEN 'unknown' ELSE a.standing END
       FROM facts f WHERE a.id = f.id
     )
     SELECT id AS "addressId", coalesce(counted, '[]') AS counted, probation FROM facts`,
    [addressIds],
  );
  return new Map(rows.map((row) => [row.addressId, withDates(row)]));
}

/** JSON has no times. */
function withDates({ counted, probation, ...row }: AddressFacts): AddressFacts {
  return {
    ...row,
    counted: counted.map((one) => ({ ...one, at: new Date(one.at) })),
    probation: probation && { ...probation, endedAt: new Date(probation.endedAt) },
  };
}
