// The queue by destination: what waits at each site, its pauses and rates; a person may pause, slow and resume one.
import type { SiteView } from '@doorstep/contracts';
import type { Database } from './database.js';
import { BY_HAND, connectionsNow, LIMITS_BY_HAND } from './site-limits.sql.js';
import { waiting } from './waiting-sites.sql.js';

/** Times of the sources are ISO texts already. */
export type SiteRow = Omit<SiteView, 'pausedUntil' | 'rateUntil' | 'lastAcceptedAt' | 'oldestWaitingAt'> & {
  readonly pausedUntil: Date | null;
  readonly rateUntil: Date | null;
  readonly lastAcceptedAt: Date | null;
  readonly oldestWaitingAt: Date | null;
};

/** What a person asks for, from one source address or (null) from all. */
export interface SiteOrder {
  readonly minutes: number;
  readonly reason: string;
  readonly sourceId: string | null;
  /** For all sites of its provider that are known now. */
  readonly forProvider?: boolean | undefined;
}

/** Beyond this a site's waiting deliveries are not counted one by one. */
export const WAITING_CAP = 10_000;

/** Common table "on_the_wire": how many are on their way at this moment, by site. */
const ON_THE_WIRE = `on_the_wire AS MATERIALIZED (
  SELECT d.site_id, count(*)::int AS people FROM delivery_lease l JOIN delivery d ON d.id = l.delivery_id GROUP BY 1
)`;

// Sites with open work are found by skipping along delivery_waiting (one step a site, as the dispatcher does), then
// sites with a pause; only the sites of one page are counted, and those up to the cap.
const PAGE = `
WITH RECURSIVE live AS (SELECT id FROM campaign WHERE state IN ('sending','paused')),
step AS (
  SELECT c.id AS campaign_id, f.site_id FROM live c CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = c.id AND site_id IS NOT NULL AND ${waiting()} ORDER BY site_id LIMIT 1) f
  UNION ALL
  SELECT s.campaign_id, n.site_id FROM step s CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = s.campaign_id AND site_id > s.site_id AND ${waiting()} ORDER BY site_id LIMIT 1) n
), ${ON_THE_WIRE}, busy AS (
  SELECT site_id FROM step UNION SELECT site_id FROM on_the_wire
  UNION SELECT site_id FROM site_state WHERE paused_until > now()
), page AS (
  SELECT site_id FROM busy WHERE site_id IS NOT NULL AND ($2::uuid IS NULL OR site_id > $2)
    AND ($3::uuid IS NULL OR site_id = $3) ORDER BY site_id LIMIT $1
)`;

const ISO = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CONNECTIONS = connectionsNow('t.connection_limit');

const SOURCE = `json_build_object('sourceId', t.source_id, 'ip', a.ip, 'connectionLimit', ${CONNECTIONS},
  'pausedUntil', CASE WHEN t.paused_until > now() THEN ${ISO('t.paused_until')} END,
  'pauseReason', CASE WHEN t.paused_until > now() THEN t.pause_reason END,
  'pauseCause', CASE WHEN t.paused_until > now() THEN t.pause_cause END,
  'isProbing', t.probe_only AND t.lane_lease_until > now() IS TRUE,
  'ratePerMinute', CASE WHEN t.rate_until > now() THEN t.rate_per_minute END,
  'rateReason', CASE WHEN t.rate_until > now() THEN t.rate_reason END,
  'rateUntil', CASE WHEN t.rate_until > now() THEN ${ISO('t.rate_until')} END)`;

// A site as a whole rests when it rests from every source address in use; what is said of it is of the one that goes on first.
const STATE = `SELECT sum(${CONNECTIONS})::int AS most, bool_and(coalesce(t.paused_until > now(), false)) IS TRUE AS paused,
  min(t.paused_until) AS until, (array_agg(t.pause_reason ORDER BY t.paused_until))[1] AS reason,
  (array_agg(t.pause_cause ORDER BY t.paused_until))[1] AS cause,
  bool_or(t.probe_only AND t.lane_lease_until > now()) IS TRUE AS probing,
  CASE WHEN bool_and(coalesce(t.rate_until > now(), false)) THEN sum(t.rate_per_minute)::int END AS rate, min(t.rate_until) AS rate_until,
  (array_agg(t.rate_reason ORDER BY t.rate_until))[1] AS rate_reason, max(t.last_accepted_at) AS accepted,
  json_agg(${SOURCE} ORDER BY t.source_id) AS sources
FROM site_state t JOIN source_address a ON a.id = t.source_id AND a.is_active ${BY_HAND} WHERE t.site_id = s.id`;

// Connections and what ended stand in the heartbeats of the workers that are alive: "sites" by id, [connections, ended in five minutes].
const WORK = `SELECT coalesce(sum((w.detail #>> ARRAY['sites', s.id::text, '0'])::int), 0)::int AS connections,
  coalesce(sum((w.detail #>> ARRAY['sites', s.id::text, '1'])::int), 0)::float / 5 AS ended
FROM worker_heartbeat w WHERE w.seen_at > now() - interval '30 seconds'`;

/** The key of a site without a host names what DNS said, and of which domain. */
const UNREACHABLE_DOMAIN = `CASE WHEN s.mx_key LIKE '!%' THEN split_part(s.mx_key, ' ', 2) END`;

const COLUMNS = `s.id, s.mx_hosts AS "mxHosts", s.provider, ${UNREACHABLE_DOMAIN} AS domain, coalesce(t.most, 0) AS "connectionLimit",
  CASE WHEN t.paused THEN t.until END AS "pausedUntil", CASE WHEN t.paused THEN t.reason END AS "pauseReason",
  CASE WHEN t.paused THEN t.cause END AS "pauseCause", t.probing AS "isProbing", t.rate AS "ratePerMinute",
  CASE WHEN t.rate IS NOT NULL THEN t.rate_reason END AS "rateReason", CASE WHEN t.rate IS NOT NULL THEN t.rate_until END AS "rateUntil",
  t.accepted AS "lastAcceptedAt", coalesce(t.sources, '[]') AS sources, h.connections, h.ended AS "endedPerMinute",
  w.waiting, w.oldest AS "oldestWaitingAt", n.sending, ${LIMITS_BY_HAND}
FROM page p JOIN site s ON s.id = p.site_id CROSS JOIN LATERAL (${STATE}) t CROSS JOIN LATERAL (${WORK}) h
CROSS JOIN LATERAL (
  SELECT count(*)::int AS waiting, min(x.next_attempt_at) AS oldest FROM live c CROSS JOIN LATERAL (
    SELECT next_attempt_at FROM delivery WHERE campaign_id = c.id AND site_id = s.id AND ${waiting()}
    ORDER BY next_attempt_at LIMIT ${WAITING_CAP}) x) w
CROSS JOIN LATERAL (SELECT coalesce(sum(o.people), 0)::int AS sending FROM on_the_wire o WHERE o.site_id = s.id) n
ORDER BY s.id`;

/** Rows of all source addresses in use, so that an order for the whole site also holds for one that has not sent there yet. */
const ALL_SOURCES = `
INSERT INTO site_state (site_id, source_id, provider, connection_limit, start_limit)
SELECT s.id, a.id, s.provider, o.start_limit, o.start_limit FROM site s
JOIN LATERAL (SELECT start_limit FROM site_state WHERE site_id = s.id LIMIT 1) o ON true
JOIN source_address a ON a.is_active WHERE s.id = ANY($1::uuid[]) ON CONFLICT DO NOTHING`;

/** $1 a site, $2 whether all of its provider are meant. */
const MEANT = `SELECT s.id FROM site s WHERE s.id = $1
  OR ($2 AND s.provider = (SELECT p.provider FROM site p WHERE p.id = $1))`;

type Place = Pick<SiteOrder, 'sourceId' | 'forProvider'>;

export class SiteStore {
  constructor(private readonly database: Database) {}

  /** Sites with something waiting, under way or paused. */
  async page({ limit, after }: { readonly limit: number; readonly after?: string | undefined }): Promise<SiteRow[]> {
    const { rows } = await this.database.pool.query<SiteRow>(`${PAGE} SELECT ${COLUMNS}`, [limit, after ?? null, null]);
    return rows;
  }

  /** Any site, quiet ones too. */
  async one(id: string): Promise<SiteRow | null> {
    const { rows } = await this.database.pool.query<SiteRow>(
      `WITH live AS (SELECT id FROM campaign WHERE state IN ('sending','paused')), ${ON_THE_WIRE}, page AS (SELECT $1::uuid AS site_id)
       SELECT ${COLUMNS}`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** A person's pause stands above those Doorstep sets by itself. @returns false when there is no such site or source */
  pause(id: string, { minutes, reason, ...place }: SiteOrder): Promise<boolean> {
    return this.#change(
      id,
      place,
      `paused_until = now() + $3 * interval '1 minute', pause_reason = $4, pause_cause = 'user', probe_only = false`,
      [minutes, reason],
    );
  }

  /** At most so many messages a minute from each source address, for a while. */
  slow(id: string, perMinute: number, { minutes, reason, ...place }: SiteOrder): Promise<boolean> {
    return this.#change(
      id,
      place,
      `rate_per_minute = $5, rate_until = now() + $3 * interval '1 minute', rate_reason = $4, rate_cause = 'user'`,
      [minutes, reason, perMinute],
    );
  }

  /** Ends whatever pause and rate there is, and forgets the failures that led to them. */
  resume(id: string, sourceId: string | null, forProvider = false): Promise<boolean> {
    return this.#change(
      id,
      { sourceId, forProvider },
      `paused_until = NULL, pause_reason = NULL, pause_cause = NULL, probe_only = false, consecutive_failures = 0,
       pause_count = 0, troubles = '{}', rate_per_minute = NULL, rate_until = NULL, rate_reason = NULL, rate_cause = NULL`,
      [],
    );
  }

  async #change(id: string, place: Place, change: string, values: unknown[]): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ id: string }>(MEANT, [id, place.forProvider ?? false]);
    const ids = rows.map((row) => row.id);
    await this.database.pool.query(ALL_SOURCES, [ids]);
    const changed = await this.database.pool.query(
      `UPDATE site_state SET ${change}, updated_at = now() WHERE site_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR source_id = $2)`,
      [ids, place.sourceId, ...values],
    );
    return (changed.rowCount ?? 0) > 0;
  }
}
