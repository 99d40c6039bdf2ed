// The statements of lanes: which site and source pairs have something due, taking their leases within what is allowed.
import {
  BY_HAND,
  CONNECTIONS_BY_HAND,
  connectionsNow,
  IS_LEARNING,
  MESSAGES_BY_HAND,
  RATE_NOW,
  SET_AT,
} from './site-limits.sql.js';
import {
  IS_SENDING_PAUSED,
  IS_SOURCE_USABLE,
  isWarmUpReached,
  MAY_LEAVE_FROM,
  OPEN_SITES,
  waiting,
} from './waiting-sites.sql.js';

const IS_FREE_OR_OURS = '(t.lane_lease_until IS NULL OR t.lane_lease_until <= now() OR t.lane_owner = $2)';
const IS_NOT_PAUSED = '(t.paused_until IS NULL OR t.paused_until <= now())';

// $1 limit, $2 worker. A source that has not sent to the site yet has no row of its own there. Whether something is due is asked
// last, of lanes that are free: at a busy site that means to pass over everything on the wire.
export const DUE_LANES = `${OPEN_SITES}
SELECT DISTINCT s.site_id AS "siteId", a.id AS "sourceId", x.provider
FROM step s JOIN source_address a ON a.pool = s.pool AND ${IS_SOURCE_USABLE} JOIN site x ON x.id = s.site_id
LEFT JOIN site_state t ON t.site_id = s.site_id AND t.source_id = a.id
WHERE NOT ${IS_SENDING_PAUSED} AND NOT ${isWarmUpReached('x.provider')} AND CASE WHEN ${IS_FREE_OR_OURS} AND ${IS_NOT_PAUSED} THEN
  EXISTS (SELECT FROM delivery d WHERE d.campaign_id = s.campaign_id AND d.site_id = s.site_id AND ${waiting('d')}
    AND d.next_attempt_at <= now() AND ${MAY_LEAVE_FROM}) END
LIMIT $1`;

// $1 sites, $2 sources. The limit a site begins with holds for every source, and so does the pause a person set.
export const MAKE_STATES = `
INSERT INTO site_state (site_id, source_id, provider, connection_limit, start_limit, paused_until, pause_reason, pause_cause)
SELECT DISTINCT ON (u.site_id, u.source_id) u.site_id, u.source_id, o.provider, o.start_limit, o.start_limit,
  CASE WHEN o.pause_cause = 'user' THEN o.paused_until END, CASE WHEN o.pause_cause = 'user' THEN o.pause_reason END,
  CASE WHEN o.pause_cause = 'user' THEN o.pause_cause END
FROM unnest($1::uuid[], $2::uuid[]) AS u(site_id, source_id) JOIN site_state o ON o.site_id = u.site_id
ORDER BY u.site_id, u.source_id, (o.pause_cause = 'user') DESC NULLS LAST
ON CONFLICT DO NOTHING`;

// $1 sites, $2 worker, $3 lease, $4 sources, $5 connections at most (null: as the site allows). A site that was left
// alone for a week begins again where it began; a provider, whose limit does not grow, an hour after it was lowered.
export const TAKE_LANES = `
WITH free AS MATERIALIZED (
  SELECT t.site_id, t.source_id, u.most, ${connectionsNow(`CASE
      WHEN t.limit_at < now() - CASE WHEN t.provider IS NULL THEN interval '7 days' ELSE interval '1 hour' END
      THEN t.start_limit ELSE t.connection_limit END`)} AS own, ${CONNECTIONS_BY_HAND} IS NOT NULL AS by_hand,
    CASE WHEN t.limit_at > now() - interval '7 days' THEN t.well_count ELSE 0 END AS well, ${MESSAGES_BY_HAND} AS messages, ${RATE_NOW} AS rate, ${SET_AT} AS set_at
  FROM unnest($1::uuid[], $4::uuid[], $5::int[]) AS u(site_id, source_id, most)
  JOIN site_state t ON t.site_id = u.site_id AND t.source_id = u.source_id ${BY_HAND}
  WHERE ${IS_FREE_OR_OURS} AND ${IS_NOT_PAUSED} ORDER BY t.site_id, t.source_id FOR UPDATE OF t SKIP LOCKED
)
UPDATE site_state t SET lane_owner = $2, lane_lease_until = now() + $3 * interval '1 second',
  connection_limit = CASE WHEN f.by_hand THEN t.connection_limit ELSE f.own END, granted = greatest(1, least(f.own, f.most)),
  limit_at = CASE WHEN t.provider IS NULL AND NOT f.by_hand THEN now() ELSE t.limit_at END
FROM free f JOIN site s ON s.id = f.site_id JOIN source_address a ON a.id = f.source_id
WHERE t.site_id = f.site_id AND t.source_id = f.source_id AND ${IS_SOURCE_USABLE}
RETURNING t.site_id AS "siteId", t.source_id AS "sourceId", s.mx_key AS "mxKey", s.provider, t.granted AS "connectionLimit",
  f.by_hand AS "isLimitByHand", f.well AS "wellCount", t.message_limit AS "messageLimit", f.messages AS "messagesByHand", f.rate AS "ratePerMinute",
  f.set_at AS "limitsSetAt", t.probe_only AS "isProbe",
  CASE WHEN t.last_pause_at > now() - interval '1 day' THEN t.pause_count ELSE 0 END AS "recentPauses",
  a.ip AS "sourceIp", a.ehlo_name AS "ehloName", a.warm_up_started_at IS NOT NULL AS "isWarmingUp"`;

// What a lane learned while a person set a limit is of no use any more.
export const LEAVE_LANES = `
UPDATE site_state t SET lane_owner = NULL, lane_lease_until = NULL, granted = 0,
  limit_at = CASE WHEN ${IS_LEARNING} THEN now() ELSE t.limit_at END,
  connection_limit = CASE WHEN ${IS_LEARNING} THEN coalesce(u.learned, t.connection_limit) ELSE t.connection_limit END,
  well_count = coalesce(u.well, t.well_count)
FROM unnest($1::uuid[], $2::uuid[], $3::int[], $5::int[]) AS u(site_id, source_id, learned, well)
WHERE t.site_id = u.site_id AND t.source_id = u.source_id AND t.lane_owner = $4`;

/** What a person or a rule says about lanes at the moment. */
export const LANE_ORDERS = `
SELECT t.site_id AS "siteId", t.source_id AS "sourceId", ${RATE_NOW} AS "perMinute", ${SET_AT} AS "limitsSetAt"
FROM unnest($1::uuid[], $2::uuid[]) AS u(site_id, source_id)
JOIN site_state t ON t.site_id = u.site_id AND t.source_id = u.source_id ${BY_HAND}`;

export const RENEW_LANES = `
UPDATE site_state t SET lane_lease_until = now() + $4 * interval '1 second'
FROM unnest($1::uuid[], $2::uuid[]) AS u(site_id, source_id)
WHERE t.site_id = u.site_id AND t.source_id = u.source_id AND t.lane_owner = $3
RETURNING t.site_id AS "siteId", t.source_id AS "sourceId"`;

/** Connections granted to all lanes of a provider from one source, and how many a person allows; asked under a lock of the two. */
export const GRANTED = `SELECT coalesce(sum(granted), 0)::int AS granted,
  (SELECT connections_in_all FROM limit_by_hand WHERE provider = $1) AS "byHand" FROM site_state
WHERE provider = $1 AND source_id = $2 AND lane_owner IS NOT NULL AND lane_lease_until > now()`;
