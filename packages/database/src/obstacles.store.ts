// What may keep all waiting mail from going out, read in one statement while nothing does.
import type { Database } from './database.js';
import { WAITING_SITES, waiting } from './waiting-sites.sql.js';

export interface ObstacleFacts {
  /** Campaigns a person or Doorstep paused, and one of them. */
  readonly pausedCampaigns: number;
  readonly pausedName: string | null;
  readonly pausedId: string | null;
  /** Campaigns under way that are outside of their hours, and when the first may go on. */
  readonly closedCampaigns: number;
  readonly opensAt: Date | null;
  /** Destinations with mail of campaigns that may go, and those of them that rest from every source address. */
  readonly sites: number;
  readonly pausedSites: number;
  readonly goesOnAt: Date | null;
  /** Deliveries whose mail servers are not known, up to 1000. */
  readonly unrouted: number;
  /** When the first of the rest is due. */
  readonly dueAt: Date | null;
  readonly now: Date;
}

const MOST_COUNTED = 1000;

const FACTS = `${WAITING_SITES}, at AS (
  SELECT DISTINCT s.site_id, (SELECT min(t.paused_until) FROM site_state t JOIN source_address a ON a.id = t.source_id AND a.is_active
      WHERE t.site_id = s.site_id HAVING bool_and(coalesce(t.paused_until > now(), false))) AS paused_until FROM step s
), due AS (
  SELECT d.at FROM step s JOIN at ON at.site_id = s.site_id AND at.paused_until IS NULL CROSS JOIN LATERAL (
    SELECT next_attempt_at AS at FROM delivery WHERE campaign_id = s.campaign_id AND site_id = s.site_id AND ${waiting()}
    ORDER BY next_attempt_at LIMIT 1) d
), resting AS (
  SELECT id, name, updated_at FROM campaign WHERE state = 'paused'
)
SELECT (SELECT count(*)::int FROM resting) AS "pausedCampaigns",
  (SELECT name FROM resting ORDER BY updated_at DESC LIMIT 1) AS "pausedName", (SELECT id FROM resting ORDER BY updated_at DESC LIMIT 1) AS "pausedId",
  c.closed AS "closedCampaigns", c.opens AS "opensAt",
  (SELECT count(*)::int FROM at) AS sites, (SELECT count(paused_until)::int FROM at) AS "pausedSites", (SELECT min(paused_until) FROM at) AS "goesOnAt",
  (SELECT count(*)::int FROM (SELECT FROM delivery WHERE site_id IS NULL AND ${waiting()} LIMIT ${MOST_COUNTED}) u) AS unrouted,
  (SELECT min(at) FROM due) AS "dueAt", now() AS now
FROM (SELECT count(*)::int AS closed, min(open_from) FILTER (WHERE open_from > now()) AS opens FROM campaign
  WHERE state = 'sending' AND open_until IS NOT NULL AND NOT (open_from <= now() AND open_until > now())) c`;

export class ObstacleStore {
  constructor(private readonly database: Database) {}

  async facts(): Promise<ObstacleFacts> {
    return (await this.database.pool.query<ObstacleFacts>(FACTS)).rows[0]!;
  }
}
