// Which sites have something waiting, per running campaign: the beginning of statements that go on from there.

export const WAITING = `state IN ('planned','due','deferred')`;

/** Common tables "live" and "step": skips from one site to the next along the index delivery_waiting, reading one row each. */
export const WAITING_SITES = `
WITH RECURSIVE live AS (SELECT id FROM campaign WHERE state = 'sending'),
step AS (
  SELECT c.id AS campaign_id, f.site_id FROM live c CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = c.id AND site_id IS NOT NULL AND ${WAITING} ORDER BY site_id LIMIT 1) f
  UNION ALL
  SELECT s.campaign_id, n.site_id FROM step s CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = s.campaign_id AND site_id > s.site_id AND ${WAITING} ORDER BY site_id LIMIT 1) n
)`;
