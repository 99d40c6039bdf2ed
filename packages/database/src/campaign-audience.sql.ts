// Who would get a campaign: the same judgement as the plan's, over everybody at once, for counts and for the people behind them.
import { type Audience, audienceClause } from './audience-clause.js';
import { HELD_FOR, heldTerm } from './held-for.sql.js';

const IN_FORCE = 'lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

const ON_LISTS = `on_lists AS MATERIALIZED (
  SELECT m.address_id, bool_or(m.status = 'subscribed') AS is_subscribed, bool_or(m.status = 'unconfirmed') AS is_unconfirmed
  FROM membership m JOIN list l ON l.id = m.list_id AND l.archived_at IS NULL
  WHERE m.status IN ('subscribed','unconfirmed') GROUP BY m.address_id
)`;

/** From the suppressions, which are few, not from the audience. */
const HELD = `held AS (
  SELECT address_id, min(cause) AS cause FROM (
    SELECT s.address_id, ${HELD_FOR} AS cause FROM suppression s WHERE s.scope = 'address' AND ${IN_FORCE}
    UNION ALL
    SELECT a.id, s.cause FROM suppression s JOIN address a ON a.domain_name = s.domain_name WHERE s.scope = 'domain' AND ${IN_FORCE}) x
  GROUP BY address_id
)`;

const OF_LISTS = `SELECT address_id, list_id AS source, status = 'subscribed' AS is_subscribed, status = 'unconfirmed' AS is_unconfirmed
  FROM membership WHERE list_id = ANY($2::uuid[]) AND status IN ('subscribed','unconfirmed')`;
const OF_PEOPLE = `SELECT r.address_id, NULL::uuid AS source, coalesce(o.is_subscribed, false) AS is_subscribed,
  coalesce(o.is_unconfirmed, false) AS is_unconfirmed
  FROM campaign_recipient r LEFT JOIN on_lists o USING (address_id) WHERE r.campaign_id = $1`;
const ofSegment = (condition: string) => `SELECT s.address_id, NULL::uuid AS source, o.is_subscribed, o.is_unconfirmed
  FROM subscriber s JOIN address a ON a.id = s.address_id JOIN on_lists o ON o.address_id = s.address_id WHERE ${condition}`;

/** Of a row of `judged` under the alias `j`. Said in this way PostgreSQL expects many of them, as there are, not a handful. */
export const WILL_GET_IT = '(CASE WHEN j.verdict IS NULL THEN true ELSE false END)';

/** Only these people: a condition on `subscriber s` whose parameters begin with $3. */
export interface Among {
  readonly condition: string;
  readonly parameters: readonly unknown[];
}

/**
 * Common table expressions that end with `judged` (address_id, times, subscriber_id, name, fields, verdict): `times` says how
 * often an address was chosen, `verdict` is the cause word of what keeps it out, null when it will get it. $1 campaign,
 * $2 lists, the rest as given.
 */
export function judgedAudience(
  audience: Audience,
  now: Date,
  among: Among | null = null,
): { readonly text: string; readonly values: readonly unknown[] } {
  const first = 3 + (among?.parameters.length ?? 0);
  const { segments, cases, excludedSegments, parameters } = audienceClause(audience, first, now);
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
  const some =
    among === null ? '' : `among AS MATERIALIZED (SELECT s.address_id FROM subscriber s WHERE ${among.condition}), `;
  const all = `(${sources.join('\n  UNION ALL ')}) r${among === null ? '' : ' WHERE r.address_id IN (SELECT address_id FROM among)'}`;
  const isOnce = sources.length === 1 && (isPeople || audience.listIds.length === 1);
  const text = `WITH ${named}, ${some}${isPeople || segments.length > 0 ? `${ON_LISTS}, ` : ''}chosen AS (
  ${isOnce ? chosenOnce(all) : chosenOften(all)}
), ${HELD}${leftOut}, judged AS (
  SELECT p.address_id, p.times, s.id AS subscriber_id, s.name, s.fields,
    CASE WHEN h.cause IS NOT NULL THEN ${heldTerm('h.cause')} ELSE CASE ${excluded.join(' ')} END END AS verdict
  FROM chosen p LEFT JOIN held h ON h.address_id = p.address_id
  LEFT JOIN subscriber s ON s.address_id = p.address_id
)`;
  return { text, values: [audience.campaignId, audience.listIds, ...(among?.parameters ?? []), ...parameters] };
}

/** A list has an address once, and so have people that were named: nothing has to be put together. */
const chosenOnce = (rows: string) => `SELECT address_id, 1 AS times, is_subscribed, is_unconfirmed FROM ${rows}`;
const chosenOften = (rows: string) =>
  `SELECT address_id, count(*)::int AS times, bool_or(is_subscribed) AS is_subscribed, bool_or(is_unconfirmed) AS is_unconfirmed
  FROM ${rows} GROUP BY address_id`;
