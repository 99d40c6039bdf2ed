// Who may send to which site: routing of domains to sites, lane leases, sites that have something due.
import type pg from 'pg';
import type { Database } from './database.js';
import { inTransaction } from './database.js';
import { DUE_LANES, GRANTED, LANE_ORDERS, LEAVE_LANES, MAKE_STATES, RENEW_LANES, TAKE_LANES } from './lanes.sql.js';
import { inLockOrder } from './lock-order.js';
import { waiting } from './waiting-sites.sql.js';

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

/** A site from one source address: what limits, pauses and leases apply to. */
export interface LaneKey {
  readonly siteId: string;
  readonly sourceId: string;
}

export interface DueLane extends LaneKey {
  readonly provider: string | null;
}

export interface WantedLane extends DueLane {
  /** Connections all sites of the provider may have together from one source; null without such a limit. */
  readonly providerLimit: number | null;
}

export interface Lane extends LaneKey {
  readonly mxKey: string;
  readonly provider: string | null;
  /** What this lane may have open. */
  readonly connectionLimit: number;
  /** Messages without trouble since the site was given its last connection. */
  readonly wellCount: number;
  /** A person said so: it does not grow. */
  readonly isLimitByHand: boolean;
  /** Messages over one connection, where the site said how many. */
  readonly messageLimit: number | null;
  /** The same where a person said how many. */
  readonly messagesByHand: number | null;
  readonly ratePerMinute: number | null;
  /** When a person set limits for the site or its provider last; null where nobody did. */
  readonly limitsSetAt: Date | null;
  /** After a pause: one message first. */
  readonly isProbe: boolean;
  /** Pauses of the last day. */
  readonly recentPauses: number;
  /** null: the machine picks. */
  readonly sourceIp: string | null;
  /** null: as configured. */
  readonly ehloName: string | null;
  readonly isWarmingUp: boolean;
}

export interface LaneOrder extends LaneKey {
  /** null: as fast as the site takes them. */
  readonly perMinute: number | null;
  /** Differs from the lane's own once limits were set or lifted since it was taken. */
  readonly limitsSetAt: Date | null;
}

export interface LeftLane extends LaneKey {
  /** The limit to begin with next time; null: it stands. */
  readonly learnedLimit: number | null;
  /** Messages without trouble since the limit grew last; null: as before. */
  readonly wellCount: number | null;
}

/** The source every installation begins with: whatever address the machine picks. */
export const DEFAULT_SOURCE_ID = '00000000-0000-7000-8000-000000000001';

// Campaigns under way are asked for once: joined, they would be looked up again for every delivery of another campaign.
const UNROUTED = `
WITH RECURSIVE live AS MATERIALIZED (SELECT coalesce(array_agg(id), '{}') AS ids FROM campaign WHERE state = 'sending'), step AS (
  (SELECT domain_name FROM delivery WHERE site_id IS NULL AND ${waiting()} AND (SELECT ids <> '{}' FROM live) ORDER BY domain_name LIMIT 1)
  UNION ALL
  SELECT n.domain_name FROM step s CROSS JOIN LATERAL (
    SELECT domain_name FROM delivery WHERE site_id IS NULL AND ${waiting()} AND domain_name > s.domain_name ORDER BY domain_name LIMIT 1) n
)
SELECT s.domain_name AS name, CASE WHEN m.expires_at > now() THEN m.site_id END AS "siteId"
FROM step s LEFT JOIN mail_domain m ON m.name = s.domain_name
WHERE EXISTS (SELECT FROM delivery d WHERE d.site_id IS NULL AND ${waiting('d')} AND d.domain_name = s.domain_name
  AND d.next_attempt_at <= now() AND d.campaign_id = ANY ((SELECT ids FROM live)::uuid[]))
LIMIT $1`;

const REMEMBER_DOMAINS = `
INSERT INTO mail_domain (name, site_id, resolution, snapshot, resolved_at, expires_at)
SELECT name, site_id, resolution, snapshot, now(), now() + ttl * interval '1 second'
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::jsonb[], $5::float8[]) AS u(name, site_id, resolution, snapshot, ttl)
ON CONFLICT (name) DO UPDATE SET site_id = excluded.site_id, resolution = excluded.resolution, snapshot = excluded.snapshot,
  resolved_at = excluded.resolved_at, expires_at = excluded.expires_at`;

/** Makes the sites that are new. @returns id by key */
async function sitesOf(client: pg.PoolClient, routes: readonly Route[]): Promise<Map<string, string>> {
  const byKey = inLockOrder([...new Map(routes.map((route) => [route.mxKey, route])).values()], ({ mxKey }) => mxKey);
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
    const { rows } = await this.database.hot.query<{ name: string; siteId: string | null }>({
      name: 'unrouted-domains',
      text: UNROUTED,
      values: [limit],
    });
    return rows;
  }

  /** Remembers what DNS said and makes the site when it is new. @returns id of the site */
  async rememberRoute(route: Route): Promise<string> {
    return (await this.rememberRoutes([route])).get(route.domainName)!;
  }

  /** The same for many domains at once. @returns id of the site by domain */
  async rememberRoutes(routes: readonly Route[]): Promise<Map<string, string>> {
    const byName = inLockOrder(
      [...new Map(routes.map((route) => [route.domainName, route])).values()],
      ({ domainName }) => domainName,
    );
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
            SELECT id FROM delivery WHERE site_id IS NULL AND ${waiting()} AND domain_name = u.name
            LIMIT $3 FOR UPDATE SKIP LOCKED) w LIMIT $3) m
        WHERE d.id = m.id`,
      values: [domains.map(({ name }) => name), domains.map(({ siteId }) => siteId), limit],
    });
    return result.rowCount ?? 0;
  }

  /** Pairs of site and source with due deliveries of running campaigns, not paused, whose lane is free or ours. */
  async dueLanes(worker: string, limit: number): Promise<DueLane[]> {
    const { rows } = await this.database.hot.query<DueLane>({
      name: 'due-lanes',
      text: DUE_LANES,
      values: [limit, worker],
    });
    return rows;
  }

  /** Takes lanes, so that limits hold across all workers. @returns those that are ours now */
  async takeLanes(wanted: readonly WantedLane[], worker: string, leaseSeconds: number): Promise<Lane[]> {
    const others = wanted.filter(({ sourceId }) => sourceId !== DEFAULT_SOURCE_ID);
    if (others.length > 0)
      await this.database.hot.query({ name: 'make-states', text: MAKE_STATES, values: keysOf(others) });
    const free = wanted.filter(({ providerLimit }) => providerLimit === null);
    const taken = free.length === 0 ? [] : await take(this.database.hot, free, worker, leaseSeconds);
    const together = new Map<string, WantedLane[]>();
    for (const lane of wanted.filter(({ providerLimit }) => providerLimit !== null)) {
      const key = `${lane.provider} ${lane.sourceId}`;
      together.set(key, [...(together.get(key) ?? []), lane]);
    }
    for (const [key, lanes] of together) taken.push(...(await this.#takeTogether(key, lanes, worker, leaseSeconds)));
    return taken;
  }

  /** What is left of the provider's limit is shared among those who ask; one worker at a time counts it. */
  async #takeTogether(
    key: string,
    lanes: readonly WantedLane[],
    worker: string,
    leaseSeconds: number,
  ): Promise<Lane[]> {
    const { provider, sourceId, providerLimit } = lanes[0]!;
    return inTransaction({ pool: this.database.hot }, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [key]);
      const { rows } = await client.query<{ granted: number; byHand: number | null }>(GRANTED, [provider, sourceId]);
      let left = (rows[0]!.byHand ?? providerLimit!) - rows[0]!.granted;
      const taken: Lane[] = [];
      for (let at = 0; at < lanes.length && left > 0; at++) {
        const most = Math.ceil(left / (lanes.length - at));
        const [lane] = await take(client, [lanes[at]!], worker, leaseSeconds, most);
        if (!lane) continue;
        left -= lane.connectionLimit;
        taken.push(lane);
      }
      return taken;
    });
  }

  /** Keeps the lanes of a worker that are still its own. @returns those */
  async renewLanes(lanes: readonly LaneKey[], worker: string, leaseSeconds: number): Promise<LaneKey[]> {
    if (lanes.length === 0) return [];
    const { rows } = await this.database.hot.query<LaneKey>({
      name: 'renew-lanes',
      text: RENEW_LANES,
      values: [...keysOf(lanes), worker, leaseSeconds],
    });
    return rows;
  }

  /** What rules and persons say about these lanes at the moment. */
  async orders(lanes: readonly LaneKey[]): Promise<LaneOrder[]> {
    if (lanes.length === 0) return [];
    const { rows } = await this.database.hot.query<LaneOrder>({
      name: 'lane-orders',
      text: LANE_ORDERS,
      values: keysOf(lanes),
    });
    return rows;
  }

  /** To be called when the last connection is closed. */
  async leaveLanes(lanes: readonly LeftLane[], worker: string): Promise<void> {
    if (lanes.length === 0) return;
    await this.database.hot.query({
      name: 'leave-lanes',
      text: LEAVE_LANES,
      values: [
        ...keysOf(lanes),
        lanes.map(({ learnedLimit }) => learnedLimit),
        worker,
        lanes.map(({ wellCount }) => wellCount),
      ],
    });
  }
}

const keysOf = (lanes: readonly LaneKey[]) => [
  lanes.map(({ siteId }) => siteId),
  lanes.map(({ sourceId }) => sourceId),
];

async function take(
  runner: pg.Pool | pg.PoolClient,
  wanted: readonly LaneKey[],
  worker: string,
  leaseSeconds: number,
  most: number | null = null,
): Promise<Lane[]> {
  const [sites, sources] = keysOf(wanted);
  const values = [sites, worker, leaseSeconds, sources, wanted.map(() => most)];
  const { rows } = await runner.query<Lane>({ name: 'take-lanes', text: TAKE_LANES, values });
  return rows;
}
