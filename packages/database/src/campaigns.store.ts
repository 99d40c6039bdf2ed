// Campaigns as people make and steer them. Freezing and sending them is in plans.store.ts and deliveries.store.ts.
import type { Campaign, CampaignChange, CampaignContent, CampaignState, Tally } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { EDITABLE, LEFT_ALONE, leftAlone, REMEMBERED, UNDO } from './campaign-hold.sql.js';
import { FROM, SUMMARY } from './campaign-summary.sql.js';
import { tallyOf } from './campaign-tally.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

type Times = 'scheduledAt' | 'plannedAt' | 'startedAt' | 'finishedAt' | 'holdUntil' | 'opensAt';

/** A campaign with its times as Dates; `html` and `text` are empty in lists. */
export type CampaignRow = Omit<Campaign, Times | 'createdAt' | 'updatedAt'> & {
  readonly [Key in Times]: Date | null;
} & { readonly createdAt: Date; readonly updatedAt: Date };

/** moved: now in that state · missing: no such campaign · stays: it is in a state this cannot be done in */
export type Move =
  | { readonly kind: 'moved' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'stays'; readonly state: CampaignState };

const COLUMNS: Readonly<Record<keyof CampaignContent, string>> = {
  name: 'name',
  sendingDomainId: 'sending_domain_id',
  fromName: 'from_name',
  fromLocal: 'from_local',
  replyTo: 'reply_to',
  subject: 'subject',
  html: 'html',
  text: 'text',
  contentKind: 'content_kind',
  contentSource: 'content_source',
  previewText: 'preview_text',
  listIds: 'list_ids',
  segmentIds: 'segment_ids',
  excludedListIds: 'excluded_list_ids',
  excludedSegmentIds: 'excluded_segment_ids',
  maxAgeHours: 'max_age_hours',
  inDoubtPolicy: 'in_doubt_policy',
  tracking: 'tracking',
  spreadMinutes: 'spread_minutes',
  sendWindow: 'send_window',
  missedPolicy: 'missed_policy',
  missedHours: 'missed_hours',
};

const PACE: Readonly<Record<keyof SchedulePace, string>> = {
  spreadMinutes: 'spread_minutes',
  sendWindow: 'send_window',
  missedPolicy: 'missed_policy',
  missedHours: 'missed_hours',
  ratePerHour: 'rate_per_hour',
};

type Untallied = Omit<CampaignRow, 'tally' | 'html' | 'text' | 'contentSource'>;

/** What is said of the pace with a schedule; what is left out stays as it is. */
export type SchedulePace = {
  readonly [Key in 'spreadMinutes' | 'sendWindow' | 'missedPolicy' | 'missedHours' | 'ratePerHour']?:
    | Campaign[Key]
    | undefined;
};

export interface EachTime {
  /** "2026-12-01T09:00" */
  readonly localTime: string;
  readonly pastZones: 'at_once' | 'next_day';
}

export class CampaignStore {
  constructor(private readonly database: Database) {}

  /** Newest first, without content: those of the editor, or the single mails that went to one person each. */
  async page({ limit, after, isOneMail }: PageOptions & { readonly isOneMail: boolean }): Promise<CampaignRow[]> {
    return this.summaries(
      '(c.one_mail_to IS NOT NULL) = $3 AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $1',
      [limit, after ?? null, isOneMail],
    );
  }

  /** Those at work or stopped half-way, newest first. */
  async running(limit: number): Promise<CampaignRow[]> {
    return this.summaries(`c.state IN ('planned','sending','paused') ORDER BY c.id DESC LIMIT $1`, [limit]);
  }

  /** Without content: what the live view asks for every second. */
  async summary(id: string): Promise<CampaignRow | null> {
    return (await this.summaries('c.id = $1', [id]))[0] ?? null;
  }

  async one(id: string): Promise<CampaignRow | null> {
    const { rows } = await this.database.pool.query<Omit<CampaignRow, 'tally'>>(
      `SELECT ${SUMMARY}, c.html, c.text, c.content_source AS "contentSource" ${FROM} WHERE c.id = $1`,
      [id],
    );
    const [row] = rows;
    return row ? { ...row, tally: (await this.tallies([id])).get(id) ?? tallyOf([]) } : null;
  }

  async add(content: CampaignContent, createdBy: string): Promise<string> {
    await this.mustExist(content);
    const keys = (Object.keys(COLUMNS) as (keyof CampaignContent)[]).filter((key) => content[key] !== undefined);
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO campaign (${keys.map((key) => COLUMNS[key]).join(', ')}, created_by)
       VALUES (${keys.map((_, at) => `$${at + 1}`).join(', ')}, $${keys.length + 1}) RETURNING id`,
      [...keys.map((key) => content[key]), createdBy],
    );
    return rows[0]!.id;
  }

  /** @param unchangedSince `stays` as it is when somebody changed it since */
  async change(id: string, change: CampaignChange, unchangedSince?: Date): Promise<Move> {
    await this.mustExist(change);
    const keys = (Object.keys(COLUMNS) as (keyof CampaignContent)[]).filter((key) => change[key] !== undefined);
    const sets = keys.map((key, at) => `${COLUMNS[key]} = $${at + 2}`);
    return this.move(
      `UPDATE campaign SET ${[...sets, 'updated_at = now()'].join(', ')} WHERE id = $1 AND ${EDITABLE}
         AND ($${keys.length + 2}::timestamptz IS NULL OR updated_at = $${keys.length + 2})`,
      [id, ...keys.map((key) => change[key]), unchangedSince ?? null],
    );
  }

  /** Drafts only: whatever was planned is history of addresses. */
  remove(id: string): Promise<Move> {
    return this.move(
      `DELETE FROM campaign WHERE id = $1 AND state = 'draft' AND NOT EXISTS (SELECT FROM delivery WHERE campaign_id = $1)`,
      [id],
    );
  }

  /**
   * Waits for its time, and at least for the hold.
   *
   * @param each the time on each reader's own clock, as of a clock without zones; null: all at the same moment
   */
  schedule(
    id: string,
    at: Date,
    timeZone: string,
    holdSeconds = 0,
    each: EachTime | null = null,
    pace: SchedulePace = {},
  ): Promise<Move> {
    const keys = (Object.keys(PACE) as (keyof SchedulePace)[]).filter((key) => pace[key] !== undefined);
    const sets = keys.map((key, at) => `${PACE[key]} = $${at + 7}, `).join('');
    // Its hours are shut by those it has from now on: a SET reads the row as it was.
    const hours = pace.sendWindow === undefined ? LEFT_ALONE : leftAlone(pace.sendWindow !== null);
    return this.move(
      `UPDATE campaign SET ${REMEMBERED}, ${sets}state = 'scheduled', scheduled_at = $2, time_zone = $3, pause_reason = NULL, updated_at = now(),
         hold_until = now() + $4 * interval '1 second', each_local_time = $5::timestamp, past_zones = coalesce($6, 'at_once'),
         begins_at = CASE WHEN $5 IS NOT NULL THEN least($2, ($5::timestamp - interval '14 hours') AT TIME ZONE 'UTC') END, ${hours}
       WHERE id = $1 AND (${EDITABLE} OR state = 'scheduled')`,
      [
        ...[id, at, timeZone, holdSeconds, each?.localTime ?? null, each?.pastZones ?? null],
        ...keys.map((key) => pace[key]),
      ],
    );
  }

  /** Its plan may begin once the hold is over; only one of two that press the button moves it. */
  sendNow(id: string, holdSeconds = 0): Promise<Move> {
    return this.move(
      `UPDATE campaign SET ${REMEMBERED}, state = 'planned', scheduled_at = now(), pause_reason = NULL, updated_at = now(),
         hold_until = now() + $2 * interval '1 second', each_local_time = NULL, begins_at = NULL, ${LEFT_ALONE}
       WHERE id = $1 AND (${EDITABLE} OR state = 'scheduled')`,
      [id, holdSeconds],
    );
  }

  /** Takes a start or a schedule back, exactly to what it was before. Not once its audience began to be frozen. */
  undo(id: string): Promise<Move> {
    return this.move(UNDO, [id]);
  }

  /** Nothing new is claimed from now on; what is on the wire comes to its end. */
  pause(id: string): Promise<Move> {
    return this.move(
      `UPDATE campaign SET state = 'paused', pause_reason = NULL, restore_id = NULL, updated_at = now()
       WHERE id = $1 AND state IN ('scheduled','planned','sending')`,
      [id],
    );
  }

  /** Goes on where it stood: waiting for its time, being planned, or sending. One that never began is held first. */
  resume(id: string, holdSeconds = 0): Promise<Move> {
    return this.move(
      `UPDATE campaign SET pause_reason = NULL, restore_id = NULL, updated_at = now(),
         hold_until = CASE WHEN plan_begun_at IS NULL THEN now() + $2 * interval '1 second' ELSE hold_until END,
         before_hold = CASE WHEN plan_begun_at IS NULL THEN coalesce(before_hold,
           jsonb_build_object('state', 'draft', 'scheduledAt', NULL, 'timeZone', time_zone)) END,
         state = CASE
           WHEN planned_at IS NOT NULL THEN 'sending'
           WHEN plan_begun_at IS NULL AND scheduled_at > now() THEN 'scheduled' ELSE 'planned' END
       WHERE id = $1 AND state = 'paused'`,
      [id, holdSeconds],
    );
  }

  /** For good. Waiting deliveries are taken back by UpkeepStore.cancelWaiting; none can be claimed from now on. */
  cancel(id: string): Promise<Move> {
    return this.move(
      `UPDATE campaign SET state = 'cancelled', finished_at = now(), pause_reason = NULL, updated_at = now()
       WHERE id = $1 AND state IN ('scheduled','planned','sending','paused')`,
      [id],
    );
  }

  /** Those of `names` that somebody on the lists (null: on any) has as a field. */
  async knownFields(listIds: readonly string[] | null, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const { rows } = await this.database.pool.query<{ name: string }>(
      // One person is enough: with LIMIT the search ends at the first, as EXISTS, planned as a join of everybody, does not.
      `SELECT n.name FROM unnest($2::text[]) AS n(name) CROSS JOIN LATERAL (
         SELECT FROM membership m JOIN subscriber s ON s.address_id = m.address_id
         WHERE ($1::uuid[] IS NULL OR m.list_id = ANY($1::uuid[])) AND m.status = 'subscribed' AND s.fields ? n.name LIMIT 1) f`,
      [listIds, names],
    );
    return rows.map((row) => row.name);
  }

  private async summaries(where: string, values: unknown[]): Promise<CampaignRow[]> {
    const { rows } = await this.database.pool.query<Untallied>(`SELECT ${SUMMARY} ${FROM} WHERE ${where}`, values);
    const tallies = await this.tallies(rows.map((row) => row.id));
    return rows.map((row) => ({
      ...row,
      html: '',
      text: '',
      contentSource: '',
      tally: tallies.get(row.id) ?? tallyOf([]),
    }));
  }

  private async tallies(ids: readonly string[]): Promise<Map<string, Tally>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.database.pool.query<{
      id: string;
      state: string;
      reason: string | null;
      count: number;
    }>(
      `SELECT campaign_id AS id, state, reason, sum(count)::int AS count FROM campaign_tally
       WHERE campaign_id = ANY($1::uuid[]) GROUP BY campaign_id, state, reason HAVING sum(count) <> 0`,
      [ids],
    );
    const grouped = Map.groupBy(rows, (row) => row.id);
    return new Map([...grouped].map(([id, counts]) => [id, tallyOf(counts)]));
  }

  /** @throws DomainError naming the field when the sending domain, a list or a segment is not there */
  private async mustExist(change: CampaignChange): Promise<void> {
    const { rows } = await this.database.pool.query<{ hasDomain: boolean; lists: string[]; segments: string[] }>(
      `SELECT $1::uuid IS NULL OR EXISTS (SELECT FROM sending_domain WHERE id = $1) AS "hasDomain",
         ARRAY(SELECT id FROM list WHERE id = ANY($2::uuid[]) AND archived_at IS NULL) AS lists,
         ARRAY(SELECT id FROM segment WHERE id = ANY($3::uuid[]) AND deleted_at IS NULL) AS segments`,
      [
        change.sendingDomainId ?? null,
        [...(change.listIds ?? []), ...(change.excludedListIds ?? [])],
        [...(change.segmentIds ?? []), ...(change.excludedSegmentIds ?? [])],
      ],
    );
    const { hasDomain, lists, segments } = rows[0]!;
    if (!hasDomain) throw gone('sendingDomainId', 'This sending domain is not here any more.');
    for (const key of ['listIds', 'excludedListIds'] as const)
      if (change[key]?.some((id) => !lists.includes(id))) throw gone(key, 'One of these lists is not here any more.');
    for (const key of ['segmentIds', 'excludedSegmentIds'] as const)
      if (change[key]?.some((id) => !segments.includes(id)))
        throw gone(key, 'One of these segments is not here any more.');
  }

  private async move(text: string, values: unknown[]): Promise<Move> {
    if ((await this.database.pool.query(text, values)).rowCount === 1) return { kind: 'moved' };
    const { rows } = await this.database.pool.query<{ state: CampaignState }>(
      'SELECT state FROM campaign WHERE id = $1',
      [values[0]],
    );
    return rows[0] ? { kind: 'stays', state: rows[0].state } : { kind: 'missing' };
  }
}

const gone = (pointer: string, detail: string) =>
  new DomainError('invalid', 'not_here', detail, [{ pointer, code: 'not_here', detail }]);
