// What became of messages, as the page of deliverability reads it: rows of one level with their sums, norm and others by the hour.
import type { Database } from './database.js';
import {
  AT_ONCE,
  detailedBy,
  from,
  groupedBy,
  inPlaces,
  inSpan,
  newWhere,
  type ResultPlace,
  type ResultSpan,
  type ResultWish,
  SORTS,
  SUMS,
  TAKEN,
} from './result-conditions.sql.js';
import { type CountedGroup, NO_BUCKET, resultGroups } from './result-facts.js';

export type GroupCounts = Readonly<Record<CountedGroup, number>>;

export interface ResultSums {
  /** null: the whole place */
  readonly key: string | null;
  readonly counts: GroupCounts;
  readonly sent: number;
  /** Messages by bucket of their wait. */
  readonly waits: ReadonlyMap<number, number>;
  readonly norm: { readonly of: number; readonly atOnce: number };
}

export interface ResultRows {
  readonly rows: readonly ResultSums[];
  readonly total: ResultSums;
  readonly rowsInAll: number;
}

/** What went to a provider in one hour. */
export interface ProviderHour {
  readonly isNow: boolean;
  readonly hour: Date;
  readonly provider: string;
  readonly of: number;
  readonly atOnce: number;
}

export interface PatternRow {
  readonly id: number;
  readonly text: string;
  readonly replyCode: number;
  readonly enhancedCode: string;
  readonly stage: string;
  readonly category: string;
  readonly newestText: string | null;
  readonly newestAt: Date;
}

export interface ResultDayRow {
  readonly provider: string;
  readonly day: string;
  readonly sent: number;
  readonly acceptedAtOnce: number;
  readonly accepted: number;
}

type Details = Pick<ResultSums, 'waits' | 'norm'>;
const NO_DETAILS: Details = { waits: new Map(), norm: { of: 0, atOnce: 0 } };

interface Detail {
  readonly key: string | null;
  readonly isNow: boolean;
  readonly outcome: number;
  readonly bucket: number;
  readonly count: number;
}

function detailsOf(rows: readonly Detail[]): Details {
  const waits = new Map<number, number>();
  const norm = { of: 0, atOnce: 0 };
  for (const { isNow, outcome, bucket, count } of rows) {
    if (isNow && bucket !== NO_BUCKET) waits.set(bucket, (waits.get(bucket) ?? 0) + count);
    if (isNow) continue;
    norm.of += count;
    if (outcome === 0) norm.atOnce += count;
  }
  return { waits, norm };
}

type Grouped = Record<CountedGroup, number> & { key: string; sent: number; rows: number };

export class ResultStore {
  constructor(private readonly database: Database) {}

  /** The rows of a level with their sums, those of the norm beside them; the total is of the whole place. */
  async rows(wish: ResultWish): Promise<ResultRows> {
    const [grouped, total] = await Promise.all([this.#grouped(wish), this.#total(wish)]);
    const details = await this.#details(
      wish,
      grouped.map(({ key }) => key),
    );
    const rows = grouped.map(({ key, sent, rows: _rows, ...counts }) => ({ key, sent, counts, ...details(key) }));
    const rowsInAll = grouped[0]?.rows ?? 0;
    if (wish.level !== 'pattern' || wish.search) return { rows, total, rowsInAll };
    const silent = await this.#silent(wish);
    return silent === null ? { rows, total, rowsInAll } : { rows: [...rows, silent], total, rowsInAll: rowsInAll + 1 };
  }

  async #grouped(wish: ResultWish): Promise<Grouped[]> {
    const { sort, order, limit, campaignId } = wish;
    const where = inSpan(newWhere(), wish).add((value) => `c.campaign_id = ${value}`, campaignId);
    const sums = groupedBy(where, wish);
    const { rows } = await this.database.pool.query<Grouped>(
      `WITH grouped AS MATERIALIZED (${sums})
       SELECT *, (SELECT count(*)::int FROM grouped) AS rows FROM grouped
       ORDER BY ${SORTS[sort]} ${order} NULLS LAST, sent DESC, key LIMIT ${where.param(limit)}`,
      where.values,
    );
    return rows;
  }

  /** Messages that nothing was said against: what the place has beyond the replies. */
  async #silent(wish: ResultWish): Promise<ResultSums | null> {
    const where = inSpan(newWhere(), wish).add((value) => `c.campaign_id = ${value}`, wish.campaignId);
    inPlaces(where, wish);
    const { rows } = await this.database.pool.query<Grouped>(
      `SELECT coalesce(sum(c.count), 0)::int AS sent, ${SUMS} FROM result_cell c WHERE c.pattern_id <> 0 AND ${where.sql}`,
      where.values,
    );
    const { sent, ...said } = rows[0]!;
    const total = await this.#total(wish);
    const left = Object.entries(total.counts).map(([group, count]) => [group, count - said[group as CountedGroup]]);
    if (total.sent === sent) return null;
    return { ...NO_DETAILS, key: '0', sent: total.sent - sent, counts: Object.fromEntries(left) as GroupCounts };
  }

  async #total(wish: ResultWish): Promise<ResultSums> {
    const { normFrom, until, campaignId } = wish;
    const where = inSpan(newWhere(), { from: normFrom, until });
    const table = from(where, wish);
    const isNow = `c.hour >= ${where.param(wish.from)}`;
    where.add((value) => `(c.campaign_id = ${value}) = (${isNow})`, campaignId);
    const { rows } = await this.database.pool.query<Detail>(
      `SELECT NULL AS key, ${isNow} AS "isNow", c.outcome, c.bucket, sum(c.count)::int AS count FROM ${table} c WHERE ${where.sql} GROUP BY 2, 3, 4`,
      where.values,
    );
    const counts = Object.fromEntries(resultGroups.map((group) => [group, 0])) as Record<CountedGroup, number>;
    let sent = 0;
    for (const { isNow: isCounted, outcome, count } of rows) {
      if (!isCounted) continue;
      counts[resultGroups[outcome]!] += count;
      sent += count;
    }
    return { key: null, sent, counts, ...detailsOf(rows) };
  }

  /** Waits and the norm of the rows that are shown. */
  async #details(wish: ResultWish, keys: readonly string[]): Promise<(key: string) => Details> {
    const { level, normFrom, until, campaignId } = wish;
    if (level === 'pattern' || keys.length === 0) return () => NO_DETAILS;
    const where = inSpan(newWhere(), { from: normFrom, until });
    const isNow = `c.hour >= ${where.param(wish.from)}`;
    where.add((value) => `(c.campaign_id = ${value}) = (${isNow})`, campaignId);
    const parts = `${isNow} AS "isNow", c.outcome, c.bucket, sum(c.count)::int AS count`;
    const { rows } = await this.database.pool.query<Detail>(detailedBy(where, wish, keys, parts), where.values);
    const own = Map.groupBy(rows, ({ key }) => key);
    return (key) => detailsOf(own.get(key) ?? []);
  }

  /** Every provider hour by hour, of the time asked for and of its norm: who else was sent to, and how that went. */
  async providerHours({ from, until, normFrom, campaignId }: ResultWish): Promise<ProviderHour[]> {
    const { rows } = await this.database.pool.query<ProviderHour>(
      `SELECT c.hour >= $1 AS "isNow", c.hour, c.provider, sum(c.count)::int AS of, ${AT_ONCE} AS "atOnce" FROM result_hour c
       WHERE c.hour >= $3 AND c.hour < $2 AND ($4::uuid IS NULL OR (c.campaign_id = $4) = (c.hour >= $1)) GROUP BY 1, 2, 3`,
      [from, until, normFrom, campaignId ?? null],
    );
    return rows;
  }

  /** Reply patterns by their number, each with the newest reply of its kind as it was said. */
  async patterns(ids: readonly number[]): Promise<Map<number, PatternRow>> {
    const { rows } = await this.database.pool.query<PatternRow>(
      `SELECT p.id, p.text, p.reply_code AS "replyCode", p.enhanced_code AS "enhancedCode", p.stage, p.category, p.sample_at AS "newestAt",
         left(coalesce((SELECT a.reply_text FROM attempt a WHERE p.sample_kind = 'attempt' AND a.id = p.sample_id),
           (SELECT m.report->>'diagnostic' FROM inbound_message m WHERE p.sample_kind = 'inbound' AND m.id = p.sample_id)), 2000) AS "newestText"
       FROM reply_pattern p WHERE p.id = ANY($1::int[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** By provider (or for one place) and day (UTC); days without mail are missing. */
  async days(wish: ResultSpan & ResultPlace & Pick<ResultWish, 'campaignId'>): Promise<ResultDayRow[]> {
    const where = inSpan(newWhere(), wish).add((value) => `c.campaign_id = ${value}`, wish.campaignId);
    const taken = where.param(TAKEN);
    const table = from(where, wish);
    // A finer place is named with its provider.
    const provider = table === 'result_hour' ? 'c.provider' : `${where.param(wish.provider ?? '')}::text`;
    const { rows } = await this.database.pool.query<ResultDayRow>(
      `SELECT ${provider} AS provider, to_char(c.hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(c.count)::int AS sent,
         ${AT_ONCE} AS "acceptedAtOnce", coalesce(sum(c.count) FILTER (WHERE c.outcome = ANY(${taken}::int[])), 0)::int AS accepted
       FROM ${table} c WHERE ${where.sql} GROUP BY 1, 2 ORDER BY 1, 2`,
      where.values,
    );
    return rows;
  }

  /** Since when everything is counted: the oldest note that waits, or now. */
  async asOf(): Promise<{ asOf: Date; isCatchingUp: boolean }> {
    const { rows } = await this.database.pool.query<{ asOf: Date; isCatchingUp: boolean }>(
      `SELECT coalesce((SELECT at FROM result_change ORDER BY id LIMIT 1), now()) AS "asOf",
         coalesce((SELECT NOT is_complete FROM result_build), false) AS "isCatchingUp"`,
    );
    return rows[0]!;
  }

  /** When the first message of a campaign was tried; null: none was. */
  async beginOf(campaignId: string): Promise<Date | null> {
    const { rows } = await this.database.pool.query<{ at: Date | null }>(
      'SELECT min(hour) AS at FROM result_hour WHERE campaign_id = $1',
      [campaignId],
    );
    return rows[0]!.at;
  }
}
