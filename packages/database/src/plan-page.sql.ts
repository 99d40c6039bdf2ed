// One page of a campaign's frozen audience: who is in it, who may not be mailed and why, and the rows.
import { GOT_IT, IN_DOUBT, inFamily, ON_THE_WAY } from './campaign-family.sql.js';

/**
 * $1 campaign, $2 lists, $3 after this address id, $4 at most so many, $5 maximum age in seconds, $6 whether values of the
 * subscriber are stored, $7 up to this address id or null.
 *
 * Gives `seen` (addresses of the page), `added` (rows) and `last` (the last address id of the page, null when it is empty).
 * That ids lie within the page is said twice, for tables that are joined by merging: they are read from there, not from
 * their beginning. Suppressions are counted in order of their id: two pages at a time may meet the same suppression of a domain.
 */
const insertPage = (pageSql: string) => `
WITH page AS MATERIALIZED (${pageSql}), bound AS MATERIALIZED (
  SELECT address_id AS last FROM page ORDER BY address_id DESC LIMIT 1
), judged AS MATERIALIZED (
  SELECT p.address_id, a.domain_name, CASE WHEN d.expires_at > now() THEN d.site_id END AS site_id,
    coalesce(sa.id, sd.id) AS suppression_id, coalesce(sa.cause, sd.cause) AS cause,
    CASE WHEN p.left_out IS NOT NULL THEN p.left_out WHEN NOT p.is_subscribed THEN 'unconfirmed' WHEN s.id IS NULL THEN 'no_subscriber' END AS excluded,
    CASE WHEN $6 THEN jsonb_build_object('name', s.name, 'fields', s.fields) END AS merge_fields
  FROM page p JOIN address a ON a.id = p.address_id AND a.id > $3::uuid AND a.id <= (SELECT last FROM bound)
  LEFT JOIN mail_domain d ON d.name = a.domain_name
  LEFT JOIN subscriber s ON s.address_id = p.address_id AND s.address_id > $3::uuid AND s.address_id <= (SELECT last FROM bound)
  LEFT JOIN LATERAL (SELECT id, cause FROM suppression WHERE scope = 'address' AND address_id = p.address_id
    AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) LIMIT 1) sa ON true
  LEFT JOIN LATERAL (SELECT id, cause FROM suppression WHERE scope = 'domain' AND domain_name = a.domain_name
    AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) LIMIT 1) sd ON true
), added AS (
  INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, reason, next_attempt_at, expires_at, merge_fields, settled_at)
  SELECT $1, address_id, domain_name, site_id,
    CASE WHEN cause IS NOT NULL THEN 'suppressed' WHEN excluded IS NOT NULL THEN 'excluded' ELSE 'planned' END,
    coalesce(cause, excluded), date_trunc('milliseconds', now()), now() + $5 * interval '1 second',
    CASE WHEN coalesce(cause, excluded) IS NULL THEN merge_fields END,
    CASE WHEN coalesce(cause, excluded) IS NOT NULL THEN now() END
  FROM judged ON CONFLICT (address_id, campaign_id) DO NOTHING
  RETURNING address_id, state
), hits AS (
  SELECT j.suppression_id AS id, count(*) AS n FROM added a JOIN judged j USING (address_id) WHERE a.state = 'suppressed' GROUP BY 1
), held AS MATERIALIZED (
  SELECT s.id FROM suppression s WHERE s.id IN (SELECT id FROM hits) ORDER BY s.id FOR NO KEY UPDATE
), counted AS (
  UPDATE suppression s SET hits = s.hits + h.n, last_hit_at = now() FROM hits h JOIN held USING (id) WHERE s.id = h.id
)
SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT count(*)::int FROM added) AS added,
  (SELECT last FROM bound) AS last`;

const FROM_LISTS = `
  SELECT m.address_id, bool_or(m.status = 'subscribed') AS is_subscribed, NULL::text AS left_out
  FROM unnest($2::uuid[]) AS l(id) CROSS JOIN LATERAL (
    SELECT address_id, status FROM membership
    WHERE list_id = l.id AND address_id > $3::uuid AND address_id <= coalesce($7::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      AND status IN ('subscribed','unconfirmed')
    ORDER BY address_id LIMIT $4) m
  GROUP BY m.address_id ORDER BY m.address_id LIMIT $4`;

/** A fixed audience. Whoever got it meanwhile over another campaign of the family, or left its lists, is left out. */
const FROM_PEOPLE = `
  SELECT r.address_id, true AS is_subscribed, CASE
    WHEN ${inFamily('r.address_id', GOT_IT)} THEN 'got_it'
    WHEN ${inFamily('r.address_id', IN_DOUBT)} THEN 'in_doubt'
    WHEN ${inFamily('r.address_id', ON_THE_WAY)} THEN 'on_the_way'
    WHEN NOT EXISTS (SELECT FROM membership m WHERE m.address_id = r.address_id AND m.list_id = ANY($2::uuid[]) AND m.status = 'subscribed')
      THEN 'unsubscribed' END AS left_out
  FROM campaign_recipient r
  WHERE r.campaign_id = $1 AND r.address_id > $3::uuid AND r.address_id <= coalesce($7::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ORDER BY r.address_id LIMIT $4`;

export const INSERT_PAGE = insertPage(FROM_LISTS);
export const INSERT_PEOPLE_PAGE = insertPage(FROM_PEOPLE);

/**
 * $1 campaign, $2 lists, $3 members of a part. Cuts the audience by the members of its largest list, whose ids are in order
 * of time: a cut anywhere is right, and even ones let several planners work.
 */
export const CUT_PARTS = `
WITH largest AS (
  SELECT l.id FROM unnest($2::uuid[]) l(id) LEFT JOIN list_tally t ON t.list_id = l.id
  GROUP BY l.id ORDER BY coalesce(sum(t.count), 0) DESC LIMIT 1
), numbered AS (
  SELECT address_id, row_number() OVER (ORDER BY address_id) AS n FROM membership
  WHERE list_id = (SELECT id FROM largest) AND status = 'subscribed'
), cuts AS (
  SELECT address_id, row_number() OVER (ORDER BY address_id) AS part FROM numbered WHERE n % $3::int = 0
), bounds AS (
  SELECT address_id AS after_id, part FROM cuts UNION ALL SELECT '00000000-0000-0000-0000-000000000000', 0
)
INSERT INTO campaign_plan_part (campaign_id, part, after_id, until_id)
SELECT $1, part, after_id, lead(after_id) OVER (ORDER BY part) FROM bounds`;
