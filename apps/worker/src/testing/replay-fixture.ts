// History for tests of replays: refused and returned deliveries that went through the one door, and a replay over them.
import type { RuleDefinition } from '@doorstep/contracts';
import {
  type Database,
  InboundStore,
  OutcomeStore,
  ReplayPeopleStore,
  type ReplayRow,
  ReplayWorkStore,
  type RuleInForce,
  RuleReplayStore,
} from '@doorstep/database';
import { newsletterRetryPolicy } from '@doorstep/delivery';
import { silentLog } from '../log.js';
import { defaultPolicyInForce } from '../outcome/decide-effect.js';
import { decideOutcome } from '../outcome/decide-outcome.js';
import { classify } from '../outcome/outcome.js';
import { createReclassifyDoor } from '../outcome/reclassify-door.js';
import { createReplayer, type ReplayerOptions } from '../replay/replayer.js';
import { attemptReport, claimedDelivery } from './attempt-fixture.js';
import { addPerson, type Person } from './inbox-fixture.js';

export const ruleInForce = (slug: string, more: Partial<RuleDefinition> & { version?: number }): RuleInForce => ({
  ...{ slug, version: 1, provider: null, stages: [], codes: [], enhancedCodes: [], phrases: [] },
  ...{ category: 'address_unknown', scope: 'address', certainty: 'certain', isPermanent: true },
  ...more,
});

export function replayHarness(database: Database) {
  const outcomes = new OutcomeStore(database);
  const replays = new RuleReplayStore(database);
  let count = 0;
  const query = async <Row extends object>(text: string, ...values: unknown[]) =>
    (await database.pool.query<Row>(text, values)).rows;

  /** Refused at RCPT with these words, classified by our rules, with all that followed. */
  async function refused(text: string, code = 554): Promise<Person & { attemptId: string }> {
    const person = await addPerson(database, `reader${++count}@club.example`, 'sending');
    const [attempt] = await query<{ id: string }>(
      `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase)
       SELECT id, campaign_id, address_id, domain_name, 1, 'w', 'begun' FROM delivery WHERE id = $1 RETURNING id`,
      person.deliveryId,
    );
    await query(
      `UPDATE delivery SET fence = 1, attempt_id = $2, accepted_at = NULL WHERE id = $1`,
      person.deliveryId,
      attempt!.id,
    );
    const report = attemptReport({
      ...{ outcome: code >= 500 ? 'refused' : 'deferred', stage: 'rcpt', wasDotSent: false },
      reply: { code, enhancedCode: null, text: `${code} ${text}` },
    });
    const { deliveryId, addressId } = person;
    const delivery = claimedDelivery({ deliveryId, addressId, attemptId: attempt!.id });
    const policy = newsletterRetryPolicy;
    await outcomes.finishBatch([
      decideOutcome({ report, classification: classify(report), delivery, policy, timeScale: 1, random: () => 0.5 }),
    ]);
    return { ...person, attemptId: attempt!.id };
  }

  const replayer = (more: Partial<ReplayerOptions> = {}) =>
    createReplayer({
      ...{ work: new ReplayWorkStore(database), inbound: new InboundStore(database), log: silentLog },
      door: createReclassifyDoor(new ReplayPeopleStore(database), silentLog, 30),
      policy: () => defaultPolicyInForce,
      signal: new AbortController().signal,
      ...more,
    });

  return {
    query,
    replays,
    refused,
    replayer,
    begin: (rules: readonly RuleInForce[], more: { kind?: 'preview' | 'replay'; onlySlug?: string } = {}) =>
      replays.begin({
        ...{ kind: more.kind ?? 'replay', words: 'Test', onlySlug: more.onlySlug ?? null },
        ...{ rules, days: 90, actor: 'Ann' },
      }),
    /** Until nothing is left to do. */
    async work(more: Partial<ReplayerOptions> = {}): Promise<void> {
      while (await replayer(more).turn());
    },
    row: async (id: string): Promise<ReplayRow> => (await replays.one(id))!,
    causesOf: async ({ addressId }: Person) =>
      (
        await query<{ cause: string }>(
          'SELECT cause FROM suppression WHERE address_id = $1 AND lifted_at IS NULL ORDER BY cause',
          addressId,
        )
      ).map(({ cause }) => cause),
    /** Everything a replay may touch, without its own tables and what only tells when. */
    state: () =>
      query(
        `SELECT d.id, d.state, d.category, a.standing, a.soft_streak, a.hard_count, m.category AS said, m.rule_id, r.category AS now_said,
           (SELECT json_agg(json_build_array(s.cause, s.evidence->>'ruleId') ORDER BY s.cause) FROM suppression s WHERE s.address_id = a.id AND s.lifted_at IS NULL) AS suppressed,
           (SELECT json_agg(json_build_array(f.effect, f.state, f.failure_group) ORDER BY f.id) FROM address_failure f WHERE f.address_id = a.id) AS failures
         FROM delivery d JOIN address a ON a.id = d.address_id LEFT JOIN inbound_message m ON m.delivery_id = d.id
         LEFT JOIN reclassification r ON r.subject_kind = 'attempt' AND r.subject_id = d.attempt_id ORDER BY d.id, m.id`,
      ),
  };
}
