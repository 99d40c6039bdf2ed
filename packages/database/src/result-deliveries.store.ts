// The messages behind a number of the deliverability page: as many as the number says, newest hour first.
import type { Category, DeliveryState, ResultGroup } from '@doorstep/contracts';
import type { Database } from './database.js';
import { from, inPlaces, newWhere, type ResultPlace, type ResultSpan, Where } from './result-conditions.sql.js';
import { groupNumbers, resultGroups } from './result-facts.js';

export interface ResultDeliveryFilter extends ResultSpan, ResultPlace {
  readonly campaignId?: string | undefined;
  readonly pattern?: number | undefined;
  readonly group?: ResultGroup | undefined;
}

export interface ResultDeliveryRow {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly address: string;
  readonly state: DeliveryState;
  readonly group: ResultGroup;
  readonly mxHost: string;
  readonly firstTriedAt: Date;
  readonly waitMs: number | null;
  readonly replyText: string | null;
  readonly category: Category | null;
}

export interface ResultDeliveryPage {
  readonly limit: number;
  /** Hour and id of the last row seen. */
  readonly after?: { readonly hour: Date; readonly id: string } | undefined;
}

export class ResultDeliveryStore {
  constructor(private readonly database: Database) {}

  /** As many as the pages of the same filter hold, from the sums. */
  async count(filter: ResultDeliveryFilter): Promise<number> {
    const where = newWhere();
    const table = tableOf(where, filter);
    const { rows } = await this.database.pool.query<{ count: number }>(
      `SELECT coalesce(sum(c.count), 0)::int AS count FROM ${table} c WHERE ${where.sql}`,
      where.values,
    );
    return rows[0]!.count;
  }

  /** The sums tell how many hours back a page reaches: only those are looked into, along the index of facts. */
  async page(filter: ResultDeliveryFilter, page: ResultDeliveryPage): Promise<ResultDeliveryRow[]> {
    const reach = await this.#reach(filter, page);
    return reach === null ? [] : this.#read({ ...filter, from: reach }, page);
  }

  /** @returns the oldest hour that has rows of the page; null where there is none */
  async #reach(filter: ResultDeliveryFilter, { limit, after }: ResultDeliveryPage): Promise<Date | null> {
    const where = newWhere();
    const table = tableOf(where, filter);
    where.add((value) => `c.hour <= ${value}`, after?.hour);
    const { rows } = await this.database.pool.query<{ hour: Date; count: number }>(
      `SELECT c.hour, sum(c.count)::int AS count FROM ${table} c WHERE ${where.sql} GROUP BY 1 ORDER BY 1 DESC`,
      where.values,
    );
    let wanted = limit;
    for (const { hour, count } of rows) {
      // How much of the hour the last page ended in is left, the rows themselves tell.
      if (after?.hour.getTime() !== hour.getTime()) wanted -= count;
      if (wanted <= 0) return hour;
    }
    return rows.at(-1)?.hour ?? null;
  }

  async #read(filter: ResultDeliveryFilter, { limit, after }: ResultDeliveryPage): Promise<ResultDeliveryRow[]> {
    const cells = newWhere();
    inPlaces(conditions(cells, filter), filter);
    const facts = new Where(cells.values);
    conditions(facts, filter, 'f').add((value) => `f.hour <= ${value}`, after?.hour);
    const most = facts.param(limit);
    const [hour, id] = [facts.param(after?.hour ?? null), facts.param(after?.id ?? null)];
    const { rows } = await this.database.pool.query<Omit<ResultDeliveryRow, 'group'> & { outcome: number }>(
      `WITH chosen AS MATERIALIZED (
         SELECT f.* FROM result_fact f
         WHERE f.place_id = ANY(ARRAY(SELECT DISTINCT c.place_id FROM result_cell c WHERE ${cells.sql})) AND ${facts.sql}
           AND (${hour}::timestamptz IS NULL OR (f.hour, f.delivery_id) < (${hour}::timestamptz, ${id}::uuid))
         ORDER BY f.hour DESC, f.delivery_id DESC LIMIT ${most}::int
       )
       SELECT f.delivery_id AS id, f.campaign_id AS "campaignId", g.name AS "campaignName", a.normalized AS address, d.state, f.outcome,
         p.mx_host AS "mxHost", f.hour AS "firstTriedAt", f.wait_ms AS "waitMs", nullif(n.category, '') AS category, left(s.text, 2000) AS "replyText"
       FROM chosen f JOIN delivery d ON d.id = f.delivery_id JOIN address a ON a.id = d.address_id JOIN campaign g ON g.id = f.campaign_id
       JOIN result_place p ON p.id = f.place_id LEFT JOIN reply_pattern n ON n.id = f.pattern_id
       LEFT JOIN LATERAL (
         (SELECT m.report->>'diagnostic' AS text FROM inbound_message m
          WHERE n.stage = 'return' AND m.delivery_id = d.id AND m.state = 'matched' AND m.kind = 'bounce' ORDER BY m.id LIMIT 1)
         UNION ALL
         (SELECT t.reply_text FROM attempt t WHERE n.stage <> 'return' AND t.delivery_id = d.id AND t.outcome IN ('deferred','refused','in_doubt')
          ORDER BY t.id DESC LIMIT 1)) s ON f.pattern_id <> 0
       ORDER BY f.hour DESC, f.delivery_id DESC`,
      facts.values,
    );
    return rows.map(({ outcome, ...row }) => ({ ...row, group: resultGroups[outcome]! }));
  }
}

/** The same of sums `c` and of facts `f`. */
function conditions(where: Where, filter: ResultDeliveryFilter, table: 'c' | 'f' = 'c'): Where {
  const { from: begin, until, campaignId, pattern, group } = filter;
  return where
    .add((value) => `${table}.hour >= ${value}`, begin)
    .add((value) => `${table}.hour < ${value}`, until)
    .add((value) => `${table}.campaign_id = ${value}`, campaignId)
    .add((value) => `${table}.pattern_id = ${value}`, pattern)
    .add((value) => `${table}.outcome = ANY(${value}::int[])`, group && groupNumbers(group));
}

/** Replies are in the cells alone. */
function tableOf(where: Where, filter: ResultDeliveryFilter): string {
  conditions(where, filter);
  if (filter.pattern === undefined) return from(where, filter);
  inPlaces(where, filter);
  return 'result_cell';
}
