// Freezing the audience of a campaign: one delivery row per address, in pages that survive a kill.
import type pg from 'pg';
import { LOCK_FAMILY } from './campaign-family.sql.js';
import { SPACE } from './campaign-pace.sql.js';
import { type Database, inTransaction } from './database.js';
import { ALREADY_HERE } from './import-batch.js';
import { IS_WIDE, type PlanAudienceRow, planAudience } from './plan-audience.js';
import { cutParts, insertPage, type Split } from './plan-page.sql.js';

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
  /** Members of a part. Default 125,000. */
  readonly partMembers?: number;
}

export type PlanPage =
  | { readonly kind: 'more'; readonly rows: number }
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'busy' };

// Late by more than its owner allows, and by $1 in any case: a person is asked.
const IS_MISSED = `coalesce(begins_at, scheduled_at) < now() - least($1, CASE WHEN missed_policy = 'ask' THEN 300 ELSE missed_hours * 3600 END)
  * interval '1 second'`;

const START_DUE = `
UPDATE campaign SET updated_at = now(),
  state = CASE WHEN ${IS_MISSED} THEN 'paused' ELSE 'planned' END,
  pause_reason = CASE WHEN ${IS_MISSED} THEN
    'Its time passed while Doorstep was not running, so it was not sent by surprise. Resume it to send it now.' END
WHERE id IN (SELECT id FROM campaign WHERE state = 'scheduled' AND coalesce(begins_at, scheduled_at) <= now()
  AND (hold_until IS NULL OR hold_until <= now()) FOR UPDATE SKIP LOCKED)
RETURNING id, state`;

// Read from the domains, which are few, before the first page is frozen; people of segments are not known yet.
const UNKNOWN_DOMAINS = `
SELECT m.name FROM mail_domain m, campaign c
WHERE c.id = $1 AND c.plan_begun_at IS NULL AND (m.expires_at IS NULL OR m.expires_at <= now())
  AND (EXISTS (SELECT FROM address a JOIN membership x ON x.address_id = a.id
      WHERE a.domain_name = m.name AND x.list_id = ANY(c.list_ids) AND x.status = 'subscribed' AND c.audience_kind = 'lists')
    OR EXISTS (SELECT FROM address a JOIN campaign_recipient r ON r.address_id = a.id
      WHERE a.domain_name = m.name AND r.campaign_id = c.id AND c.audience_kind = 'people'))
LIMIT $2`;

/** Members of a part: large enough that few pages are short, small enough that a million are shared out evenly. */
const PART_MEMBERS = 125_000;

interface PlanRow extends PlanAudienceRow {
  readonly state: string;
  readonly max_age_hours: number;
  /** First tries an hour, as a person slowed it before it began. */
  readonly rate_per_hour: number | null;
  readonly plan_begun_at: Date | null;
  readonly planned_at: Date | null;
  readonly split: Split | null;
  /** Its start can still be taken back. */
  readonly is_held: boolean;
  /** Subscribed on its lists, and addresses in all, as the planner of queries last counted them. */
  readonly members: number;
  readonly addresses: number;
}

interface PartRow {
  readonly part: number;
  readonly after_id: string;
  readonly until_id: string | null;
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
      `SELECT id FROM campaign WHERE state IN ('planned','sending') AND planned_at IS NULL
       AND (hold_until IS NULL OR hold_until <= now()) ORDER BY scheduled_at`,
    );
    return rows.map((row) => row.id);
  }

  /**
   * Freezes the next page of a part nobody works at and moves its cursor, in one transaction; after the last page of the last
   * part the campaign is sending. May be called several times at once.
   *
   * @returns more: go on · done: the campaign is planned · busy: others do what is left · stopped: nothing may be planned
   */
  async planPage(campaignId: string, options: PlanPageOptions): Promise<PlanPage> {
    const begun = await this.begin(campaignId, options.partMembers ?? PART_MEMBERS);
    if (begun !== 'begun') return { kind: begun };
    const page = await this.freeze(campaignId, options);
    if (page.kind === 'more' || page.kind === 'stopped') return page;
    const kind = await this.finish(campaignId);
    if (kind === 'done') return { kind, rows: page.rows };
    // Another one ended the plan after this page, or others are still at it: the page counts all the same.
    if (page.kind === 'finished') return { kind: 'more', rows: page.rows };
    return { kind: kind === 'left' ? 'busy' : 'stopped' };
  }

  /** An address that was corrected while the plan is made may have her delivery already: then the page is done with care. */
  private async freeze(campaignId: string, options: PlanPageOptions): Promise<FrozenPage> {
    const freeze = (mayBeThere: boolean) =>
      inTransaction(this.database, (client) => freezePage(client, campaignId, { ...options, mayBeThere }));
    try {
      return await freeze(false);
    } catch (error) {
      if ((error as { code?: unknown }).code !== ALREADY_HERE) throw error;
      return freeze(true);
    }
  }

  /** Cuts the audience into parts, once. Locks the campaign for itself: a change of its content comes before or not at all. */
  private async begin(campaignId: string, partMembers: number): Promise<'begun' | 'stopped'> {
    const { rows } = await this.database.pool.query<PlanRow>(`${PLAN_ROW} WHERE id = $1`, [campaignId]);
    if (!rows[0] || !isPlannable(rows[0])) return 'stopped';
    if (rows[0].plan_begun_at !== null) return 'begun';
    return inTransaction(this.database, async (client) => {
      const locked = await client.query<PlanRow>(`${PLAN_ROW} WHERE id = $1 FOR NO KEY UPDATE`, [campaignId]);
      const campaign = locked.rows[0];
      if (!campaign || !isPlannable(campaign)) return 'stopped';
      if (campaign.plan_begun_at !== null) return 'begun';
      const frozen = await client.query<PlanAudienceRow>(FREEZE_SEGMENTS, [campaignId]);
      const audience = planAudience(frozen.rows[0]!);
      await client.query(BY_INDEX);
      await client.query(cutParts(audience), [campaignId, audience.listIds, partMembers]);
      return 'begun';
    });
  }

  /** When every part is done. Whoever ends the last one sees it, since each asks after its own part is committed. */
  private async finish(campaignId: string): Promise<'done' | 'left' | 'stopped'> {
    return inTransaction(this.database, async (client) => {
      const locked = await client.query<PlanRow>(`${PLAN_ROW} WHERE id = $1 FOR NO KEY UPDATE`, [campaignId]);
      const campaign = locked.rows[0];
      if (!campaign || !isPlannable(campaign)) return 'stopped';
      const { rows } = await client.query<{ is_left: boolean }>(
        'SELECT EXISTS (SELECT 1 FROM campaign_plan_part WHERE campaign_id = $1 AND NOT is_done) AS is_left',
        [campaignId],
      );
      if (rows[0]!.is_left) return 'left';
      await client.query('DELETE FROM campaign_plan_part WHERE campaign_id = $1', [campaignId]);
      if (campaign.rate_per_hour !== null) await client.query(SPACE, [campaignId, campaign.rate_per_hour]);
      await client.query(
        `UPDATE campaign SET planned_at = now(), state = 'sending', before_hold = NULL,
           audience_planned = (SELECT coalesce(sum(count), 0) FROM campaign_tally WHERE campaign_id = $1), started_at = coalesce(started_at, now()),
           pause_reason = NULL, updated_at = now() WHERE id = $1`,
        [campaignId],
      );
      return 'done';
    });
  }

  /** Domains of a campaign that is not planned yet of which DNS is to be asked anew, `limit` at most. */
  async unknownDomains(campaignId: string, limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ name: string }>(UNKNOWN_DOMAINS, [campaignId, limit]);
    return rows.map(({ name }) => name);
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

/** A page, or the way from one cut to the next, is a short stretch of large tables: by index, else each would read the whole of them. */
const BY_INDEX = 'SET LOCAL enable_seqscan = off';

const PLAN_ROW = `SELECT id, state, audience_kind, ${IS_WIDE} AS is_wide, list_ids, excluded_list_ids, plan_segments, max_age_hours, rate_per_hour,
  plan_begun_at, planned_at, (SELECT jsonb_build_object('variants', count(*) + 1, 'samplePercent', c.ab_sample_percent)
    FROM campaign_variant v WHERE v.campaign_id = c.id HAVING count(*) > 0) AS split, coalesce(hold_until > now(), false) AS is_held,
  (SELECT coalesce(sum(t.count), 0)::float8 FROM list_tally t WHERE t.list_id = ANY(c.list_ids)) AS members,
  (SELECT reltuples::float8 FROM pg_class WHERE oid = 'address'::regclass) AS addresses FROM campaign c`;

/** Whether reading along the ids of a page finds more of its people than others. Segments read along them in any case. */
function isDense({ audience_kind, plan_segments, members, addresses }: PlanRow): boolean {
  if (audience_kind === 'people') return false;
  return (plan_segments?.included.length ?? 0) > 0 || members * DENSE >= addresses;
}

/** One address in so many: with a million, reading along takes as long as looking up from there on. */
const DENSE = 10;

// A segment that was deleted since is kept: what is deleted can be undone, and nobody is mailed or left out by accident.
const FREEZE_SEGMENTS = `
UPDATE campaign c SET plan_begun_at = now(), updated_at = now(), plan_segments = jsonb_build_object(
  'included', coalesce((SELECT jsonb_agg(s.definition ORDER BY s.id) FROM segment s WHERE s.id = ANY(c.segment_ids)), '[]'),
  'excluded', coalesce((SELECT jsonb_agg(s.definition ORDER BY s.id) FROM segment s WHERE s.id = ANY(c.excluded_segment_ids)), '[]'))
WHERE id = $1 RETURNING id, audience_kind, ${IS_WIDE} AS is_wide, list_ids, excluded_list_ids, plan_segments`;

function isPlannable({ state, planned_at, is_held }: PlanRow): boolean {
  return !is_held && planned_at === null && (state === 'planned' || state === 'sending');
}

type FrozenPage =
  | Extract<PlanPage, { kind: 'more' | 'stopped' }>
  /** It was the last page of its part. */
  | { readonly kind: 'finished'; readonly rows: number }
  /** No part is free; others may be at work. */
  | { readonly kind: 'none'; readonly rows: number };

/** Shares the lock of the campaign with its like; a pause or a cancel waits for the page. */
async function freezePage(
  client: pg.PoolClient,
  campaignId: string,
  options: PlanPageOptions & { readonly mayBeThere: boolean },
): Promise<FrozenPage> {
  const { limit, usesFields, timeScale, mayBeThere } = options;
  const shared = await client.query<PlanRow>(`${PLAN_ROW} WHERE id = $1 FOR SHARE`, [campaignId]);
  const campaign = shared.rows[0];
  if (!campaign || !isPlannable(campaign)) return { kind: 'stopped' };
  const parts = await client.query<PartRow>(
    `SELECT part, after_id, until_id FROM campaign_plan_part WHERE campaign_id = $1 AND NOT is_done
     ORDER BY part LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    [campaignId],
  );
  const part = parts.rows[0];
  if (!part) return { kind: 'none', rows: 0 };
  if (campaign.audience_kind === 'people') await client.query(LOCK_FAMILY, [campaignId]);
  await client.query(BY_INDEX);
  // A page that a crash of the database takes back takes its cursor back as well; the end of the plan waits for all of them.
  await client.query('SET LOCAL synchronous_commit = off');
  const insert = insertPage(planAudience(campaign), campaign.plan_begun_at ?? new Date(), {
    split: campaign.split,
    mayBeThere,
    isDense: isDense(campaign),
  });
  const { rows } = await client.query<{ seen: number; added: number; last: string | null }>(insert.text, [
    campaignId,
    campaign.list_ids,
    part.after_id,
    limit,
    (campaign.max_age_hours * 3600) / timeScale,
    usesFields,
    part.until_id,
    ...insert.parameters,
  ]);
  const page = rows[0]!;
  const isDone = page.seen < limit;
  await client.query(
    'UPDATE campaign_plan_part SET after_id = coalesce($3, after_id), is_done = $4 WHERE campaign_id = $1 AND part = $2',
    [campaignId, part.part, page.last, isDone],
  );
  return { kind: isDone ? 'finished' : 'more', rows: page.added };
}
