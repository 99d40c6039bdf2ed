// Freezing the audience of a campaign: one delivery row per address, in pages that survive a kill.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';

export interface StartedCampaign {
  readonly id: string;
  /** planned: its plan may begin · paused: it was missed by hours and waits for a person */
  readonly state: 'planned' | 'paused';
}

export interface PlanPageOptions {
  /** Addresses per page. */
  readonly limit: number;
  /** Whether the template uses values of the subscriber; when not, none are stored. */
  readonly usesFields: boolean;
  /** Waits, the maximum age included, are divided by this. 1 outside of tests. */
  readonly timeScale: number;
}

export type PlanPage =
  | { readonly kind: 'more'; readonly rows: number }
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'busy' };

const START_DUE = `
UPDATE campaign SET updated_at = now(),
  state = CASE WHEN scheduled_at < now() - $1 * interval '1 second' THEN 'paused' ELSE 'planned' END,
  pause_reason = CASE WHEN scheduled_at < now() - $1 * interval '1 second' THEN
    'Its time passed while Doorstep was not running, so it was not sent by surprise. Resume it to send it now.' END
WHERE id IN (SELECT id FROM campaign WHERE state = 'scheduled' AND scheduled_at <= now() FOR UPDATE SKIP LOCKED)
RETURNING id, state`;

// $1 campaign, $2 lists, $3 cursor, $4 limit, $5 max age in seconds, $6 whether values are stored
const INSERT_PAGE = `
WITH page AS MATERIALIZED (
  SELECT m.address_id, bool_or(m.status = 'subscribed') AS is_subscribed
  FROM unnest($2::uuid[]) AS l(id) CROSS JOIN LATERAL (
    SELECT address_id, status FROM membership
    WHERE list_id = l.id AND address_id > $3::uuid AND status IN ('subscribed','unconfirmed')
    ORDER BY address_id LIMIT $4) m
  GROUP BY m.address_id ORDER BY m.address_id LIMIT $4
), judged AS MATERIALIZED (
  SELECT p.address_id, a.domain_name, CASE WHEN d.expires_at > now() THEN d.site_id END AS site_id,
    coalesce(sa.id, sd.id) AS suppression_id, coalesce(sa.cause, sd.cause) AS cause,
    CASE WHEN NOT p.is_subscribed THEN 'unconfirmed' WHEN s.id IS NULL THEN 'no_subscriber' END AS excluded,
    CASE WHEN $6 THEN jsonb_build_object('name', s.name, 'fields', s.fields) END AS merge_fields
  FROM page p JOIN address a ON a.id = p.address_id
  LEFT JOIN mail_domain d ON d.name = a.domain_name
  LEFT JOIN subscriber s ON s.address_id = p.address_id
  LEFT JOIN LATERAL (SELECT id, cause FROM suppression WHERE scope = 'address' AND address_id = p.address_id
    AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) LIMIT 1) sa ON true
  LEFT JOIN LATERAL (SELECT id, cause FROM suppression WHERE scope = 'domain' AND domain_name = a.domain_name
    AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) LIMIT 1) sd ON true
), added AS (
  INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, reason, next_attempt_at, expires_at, merge_fields, settled_at)
  SELECT $1, address_id, domain_name, site_id,
    CASE WHEN cause IS NOT NULL THEN 'suppressed' WHEN excluded IS NOT NULL THEN 'excluded' ELSE 'planned' END,
    coalesce(cause, excluded), now(), now() + $5 * interval '1 second',
    CASE WHEN coalesce(cause, excluded) IS NULL THEN merge_fields END,
    CASE WHEN coalesce(cause, excluded) IS NOT NULL THEN now() END
  FROM judged ON CONFLICT (campaign_id, address_id) DO NOTHING
  RETURNING address_id, state
), hit AS (
  UPDATE suppression s SET hits = s.hits + j.n, last_hit_at = now() FROM (
    SELECT j.suppression_id, count(*) AS n FROM added n JOIN judged j USING (address_id) WHERE n.state = 'suppressed' GROUP BY 1) j
  WHERE s.id = j.suppression_id
)
SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT count(*)::int FROM added) AS added,
  (SELECT address_id FROM page ORDER BY address_id DESC LIMIT 1) AS last`;

interface PlanRow {
  state: string;
  list_ids: string[];
  max_age_hours: number;
  plan_cursor: string | null;
}

export class PlanStore {
  constructor(private readonly database: Database) {}

  /**
   * Starts every scheduled campaign whose time has come, by the clock of the database.
   *
   * @param missedSeconds a campaign later than this is paused with a reason instead of being sent by surprise
   */
  async startDue(missedSeconds: number): Promise<StartedCampaign[]> {
    const { rows } = await this.database.pool.query<StartedCampaign>(START_DUE, [missedSeconds]);
    return rows;
  }

  /** Campaigns whose plan was begun or is to begin, and is not complete. */
  async unfinished(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `SELECT id FROM campaign WHERE state IN ('planned','sending') AND planned_at IS NULL ORDER BY scheduled_at`,
    );
    return rows.map((row) => row.id);
  }

  /** Freezes the next page and moves the cursor, in one transaction; after the last page the campaign is sending. */
  async planPage(campaignId: string, options: PlanPageOptions): Promise<PlanPage> {
    return inTransaction(this.database, async (client) => {
      const locked = await client.query<PlanRow & { planned_at: Date | null }>(
        `SELECT state, list_ids, max_age_hours, plan_cursor, planned_at FROM campaign WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED`,
        [campaignId],
      );
      const campaign = locked.rows[0];
      if (!campaign) return { kind: 'busy' };
      if (campaign.planned_at !== null || !['planned', 'sending'].includes(campaign.state)) return { kind: 'stopped' };
      const page = await insertPage(client, campaignId, campaign, options);
      if (page.seen < options.limit) {
        await client.query(
          `UPDATE campaign SET plan_cursor = coalesce($2, plan_cursor), planned_at = now(), state = 'sending',
             started_at = coalesce(started_at, now()), pause_reason = NULL, updated_at = now() WHERE id = $1`,
          [campaignId, page.last],
        );
        return { kind: 'done', rows: page.added };
      }
      await client.query('UPDATE campaign SET plan_cursor = $2 WHERE id = $1', [campaignId, page.last]);
      return { kind: 'more', rows: page.added };
    });
  }

  /** After many new rows; PostgreSQL would do it by itself within a minute or two, too late for the first claims. */
  async refreshStatistics(): Promise<void> {
    await this.database.pool.query('ANALYZE delivery');
  }

  /** Stops a campaign for a reason a person must see: a template or a key that would not do. */
  async pause(campaignId: string, reason: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE campaign SET state = 'paused', pause_reason = $2, updated_at = now()
       WHERE id = $1 AND state IN ('planned','sending')`,
      [campaignId, reason],
    );
  }
}

async function insertPage(
  client: pg.PoolClient,
  campaignId: string,
  campaign: PlanRow,
  { limit, usesFields, timeScale }: PlanPageOptions,
): Promise<{ seen: number; added: number; last: string | null }> {
  const { rows } = await client.query<{ seen: number; added: number; last: string | null }>(INSERT_PAGE, [
    campaignId,
    campaign.list_ids,
    campaign.plan_cursor ?? '00000000-0000-0000-0000-000000000000',
    limit,
    (campaign.max_age_hours * 3600) / timeScale,
    usesFields,
  ]);
  return rows[0]!;
}
