// Results, written in batches: attempts finished, deliveries moved, standing of addresses, suppressions with evidence.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import type { DecidedOutcome } from './decided-outcome.js';
import { applyEffects } from './effects.sql.js';
import { tallySites } from './floods.sql.js';
import { late, moveDeliveries, RESEND_AFTER_SECONDS, resendDoubtful, stale } from './outcomes.sql.js';
import { plainColumn, returningPacked, textColumn, textsIn, unpacked } from './packed.js';
import { storableJson } from './storable.js';

export interface FinishedBatch {
  /** Deliveries whose row was moved by this batch. */
  readonly moved: Set<string>;
  /** Results that came after their lease had been taken away. */
  readonly lateAttempts: string[];
  readonly suppressedAddresses: string[];
}

export class OutcomeStore {
  /** @param resendAfterSeconds when a message in doubt goes out once more, where its campaign says so */
  constructor(
    private readonly database: Database,
    private readonly resendAfterSeconds = RESEND_AFTER_SECONDS,
  ) {}

  /**
   * Finishes a batch in one transaction; safe to repeat (a finished attempt stays as it is). A delivery moves only
   * where the fence matches and it is sending, or where it is in doubt because of this very attempt: then the late
   * reply settles the doubt. A late accept of a delivery that went on since marks it as maybe received twice.
   */
  async finishBatch(outcomes: readonly DecidedOutcome[]): Promise<FinishedBatch> {
    if (outcomes.length === 0) return { moved: new Set(), lateAttempts: [], suppressedAddresses: [] };
    return inTransaction({ pool: this.database.hot }, async (client) => {
      const moved = await moveDeliveries(client, outcomes);
      const finished = await finishAttempts(client, outcomes);
      const movedOnes = outcomes.filter((outcome) => moved.has(outcome.deliveryId));
      const doubtful = movedOnes.filter((outcome) => outcome.nextState === 'in_doubt');
      await resendDoubtful(
        client,
        doubtful.map((outcome) => outcome.deliveryId),
        this.resendAfterSeconds,
      );
      await tallySites(client, settledAt(movedOnes, moved));
      const suppressedAddresses = await applyEffects(client, movedOnes.map(asEvidence));
      const lateOnes = outcomes.filter((outcome) => !finished.has(outcome.attemptId));
      await late(client, lateOnes);
      await stale(
        client,
        lateOnes.filter((outcome) => outcome.outcome === 'accepted' && !moved.has(outcome.deliveryId)),
      );
      return {
        moved: new Set(moved.keys()),
        lateAttempts: lateOnes.map((outcome) => outcome.attemptId),
        suppressedAddresses,
      };
    });
  }
}

const FINISH = returningPacked(
  `UPDATE attempt a SET phase = 'finished', finished_at = now(), outcome = u.outcome, stage = u.stage,
    mx_host = u.mx_host, mx_ip = u.mx_ip, source_ip = u.source_ip, tls = u.tls, reply_code = u.reply_code,
    enhanced_code = u.enhanced_code, reply_text = u.reply_text, category = u.category, scope = u.scope, rule_id = u.rule_id,
    next_attempt_at = now() + u.wait_seconds * interval '1 second', report = u.report::jsonb
  FROM unnest($1::uuid[], ${textsIn('$2')}, ${textsIn('$3')}, ${textsIn('$4')}, ${textsIn('$5')}, ${textsIn('$6')}, ${textsIn('$7')},
    $8::int[], ${textsIn('$9')}, ${textsIn('$10')}, ${textsIn('$11')}, ${textsIn('$12')}, ${textsIn('$13')}, $14::float8[], ${textsIn('$15')})
    AS u(id, outcome, stage, mx_host, mx_ip, source_ip, tls, reply_code, enhanced_code, reply_text, category, scope, rule_id, wait_seconds, report)
  WHERE a.id = u.id AND a.phase <> 'finished'`,
  'a.id',
  'id::text',
);

async function finishAttempts(client: pg.PoolClient, rows: readonly DecidedOutcome[]): Promise<Set<string>> {
  const texts = (pick: (row: DecidedOutcome) => string | null) => textColumn(rows.map(pick));
  const result = await client.query<{ packed: string | null }>({
    name: 'finish-attempts',
    text: FINISH,
    values: [
      plainColumn(rows.map((row) => row.attemptId)),
      texts((row) => row.outcome),
      texts((row) => row.stage),
      texts((row) => row.mxHost),
      texts((row) => row.mxIp),
      texts((row) => row.sourceIp),
      texts((row) => row.tls),
      plainColumn(rows.map((row) => row.replyCode)),
      texts((row) => row.enhancedCode),
      texts((row) => row.replyText),
      texts((row) => row.category),
      texts((row) => row.scope),
      texts((row) => row.ruleId),
      plainColumn(rows.map((row) => row.waitSeconds)),
      texts((row) => storableJson(row.report)),
    ],
  });
  return new Set(unpacked(result.rows));
}

/** What ended at each site for good; the guard weighs final failures against it. */
function settledAt(rows: readonly DecidedOutcome[], sites: ReadonlyMap<string, string | null>) {
  const settled = new Map<string, number>();
  for (const { nextState, deliveryId } of rows) {
    const siteId = sites.get(deliveryId) ?? null;
    if (siteId !== null && (nextState === 'accepted' || nextState === 'refused'))
      settled.set(siteId, (settled.get(siteId) ?? 0) + 1);
  }
  return [...settled].map(([siteId, count]) => ({ siteId, settled: count, hard: 0, at: null }));
}

function asEvidence(row: DecidedOutcome) {
  return {
    addressId: row.addressId,
    effect: row.effect,
    category: row.category,
    terms: row.terms ?? null,
    evidence: {
      attemptId: row.attemptId,
      deliveryId: row.deliveryId,
      category: row.category,
      ruleId: row.ruleId,
      mxHost: row.mxHost,
      replyCode: row.replyCode,
      enhancedCode: row.enhancedCode,
      replyText: row.replyText,
    },
  };
}
