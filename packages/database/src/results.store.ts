// What became of messages, as the page of deliverability reads it: rows of one level with their sums, norm and others by the hour.
import type { ResultLevel, ResultSort } from '@doorstep/contracts';
import type { Database } from './database.js';
import { type CountedGroup, numberOf, resultGroups } from './result-facts.js';

export interface ResultSpan {
  readonly from: Date;
  readonly until: Date;
}

export interface ResultPlace {
  readonly provider?: string | undefined;
  readonly domain?: string | undefined;
  readonly mxHost?: string | undefined;
}

export interface ResultWish extends ResultSpan, ResultPlace {
  readonly normFrom: Date;
  readonly campaignId?: string | undefined;
  readonly level: ResultLevel;
  readonly search?: string | undefined;
  readonly sort: ResultSort;
  readonly order: 'asc' | 'desc';
  /** null: all */
  readonly limit: number | null;
}

export type GroupCounts = Readonly<Record<CountedGroup, number>>;

export interface ResultSums {
  /** null: all rows together */
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

const KEYS: Readonly<Record<ResultLevel, string>> = {
  provider: 'p.provider',
  domain: 'p.domain',
  mx_host: 'p.mx_host',
  pattern: 'c.pattern_id::text',
};

/** In the groups that mean it was taken at some time. */
export const TAKEN = ['accepted_at_once', 'accepted_later', 'returned', 'complained'].map((group) =>
  numberOf(group as CountedGroup),
);

const SUMS = resultGroups
  .map((group, at) => `coalesce(sum(c.count) FILTER (WHERE c.outcome = ${at}), 0)::int AS ${group}`)
  .join(', ');
const AT_ONCE = 'coalesce(sum(c.count) FILTER (WHERE c.outcome = 0), 0)::int';

/** A share, so that a small provider that refuses everything stands before a large one that refuses a little. */
const share = (groups: string) => `(${groups})::float / nullif(sent, 0)`;
const SORTS: Readonly<Record<ResultSort, string>> = {
  name: 'key',
  sent: 'sent',
  accepted_at_once: share('accepted_at_once'),
  accepted_later: share('accepted_later'),
  refused: share('refused + gave_up'),
  returned: share('returned'),
  complained: share('complained'),
};

/** Of providers alone the small table tells; whatever is finer is in the cells. */
const source = ({ level, domain, mxHost }: Pick<ResultWish, 'level' | 'domain' | 'mxHost'>) =>
  level === 'provider' && domain === undefined && mxHost === undefined
    ? 'result_hour c CROSS JOIN LATERAL (SELECT c.provider) p'
    : 'result_cell c JOIN result_place p ON p.id = c.place_id';

class Where {
  readonly values: unknown[] = [];
  #parts: string[] = [];

  param(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(sqlOf: (parameter: string) => string, value: unknown): this {
    if (value !== undefined) this.#parts.push(sqlOf(this.param(value)));
    return this;
  }

  get sql(): string {
    return this.#parts.length === 0 ? 'true' : this.#parts.join(' AND ');
  }
}

/** Conditions on sums `c` at places `p`, but for the hours. */
export function inPlace(where: Where, { provider, domain, mxHost }: ResultPlace): Where {
  return where
    .add((value) => `p.provider = ${value}`, provider)
    .add((value) => `p.domain = ${value}`, domain)
    .add((value) => `p.mx_host = ${value}`, mxHost);
}

export const newWhere = () => new Where();

export function inSpan(where: Where, { from, until }: ResultSpan): Where {
  return where.add((value) => `c.hour >= ${value}`, from).add((value) => `c.hour < ${value}`, until);
}

type Grouped = Record<CountedGroup, number> & { key: string | null; sent: number; rows: number };

export class ResultStore {
  constructor(private readonly database: Database) {}

  /** The rows of a level with their sums, those of the norm beside them. */
  async rows(wish: ResultWish): Promise<ResultRows> {
    const { level, search, sort, order, limit, campaignId } = wish;
    const where = inPlace(inSpan(newWhere(), wish), wish).add((value) => `c.campaign_id = ${value}`, campaignId);
    where.add((value) => `position(lower(${value}) IN lower(${KEYS[level]})) > 0`, search || undefined);
    const { rows } = await this.database.pool.query<Grouped>(
      `WITH grouped AS MATERIALIZED (SELECT ${KEYS[level]} AS key, sum(c.count)::int AS sent, ${SUMS} FROM ${source(wish)}
         WHERE ${where.sql} GROUP BY 1 HAVING sum(c.count) > 0)
       (SELECT *, 0 AS rows FROM grouped ORDER BY ${SORTS[sort]} ${order} NULLS LAST, sent DESC, key LIMIT ${where.param(limit)})
       UNION ALL SELECT NULL, coalesce(sum(sent), 0)::int, ${resultGroups.map((group) => `coalesce(sum(${group}), 0)::int`).join(', ')}, count(*)::int
       FROM grouped`,
      where.values,
    );
    const keys = rows.flatMap(({ key }) => key ?? []);
    const [waits, norms] = await Promise.all([this.#waits(wish, keys), this.#norms(wish, keys)]);
    const all = rows.map(({ key, sent, rows: _rows, ...counts }): ResultSums => {
      return { key, sent, counts, waits: waits(key), norm: norms(key) };
    });
    return {
      rows: all.filter(({ key }) => key !== null),
      total: all.find(({ key }) => key === null)!,
      rowsInAll: rows.find(({ key }) => key === null)!.rows,
    };
  }

  async #waits(wish: ResultWish, keys: readonly string[]): Promise<(key: string | null) => Map<number, number>> {
    const where = inPlace(inSpan(newWhere(), wish), wish).add((value) => `c.campaign_id = ${value}`, wish.campaignId);
    const key = KEYS[wish.level];
    const { rows } = await this.database.pool.query<{ key: string | null; bucket: number; count: number }>(
      `SELECT CASE WHEN ${key} = ANY(${where.param(keys)}::text[]) THEN ${key} END AS key, c.bucket, sum(c.count)::int AS count
       FROM ${source(wish)} WHERE ${where.sql} AND c.bucket >= 0 GROUP BY 1, 2`,
      where.values,
    );
    const own = Map.groupBy(rows, (row) => row.key);
    const mapOf = (some: typeof rows) => {
      const counts = new Map<number, number>();
      for (const { bucket, count } of some) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
      return counts;
    };
    const total = mapOf(rows);
    return (wanted) => (wanted === null ? total : mapOf(own.get(wanted) ?? []));
  }

  async #norms(wish: ResultWish, keys: readonly string[]): Promise<(key: string | null) => ResultSums['norm']> {
    const where = inPlace(inSpan(newWhere(), { from: wish.normFrom, until: wish.from }), wish);
    where.add((value) => `c.campaign_id <> ${value}`, wish.campaignId);
    const key = KEYS[wish.level];
    const { rows } = await this.database.pool.query<{ key: string | null; of: number; atOnce: number }>(
      `SELECT CASE WHEN ${key} = ANY(${where.param(keys)}::text[]) THEN ${key} END AS key, sum(c.count)::int AS of, ${AT_ONCE} AS "atOnce"
       FROM ${source(wish)} WHERE ${where.sql} GROUP BY 1`,
      where.values,
    );
    const total = { of: 0, atOnce: 0 };
    for (const { of, atOnce } of rows) {
      total.of += of;
      total.atOnce += atOnce;
    }
    const own = new Map(rows.map(({ key: name, of, atOnce }) => [name, { of, atOnce }]));
    return (wanted) => (wanted === null ? total : (own.get(wanted) ?? { of: 0, atOnce: 0 }));
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
    const where = inPlace(inSpan(newWhere(), wish), wish).add((value) => `c.campaign_id = ${value}`, wish.campaignId);
    const { rows } = await this.database.pool.query<ResultDayRow>(
      `SELECT p.provider, to_char(c.hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(c.count)::int AS sent, ${AT_ONCE} AS "acceptedAtOnce",
         coalesce(sum(c.count) FILTER (WHERE c.outcome = ANY(${where.param(TAKEN)}::int[])), 0)::int AS accepted
       FROM ${source({ ...wish, level: 'provider' })} WHERE ${where.sql} GROUP BY 1, 2 ORDER BY 1, 2`,
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
