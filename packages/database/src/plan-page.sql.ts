// One page of a campaign's frozen audience: who is in it, who may not be mailed and why, and the rows.
import { IN_FORCE } from './audience.sql.js';
import { type Audience, audienceClause } from './audience-clause.js';
import { FIRST_TRY, PACE } from './first-try.sql.js';
import { HELD_FOR } from './held-for.sql.js';

/** Statuses of one address on all lists that are not put away; no row when it is on none. */
const ON_LISTS = `(SELECT bool_or(m.status = 'subscribed') AS is_subscribed, bool_or(m.status = 'unconfirmed') AS is_unconfirmed
    FROM membership m JOIN list l ON l.id = m.list_id AND l.archived_at IS NULL
    WHERE m.address_id = s.address_id AND m.status IN ('subscribed','unconfirmed') HAVING count(*) > 0)`;

const UNTIL = `coalesce($7::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')`;

const LIST_ROWS = `list_rows AS MATERIALIZED (
  SELECT l.id AS list_id, m.address_id, m.status = 'subscribed' AS is_subscribed, m.status = 'unconfirmed' AS is_unconfirmed
  FROM unnest($2::uuid[]) AS l(id) CROSS JOIN LATERAL (
    SELECT address_id, status FROM membership
    WHERE list_id = l.id AND address_id > $3::uuid AND address_id <= ${UNTIL} AND status IN ('subscribed','unconfirmed')
    ORDER BY address_id LIMIT $4) m
)`;

// A list that fills the page says how far the page can reach: no segment is looked through beyond it.
const segmentRows = (segments: readonly string[]) => `full_list AS (
  SELECT (array_agg(address_id ORDER BY address_id DESC))[1] AS last FROM list_rows GROUP BY list_id HAVING count(*) >= $4
), reach AS MATERIALIZED (
  SELECT coalesce((SELECT last FROM full_list ORDER BY last LIMIT 1), ${UNTIL}) AS until
), segment_rows AS MATERIALIZED (
  SELECT s.address_id, o.is_subscribed, o.is_unconfirmed
  FROM subscriber s JOIN address a ON a.id = s.address_id CROSS JOIN LATERAL ${ON_LISTS} o
  WHERE s.address_id > $3::uuid AND s.address_id <= (SELECT until FROM reach) AND (${segments.join(' OR ')})
  ORDER BY s.address_id LIMIT $4
)`;

const PEOPLE_ROWS = `rows AS (
  SELECT s.address_id, coalesce(o.is_subscribed, false) AS is_subscribed, coalesce(o.is_unconfirmed, false) AS is_unconfirmed
  FROM campaign_recipient s LEFT JOIN LATERAL ${ON_LISTS} o ON true
  WHERE s.campaign_id = $1 AND s.address_id > $3::uuid AND s.address_id <= ${UNTIL} AND $2::uuid[] IS NOT NULL
  ORDER BY s.address_id LIMIT $4
)`;

function pageRows(audience: Audience, segments: readonly string[]): string {
  if (audience.kind === 'people') return PEOPLE_ROWS;
  const columns = 'address_id, is_subscribed, is_unconfirmed';
  if (segments.length === 0) return `${LIST_ROWS}, rows AS (SELECT ${columns} FROM list_rows)`;
  return `${LIST_ROWS}, ${segmentRows(segments)},
rows AS (SELECT ${columns} FROM list_rows UNION ALL SELECT ${columns} FROM segment_rows)`;
}

/**
 * $1 campaign, $2 lists, $3 after this address id, $4 at most so many, $5 maximum age in seconds, $6 whether values of the
 * subscriber are stored, $7 up to this address id or null; values of segments from $8.
 *
 * Gives `seen` (addresses of the page), `added` (rows) and `last` (the last address id of the page, null when it is empty).
 * That ids lie within the page is said twice, for tables that are joined by merging: they are read from there, not from
 * their beginning. Suppressions are counted in order of their id: two pages at a time may meet the same suppression of a domain.
 */
export function insertPage(
  audience: Audience,
  now: Date,
  { split = null, mayBeThere = false, isDense = true }: PageOptions = {},
): { readonly text: string; readonly parameters: readonly unknown[] } {
  const { segments, cases, excludedSegments, parameters } = audienceClause(audience, 8, now);
  const leftOut = excludedSegments.map((segment) => `WHEN ${segment} THEN 'excluded_segment'`);
  const excluded = `CASE ${[...cases, ...leftOut].join(' ')} END`;
  const rows = pageRows(audience, segments);
  const people = isDense ? BY_MERGING : ONE_BY_ONE;
  return { text: pageText({ rows, people, excluded, ...variantSql(audience, split), mayBeThere }), parameters };
}

// Every page row has its address: a LEFT JOIN, since the planner takes a join of two ranges for one of few rows.
const IN_PAGE = 'BETWEEN $3::uuid AND (SELECT last FROM bound)';
const BY_MERGING = `LEFT JOIN address a ON a.id = p.address_id AND a.id ${IN_PAGE}
  LEFT JOIN subscriber s ON s.address_id = p.address_id AND s.address_id ${IN_PAGE}`;
const ONE_BY_ONE = `LEFT JOIN LATERAL (SELECT * FROM address WHERE id = p.address_id OFFSET 0) a ON true
  LEFT JOIN LATERAL (SELECT * FROM subscriber WHERE address_id = p.address_id OFFSET 0) s ON true`;

export interface PageOptions {
  /** Much of what lies between the ids of a page belongs to it: the tables are read along, in place of a look-up for each of its rows. Default true. */
  readonly isDense?: boolean;
  readonly split?: Split | null;
  /** Whoever has a delivery of the campaign already is passed over; without it that is an error (unique_violation), and the page costs less. */
  readonly mayBeThere?: boolean;
}

/** Variants of a campaign and how many percent of the audience they are tried on; null: everybody has hers already. */
export interface Split {
  readonly variants: number;
  readonly samplePercent: number | null;
}

/** The variant of page row `p`: null for whoever waits for the winner, and where there is only one. */
function variantSql({ kind }: Audience, split: Split | null): { variant: string; waits: string } {
  if (split === null) return { variant: 'NULL::smallint', waits: 'false' };
  if (split.samplePercent === null) {
    const own = `(SELECT r.variant FROM campaign_recipient r WHERE r.campaign_id = $1 AND r.address_id = p.address_id)`;
    return { variant: kind === 'people' ? own : 'NULL::smallint', waits: 'false' };
  }
  const part = split.samplePercent / 100;
  const share = 'variant_share($1, p.address_id)';
  const group = `least(floor(${share} / ${part} * ${split.variants}), ${split.variants - 1})::smallint`;
  return { variant: `CASE WHEN ${share} < ${part} THEN ${group} END`, waits: `${share} >= ${part}` };
}

interface PageParts {
  readonly rows: string;
  readonly people: string;
  readonly excluded: string;
  readonly variant: string;
  readonly waits: string;
  readonly mayBeThere: boolean;
}

function pageText({ rows, people, excluded, variant, waits, mayBeThere }: PageParts): string {
  const added = mayBeThere ? 'added JOIN judged USING (address_id)' : 'judged';
  return `
WITH ${rows}, page AS MATERIALIZED (
  SELECT address_id, bool_or(is_subscribed) AS is_subscribed, bool_or(is_unconfirmed) AS is_unconfirmed
  FROM rows GROUP BY address_id ORDER BY address_id LIMIT $4
), bound AS MATERIALIZED (
  SELECT address_id AS last FROM page ORDER BY address_id DESC LIMIT 1
), held_addresses AS MATERIALIZED (
  SELECT DISTINCT ON (s.address_id) s.address_id, s.id, ${HELD_FOR} AS cause FROM suppression s
  WHERE s.scope = 'address' AND s.address_id ${IN_PAGE} AND ${IN_FORCE}
  ORDER BY s.address_id, 3
), held_domains AS MATERIALIZED (
  SELECT DISTINCT ON (s.domain_name) s.domain_name, s.id, s.cause FROM suppression s WHERE s.scope = 'domain' AND ${IN_FORCE} ORDER BY s.domain_name
), pace AS MATERIALIZED (${PACE}), seed AS MATERIALIZED (SELECT moment, secret FROM id_seed()), judged AS MATERIALIZED (
  SELECT row_number() OVER () AS n, p.address_id, a.domain_name, ${FIRST_TRY} AS first_try, CASE WHEN d.expires_at > now() THEN d.site_id END AS site_id,
    coalesce(sa.id, sd.id) AS suppression_id, coalesce(sa.cause, sd.cause) AS cause,
    ${excluded} AS excluded, ${variant} AS variant, ${waits} AS waits,
    CASE WHEN $6 THEN jsonb_build_object('name', s.name, 'fields', s.fields) END AS merge_fields
  FROM pace CROSS JOIN page p ${people}
  LEFT JOIN mail_domain d ON d.name = a.domain_name
  LEFT JOIN held_addresses sa ON sa.address_id = p.address_id
  LEFT JOIN held_domains sd ON sd.domain_name = a.domain_name
), added AS (
  INSERT INTO delivery (id, campaign_id, address_id, domain_name, site_id, state, reason, next_attempt_at, expires_at, merge_fields, settled_at, variant)
  SELECT id_of(seed.moment + n, seed.secret), $1, address_id, domain_name, site_id,
    CASE WHEN cause IS NOT NULL THEN 'suppressed' WHEN excluded IS NOT NULL THEN 'excluded' ELSE 'planned' END,
    coalesce(cause, excluded), CASE WHEN NOT waits AND coalesce(cause, excluded) IS NULL THEN date_trunc('milliseconds', first_try) END,
    CASE WHEN NOT waits THEN first_try + $5 * interval '1 second' END,
    CASE WHEN coalesce(cause, excluded) IS NULL THEN merge_fields END,
    CASE WHEN coalesce(cause, excluded) IS NOT NULL THEN now() END,
    CASE WHEN coalesce(cause, excluded) IS NULL THEN variant END
  FROM judged CROSS JOIN seed${mayBeThere ? ` ON CONFLICT (address_id, campaign_id) DO NOTHING RETURNING address_id` : ''}
), hits AS (
  SELECT suppression_id AS id, count(*) AS n FROM ${added} WHERE suppression_id IS NOT NULL GROUP BY 1
), held AS MATERIALIZED (
  SELECT s.id FROM suppression s WHERE s.id IN (SELECT id FROM hits) ORDER BY s.id FOR NO KEY UPDATE
), counted AS (
  UPDATE suppression s SET hits = s.hits + h.n, last_hit_at = now() FROM hits h JOIN held USING (id) WHERE s.id = h.id
)
SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT count(*)::int FROM ${added}) AS added,
  (SELECT last FROM bound) AS last`;
}

/**
 * $1 campaign, $2 lists, $3 members of a part. Cuts the audience by the members of its largest list, whose ids are in order
 * of time: a cut anywhere is right, and even ones let several planners work. With segments, by all subscribers.
 */
export function cutParts(audience: Audience): string {
  if (audience.kind === 'people')
    return cutBy('campaign_recipient m WHERE m.campaign_id = $1 AND $2::uuid[] IS NOT NULL');
  if (audience.segments.length > 0) return cutBy('subscriber m WHERE $2::uuid[] IS NOT NULL');
  return cutBy(`membership m WHERE m.status = 'subscribed' AND m.list_id = (
    SELECT l.id FROM unnest($2::uuid[]) l(id) LEFT JOIN list_tally t ON t.list_id = l.id
    GROUP BY l.id ORDER BY coalesce(sum(t.count), 0) DESC LIMIT 1)`);
}

/** From one cut to the next along an index: numbering a million members takes three times as long. */
const cutBy = (members: string) => `
WITH RECURSIVE cut AS (
  SELECT 0 AS part, '00000000-0000-0000-0000-000000000000'::uuid AS after_id
  UNION ALL
  SELECT c.part + 1, n.address_id FROM cut c CROSS JOIN LATERAL (
    SELECT m.address_id FROM ${members} AND m.address_id > c.after_id ORDER BY m.address_id OFFSET $3::int - 1 LIMIT 1) n
)
INSERT INTO campaign_plan_part (campaign_id, part, after_id, until_id)
SELECT $1, part, after_id, lead(after_id) OVER (ORDER BY part) FROM cut`;
