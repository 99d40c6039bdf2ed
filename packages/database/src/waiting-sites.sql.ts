// Which sites have something waiting, per running campaign: the beginning of statements that go on from there.

/** It has a time to go out at and is not on the wire. Read by the indexes delivery_waiting and delivery_unrouted. */
export const waiting = (alias = 'delivery'): string =>
  `${alias}.next_attempt_at IS NOT NULL AND ${alias}.state IN ('planned','due','deferred')`;

/** Campaign `c` may send now: it is under way, and within its hours where it has any. */
export const IS_LIVE = `c.state = 'sending' AND (c.open_until IS NULL OR (c.open_from <= now() AND c.open_until > now()))`;

/**
 * Common tables "live" and "step": skips from one site to the next along the index delivery_waiting.
 *
 * @param isStep of a delivery: a site is one where it holds for some. Without a state nothing but the index is read, one entry a site.
 */
const sitesWhere = (isStep: string): string => `
WITH RECURSIVE live AS (
  SELECT c.id, coalesce(d.pool, 'default') AS pool FROM campaign c LEFT JOIN sending_domain d ON d.id = c.sending_domain_id
  WHERE ${IS_LIVE}
), step AS (
  SELECT c.id AS campaign_id, c.pool, f.site_id FROM live c CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = c.id AND site_id IS NOT NULL AND ${isStep} ORDER BY site_id LIMIT 1) f
  UNION ALL
  SELECT s.campaign_id, s.pool, n.site_id FROM step s CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = s.campaign_id AND site_id > s.site_id AND ${isStep} ORDER BY site_id LIMIT 1) n
)`;

export const WAITING_SITES = sitesWhere(waiting());

/** The same for sites with anything open: what is on the wire counts too. */
export const OPEN_SITES = sitesWhere('next_attempt_at IS NOT NULL');

/** A person stopped all sending for now. */
export const IS_SENDING_PAUSED = `EXISTS (SELECT FROM sending_control WHERE paused_at IS NOT NULL AND (paused_until IS NULL OR paused_until > now()))`;

/** Source `a` may be used at all. */
export const IS_SOURCE_USABLE = `a.is_active AND (a.aside_until IS NULL OR a.aside_until <= now())`;

/**
 * Delivery `d` may go out from source `a`: after a deferral it keeps to the source of its last attempt, for a day or
 * as long as that one is in use. Greylisting knows a message by source, return path and recipient.
 */
export const MAY_LEAVE_FROM = `(d.source_id IS NULL OR d.source_id = a.id OR d.state <> 'deferred' OR d.attempts = 0
  OR d.attempt_id < id_floor(now() - interval '24 hours')
  OR NOT EXISTS (SELECT FROM source_address o WHERE o.id = d.source_id AND o.is_active AND o.pool = a.pool))`;

/** The day's warm-up limit of source `a` towards a provider is reached. */
export const isWarmUpReached = (provider: string): string => `(a.warm_up_started_at IS NOT NULL AND EXISTS (
  SELECT FROM source_usage u WHERE u.source_id = a.id AND u.provider = coalesce(${provider}, '')
  AND u.day = (now() AT TIME ZONE 'UTC')::date AND u.used >= u.cap))`;
