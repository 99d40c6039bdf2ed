// What the end of a campaign hangs on: people still to be tried by mail server, what each server takes, how fast it took mail lately.

import { judgedAudience, WILL_GET_IT } from './campaign-audience.sql.js';
import { CampaignAudienceStore } from './campaign-audience.store.js';
import type { Database } from './database.js';
import { readLarge } from './large-reads.js';
import { inState } from './listed-state.sql.js';
import { BY_HAND, connectionsNow, RATE_NOW } from './site-limits.sql.js';
import { IS_LIVE, IS_SOURCE_USABLE } from './waiting-sites.sql.js';

export interface EndingSiteRow {
  readonly provider: string | null;
  /** The first MX host, or the domain while its MX hosts are not known. */
  readonly host: string;
  readonly people: number;
  /** Messages of other campaigns that are due there now, from the same pool of source addresses. */
  readonly othersHere: number;
  /** The same at all servers of its provider. */
  readonly othersAtProvider: number;
  /** Over all source addresses in use; each of `sources`. */
  readonly connections: number;
  readonly sources: number;
  /** Mean of the last messages, on one connection; null: none within 30 days. */
  readonly secondsPerMessage: number | null;
  readonly ratePerMinute: number | null;
  readonly pausedUntil: Date | null;
  readonly leftToday: number | null;
}

export interface EndingRecord {
  /** Those with most people first. */
  readonly sites: readonly EndingSiteRow[];
  /** Messages of other campaigns that are due now, from any pool. */
  readonly othersDue: number;
  readonly retrying: number;
  readonly retryUntil: Date | null;
  /** The latest first try that is planned; null: all are due. */
  readonly lastFirstTryAt: Date | null;
  /** First tries that a change of pace would space anew: not on the wire, and not waiting for a winner. */
  readonly toBeSpaced: number;
}

/** The rest are small: together they hardly decide. */
const MOST_SITES = 100;
/** Messages a server's pace is taken from. */
const SAMPLE = 20;

// Everybody who was never tried; whoever is on the wire counts too.
const STILL = `
WITH by_site AS (
  SELECT d.site_id, coalesce(d.site_id::text, d.domain_name) AS key, min(d.domain_name) AS domain, count(*)::int AS people
  FROM delivery d WHERE d.campaign_id = $1 AND ${inState('planned', 'due', 'sending')} AND (d.attempts = 0 OR d.state = 'sending') GROUP BY 1, 2
)`;

const REST = `
SELECT count(*) FILTER (WHERE d.attempts > 0)::int AS retrying, max(d.expires_at) FILTER (WHERE d.attempts > 0) AS "retryUntil",
  (count(*) FILTER (WHERE d.attempts = 0 AND d.state <> 'deferred' AND d.next_attempt_at IS NOT NULL))::int AS "toBeSpaced",
  max(d.next_attempt_at) FILTER (WHERE d.attempts = 0 AND d.next_attempt_at > now()) AS "lastFirstTryAt"
FROM delivery d WHERE d.campaign_id = $1 AND ${inState('planned', 'due', 'deferred')}`;

const OWN_POOL = `coalesce((SELECT d.pool FROM campaign c JOIN sending_domain d ON d.id = c.sending_domain_id WHERE c.id = $1), 'default')`;

// What other campaigns may send at this moment; what they have spread over later is theirs to wait for.
const OTHERS = `others AS MATERIALIZED (
  SELECT d.site_id, t.provider, coalesce(o.pool, 'default') = ${OWN_POOL} AS is_same_pool, count(*)::int AS people
  FROM campaign c LEFT JOIN sending_domain o ON o.id = c.sending_domain_id JOIN delivery d ON d.campaign_id = c.id
  LEFT JOIN site t ON t.id = d.site_id
  WHERE c.id <> $1 AND ${IS_LIVE} AND ${inState('planned', 'due', 'deferred', 'sending')} AND (d.state = 'sending' OR d.next_attempt_at <= now()) GROUP BY 1, 2, 3
)`;
const OTHERS_DUE = `SELECT coalesce(sum(people), 0)::int FROM others`;

const LANES = `SELECT count(*)::int AS sources, sum(coalesce(${connectionsNow('t.connection_limit')}, 2))::int AS connections,
    CASE WHEN bool_and(${RATE_NOW} IS NOT NULL) THEN sum(${RATE_NOW})::int END AS rate,
    CASE WHEN bool_and(coalesce(t.paused_until > now(), false)) THEN min(t.paused_until) END AS paused,
    CASE WHEN bool_and(a.warm_up_started_at IS NOT NULL AND u.cap IS NOT NULL) THEN sum(greatest(0, u.cap - u.used))::int END AS left_today
  FROM source_address a LEFT JOIN site_state t ON t.site_id = b.site_id AND t.source_id = a.id ${BY_HAND}
  LEFT JOIN source_usage u ON u.source_id = a.id AND u.provider = coalesce(s.provider, '') AND u.day = (now() AT TIME ZONE 'UTC')::date
  WHERE a.pool = ${OWN_POOL}
    AND ${IS_SOURCE_USABLE}`;

// From the dialogue itself: the row of an attempt begins before its turn on the connection.
const PACE = `SELECT avg(x.ms) / 1000 AS seconds FROM (
    SELECT (SELECT sum((step->>'ms')::float) FROM jsonb_array_elements(t.report->'steps') step) AS ms
    FROM attempt t WHERE t.site_id = b.site_id AND t.id > id_floor(now() - interval '30 days') AND t.phase = 'finished'
      AND t.outcome IN ('accepted','refused','deferred') ORDER BY t.id DESC LIMIT ${SAMPLE}) x`;

const SITES = `, ${OTHERS} SELECT s.provider, coalesce(s.mx_hosts[1], b.domain) AS host, b.people, l.connections, l.sources, l.rate AS "ratePerMinute",
  l.paused AS "pausedUntil", l.left_today AS "leftToday", p.seconds AS "secondsPerMessage",
  (${OTHERS_DUE} o WHERE o.is_same_pool AND o.site_id = b.site_id) AS "othersHere",
  (${OTHERS_DUE} o WHERE o.is_same_pool AND o.provider = s.provider) AS "othersAtProvider", (${OTHERS_DUE}) AS "othersDue"
FROM (SELECT * FROM by_site ORDER BY people DESC LIMIT ${MOST_SITES}) b LEFT JOIN site s ON s.id = b.site_id
CROSS JOIN LATERAL (${LANES}) l CROSS JOIN LATERAL (${PACE}) p ORDER BY b.people DESC`;

type StoredSite = EndingSiteRow & { readonly othersDue: number };

const split = (rows: readonly StoredSite[]): Pick<EndingRecord, 'sites' | 'othersDue'> => ({
  sites: rows.map(({ othersDue: _, ...site }) => site),
  othersDue: rows[0]?.othersDue ?? 0,
});

export class EndingStore {
  constructor(private readonly database: Database) {}

  /** Of a campaign whose audience is not written down: as if it were now. null when there is no such campaign. */
  async before(campaignId: string): Promise<EndingRecord | null> {
    const audience = await new CampaignAudienceStore(this.database).audienceOf(campaignId);
    if (audience === null) return null;
    const { text, values } = judgedAudience(audience, new Date());
    const rows = await readLarge<StoredSite>(
      this.database,
      `${text}, by_domain AS (
         SELECT a.domain_name, count(*)::int AS people FROM judged j JOIN address a ON a.id = j.address_id
         WHERE ${WILL_GET_IT} GROUP BY a.domain_name
       ), by_site AS (
         SELECT m.site_id, coalesce(m.site_id::text, b.domain_name) AS key, min(b.domain_name) AS domain, sum(b.people)::int AS people
         FROM by_domain b LEFT JOIN mail_domain m ON m.name = b.domain_name GROUP BY 1, 2) ${SITES}`,
      values,
    );
    return { ...split(rows), retrying: 0, retryUntil: null, lastFirstTryAt: null, toBeSpaced: 0 };
  }

  /** Of a campaign whose audience is written down. */
  async running(campaignId: string): Promise<EndingRecord> {
    const [sites, rest] = await Promise.all([
      this.database.pool.query<StoredSite>(`${STILL} ${SITES}`, [campaignId]),
      this.database.pool.query<Omit<EndingRecord, 'sites' | 'othersDue'>>(REST, [campaignId]),
    ]);
    return { ...split(sites.rows), ...rest.rows[0]! };
  }
}
