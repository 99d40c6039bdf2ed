// What the report of a campaign shows beside its tally: causes by provider, the last replies, campaigns before, readers.

import type { CampaignReport, CampaignState, Category, ReportCause, ReportReaders } from '@doorstep/contracts';
import type { Database } from './database.js';
import { inState } from './listed-state.sql.js';
import { OTHER_PROVIDER } from './people-filter.sql.js';

export interface ReplyRow {
  readonly id: string;
  readonly address: string;
  readonly at: Date;
  readonly outcome: string;
  readonly stage: string | null;
  readonly category: string | null;
  readonly mxHost: string | null;
  readonly replyCode: number | null;
  readonly replyText: string | null;
}

export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly audience: number;
  readonly tried: number;
  readonly accepted: number;
  readonly missed: number;
  readonly complained: number;
}

export interface MonthCause {
  readonly category: Category;
  readonly people: number;
}

export interface AgainRow {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly people: number;
}

const CAUSES = `
SELECT coalesce(d.category, 'unclassified') AS category, coalesce(nullif(s.provider, ''), '${OTHER_PROVIDER}') AS provider, count(*)::int AS people
FROM delivery d LEFT JOIN site s ON s.id = d.site_id
WHERE d.campaign_id = $1 AND ${inState('refused', 'expired', 'returned', 'deferred', 'in_doubt')} GROUP BY 1, 2 ORDER BY 3 DESC`;

/** Attempts looked through for the last replies of one campaign, newest first: enough beside others that go out. */
const LOOKED_THROUGH = 5000;

// The bounds are questions of their own, not a table to join: so the months before are left out, and the newest are read alone.
const REPLIES = `
WITH newest AS MATERIALIZED (
  SELECT t.id, t.campaign_id FROM attempt t
  WHERE t.id >= (SELECT id_floor(coalesce(started_at, created_at) - interval '1 minute') FROM campaign WHERE id = $1)
    AND t.id < (SELECT id_floor(coalesce(finished_at, now()) + interval '1 minute') FROM campaign WHERE id = $1)
    AND t.phase = 'finished' ORDER BY t.id DESC LIMIT ${LOOKED_THROUGH}
)
SELECT t.id, a.normalized AS address, coalesce(t.finished_at, t.begun_at) AS at, t.outcome, t.stage, t.category, t.mx_host AS "mxHost",
  t.reply_code AS "replyCode", left(t.reply_text, 2000) AS "replyText"
FROM (SELECT id FROM newest WHERE campaign_id = $1 ORDER BY id DESC LIMIT $2) n JOIN attempt t ON t.id = n.id
JOIN address a ON a.id = t.address_id ORDER BY t.id DESC`;

const compared = (campaigns: string) => `
WITH before AS (${campaigns})
SELECT b.id, b.name, b.started_at AS "startedAt", coalesce(sum(t.count), 0)::int AS audience,
  coalesce(sum(t.count) FILTER (WHERE t.state NOT IN ('suppressed','excluded','cancelled')), 0)::int AS tried,
  coalesce(sum(t.count) FILTER (WHERE t.state = 'accepted'), 0)::int AS accepted,
  coalesce(sum(t.count) FILTER (WHERE t.state IN ('refused','expired','returned')), 0)::int AS missed,
  coalesce(sum(t.count) FILTER (WHERE t.state = 'complained'), 0)::int AS complained
FROM before b LEFT JOIN campaign_tally t ON t.campaign_id = b.id GROUP BY b.id, b.name, b.started_at`;

const PREVIOUS = `${compared(`
  SELECT id, name, started_at FROM campaign WHERE started_at < $2 AND id <> $1 AND audience_kind = 'lists'
  ORDER BY started_at DESC LIMIT 5`)} ORDER BY b.started_at DESC`;

/** More than a month has days for, few enough for paper; a mail to one person is no campaign to look back on. */
const OF_MONTH = `SELECT id, name, started_at FROM campaign WHERE started_at >= $1 AND started_at < $2 AND one_mail_to IS NULL
  ORDER BY started_at LIMIT 200`;
const MONTH = `${compared(OF_MONTH)} ORDER BY b.started_at`;

const MONTH_CAUSES = `
SELECT coalesce(d.category, 'unclassified') AS category, count(*)::int AS people FROM delivery d
WHERE d.campaign_id IN (SELECT id FROM (${OF_MONTH}) m) AND ${inState('refused', 'expired', 'returned')}
GROUP BY 1 ORDER BY 2 DESC LIMIT 15`;

const AGAIN = `
SELECT c.id, c.name, c.state, (SELECT count(*)::int FROM campaign_recipient r WHERE r.campaign_id = c.id) AS people
FROM campaign c WHERE c.resend_of = $1 ORDER BY c.id DESC LIMIT 20`;

const READERS = `
SELECT kind, is_machine AS "isMachine", count(*)::int AS events, count(DISTINCT address_id)::int AS people
FROM reader_event WHERE campaign_id = $1 GROUP BY 1, 2`;

const LINKS = `
SELECT l.id, l.number, l.url, count(e.id) FILTER (WHERE NOT e.is_machine)::int AS clicks,
  count(e.id) FILTER (WHERE e.is_machine)::int AS machines, count(DISTINCT e.address_id) FILTER (WHERE NOT e.is_machine)::int AS people
FROM campaign_link l LEFT JOIN reader_event e ON e.campaign_id = l.campaign_id AND e.kind = 'click' AND e.link_id = l.id
WHERE l.campaign_id = $1 GROUP BY l.id ORDER BY clicks DESC, l.number`;

const LEAVING = `
SELECT r.reason, count(*)::int AS people FROM leaving_reason r WHERE r.campaign_id = $1 GROUP BY 1 ORDER BY 2 DESC, 1`;

export class ReportStore {
  constructor(private readonly database: Database) {}

  /** Most people first; only those who did not get it, or not yet. */
  async causes(campaignId: string): Promise<ReportCause[]> {
    const { rows } = await this.database.pool.query<{ category: Category; provider: string; people: number }>(CAUSES, [
      campaignId,
    ]);
    return [...Map.groupBy(rows, (row) => row.category)]
      .map(([category, own]) => ({
        category,
        people: own.reduce((sum, { people }) => sum + people, 0),
        providers: own.map(({ provider, people }) => ({ provider, people })),
      }))
      .sort((one, other) => other.people - one.people);
  }

  /** Newest first. */
  async replies(campaignId: string, limit: number): Promise<ReplyRow[]> {
    return (await this.database.pool.query<ReplyRow>(REPLIES, [campaignId, limit])).rows;
  }

  /** Up to five that began before it, newest first. */
  async previous(campaignId: string, startedAt: Date): Promise<ComparedRow[]> {
    return (await this.database.pool.query<ComparedRow>(PREVIOUS, [campaignId, startedAt])).rows;
  }

  /** Campaigns begun from one moment up to another, oldest first, and what kept messages of theirs from being taken. */
  async between(from: Date, until: Date): Promise<{ campaigns: ComparedRow[]; causes: MonthCause[] }> {
    const [campaigns, causes] = await Promise.all([
      this.database.pool.query<ComparedRow>(MONTH, [from, until]),
      this.database.pool.query<MonthCause>(MONTH_CAUSES, [from, until]),
    ]);
    return { campaigns: campaigns.rows, causes: causes.rows };
  }

  /** Campaigns that send it again. */
  async again(campaignId: string): Promise<AgainRow[]> {
    return (await this.database.pool.query<AgainRow>(AGAIN, [campaignId])).rows;
  }

  /** Why people left over this message, most first. */
  async leaving(campaignId: string): Promise<CampaignReport['leaving']> {
    const { rows } = await this.database.pool.query<CampaignReport['leaving'][number]>(LEAVING, [campaignId]);
    return rows;
  }

  async readers(campaignId: string, tracking: 'anonymous' | 'person'): Promise<ReportReaders> {
    const [events, links] = await Promise.all([
      this.database.pool.query<{ kind: string; isMachine: boolean; events: number; people: number }>(READERS, [
        campaignId,
      ]),
      this.database.pool.query<Omit<ReportReaders['links'][number], 'people'> & { people: number }>(LINKS, [
        campaignId,
      ]),
    ]);
    const of = (kind: string, isMachine: boolean) =>
      events.rows.find((row) => row.kind === kind && row.isMachine === isMachine) ?? { events: 0, people: 0 };
    const isPerson = tracking === 'person';
    return {
      tracking,
      opens: of('open', false).events,
      openMachines: of('open', true).events,
      peopleOpened: isPerson ? of('open', false).people : null,
      clicks: of('click', false).events,
      clickMachines: of('click', true).events,
      peopleClicked: isPerson ? of('click', false).people : null,
      links: links.rows.map((link) => ({ ...link, people: isPerson ? link.people : null })),
    };
  }
}
