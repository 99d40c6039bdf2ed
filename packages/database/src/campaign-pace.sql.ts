// The pace of first tries: spacing those that wait, and the plan before the last change, which it can go back to.
import { inState } from './listed-state.sql.js';

const NOT_BEGUN = inState('planned', 'due');

/** $1 campaign, $2 first tries an hour or null. First tries that wait, in the order they stand in, evenly from now on; one that was tried keeps the wait of its deferral, who waits for a winner hers. */
export const SPACE = `
WITH waiting AS (
  SELECT id, row_number() OVER (ORDER BY next_attempt_at, id) - 1 AS n FROM delivery d
  WHERE campaign_id = $1 AND ${NOT_BEGUN} AND attempts = 0
    AND next_attempt_at IS NOT NULL
)
UPDATE delivery d SET next_attempt_at = now() + coalesce(w.n * 3600.0 / $2::int, 0) * interval '1 second',
  expires_at = greatest(d.expires_at, d.expires_at + (now() + coalesce(w.n * 3600.0 / $2::int, 0) * interval '1 second' - d.next_attempt_at))
FROM waiting w WHERE d.id = w.id AND d.state IN ('planned','due')`;

/** $1 campaign under way. With a rate the way back is to space anew: its moments may have passed. */
export const REMEMBER = `
INSERT INTO campaign_pace_before AS b (campaign_id, rate_per_hour, delivery_ids, first_tries, expiries)
SELECT c.id, c.rate_per_hour, coalesce(w.ids, '{}'), coalesce(w.first_tries, '{}'), coalesce(w.expiries, '{}')
FROM campaign c CROSS JOIN LATERAL (
  SELECT array_agg(d.id) AS ids, array_agg(d.next_attempt_at) AS first_tries, array_agg(d.expires_at) AS expiries FROM delivery d
  WHERE c.rate_per_hour IS NULL AND d.campaign_id = c.id AND ${NOT_BEGUN} AND d.attempts = 0 AND d.next_attempt_at > now()) w
WHERE c.id = $1 AND c.planned_at IS NOT NULL AND c.state IN ('sending','paused')
ON CONFLICT (campaign_id) DO UPDATE SET rate_per_hour = excluded.rate_per_hour, delivery_ids = excluded.delivery_ids,
  first_tries = excluded.first_tries, expiries = excluded.expiries, changed_at = now()`;

/** $1 campaign. Each first try goes back to its moment; what was due is due again. Whoever waits for a winner goes on waiting. */
export const PUT_BACK = `
WITH b AS MATERIALIZED (
  SELECT u.id, u.first_try, u.expiry FROM campaign_pace_before p, unnest(p.delivery_ids, p.first_tries, p.expiries) AS u(id, first_try, expiry)
  WHERE p.campaign_id = $1
), waiting AS (
  SELECT d.id, coalesce(b.first_try, now()) AS first_try, coalesce(b.expiry, d.expires_at) AS expiry
  FROM delivery d LEFT JOIN b USING (id)
  WHERE d.campaign_id = $1 AND ${NOT_BEGUN} AND d.attempts = 0 AND d.next_attempt_at IS NOT NULL
)
UPDATE delivery d SET next_attempt_at = w.first_try, expires_at = w.expiry FROM waiting w WHERE d.id = w.id AND d.state IN ('planned','due')`;

/** Of campaign `c`: the last change of its pace can be taken back. */
export const CAN_UNDO_PACE = `c.state IN ('sending','paused') AND EXISTS (SELECT FROM campaign_pace_before b WHERE b.campaign_id = c.id)`;

/** $1 campaign. The plan has changed since, or it is over: what was remembered means nothing any more. */
export const FORGET_PACE_BEFORE = 'DELETE FROM campaign_pace_before WHERE campaign_id = $1';
