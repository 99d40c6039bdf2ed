// Making the issues of a series: each day of it once, however many workers look at it, and whatever was missed.
import { createHash } from 'node:crypto';
import { nextOccurrences, type Occurrence, type SeriesTimes } from '@doorstep/contracts';
import type pg from 'pg';
import { addVariant, type StoredVariant, VARIANT_COLUMNS } from './campaign-variants.js';
import { type Database, inTransaction } from './database.js';
import { SERIES_TIMES } from './series.store.js';

/** made: its campaign goes at its time · draft, waiting: nothing had changed · skip: left out · ended: no template any more */
export interface MadeIssue {
  readonly seriesId: string;
  readonly occurrence: string;
  readonly state: 'made' | 'draft' | 'waiting' | 'skip' | 'ended';
  readonly campaignId: string | null;
}

interface DueSeries extends SeriesTimes {
  readonly id: string;
  readonly name: string;
  readonly templateId: string | null;
  readonly unchangedPolicy: 'send' | 'draft';
  readonly issuesMade: number;
  readonly nextAt: Date;
  readonly now: Date;
}

interface Template {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly source: string;
  readonly preview: string;
}

/** B, C and D of the template, with how they are tried: part of what may have changed since the last issue. */
interface Test {
  readonly terms: unknown;
  readonly variants: readonly StoredVariant[];
}

const DUE = `SELECT s.id, s.name, ${SERIES_TIMES}, s.template_id AS "templateId", s.unchanged_policy AS "unchangedPolicy",
  s.issues_made AS "issuesMade", s.next_at AS "nextAt", now() AS now
FROM campaign_series s WHERE s.state = 'active' AND s.next_at <= now() ORDER BY s.next_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;

/** Times missed in a row beyond which the oldest are not written down one by one. */
const MOST_MISSED = 100;

const TERMS = 'ab_sample_percent, ab_winner_by, ab_decide_after_hours, ab_deadline_hours, ab_if_unclear';
const COPIED = `sending_domain_id, from_name, from_local, reply_to, content_kind, list_ids, segment_ids, excluded_list_ids,
  excluded_segment_ids, max_age_hours, in_doubt_policy, tracking, spread_minutes, send_window, missed_policy, missed_hours, rate_per_hour, archive_choice,
  ${TERMS}`;

const COPY = `INSERT INTO campaign (name, subject, html, text, content_source, preview_text, state, scheduled_at, time_zone, created_by,
  open_from, open_until, ${COPIED})
SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
  CASE WHEN send_window IS NOT NULL OR EXISTS (SELECT FROM sending_control WHERE send_window IS NOT NULL) THEN to_timestamp(0) END,
  CASE WHEN send_window IS NOT NULL OR EXISTS (SELECT FROM sending_control WHERE send_window IS NOT NULL) THEN to_timestamp(0) END, ${COPIED}
FROM campaign WHERE id = $1 RETURNING id`;

export class SeriesWorkStore {
  constructor(private readonly database: Database) {}

  /**
   * Decides one series whose time has come, by the clock of the database. Of several missed times the last one counts: its campaign
   * goes late or waits for a person, as the missed policy of the template says; the ones before are written down as missed.
   *
   * @returns null when none is due
   */
  async makeNext(): Promise<MadeIssue | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<DueSeries>(DUE);
      const [series] = rows;
      if (!series) return null;
      const due = dueTimes(series);
      const last = due.at(-1);
      if (last === undefined) return advance(client, series, { date: '', at: series.now }, 'ended', null);
      for (const { date } of due.slice(0, -1).slice(-MOST_MISSED))
        await client.query(
          `INSERT INTO series_issue (series_id, occurrence, state) VALUES ($1, $2, 'missed') ON CONFLICT DO NOTHING`,
          [series.id, date],
        );
      const known = await client.query('SELECT FROM series_issue WHERE series_id = $1 AND occurrence = $2', [
        series.id,
        last.date,
      ]);
      if (known.rowCount !== 0) return advance(client, series, last, 'skip', null);
      return makeIssue(client, series, last);
    });
  }
}

/** From the one that is written down to now. */
function dueTimes(series: DueSeries): Occurrence[] {
  const found: Occurrence[] = [];
  let after = new Date(series.nextAt.getTime() - 1);
  for (;;) {
    const page = nextOccurrences(series, after, 50).filter(({ at }) => at <= series.now);
    found.push(...page);
    if (page.length < 50) return found;
    after = page.at(-1)!.at;
  }
}

async function makeIssue(client: pg.PoolClient, series: DueSeries, time: Occurrence): Promise<MadeIssue> {
  const templates = await client.query<Template>(
    'SELECT subject, html, text, content_source AS source, preview_text AS preview FROM campaign WHERE id = $1',
    [series.templateId],
  );
  const [template] = templates.rows;
  if (!template) return advance(client, series, time, 'ended', null);
  const test = await testOf(client, series.templateId!);
  const hash = hashOf(template, test);
  const before = await client.query<{ hash: Buffer; state: string; campaignState: string | null }>(
    `SELECT i.content_hash AS hash, i.state, c.state AS "campaignState" FROM series_issue i LEFT JOIN campaign c ON c.id = i.campaign_id
     WHERE i.series_id = $1 AND i.content_hash IS NOT NULL ORDER BY i.occurrence DESC LIMIT 1`,
    [series.id],
  );
  const isUnchanged = before.rows[0]?.hash.equals(hash) === true;
  const isHeld = isUnchanged && series.unchangedPolicy === 'draft';
  // One draft waits at a time: a daily series that nobody writes on must not leave a pile.
  const isWaiting = isHeld && before.rows[0]!.state === 'draft' && before.rows[0]!.campaignState === 'draft';
  const number = series.issuesMade + 1;
  const campaignId = isWaiting
    ? null
    : await copy(client, series, { ...template, variants: test.variants }, time, number, isHeld);
  const state = isWaiting ? 'waiting' : isHeld ? 'draft' : 'made';
  await client.query(
    `INSERT INTO series_issue (series_id, occurrence, state, number, campaign_id, content_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
    [series.id, time.date, state, isWaiting ? null : number, campaignId, isWaiting ? null : hash],
  );
  return advance(client, series, time, state, campaignId);
}

async function testOf(client: pg.PoolClient, templateId: string): Promise<Test> {
  const { rows } = await client.query<Test>(
    `SELECT jsonb_build_array(${TERMS}) AS terms,
       ARRAY(SELECT to_jsonb(v) FROM (SELECT ${VARIANT_COLUMNS} FROM campaign_variant WHERE campaign_id = c.id ORDER BY number) v) AS variants
     FROM campaign c WHERE id = $1`,
    [templateId],
  );
  return rows[0]!;
}

/** One without variants has the same hash as before there were any. */
function hashOf(template: Template, test: Test): Buffer {
  const said = test.variants.length === 0 ? template : { ...template, test };
  return createHash('sha256').update(JSON.stringify(said)).digest();
}

async function copy(
  client: pg.PoolClient,
  series: DueSeries,
  template: Template & Pick<Test, 'variants'>,
  time: Occurrence,
  number: number,
  isDraft: boolean,
): Promise<string> {
  const filled = (text: string) => withIssueFields(text, number, time.date);
  const { rows } = await client.query<{ id: string }>(COPY, [
    ...[
      series.templateId,
      `${filled(series.name)} ${number} (${time.date})`,
      filled(template.subject),
      filled(template.html),
    ],
    ...[filled(template.text), filled(template.source), filled(template.preview)],
    ...[isDraft ? 'draft' : 'scheduled', isDraft ? null : time.at, series.timeZone, `Series ${series.name}`],
  ]);
  const { id } = rows[0]!;
  const filledOrNull = (text: string | null) => (text === null ? null : filled(text));
  for (const variant of template.variants)
    await addVariant(client, id, {
      ...variant,
      subject: filledOrNull(variant.subject),
      previewText: filledOrNull(variant.previewText),
      contentSource: filledOrNull(variant.contentSource),
      html: filledOrNull(variant.html),
      text: filledOrNull(variant.text),
    });
  return id;
}

/** `{{ issue_number }}` and `{{ issue_date }}` are filled when an issue is made: they are the same for every reader. */
export function withIssueFields(text: string, number: number, date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const inWords = words.format(Date.UTC(year, month - 1, day));
  return text
    .replace(/\{\{-?\s*issue_number\s*-?\}\}/g, String(number))
    .replace(/\{\{-?\s*issue_date\s*-?\}\}/g, inWords);
}

async function advance(
  client: pg.PoolClient,
  series: DueSeries,
  time: Occurrence,
  state: MadeIssue['state'],
  campaignId: string | null,
): Promise<MadeIssue> {
  const made = series.issuesMade + (state === 'made' || state === 'draft' ? 1 : 0);
  const [next] = state === 'ended' ? [] : nextOccurrences(series, later(time.at, series.now), 1);
  const isOver = next === undefined || (series.mostIssues !== null && made >= series.mostIssues);
  await client.query(
    `UPDATE campaign_series SET issues_made = $2, next_at = $3, state = CASE WHEN $3::timestamptz IS NULL THEN 'ended' ELSE state END,
       updated_at = now() WHERE id = $1`,
    [series.id, made, isOver ? null : next.at],
  );
  return { seriesId: series.id, occurrence: time.date, state, campaignId };
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);
