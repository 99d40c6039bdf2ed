// Versions of what a campaign says, its variants included: one for the saves of a person close together, the last fifty of them.
import type { CampaignVersionView } from '@doorstep/contracts';
import type { AbTermsRow } from './ab-tests.store.js';
import { type StoredVariant, VARIANT_COLUMNS } from './campaign-variants.js';
import type { Database } from './database.js';

/** B, C and D as they stood, and how they were tried; no terms: nothing was. */
export interface KeptTest {
  readonly terms: AbTermsRow | null;
  readonly variants: readonly StoredVariant[];
}

export type CampaignVersionRow = Omit<CampaignVersionView, 'begunAt' | 'savedAt' | 'words' | 'changes'> & {
  readonly begunAt: Date;
  readonly savedAt: Date;
  /** null: kept before variants were. */
  readonly test: KeptTest | null;
};

const KEPT = 50;

const ROW = `id, actor, begun_at AS "begunAt", saved_at AS "savedAt", content_kind AS "contentKind", subject,
  preview_text AS "previewText", content_source AS "contentSource", html, text, test`;

const OWN = ['subject', 'preview_text', 'content_kind', 'content_source', 'html', 'text'];
const TEST_NOW = `jsonb_build_object('terms', CASE WHEN c.ab_sample_percent IS NOT NULL THEN jsonb_build_object('samplePercent', c.ab_sample_percent,
    'winnerBy', c.ab_winner_by, 'decideAfterHours', c.ab_decide_after_hours, 'deadlineHours', c.ab_deadline_hours, 'ifUnclear', c.ab_if_unclear) END,
  'variants', (SELECT coalesce(jsonb_agg(to_jsonb(v)), '[]') FROM (
    SELECT ${VARIANT_COLUMNS} FROM campaign_variant x WHERE x.campaign_id = c.id ORDER BY number) v))`;

const CONTENT = `${OWN.join(', ')}, test`;
const OF_CAMPAIGN = `${OWN.map((column) => `c.${column}`).join(', ')}, ${TEST_NOW}`;
/** A version without a word about variants is the same whatever they are. */
const OF_LAST = `${OWN.map((column) => `l.${column}`).join(', ')}, coalesce(l.test, ${TEST_NOW})`;

const LAST = `last AS (SELECT * FROM campaign_version WHERE campaign_id = $1 ORDER BY id DESC LIMIT 1)`;

/** The last version goes on while it is the same person's, young and open; otherwise another begins. */
const RECORD = `
WITH ${LAST}, continued AS (
  UPDATE campaign_version v SET (${CONTENT}) = (SELECT ${OF_CAMPAIGN} FROM campaign c WHERE c.id = $1), saved_at = now()
  FROM last l WHERE v.id = l.id AND NOT l.is_closed AND l.actor = $2 AND l.begun_at > now() - interval '10 minutes'
  RETURNING v.id)
INSERT INTO campaign_version (campaign_id, actor, ${CONTENT})
SELECT c.id, $2, ${OF_CAMPAIGN} FROM campaign c
WHERE c.id = $1 AND NOT EXISTS (SELECT FROM continued)
  AND NOT EXISTS (SELECT FROM last l WHERE (${OF_LAST}) = (${OF_CAMPAIGN}))`;

/** What stood there before anybody kept versions: an import over the API, a copy, a template. */
const KEEP = `
WITH ${LAST}
INSERT INTO campaign_version (campaign_id, actor, begun_at, saved_at, is_closed, ${CONTENT})
SELECT c.id, coalesce(c.created_by, 'Doorstep'), c.updated_at, c.updated_at, true, ${OF_CAMPAIGN} FROM campaign c
WHERE c.id = $1 AND (c.html <> '' OR c.text <> '' OR c.content_source <> '')
  AND NOT EXISTS (SELECT FROM last l WHERE (${OF_LAST}) = (${OF_CAMPAIGN}))`;

const PRUNE = `
DELETE FROM campaign_version WHERE campaign_id = $1 AND id < (
  SELECT id FROM campaign_version WHERE campaign_id = $1 ORDER BY id DESC OFFSET ${KEPT - 1} LIMIT 1)`;

export class CampaignVersionStore {
  constructor(private readonly database: Database) {}

  /** Before a change: what stands there is a version, and with `isClosed` one that no later save goes into. */
  async keep(campaignId: string, isClosed: boolean): Promise<void> {
    await this.database.pool.query(KEEP, [campaignId]);
    if (isClosed)
      await this.database.pool.query(
        `UPDATE campaign_version SET is_closed = true WHERE id = (
           SELECT id FROM campaign_version WHERE campaign_id = $1 ORDER BY id DESC LIMIT 1)`,
        [campaignId],
      );
  }

  /** After a change. */
  async record(campaignId: string, actor: string): Promise<void> {
    await this.database.pool.query(RECORD, [campaignId, actor]);
    await this.database.pool.query(PRUNE, [campaignId]);
  }

  /** Newest first; there are never more than fifty. */
  async of(campaignId: string): Promise<CampaignVersionRow[]> {
    const { rows } = await this.database.pool.query<CampaignVersionRow>(
      `SELECT ${ROW} FROM campaign_version WHERE campaign_id = $1 ORDER BY id DESC`,
      [campaignId],
    );
    return rows;
  }

  async one(campaignId: string, id: string): Promise<CampaignVersionRow | null> {
    const { rows } = await this.database.pool.query<CampaignVersionRow>(
      `SELECT ${ROW} FROM campaign_version WHERE campaign_id = $1 AND id = $2`,
      [campaignId, id],
    );
    return rows[0] ?? null;
  }
}
