// The statements of A/B tests: who is in the test, what came of each variant, when it is decided, how the rest is let go.
import { inState } from './listed-state.sql.js';

/** Delivery `d` is one the variants are tried on: her share in the campaign, which is the same for ever, is below that of the test. */
export const IN_TEST = `coalesce(d.variant IS NOT NULL AND variant_share(d.campaign_id, d.address_id)
  < (SELECT t.ab_sample_percent FROM campaign t WHERE t.id = d.campaign_id) / 100.0::float8, false)`;

const READ = (
  kind: string,
) => `count(*) FILTER (WHERE EXISTS (SELECT FROM reader_event e WHERE e.address_id = d.address_id
    AND e.campaign_id = d.campaign_id AND NOT e.is_machine AND e.kind = '${kind}'))::int`;

/** $1 campaign. One row of each variant somebody of the test has. */
export const EVIDENCE = `
SELECT d.variant AS number, count(*)::int AS people, count(*) FILTER (WHERE d.state IN ('accepted','complained'))::int AS "gotIt",
  count(*) FILTER (WHERE d.state IN ('planned','due','sending'))::int AS "notTried",
  count(*) FILTER (WHERE d.state IN ('refused','expired','returned'))::int AS missed,
  count(*) FILTER (WHERE d.state = 'complained')::int AS complained,
  ${READ('open')} AS "peopleOpened", ${READ('click')} AS "peopleClicked"
FROM delivery d WHERE d.campaign_id = $1 AND d.variant IS NOT NULL AND ${IN_TEST} GROUP BY 1`;

/** $1 campaign. What came in until the rest was let go: from then on readers of the winner are more than those of the test. */
export const EVENTS = `
SELECT e.variant AS number, e.kind, count(*)::int AS events FROM reader_event e JOIN campaign c ON c.id = e.campaign_id
WHERE e.campaign_id = $1 AND NOT e.is_machine AND e.variant IS NOT NULL AND (c.ab_rest_from IS NULL OR e.at <= c.ab_rest_from)
GROUP BY 1, 2`;

/** A campaign that tries variants, goes out, and has nobody's word yet which one the rest gets. */
export const IS_OPEN = `state = 'sending' AND planned_at IS NOT NULL AND ab_sample_percent < 100 AND ab_winner IS NULL AND ab_asks_since IS NULL`;

const HAS_PASSED = (hours: string, scale: string) =>
  `planned_at + ${hours} * interval '1 hour' / ${scale}::float8 <= now()`;

/** $1 by which waits are divided. By hand it is decided at its deadline or not at all. */
export const DUE = `
SELECT id FROM campaign c WHERE ${IS_OPEN} AND ${HAS_PASSED('ab_decide_after_hours', '$1')} AND (${HAS_PASSED('ab_deadline_hours', '$1')}
  OR (NOT (ab_winner_by = 'hand' AND ab_if_unclear = 'first') AND NOT EXISTS (SELECT FROM delivery d WHERE d.campaign_id = c.id
    AND d.variant IS NOT NULL AND d.state IN ('planned','due','sending'))))`;

export const LET_GO = `state = 'sending' AND ab_winner IS NOT NULL AND ab_rest_from <= now() AND ab_rest_done_at IS NULL`;

/** The choice of a person that nobody got anything by yet. */
export const IS_UNDOABLE = `ab_winner IS NOT NULL AND ab_decided_by IS NOT NULL AND ab_rest_after IS NULL AND ab_rest_done_at IS NULL`;

/** $1 campaign, $2 at most so many, $3 by which waits are divided. Gives `last` (null when nobody is left) and `people`. */
export const RELEASE = `
WITH c AS MATERIALIZED (
  SELECT id, ab_winner, coalesce(ab_rest_after, '00000000-0000-0000-0000-000000000000') AS after, spread_minutes, max_age_hours
  FROM campaign WHERE id = $1
), page AS MATERIALIZED (
  SELECT d.id, d.address_id FROM c JOIN delivery d ON d.campaign_id = c.id
  WHERE ${inState('planned')} AND d.id > c.after AND d.variant IS NULL AND d.next_attempt_at IS NULL ORDER BY d.id LIMIT $2
), times AS (
  SELECT p.id, c.ab_winner, date_trunc('milliseconds', now() + c.spread_minutes * interval '1 minute'
    * (hashtextextended(p.address_id::text, 0) & 1048575) / 1048576.0) AS at, c.max_age_hours FROM page p, c
), freed AS (
  UPDATE delivery d SET variant = t.ab_winner, next_attempt_at = t.at, expires_at = t.at + t.max_age_hours * interval '1 hour' / $3::float8
  FROM times t WHERE d.id = t.id RETURNING d.id
)
SELECT (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM freed) AS people`;
