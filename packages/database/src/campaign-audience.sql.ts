// Who would get a campaign: the same judgement as the plan's, over everybody at once, for counts and for the people behind them.
import { type Audience, audienceClause } from './audience-clause.js';
import { HELD_FOR, heldTerm } from './held-for.sql.js';

const IN_FORCE = 'lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

const ON_LISTS = `on_lists AS MATERIALIZED (
  SELECT m.address_id, bool_or(m.status = 'subscribed') AS is_subscribed, bool_or(m.status = 'unconfirmed') AS is_unconfirmed
  FROM membership m JOIN list l ON l.id = m.list_id AND l.archived_at IS NULL
  WHERE m.status IN ('subscribed','unconfirmed') GROUP BY m.address_id
)`;

const OF_LISTS = `SELECT address_id, list_id AS source, status = 'subscribed' AS is_subscribed, status = 'unconfirmed' AS is_unconfirmed
  FROM membership WHERE list_id = ANY($2::uuid[]) AND status IN ('subscribed','unconfirmed')`;
const OF_PEOPLE = `SELECT r.address_id, NULL::uuid AS source, coalesce(o.is_subscribed, false) AS is_subscribed,
  coalesce(o.is_unconfirmed, false) AS is_unconfirmed
  FROM campaign_recipient r LEFT JOIN on_lists o USING (address_id) WHERE r.campaign_id = $1`;
const ofSegment = (condition: string) => `SELECT s.address_id, NULL::uuid AS source, o.is_subscribed, o.is_unconfirmed
  FROM subscriber s JOIN address a ON a.id = s.address_id JOIN on_lists o ON o.address_id = s.address_id WHERE ${condition}`;

/**
 * Common table expressions that end with `judged` (address_id, times, verdict): `times` says how often an address was
 * chosen, `verdict` is the cause word of what keeps it out, null when it will get it. $1 campaign, $2 lists, the rest as given.
 */
export function judgedAudience(
  audience: Audience,
  now: Date,
): { readonly text: string; readonly values: readonly unknown[] } {
  const { segments, cases, excludedSegments, parameters } = audienceClause(audience, 3, now);
  const isPeople = audience.kind === 'people';
  const sources = isPeople ? [OF_PEOPLE] : [OF_LISTS, ...segments.map(ofSegment)];
  // As a set, once: asked of each person anew it takes several times as long.
  const isLeftOut = excludedSegments.length > 0;
  const leftOut = isLeftOut
    ? `, left_out AS MATERIALIZED (
  SELECT s.address_id FROM subscriber s JOIN address a ON a.id = s.address_id WHERE ${excludedSegments.join(' OR ')})`
    : '';
  const bySegment = `WHEN p.address_id IN (SELECT address_id FROM left_out) THEN 'excluded_segment'`;
  const excluded = isLeftOut ? [...cases, bySegment] : cases;
  // Nothing else may use these two, and both must have a type.
  const named = `named AS (SELECT $1::uuid, $2::uuid[])`;
  const text = `WITH ${named}, ${isPeople || segments.length > 0 ? `${ON_LISTS}, ` : ''}chosen AS MATERIALIZED (
  SELECT address_id, count(*)::int AS times, bool_or(is_subscribed) AS is_subscribed, bool_or(is_unconfirmed) AS is_unconfirmed
  FROM (${sources.join('\n  UNION ALL ')}) r GROUP BY address_id
), held AS (
  SELECT address_id, min(cause) AS cause FROM (
    SELECT c.address_id, ${HELD_FOR} AS cause FROM chosen c JOIN suppression s ON s.scope = 'address' AND s.address_id = c.address_id AND ${IN_FORCE}
    UNION ALL
    SELECT c.address_id, s.cause FROM suppression s JOIN address a ON a.domain_name = s.domain_name JOIN chosen c ON c.address_id = a.id
    WHERE s.scope = 'domain' AND ${IN_FORCE}) x GROUP BY address_id
)${leftOut}, judged AS (
  SELECT p.address_id, p.times, s.id AS subscriber_id, s.name,
    CASE WHEN h.cause IS NOT NULL THEN ${heldTerm('h.cause')} ELSE CASE ${excluded.join(' ')} END END AS verdict
  FROM chosen p LEFT JOIN held h ON h.address_id = p.address_id
  LEFT JOIN subscriber s ON s.address_id = p.address_id
)`;
  return { text, values: [audience.campaignId, audience.listIds, ...parameters] };
}
