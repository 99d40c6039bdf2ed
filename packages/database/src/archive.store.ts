// Past issues that anybody may read: which ones stand in the archive of a list, and what people decided about it.
import type { ArchiveChoice, CampaignArchive, PublicLanguage } from '@doorstep/contracts';
import type { Database } from './database.js';

export interface ArchiveList {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly language: PublicLanguage;
  readonly hasForm: boolean;
  /** Whether search engines may list it. */
  readonly isIndexed: boolean;
}

export interface ArchivedIssue {
  readonly id: string;
  readonly startedAt: Date;
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
}

export type CampaignArchiveRow = Omit<CampaignArchive, 'places'> & {
  readonly places: readonly { readonly listId: string; readonly listName: string; readonly isOpen: boolean }[];
};

const LIST = `
SELECT id, coalesce(nullif(public_name, ''), name) AS name, public_description AS description, language, has_form AS "hasForm",
  archive_is_indexed AS "isIndexed" FROM list WHERE id = $1 AND archived_at IS NULL AND has_archive`;

/** Campaign `c` is for everybody on its lists: chosen by a segment, or sent again to a few, it may speak to them alone. */
const IS_FOR_ALL = `(c.audience_kind = 'lists' AND c.resend_of IS NULL AND c.segment_ids = '{}')`;
const IS_SHOWN = `(c.archive_choice = 'shown' OR (c.archive_choice = 'default' AND ${IS_FOR_ALL}))`;

/** Of the list $1. Cancelled ones are none: what was called back is not put up. */
const IN_ARCHIVE = `c.state IN ('sending','paused','finished') AND c.started_at IS NOT NULL AND $1 = ANY(c.list_ids) AND ${IS_SHOWN}`;
// Where variants were tried it is the one that won; until then A.
const ISSUE = `SELECT c.id, c.started_at AS "startedAt", coalesce(v.subject, c.subject) AS subject, coalesce(v.preview_text, c.preview_text) AS "previewText",
  CASE WHEN v.content_kind IS NULL THEN c.html ELSE v.html END AS html, CASE WHEN v.content_kind IS NULL THEN c.text ELSE v.text END AS text
FROM campaign c LEFT JOIN campaign_variant v ON v.campaign_id = c.id AND v.number = c.ab_winner`;

const PAGE = `
${ISSUE} WHERE ${IN_ARCHIVE}
  AND ($3::uuid IS NULL OR (c.started_at, c.id) < (SELECT b.started_at, b.id FROM campaign b WHERE b.id = $3))
ORDER BY c.started_at DESC, c.id DESC LIMIT $2`;

const OF_CAMPAIGN = `
SELECT c.archive_choice AS choice, ${IS_SHOWN} AS "isShown",
  coalesce((SELECT jsonb_agg(jsonb_build_object('listId', l.id, 'listName', l.name, 'isOpen', l.has_archive) ORDER BY l.name)
    FROM list l WHERE l.id = ANY(c.list_ids) AND l.archived_at IS NULL), '[]') AS places
FROM campaign c WHERE c.id = $1`;

export class ArchiveStore {
  constructor(private readonly database: Database) {}

  /** null when it is not there, or its archive is closed */
  async list(id: string): Promise<ArchiveList | null> {
    return (await this.database.pool.query<ArchiveList>(LIST, [id])).rows[0] ?? null;
  }

  /** Newest first. @param before those older than this issue; one that is not known: none */
  async page(listId: string, limit: number, before: string | null): Promise<ArchivedIssue[]> {
    return (await this.database.pool.query<ArchivedIssue>(PAGE, [listId, limit, before])).rows;
  }

  async issue(listId: string, campaignId: string): Promise<ArchivedIssue | null> {
    const { rows } = await this.database.pool.query<ArchivedIssue>(`${ISSUE} WHERE c.id = $2 AND ${IN_ARCHIVE}`, [
      listId,
      campaignId,
    ]);
    return rows[0] ?? null;
  }

  /** null when there is no such campaign */
  async ofCampaign(campaignId: string): Promise<CampaignArchiveRow | null> {
    return (await this.database.pool.query<CampaignArchiveRow>(OF_CAMPAIGN, [campaignId])).rows[0] ?? null;
  }

  /** At any time: it concerns the archive alone, never what was mailed. */
  async choose(campaignId: string, choice: ArchiveChoice): Promise<CampaignArchiveRow | null> {
    await this.database.pool.query('UPDATE campaign SET archive_choice = $2 WHERE id = $1', [campaignId, choice]);
    return this.ofCampaign(campaignId);
  }
}
