// What holds up a row of the deliverability page at the moment: destinations that are paused, slowed or tried with one message.
import type { Database } from './database.js';

export interface HeldUpSite {
  readonly siteId: string;
  readonly provider: string;
  readonly mxHosts: readonly string[];
  readonly domains: readonly string[];
  readonly state: 'paused' | 'slowed' | 'probing';
  readonly until: Date | null;
  readonly reason: string | null;
}

// As on the queue: a site as a whole rests when it rests from every source address in use.
const HELD_UP = `
SELECT s.id AS "siteId", coalesce(nullif(s.provider, ''), 'other') AS provider, s.mx_hosts AS "mxHosts",
  ARRAY(SELECT m.name FROM mail_domain m WHERE m.site_id = s.id AND m.name = ANY($1::text[])) AS domains,
  CASE WHEN t.paused THEN 'paused' WHEN t.slowed THEN 'slowed' ELSE 'probing' END AS state,
  CASE WHEN t.paused THEN t.paused_until WHEN t.slowed THEN t.rate_until END AS until,
  CASE WHEN t.paused THEN t.pause_reason WHEN t.slowed THEN t.rate_reason END AS reason
FROM (
  SELECT t.site_id, bool_and(coalesce(t.paused_until > now(), false)) AS paused, min(t.paused_until) AS paused_until,
    (array_agg(t.pause_reason ORDER BY t.paused_until))[1] AS pause_reason, bool_and(coalesce(t.rate_until > now(), false)) AS slowed,
    min(t.rate_until) AS rate_until, (array_agg(t.rate_reason ORDER BY t.rate_until))[1] AS rate_reason,
    bool_or(t.probe_only AND coalesce(t.lane_lease_until > now(), false)) AS probing
  FROM site_state t JOIN source_address a ON a.id = t.source_id AND a.is_active GROUP BY t.site_id) t
JOIN site s ON s.id = t.site_id WHERE t.paused OR t.slowed OR t.probing`;

export class ResultLimitStore {
  constructor(private readonly database: Database) {}

  /** @param domains those of them that lead to such a site are named with it */
  async heldUp(domains: readonly string[]): Promise<HeldUpSite[]> {
    return (await this.database.pool.query<HeldUpSite>(HELD_UP, [domains])).rows;
  }

  /** How many destinations each provider has. */
  async sitesByProvider(): Promise<Map<string, number>> {
    const { rows } = await this.database.pool.query<{ provider: string; sites: number }>(
      `SELECT coalesce(nullif(provider, ''), 'other') AS provider, count(*)::int AS sites FROM site GROUP BY 1`,
    );
    return new Map(rows.map(({ provider, sites }) => [provider, sites]));
  }
}
