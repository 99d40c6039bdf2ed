// The work of a replay: pages of history with a cursor, so that whoever is killed is followed by another at the same place.
import type { Stage } from '@doorstep/contracts';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';
import type { RuleInForce } from './own-rules.store.js';
import { storableJson } from './storable.js';
import { UnclassifiedStore } from './unclassified.store.js';

export interface ReplayTask {
  readonly id: string;
  readonly kind: 'preview' | 'replay';
  readonly state: 'running' | 'applying' | 'undoing';
  readonly words: string;
  readonly onlySlug: string | null;
  readonly rules: readonly RuleInForce[];
  readonly since: Date;
  readonly until: Date;
  readonly part: 'attempts' | 'inbound' | 'people';
  readonly cursor: string | null;
  readonly appliedBy: string | null;
  readonly undoneBy: string | null;
}

/** What a reply counts as at this moment, and what its delivery became. */
interface Standing {
  readonly id: string;
  readonly deliveryId: string | null;
  readonly addressId: string | null;
  readonly at: Date;
  readonly category: string;
  readonly scope: string;
  readonly ruleId: string;
  /** Its delivery ended with it, and nobody has decided otherwise since. */
  readonly isFinal: boolean;
  /** Of the failure that was counted for it; null when none was kept. */
  readonly effect: AddressEffect | null;
}

export interface PastAttempt extends Standing {
  readonly state: string;
  readonly stage: Stage | null;
  readonly code: number | null;
  readonly enhancedCode: string | null;
  readonly text: string;
  readonly mxHost: string | null;
}

export interface PastInbound extends Standing {
  readonly raw: Uint8Array;
  readonly report: unknown;
}

/** What a reply or a report said, kept with its difference. */
export interface ReplayDetail {
  readonly text: string;
  readonly mxHost: string | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly terms: ConsequenceTerms | null;
}

export interface ReplayChange {
  readonly subjectKind: 'attempt' | 'inbound';
  readonly subjectId: string;
  readonly deliveryId: string | null;
  readonly addressId: string | null;
  readonly at: Date;
  readonly isFinal: boolean;
  readonly from: {
    readonly category: string;
    readonly scope: string;
    readonly ruleId: string;
    readonly effect: AddressEffect;
  };
  readonly to: {
    readonly category: string;
    readonly scope: string;
    readonly ruleId: string;
    readonly effect: AddressEffect;
  };
  readonly detail: ReplayDetail;
}

const TASK = `id, kind, state, words, only_slug AS "onlySlug", rules, since, until, part, cursor, applied_by AS "appliedBy", undone_by AS "undoneBy"`;

/** `f`: the failure counted for delivery `d`; one a person dropped is settled. */
const FAILURE = `LEFT JOIN address_failure f ON f.delivery_id = d.id`;
const UNDECIDED = `(f.id IS NULL OR f.state = 'counted' OR f.drop_reason = 'withdrawn')`;

const ATTEMPTS = `
SELECT a.id, a.delivery_id AS "deliveryId", a.address_id AS "addressId", a.finished_at AS at, a.stage, a.reply_code AS code,
  a.enhanced_code AS "enhancedCode", coalesce(a.reply_text, '') AS text, a.mx_host AS "mxHost", d.state,
  coalesce(r.category, a.category) AS category, coalesce(r.scope, a.scope, 'unknown') AS scope, coalesce(r.rule_id, a.rule_id, 'none') AS "ruleId",
  coalesce(d.attempt_id = a.id AND d.state IN ('refused','expired') AND ${UNDECIDED}, false) AS "isFinal",
  CASE WHEN f.state = 'counted' THEN f.effect END AS effect
FROM attempt a LEFT JOIN delivery d ON d.id = a.delivery_id ${FAILURE}
LEFT JOIN reclassification r ON r.subject_kind = 'attempt' AND r.subject_id = a.id
WHERE a.id > coalesce($1, id_floor($2)) AND a.id < id_floor($3) AND a.phase = 'finished' AND a.outcome IN ('deferred','refused')
  AND a.category IS NOT NULL AND a.rule_id NOT LIKE 'worker/%' AND NOT (a.reply_code IS NULL AND a.reply_text LIKE 'Not tried: %')
ORDER BY a.id LIMIT $4`;

const INBOUND = `
SELECT m.id, m.delivery_id AS "deliveryId", m.address_id AS "addressId", m.received_at AS at, m.raw, m.report,
  m.category, coalesce(m.scope, 'unknown') AS scope, coalesce(m.rule_id, 'none') AS "ruleId",
  coalesce(m.kind = 'bounce' AND m.state = 'matched' AND d.state = 'returned' AND ${UNDECIDED} AND m.id = coalesce(f.inbound_message_id,
    (SELECT o.id FROM inbound_message o WHERE o.delivery_id = d.id AND o.kind = 'bounce' AND o.state = 'matched' ORDER BY o.id LIMIT 1)), false) AS "isFinal",
  CASE WHEN f.state = 'counted' THEN f.effect END AS effect
FROM inbound_message m LEFT JOIN delivery d ON d.id = m.delivery_id ${FAILURE}
WHERE m.id > coalesce($1, id_floor($2)) AND m.id < id_floor($3) AND m.kind IN ('bounce','delayed') AND m.category IS NOT NULL
ORDER BY m.id LIMIT $4`;

export class ReplayWorkStore {
  constructor(private readonly database: Database) {}

  /** A replay or preview with something to do that nobody is at; previews first, somebody waits for them. */
  async take(leaseSeconds: number): Promise<ReplayTask | null> {
    const { rows } = await this.database.pool.query<ReplayTask>(
      `UPDATE rule_replay SET lease_until = now() + $1 * interval '1 second', state = CASE WHEN state = 'waiting' THEN 'running' ELSE state END
       WHERE id = (SELECT id FROM rule_replay WHERE state IN ('waiting','running','applying','undoing') AND (lease_until IS NULL OR lease_until < now())
         ORDER BY kind, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${TASK}`,
      [leaseSeconds],
    );
    return rows[0] ?? null;
  }

  async attempts({ cursor, since, until }: ReplayTask, limit: number): Promise<PastAttempt[]> {
    return (await this.database.pool.query<PastAttempt>(ATTEMPTS, [cursor, since, until, limit])).rows;
  }

  async inbound({ cursor, since, until }: ReplayTask, limit: number): Promise<PastInbound[]> {
    return (await this.database.pool.query<PastInbound>(INBOUND, [cursor, since, until, limit])).rows;
  }

  /**
   * Keeps the differences of a page and moves on, in one transaction.
   *
   * @param next the cursor, or the part that follows
   * @throws Overtaken when it was cancelled, or another worker went on with it
   */
  async keepPage(
    task: ReplayTask,
    changes: readonly ReplayChange[],
    seen: number,
    next: { readonly cursor: string } | { readonly part: ReplayTask['part'] },
    leaseSeconds: number,
  ): Promise<ReplayTask> {
    return inTransaction(this.database, async (client) => {
      const kept = await insertChanges(client, task.id, changes);
      return moveOn(client, task, next, { seen, differences: kept }, leaseSeconds);
    });
  }

  /** Ends a task that cannot go on: a bug, or data nobody foresaw. What was applied so far stays, and can be undone. */
  async fail({ id }: Pick<ReplayTask, 'id'>, problem: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE rule_replay SET state = CASE state WHEN 'applying' THEN 'applied' WHEN 'undoing' THEN 'applied' ELSE 'failed' END, problem = $2,
         finished_at = coalesce(finished_at, now()), lease_until = NULL WHERE id = $1 AND state IN ('running','applying','undoing')`,
      [id, problem.slice(0, 1000)],
    );
  }

  /** Gives it back for another worker to go on with. */
  async release({ id, state, part, cursor }: ReplayTask): Promise<void> {
    await this.database.pool.query(
      `UPDATE rule_replay SET lease_until = NULL WHERE id = $1 AND state = $2 AND part = $3 AND cursor IS NOT DISTINCT FROM $4`,
      [id, state, part, cursor],
    );
  }

  /** Forgets previews nobody looks at any more, and unknown replies of long ago. */
  async tidy(previewHours: number, unknownDays: number): Promise<void> {
    await this.database.pool.query(
      `DELETE FROM rule_replay WHERE id IN (SELECT id FROM rule_replay WHERE kind = 'preview' AND created_at < now() - $1 * interval '1 hour' LIMIT 20)`,
      [previewHours],
    );
    await new UnclassifiedStore(this.database).prune(unknownDays);
  }
}

async function insertChanges(
  client: pg.PoolClient,
  replayId: string,
  changes: readonly ReplayChange[],
): Promise<number> {
  if (changes.length === 0) return 0;
  const rows = changes.map(({ from, to, ...change }) => ({
    ...{ subject_kind: change.subjectKind, subject_id: change.subjectId, delivery_id: change.deliveryId },
    ...{ address_id: change.addressId, at: change.at, is_final: change.isFinal, detail: change.detail },
    ...{ from_category: from.category, from_scope: from.scope, from_rule_id: from.ruleId, from_effect: from.effect },
    ...{ to_category: to.category, to_scope: to.scope, to_rule_id: to.ruleId, to_effect: to.effect },
  }));
  const { rowCount } = await client.query(
    `INSERT INTO rule_replay_change SELECT $1::uuid, c.subject_kind, c.subject_id, c.delivery_id, c.address_id, c.at, c.is_final,
       c.from_category, c.from_scope, c.from_rule_id, c.from_effect, c.to_category, c.to_scope, c.to_rule_id, c.to_effect, c.detail
     FROM json_populate_recordset(NULL::rule_replay_change, $2::json) c ON CONFLICT DO NOTHING`,
    [replayId, storableJson(rows)],
  );
  return rowCount ?? 0;
}

/** The cursor it stands at is the fence: whoever was overtaken changes nothing. Numbers are added to the summary. */
export async function moveOn(
  client: pg.PoolClient,
  task: ReplayTask,
  next: { readonly cursor: string } | { readonly part: ReplayTask['part'] } | { readonly state: string },
  counted: Readonly<Record<string, number>>,
  leaseSeconds: number,
): Promise<ReplayTask> {
  const { seen = 0, ...more } = counted;
  const { rows } = await client.query<ReplayTask>(
    `UPDATE rule_replay SET seen = seen + $4, lease_until = CASE WHEN $6::text IS NULL THEN now() + $5 * interval '1 second' END,
       cursor = $7::uuid, part = coalesce($8, part), state = coalesce($6, state),
       finished_at = CASE WHEN $6 = 'ready' THEN now() ELSE finished_at END,
       applied_at = CASE WHEN $6 = 'applied' THEN now() ELSE applied_at END, undone_at = CASE WHEN $6 = 'undone' THEN now() ELSE undone_at END,
       summary = coalesce(summary, '{}') || (SELECT coalesce(json_object_agg(key, coalesce((summary->>key)::int, 0) + value::int), '{}')::jsonb FROM jsonb_each_text($9))
     WHERE id = $1 AND state = $2 AND part = $10 AND cursor IS NOT DISTINCT FROM $3 RETURNING ${TASK}`,
    [
      ...[task.id, task.state, task.cursor, seen, leaseSeconds],
      'state' in next ? next.state : null,
      'cursor' in next ? next.cursor : null,
      'part' in next ? next.part : null,
      JSON.stringify(more),
      task.part,
    ],
  );
  if (rows[0] === undefined) throw new Overtaken();
  return rows[0];
}

/** The task was cancelled, or another worker went on with it: nothing of this page counts. */
export class Overtaken extends Error {}
