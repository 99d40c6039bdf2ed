// Previews and replays as people handle them: begun, looked at, applied, undone. The worker does them (replay-work.store.ts).
import type { ReplayPersonQuery, ReplayState } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';
import type { RuleInForce } from './own-rules.store.js';

export interface NewReplay {
  readonly kind: 'preview' | 'replay';
  readonly words: string;
  /** Only what this rule decides, or has decided, counts as a difference. */
  readonly onlySlug: string | null;
  readonly rules: readonly RuleInForce[];
  readonly days: number;
  readonly actor: string;
}

/** What has been counted so far. */
export interface ReplaySummary {
  readonly differences: number;
  readonly people: number;
  readonly added: number;
  readonly lifted: number;
  readonly done: number;
  readonly skipped: number;
}

export interface ReplayRow {
  readonly id: string;
  readonly kind: 'preview' | 'replay';
  readonly state: ReplayState;
  readonly words: string;
  readonly since: Date;
  readonly until: Date;
  readonly part: 'attempts' | 'inbound' | 'people' | 'done';
  /** Time of the last reply looked at; null before the first. */
  readonly cursorAt: Date | null;
  readonly seen: number;
  readonly summary: Partial<ReplaySummary> | null;
  readonly problem: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export interface ReplayGroupRow {
  readonly fromCategory: string;
  readonly fromScope: string;
  readonly toCategory: string;
  readonly toScope: string;
  readonly toRuleId: string;
  readonly replies: number;
  readonly people: number;
  readonly samples: readonly { address: string | null; text: string; mxHost: string | null; at: string }[];
}

export interface ReplayPersonRow {
  readonly addressId: string;
  readonly address: string;
  readonly state: 'planned' | 'applied' | 'skipped' | 'undone';
  readonly note: string | null;
  readonly plan: {
    readonly added: readonly string[];
    readonly lifted: readonly string[];
    readonly standing: { readonly from: string; readonly to: string };
  };
}

const ROW = `id, kind, state, words, since, until, part, seen, summary, problem, created_by AS "createdBy", created_at AS "createdAt",
  finished_at AS "finishedAt", applied_by AS "appliedBy", applied_at AS "appliedAt", undone_by AS "undoneBy", undone_at AS "undoneAt",
  CASE WHEN part IN ('attempts','inbound') AND cursor IS NOT NULL THEN
    to_timestamp(('x' || lpad(replace(left(cursor::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0) END AS "cursorAt"`;

const ASKS = {
  cancel: { from: ['waiting', 'running'], set: `state = 'cancelled', finished_at = now()` },
  apply: { from: ['ready'], set: `state = 'applying', applied_by = $3, cursor = NULL, lease_until = NULL` },
  undo: { from: ['applied'], set: `state = 'undoing', undone_by = $3, cursor = NULL, lease_until = NULL` },
} as const;
const MOST_GROUPS = 50;

const KIND = 'from_category, from_scope, to_category, to_scope, to_rule_id';
/** One pass over the differences, whatever their number; only the samples are read whole. */
const GROUPS = `
WITH ranked AS (
  SELECT subject_kind, subject_id, address_id, ${KIND}, row_number() OVER (PARTITION BY ${KIND} ORDER BY at DESC) AS place
  FROM rule_replay_change WHERE replay_id = $1
), kinds AS (
  SELECT ${KIND}, count(*)::int AS replies, count(DISTINCT address_id)::int AS people FROM ranked GROUP BY ${KIND}
  ORDER BY people DESC, replies DESC LIMIT ${MOST_GROUPS}
)
SELECT k.from_category AS "fromCategory", k.from_scope AS "fromScope", k.to_category AS "toCategory", k.to_scope AS "toScope",
  k.to_rule_id AS "toRuleId", k.replies, k.people, json_agg(json_build_object('address', a.normalized, 'text', c.detail->>'text',
    'mxHost', c.detail->>'mxHost', 'at', c.at) ORDER BY c.at DESC) AS samples
FROM kinds k JOIN ranked r USING (${KIND})
JOIN rule_replay_change c ON c.replay_id = $1 AND c.subject_kind = r.subject_kind AND c.subject_id = r.subject_id
LEFT JOIN address a ON a.id = c.address_id
WHERE r.place <= 3 GROUP BY ${KIND.split(', ')
  .map((column) => `k.${column}`)
  .join(', ')}, k.replies, k.people
ORDER BY k.people DESC, k.replies DESC`;

export class RuleReplayStore {
  constructor(private readonly database: Database) {}

  /**
   * A new preview ends the same person's former one: she went on typing.
   *
   * @throws DomainError replay_at_work when another replay is not at its end
   */
  async begin({ kind, words, onlySlug, rules, days, actor }: NewReplay): Promise<ReplayRow> {
    if (kind === 'preview')
      await this.database.pool.query(
        `UPDATE rule_replay SET state = 'cancelled', finished_at = now() WHERE kind = 'preview' AND created_by = $1 AND state IN ('waiting','running')`,
        [actor],
      );
    const { rows } = await this.database.pool.query<ReplayRow>(
      `INSERT INTO rule_replay (kind, words, only_slug, rules, since, until, created_by)
       SELECT $1, $2, $3, $4, now() - $5 * interval '1 day', now(), $6
       WHERE $1 = 'preview' OR NOT EXISTS (SELECT FROM rule_replay WHERE kind = 'replay' AND state IN ('waiting','running','applying','undoing'))
       RETURNING ${ROW}`,
      [kind, words, onlySlug, JSON.stringify(rules), days, actor],
    );
    if (rows[0] === undefined)
      throw new DomainError('conflict', 'replay_at_work', 'A replay is at work. Wait for its end, or cancel it.');
    return rows[0];
  }

  /** Replays, newest first; previews are not listed. */
  async page({ limit, after }: PageOptions): Promise<ReplayRow[]> {
    const { rows } = await this.database.pool.query<ReplayRow>(
      `SELECT ${ROW} FROM rule_replay WHERE kind = 'replay' AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<ReplayRow | null> {
    const { rows } = await this.database.pool.query<ReplayRow>(`SELECT ${ROW} FROM rule_replay WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Differences by what they were and what they become, most people first. */
  async groups(id: string): Promise<ReplayGroupRow[]> {
    const { rows } = await this.database.pool.query<ReplayGroupRow>(GROUPS, [id]);
    return rows;
  }

  /** By address id. */
  async people(
    id: string,
    { limit, after, only }: PageOptions & Pick<ReplayPersonQuery, 'only'>,
  ): Promise<ReplayPersonRow[]> {
    const { rows } = await this.database.pool.query<ReplayPersonRow>(
      `SELECT p.address_id AS "addressId", a.normalized AS address, p.state, p.note, p.plan
       FROM rule_replay_person p JOIN address a ON a.id = p.address_id
       WHERE p.replay_id = $1 AND ($3::uuid IS NULL OR p.address_id > $3)
         AND CASE $4 WHEN 'skipped' THEN p.state = 'skipped' WHEN 'consequences' THEN p.plan->'added' <> '[]' OR p.plan->'lifted' <> '[]' ELSE true END
       ORDER BY p.address_id LIMIT $2`,
      [id, limit, after ?? null, only],
    );
    return rows;
  }

  /**
   * Asks the worker for something.
   *
   * @returns null when there is none
   * @throws DomainError not_now when its state does not allow it
   */
  async ask(id: string, what: keyof typeof ASKS, actor: string): Promise<ReplayRow | null> {
    const { from, set } = ASKS[what];
    const { rows } = await this.database.pool.query<ReplayRow>(
      `UPDATE rule_replay SET ${set} WHERE id = $1 AND state = ANY($2::text[]) AND ($3::text IS NOT NULL) AND ($4 = 'cancel' OR kind = 'replay') RETURNING ${ROW}`,
      [id, from, actor, what],
    );
    if (rows[0] !== undefined) return rows[0];
    const known = await this.one(id);
    if (known === null) return null;
    throw new DomainError('conflict', 'not_now', REFUSALS[what](known));
  }
}

const REFUSALS: Record<keyof typeof ASKS, (known: ReplayRow) => string> = {
  cancel: ({ state }) => `It is ${state} already; there is nothing to cancel.`,
  apply: ({ kind, state }) =>
    kind === 'preview'
      ? 'A preview changes nothing. Save the rule and replay the history.'
      : `It is ${state}. Only a replay that is ready can be applied, once.`,
  undo: ({ state }) => `It is ${state}. Only a replay that was applied can be undone.`,
};
