// Who may send to which site: routing of domains to sites, lane leases, sites that have something due.
import type pg from 'pg';
import type { Database } from './database.js';
import { inTransaction } from './database.js';
import { WAITING, WAITING_SITES } from './waiting-sites.sql.js';

/** What DNS said of a domain, ready to be remembered. */
export interface Route {
  readonly domainName: string;
  /** Sorted MX host names joined by a blank; "!null-mx example.test" and the like where there is no host. */
  readonly mxKey: string;
  readonly mxHosts: readonly string[];
  readonly provider: string | null;
  /** Connections the site starts with when it is new. */
  readonly connectionLimit: number;
  /** mx | implicit | null-mx | nxdomain | no-address | trouble */
  readonly resolution: string;
  readonly snapshot: unknown;
  /** Seconds the answer holds. */
  readonly ttlSeconds: number;
}

export interface Lane {
  readonly siteId: string;
  readonly mxKey: string;
  readonly provider: string | null;
  readonly connectionLimit: number;
}

const DUE_SITES = `${WAITING_SITES}
SELECT DISTINCT s.site_id AS id FROM step s JOIN site_state t ON t.site_id = s.site_id
WHERE (t.lane_lease_until IS NULL OR t.lane_lease_until <= now() OR t.lane_owner = $2)
  AND (t.paused_until IS NULL OR t.paused_until <= now())
  AND EXISTS (SELECT FROM delivery d WHERE d.campaign_id = s.campaign_id AND d.site_id = s.site_id AND d.${WAITING} AND d.next_attempt_at <= now())
LIMIT $1`;

const UNROUTED = `
WITH RECURSIVE step AS (
  (SELECT domain_name FROM delivery WHERE site_id IS NULL AND ${WAITING} ORDER BY domain_name LIMIT 1)
  UNION ALL
  SELECT n.domain_name FROM step s CROSS JOIN LATERAL (
    SELECT domain_name FROM delivery WHERE site_id IS NULL AND ${WAITING} AND domain_name > s.domain_name ORDER BY domain_name LIMIT 1) n
)
SELECT s.domain_name AS name, CASE WHEN m.expires_at > now() THEN m.site_id END AS "siteId"
FROM step s LEFT JOIN mail_domain m ON m.name = s.domain_name
WHERE EXISTS (SELECT FROM delivery d JOIN campaign c ON c.id = d.campaign_id WHERE d.site_id IS NULL AND d.${WAITING}
  AND d.domain_name = s.domain_name AND d.next_attempt_at <= now() AND c.state = 'sending')
LIMIT $1`;

const REMEMBER_DOMAINS = `
INSERT INTO mail_domain (name, site_id, resolution, snapshot, resolved_at, expires_at)
SELECT name, site_id, resolution, snapshot, now(), now() + ttl * interval '1 second'
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::jsonb[], $5::float8[]) AS u(name, site_id, resolution, snapshot, ttl)
ON CONFLICT (name) DO UPDATE SET site_id = excluded.site_id, resolution = excluded.resolution, snapshot = excluded.snapshot,
  resolved_at = excluded.resolved_at, expires_at = excluded.expires_at`;

/** Makes the sites that are new. @returns id by key */
async function sitesOf(client: pg.PoolClient, routes: readonly Route[]): Promise<Map<string, string>> {
  const byKey = [...new Map(routes.map((route) => [route.mxKey, route])).values()];
  byKey.sort((one, other) => (one.mxKey < other.mxKey ? -1 : 1));
  const keys = byKey.map((route) => route.mxKey);
  await client.query({
    name: 'make-sites',
    text: `INSERT INTO site (mx_key, mx_hosts, provider)
      SELECT key, ARRAY(SELECT jsonb_array_elements_text(hosts)), provider
      FROM unnest($1::text[], $2::jsonb[], $3::text[]) AS u(key, hosts, provider) ON CONFLICT (mx_key) DO NOTHING`,
    values: [keys, byKey.map((route) => JSON.stringify(route.mxHosts)), byKey.map((route) => route.provider)],
  });
  const { rows } = await client.query<{ id: string; key: string }>({
    name: 'sites-by-key',
    text: 'SELECT id, mx_key AS key FROM site WHERE mx_key = ANY($1)',
    values: [keys],
  });
  const ids = new Map(rows.map(({ id, key }) => [key, id]));
  await client.query({
    name: 'make-site-states',
    text: `INSERT INTO site_state (site_id, connection_limit, start_limit, provider)
      SELECT site_id, most, most, provider FROM unnest($1::uuid[], $2::int[], $3::text[]) AS u(site_id, most, provider)
      ON CONFLICT DO NOTHING`,
    values: [
      keys.map((key) => ids.get(key)),
      byKey.map((route) => route.connectionLimit),
      byKey.map((route) => route.provider),
    ],
  });
  return ids;
}

export class LaneStore {
  constructor(private readonly database: Database) {}

  /** Domains of due deliveries that have no site yet; with the site when the last answer of DNS still holds. */
  async unroutedDomains(limit: number): Promise<{ name: string; siteId: string | null }[]> {
    const { rows } = await this.database.hot.query<{ name: string; siteId: string | null }>(UNROUTED, [limit]);
    return rows;
  }

  /** Remembers what DNS said and makes the site when it is new. @returns id of the site */
  async rememberRoute(route: Route): Promise<string> {
    return (await this.rememberRoutes([route])).get(route.domainName)!;
  }

  /** The same for many domains at once. @returns id of the site by domain */
  async rememberRoutes(routes: readonly Route[]): Promise<Map<string, string>> {
    // In one order everywhere: two workers that meet at the same rows wait for each other instead of locking each other out.
    const byName = [...new Map(routes.map((route) => [route.domainName, route])).values()];
    byName.sort((one, other) => (one.domainName < other.domainName ? -1 : 1));
    return inTransaction({ pool: this.database.hot }, async (client) => {
      const siteIds = await sitesOf(client, byName);
      await client.query({
        name: 'remember-routes',
        text: REMEMBER_DOMAINS,
        values: [
          byName.map((route) => route.domainName),
          byName.map((route) => siteIds.get(route.mxKey)),
          byName.map((route) => route.resolution),
          byName.map((route) => JSON.stringify(route.snapshot ?? null)),
          byName.map((route) => route.ttlSeconds),
        ],
      });
      return new Map(byName.map((route) => [route.domainName, siteIds.get(route.mxKey)!]));
    });
  }

  /** Puts the waiting deliveries of domains on their sites, a page at a time. @returns rows moved; less than limit = done */
  async route(domains: readonly { readonly name: string; readonly siteId: string }[], limit: number): Promise<number> {
    const result = await this.database.hot.query({
      name: 'route',
      text: `UPDATE delivery d SET site_id = m.site_id FROM (
          SELECT w.id, u.site_id FROM unnest($1::text[], $2::uuid[]) AS u(name, site_id) CROSS JOIN LATERAL (
            SELECT id FROM delivery WHERE site_id IS NULL AND ${WAITING} AND domain_name = u.name
            LIMIT $3 FOR UPDATE SKIP LOCKED) w LIMIT $3) m
        WHERE d.id = m.id`,
      values: [domains.map(({ name }) => name), domains.map(({ siteId }) => siteId), limit],
    });
    return result.rowCount ?? 0;
  }

  /** Sites with due deliveries of running campaigns, not paused, whose lane is free or ours. */
  async dueSites(worker: string, limit: number): Promise<string[]> {
    const { rows } = await this.database.hot.query<{ id: string }>(DUE_SITES, [limit, worker]);
    return rows.map((row) => row.id);
  }

  /** Takes the lane of a site, so that its limits hold across all workers. @returns null while another worker has it */
  async takeLane(siteId: string, worker: string, leaseSeconds: number): Promise<Lane | null> {
    const { rows } = await this.database.hot.query<Lane>(
      `UPDATE site_state t SET lane_owner = $2, lane_lease_until = now() + $3 * interval '1 second'
       FROM site s WHERE t.site_id = $1 AND s.id = t.site_id AND (t.paused_until IS NULL OR t.paused_until <= now())
         AND (t.lane_lease_until IS NULL OR t.lane_lease_until <= now() OR t.lane_owner = $2)
       RETURNING t.site_id AS "siteId", s.mx_key AS "mxKey", s.provider, t.connection_limit AS "connectionLimit"`,
      [siteId, worker, leaseSeconds],
    );
    return rows[0] ?? null;
  }

  /** Keeps the lanes of a worker that are still its own. @returns their sites */
  async renewLanes(siteIds: readonly string[], worker: string, leaseSeconds: number): Promise<string[]> {
    if (siteIds.length === 0) return [];
    const { rows } = await this.database.hot.query<{ id: string }>(
      `UPDATE site_state SET lane_lease_until = now() + $3 * interval '1 second'
       WHERE site_id = ANY($1::uuid[]) AND lane_owner = $2 RETURNING site_id AS id`,
      [siteIds, worker, leaseSeconds],
    );
    return rows.map((row) => row.id);
  }

  async leaveLane(siteId: string, worker: string): Promise<void> {
    await this.database.hot.query(
      'UPDATE site_state SET lane_owner = NULL, lane_lease_until = NULL WHERE site_id = $1 AND lane_owner = $2',
      [siteId, worker],
    );
  }
}
