// The messages behind a number of the deliverability page: as many as the number says, newest hour first.
import type { Category, DeliveryState, ResultGroup } from '@doorstep/contracts';
import type { Database } from './database.js';
import { groupNumbers, resultGroups } from './result-facts.js';
import { inPlace, inSpan, newWhere, type ResultPlace, type ResultSpan } from './results.store.js';

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
    const where = whereOf(filter);
    const { rows } = await this.database.pool.query<{ count: number }>(
      `SELECT coalesce(sum(c.count), 0)::int AS count FROM result_cell c JOIN result_place p ON p.id = c.place_id WHERE ${where.sql}`,
      where.values,
    );
    return rows[0]!.count;
  }

  /**
   * The sums tell in which hours and at which places there are any: only those of as many hours as fill a page are
   * looked into, along the index of facts.
   */
  async page(filter: ResultDeliveryFilter, { limit, after }: ResultDeliveryPage): Promise<ResultDeliveryRow[]> {
    const where = whereOf(filter);
    where.add((value) => `c.hour <= ${value}`, after?.hour);
    const most = where.param(limit);
    const [hour, id] = [where.param(after?.hour ?? null), where.param(after?.id ?? null)];
    const { rows } = await this.database.pool.query<Omit<ResultDeliveryRow, 'group'> & { outcome: number }>(
      `WITH cells AS MATERIALIZED (
         SELECT DISTINCT c.hour, c.place_id, c.outcome, c.pattern_id, c.campaign_id, sum(c.count) OVER (ORDER BY c.hour DESC) AS until_here,
           sum(c.count) OVER (PARTITION BY c.hour) AS of_hour
         FROM result_cell c JOIN result_place p ON p.id = c.place_id WHERE ${where.sql}
       ), wanted AS (
         SELECT DISTINCT hour, place_id, outcome, pattern_id, campaign_id FROM cells
         WHERE until_here - of_hour < ${most}::int + coalesce((SELECT max(of_hour) FROM cells WHERE hour = ${hour}::timestamptz), 0)
       ), chosen AS MATERIALIZED (
         SELECT f.* FROM wanted w JOIN result_fact f ON (f.place_id, f.hour, f.outcome) = (w.place_id, w.hour, w.outcome)
           AND f.pattern_id = w.pattern_id AND f.campaign_id = w.campaign_id
         WHERE ${hour}::timestamptz IS NULL OR (f.hour, f.delivery_id) < (${hour}::timestamptz, ${id}::uuid)
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
      where.values,
    );
    return rows.map(({ outcome, ...row }) => ({ ...row, group: resultGroups[outcome]! }));
  }
}

function whereOf(filter: ResultDeliveryFilter) {
  const { campaignId, pattern, group } = filter;
  return inPlace(inSpan(newWhere(), filter), filter)
    .add((value) => `c.campaign_id = ${value}`, campaignId)
    .add((value) => `c.pattern_id = ${value}`, pattern)
    .add((value) => `c.outcome = ANY(${value}::int[])`, group && groupNumbers(group));
}
