// The statement that claims deliveries for many lanes at once: as many small sites as there are must not cost one each.
import { HELD_FOR } from './held-for.sql.js';
import { IS_WIDE } from './plan-audience.js';
import { IS_LIVE, IS_SENDING_PAUSED, IS_SOURCE_USABLE, MAY_LEAVE_FROM } from './waiting-sites.sql.js';

// $1 sites, $2 sources, $3 how many of each, $4 worker, $5 lease, $6 whether they were taken from the rate a person set. Conditions of the moment are part of the statement:
// campaign sending, lane ours, site not paused, source in use, nothing stopped by a person, reader not gone.
export const CLAIM = `
WITH lane AS MATERIALIZED (
  SELECT t.site_id, a.id, a.pool, u.most FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS u(site_id, source_id, most)
  JOIN site_state t ON t.site_id = u.site_id AND t.source_id = u.source_id JOIN source_address a ON a.id = u.source_id
  WHERE t.lane_owner = $4 AND t.lane_lease_until > now() AND (t.paused_until IS NULL OR t.paused_until <= now())
    AND ${IS_SOURCE_USABLE} AND NOT ${IS_SENDING_PAUSED}
    AND ($6 OR NOT EXISTS (SELECT FROM sending_control WHERE rate_per_minute IS NOT NULL))
), live AS MATERIALIZED (
  SELECT c.id, c.list_ids, ${IS_WIDE} AS is_wide, coalesce(s.pool, 'default') AS pool FROM campaign c LEFT JOIN sending_domain s ON s.id = c.sending_domain_id
  WHERE ${IS_LIVE} AND EXISTS (SELECT FROM lane)
), picked AS MATERIALIZED (
  SELECT a.id AS source_id, p.* FROM lane a CROSS JOIN LATERAL (
    SELECT d.* FROM live c CROSS JOIN LATERAL (
      SELECT d.id, d.ctid AS place, d.address_id, d.domain_name, c.list_ids, c.is_wide FROM delivery d
      WHERE d.campaign_id = c.id AND d.site_id = a.site_id AND d.state IN ('planned','due','deferred') AND d.next_attempt_at <= now()
        AND ${MAY_LEAVE_FROM}
      ORDER BY d.next_attempt_at LIMIT a.most FOR UPDATE SKIP LOCKED) d
    WHERE c.pool = a.pool LIMIT a.most) p
), seed AS MATERIALIZED (SELECT moment, secret FROM id_seed()), judged AS MATERIALIZED (
  SELECT p.id, p.place, p.source_id, id_of(seed.moment + p.n, seed.secret) AS attempt_id, s.id AS suppression_id, s.cause, CASE WHEN s.id IS NOT NULL THEN NULL
    WHEN EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.list_id = ANY(p.list_ids) AND m.status = 'subscribed') THEN NULL
    WHEN EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.list_id = ANY(p.list_ids) AND m.status = 'unsubscribed') THEN 'unsubscribed'
    -- Chosen by a segment or by name: whoever is on any list may be mailed.
    WHEN p.is_wide AND EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.status = 'subscribed') THEN NULL
    WHEN p.is_wide AND EXISTS (SELECT FROM membership m WHERE m.address_id = p.address_id AND m.status = 'unsubscribed') THEN 'unsubscribed'
    ELSE 'no_subscriber' END AS excluded
  FROM seed CROSS JOIN (SELECT row_number() OVER () AS n, picked.* FROM picked) p LEFT JOIN LATERAL (
    SELECT s.id, ${HELD_FOR} AS cause FROM suppression s WHERE s.scope = 'address' AND s.address_id = p.address_id
      AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())
    UNION ALL
    SELECT s.id, s.cause FROM suppression s WHERE s.scope = 'domain' AND s.domain_name = p.domain_name
      AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now()) LIMIT 1) s ON true
), hit AS (
  UPDATE suppression s SET hits = s.hits + j.n, last_hit_at = now()
  FROM (SELECT suppression_id, count(*) AS n FROM judged WHERE suppression_id IS NOT NULL GROUP BY 1) j WHERE s.id = j.suppression_id
), moved AS (
  UPDATE delivery d SET fence = d.fence + 1, source_id = j.source_id,
    state = CASE WHEN j.cause IS NOT NULL THEN 'suppressed' WHEN j.excluded IS NOT NULL THEN 'excluded' ELSE 'sending' END,
    reason = coalesce(j.cause, j.excluded),
    lease_until = CASE WHEN coalesce(j.cause, j.excluded) IS NULL THEN now() + $5 * interval '1 second' END,
    next_attempt_at = CASE WHEN coalesce(j.cause, j.excluded) IS NULL THEN d.next_attempt_at END,
    settled_at = CASE WHEN coalesce(j.cause, j.excluded) IS NOT NULL THEN now() END
  FROM judged j WHERE d.ctid = j.place
  RETURNING d.id, d.campaign_id, d.address_id, d.domain_name, d.site_id, d.source_id, d.state, d.fence, d.attempts, d.expires_at,
    d.merge_fields, d.variant, d.lease_until, j.attempt_id
), leased AS (
  INSERT INTO delivery_lease (delivery_id, lease_until) SELECT id, lease_until FROM moved WHERE state = 'sending'
), begun AS (
  INSERT INTO attempt (id, delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase)
  SELECT attempt_id, id, campaign_id, address_id, domain_name, site_id, fence, $4, 'begun' FROM moved WHERE state = 'sending'
)
SELECT m.id AS "deliveryId", m.attempt_id AS "attemptId", m.campaign_id AS "campaignId", m.address_id AS "addressId",
  m.site_id AS "siteId", m.source_id AS "sourceId", m.domain_name AS "domainName", a.spelling, m.fence, m.attempts,
  m.expires_at AS "expiresAt", now() AS "claimedAt", m.merge_fields AS "mergeFields", m.variant
FROM moved m JOIN address a ON a.id = m.address_id WHERE m.state = 'sending'`;
