// Campaigns that come again: series as people make and steer them. Making their issues is in series-work.store.ts.
import {
  type NewSeries,
  nextOccurrences,
  type Series,
  type SeriesChange,
  type SeriesIssue,
  type SeriesTimes,
} from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

/** A series with its times as Dates. */
export type SeriesRow = Omit<Series, 'nextAt' | 'createdAt' | 'coming'> & {
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly coming: readonly { readonly occurrence: string; readonly at: Date; readonly isSkipped: boolean }[];
};

/** An active series at a time to come, for a calendar. */
export interface ComingIssue {
  readonly seriesId: string;
  readonly name: string;
  readonly occurrence: string;
  readonly at: Date;
}

const SHOWN_TIMES = 3;
const SHOWN_ISSUES = 10;
const MOST = 200;
/** Times of one series looked at for a calendar. */
const MOST_OF_A_MONTH = 31;

export const SERIES_TIMES = `s.rule, s.clock, s.time_zone AS "timeZone", s.starts_on AS "startsOn", s.until_on AS "untilOn", s.most_issues AS "mostIssues"`;

const ISSUES = `coalesce((SELECT jsonb_agg(i ORDER BY i.occurrence DESC) FROM (
    SELECT i.occurrence, i.state, i.number, i.campaign_id AS "campaignId", c.state AS "campaignState"
    FROM series_issue i LEFT JOIN campaign c ON c.id = i.campaign_id
    WHERE i.series_id = s.id AND i.state <> 'skip' ORDER BY i.occurrence DESC LIMIT ${SHOWN_ISSUES}) i), '[]')`;
const SKIPPED = `ARRAY(SELECT occurrence FROM series_issue i WHERE i.series_id = s.id AND i.state = 'skip' ORDER BY 1 DESC LIMIT 100)`;

const ROW = `SELECT s.id, s.name, ${SERIES_TIMES}, s.unchanged_policy AS "unchangedPolicy", s.template_id AS "templateId", t.name AS "templateName",
  s.state, s.pause_reason AS "pauseReason", s.next_at AS "nextAt", s.issues_made AS "issuesMade", s.created_at AS "createdAt",
  ${ISSUES} AS issues, ${SKIPPED} AS skipped
FROM campaign_series s LEFT JOIN campaign t ON t.id = s.template_id`;

type Read = Omit<SeriesRow, 'coming'> & { readonly skipped: string[]; readonly issues: SeriesIssue[] };

const COLUMNS: Readonly<Record<keyof SeriesChange, string>> = {
  name: 'name',
  unchangedPolicy: 'unchanged_policy',
  rule: 'rule',
  clock: 'clock',
  timeZone: 'time_zone',
  startsOn: 'starts_on',
  untilOn: 'until_on',
  mostIssues: 'most_issues',
};

export class SeriesStore {
  constructor(private readonly database: Database) {}

  /** Those that go on first, the next one first. */
  async all(): Promise<SeriesRow[]> {
    const { rows } = await this.database.pool.query<Read>(
      `${ROW} ORDER BY s.state = 'ended', s.next_at NULLS LAST, s.id DESC LIMIT ${MOST}`,
    );
    return rows.map(withComing);
  }

  async one(id: string): Promise<SeriesRow | null> {
    const { rows } = await this.database.pool.query<Read>(`${ROW} WHERE s.id = $1`, [id]);
    return rows[0] ? withComing(rows[0]) : null;
  }

  /** @throws DomainError when its template is not there, or it would never come */
  async add(series: NewSeries, createdBy: string): Promise<string> {
    const next = firstAfterNow(series);
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO campaign_series (name, template_id, rule, clock, time_zone, starts_on, until_on, most_issues, unchanged_policy, next_at, created_by)
       SELECT $1, c.id, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM campaign c WHERE c.id = $2 RETURNING id`,
      [
        ...[
          series.name,
          series.templateId,
          JSON.stringify(series.rule),
          series.clock,
          series.timeZone,
          series.startsOn,
        ],
        ...[series.untilOn, series.mostIssues, series.unchangedPolicy, next, createdBy],
      ],
    );
    if (rows[0]) return rows[0].id;
    const detail = 'The campaign it is to be made from is not here any more.';
    throw new DomainError('invalid', 'not_here', detail, [{ pointer: 'templateId', code: 'not_here', detail }]);
  }

  /** @returns false when there is none · @throws DomainError when it would never come again */
  async change(id: string, change: SeriesChange): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<SeriesTimes & { state: string }>(
        `SELECT s.state, ${SERIES_TIMES} FROM campaign_series s WHERE s.id = $1 FOR NO KEY UPDATE`,
        [id],
      );
      if (!rows[0]) return false;
      const { state, ...times } = rows[0];
      const next = firstAfterNow({ ...times, ...defined(change) });
      const keys = (Object.keys(COLUMNS) as (keyof SeriesChange)[]).filter((key) => change[key] !== undefined);
      await client.query(
        `UPDATE campaign_series SET ${keys.map((key, at) => `${COLUMNS[key]} = $${at + 3}, `).join('')}next_at = $2,
           state = CASE state WHEN 'ended' THEN 'active' ELSE state END, updated_at = now() WHERE id = $1`,
        [id, next, ...keys.map((key) => (key === 'rule' ? JSON.stringify(change.rule) : change[key]))],
      );
      return true;
    });
  }

  /** No issue is made from now on; those that were made go their way. @returns false when it is not active */
  async pause(id: string): Promise<boolean> {
    return this.#moved(`state = 'paused', pause_reason = NULL, restore_id = NULL WHERE id = $1 AND state = 'active'`, [
      id,
    ]);
  }

  /** Goes on with the next time; those in between are left out. @returns false when it is not paused */
  async resume(id: string): Promise<boolean> {
    const series = await this.one(id);
    if (series === null) return false;
    const next = firstAfterNow(series);
    return this.#moved(
      `state = 'active', pause_reason = NULL, restore_id = NULL, next_at = $2 WHERE id = $1 AND state = 'paused'`,
      [id, next],
    );
  }

  /** @returns false when it has ended already */
  async end(id: string): Promise<boolean> {
    return this.#moved(
      `state = 'ended', next_at = NULL, pause_reason = NULL, restore_id = NULL WHERE id = $1 AND state <> 'ended'`,
      [id],
    );
  }

  /** Leaves one time out, or takes that back. @returns false when it has been decided already */
  async skip(id: string, occurrence: string, isSkipped: boolean): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      isSkipped
        ? `INSERT INTO series_issue (series_id, occurrence, state) SELECT id, $2, 'skip' FROM campaign_series WHERE id = $1
           ON CONFLICT DO NOTHING`
        : `DELETE FROM series_issue i USING campaign_series s WHERE s.id = i.series_id AND i.series_id = $1 AND i.occurrence = $2
             AND i.state = 'skip' AND s.next_at <= (i.occurrence || ' ' || s.clock)::timestamp AT TIME ZONE s.time_zone`,
      [id, occurrence],
    );
    return rowCount === 1;
  }

  /** Name of a series that is made from this campaign and goes on; null: none. */
  async madeFrom(campaignId: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      `SELECT name FROM campaign_series WHERE template_id = $1 AND state <> 'ended' LIMIT 1`,
      [campaignId],
    );
    return rows[0]?.name ?? null;
  }

  /** Issues that are still to be made, in a stretch of time. */
  async coming(from: Date, until: Date): Promise<ComingIssue[]> {
    const { rows } = await this.database.pool.query<Read>(
      `${ROW} WHERE s.state = 'active' AND s.next_at < $1 ORDER BY s.next_at LIMIT ${MOST}`,
      [until],
    );
    const after = new Date(Math.max(from.getTime() - 1, Date.now()));
    return rows.flatMap((series) =>
      nextOccurrences(series, after, MOST_OF_A_MONTH)
        .filter(({ at, date }) => at < until && !series.skipped.includes(date))
        .slice(0, series.mostIssues === null ? MOST_OF_A_MONTH : Math.max(0, series.mostIssues - series.issuesMade))
        .map(({ date, at }) => ({ seriesId: series.id, name: series.name, occurrence: date, at })),
    );
  }

  async #moved(set: string, values: unknown[]): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE campaign_series SET updated_at = now(), ${set}`,
      values,
    );
    return rowCount === 1;
  }
}

function withComing({ skipped, ...series }: Read): SeriesRow {
  const left = series.mostIssues === null ? SHOWN_TIMES : Math.max(0, series.mostIssues - series.issuesMade);
  const times = series.state === 'ended' ? [] : nextOccurrences(series, new Date(), SHOWN_TIMES);
  return {
    ...series,
    coming: times
      .slice(0, Math.min(SHOWN_TIMES, left))
      .map(({ date, at }) => ({ occurrence: date, at, isSkipped: skipped.includes(date) })),
  };
}

function firstAfterNow(times: SeriesTimes): Date {
  const [next] = nextOccurrences(times, new Date(), 1);
  if (next) return next.at;
  const detail = 'By these days it would never come. Choose a later end, or none.';
  throw new DomainError('invalid', 'never_comes', detail, [{ pointer: 'untilOn', code: 'never_comes', detail }]);
}

const defined = <Part extends object>(part: Part): { [Key in keyof Part]: Exclude<Part[Key], undefined> } =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never;
