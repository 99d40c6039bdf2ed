// What is known of one delivery that has not left: everything its gates are decided from, read in one statement.
import type { Database } from './database.js';
import { BY_HAND, connectionsNow, RATE_BY_HAND } from './site-limits.sql.js';
import { IS_SENDING_PAUSED, IS_SOURCE_USABLE, MAY_LEAVE_FROM, waiting } from './waiting-sites.sql.js';

/** Shaped as packages/diagnosis takes it; times are of the database's clock. */
export interface WaitingRecord {
  readonly deliveryId: string;
  readonly address: string;
  readonly campaignId: string;
  readonly now: Date;
  readonly delivery: {
    readonly state: string;
    readonly reason: string | null;
    readonly category: string | null;
    readonly attempts: number;
    readonly nextAttemptAt: Date | null;
    readonly expiresAt: Date | null;
    readonly settledAt: Date | null;
    readonly domainName: string;
  };
  readonly campaign: {
    readonly name: string;
    readonly state: string;
    readonly scheduledAt: Date | null;
    readonly pauseReason: string | null;
    readonly pausedBy: string | null;
  };
  readonly control: {
    readonly isPaused: boolean;
    readonly pausedUntil: Date | null;
    readonly ratePerMinute: number | null;
    readonly reason: string | null;
    readonly actor: string | null;
  };
  readonly workers: { readonly alive: number; readonly lastSeenAt: Date | null; readonly trouble: string | null };
  readonly suppression: { readonly cause: string; readonly actor: string } | null;
  readonly lastReply: { readonly host: string | null; readonly text: string } | null;
  readonly attempt: {
    readonly worker: string;
    readonly begunAt: Date;
    readonly isPastDot: boolean;
    readonly leaseUntil: Date | null;
  } | null;
  readonly dns: { readonly resolution: string | null; readonly trouble: string | null; readonly retryAt: Date | null };
  readonly site: {
    readonly name: string;
    readonly ahead: number;
    readonly isAheadCapped: boolean;
    readonly lanes: readonly {
      readonly source: string | null;
      readonly pausedUntil: Date | null;
      readonly pauseReason: string | null;
      readonly pauseCause: string | null;
      readonly isProbing: boolean;
      readonly ratePerMinute: number | null;
      readonly rateReason: string | null;
      readonly warmUp: { readonly day: number; readonly used: number; readonly cap: number } | null;
      readonly connectionLimit: number;
      readonly inHand: number;
      readonly worker: string | null;
    }[];
  } | null;
}

/** Beyond this those ahead are not counted one by one. */
const AHEAD_CAP = 1000;

const DELIVERY = `json_build_object('state', d.state, 'reason', d.reason, 'category', d.category, 'attempts', d.attempts,
  'nextAttemptAt', d.next_attempt_at, 'expiresAt', d.expires_at, 'settledAt', d.settled_at, 'domainName', d.domain_name)`;

// The latest pause by hand stands in the audit.
const CAMPAIGN = `json_build_object('name', c.name, 'state', c.state, 'scheduledAt', c.scheduled_at, 'pauseReason', c.pause_reason,
  'pausedBy', CASE WHEN c.state = 'paused' THEN (SELECT e.actor_label FROM audit_entry e WHERE e.subject_kind = 'campaigns'
    AND e.subject_id = c.id::text AND e.action = 'campaigns.pause' ORDER BY e.id DESC LIMIT 1) END)`;

const CONTROL = `(SELECT json_build_object('isPaused', ${IS_SENDING_PAUSED}, 'pausedUntil', paused_until,
  'ratePerMinute', rate_per_minute, 'reason', reason, 'actor', actor) FROM sending_control)`;

const WORKERS = `(SELECT json_build_object('alive', count(*) FILTER (WHERE alive), 'lastSeenAt', max(seen_at),
  'trouble', CASE WHEN bool_and(trouble IS NOT NULL) FILTER (WHERE alive) THEN max(trouble) FILTER (WHERE alive) END)
  FROM (SELECT seen_at, seen_at > now() - interval '30 seconds' AS alive, detail->>'trouble' AS trouble FROM worker_heartbeat) w)`;

const SUPPRESSION = `(SELECT json_build_object('cause', s.cause, 'actor', s.actor) FROM suppression s
  WHERE ((s.scope = 'address' AND s.address_id = d.address_id) OR (s.scope = 'domain' AND s.domain_name = d.domain_name))
    AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.id LIMIT 1)`;

// Texts of many hosts carry their codes already; without a reply, what went wrong instead.
const LAST_REPLY = `(SELECT json_build_object('host', t.mx_host, 'text', CASE
    WHEN t.reply_code IS NULL THEN coalesce(t.reply_text, t.report->>'trouble', '')
    WHEN position(t.reply_code::text IN t.reply_text) = 1 THEN t.reply_text
    ELSE concat_ws(' ', t.reply_code, CASE WHEN position(t.enhanced_code IN t.reply_text) = 1 THEN NULL ELSE t.enhanced_code END,
      t.reply_text) END)
  FROM attempt t WHERE t.id = d.attempt_id)`;

const ATTEMPT = `(SELECT json_build_object('worker', t.worker, 'begunAt', t.begun_at, 'isPastDot', t.phase = 'dot_sending',
  'leaseUntil', d.lease_until) FROM attempt t WHERE d.state = 'sending' AND t.delivery_id = d.id AND t.fence = d.fence LIMIT 1)`;

const DNS = `(SELECT json_build_object('resolution', m.resolution, 'retryAt', m.expires_at,
  'trouble', CASE WHEN m.resolution = 'trouble' THEN coalesce(m.snapshot->>'trouble', 'no answer') END)
  FROM mail_domain m WHERE m.name = d.domain_name)`;

const IN_HAND = `(SELECT count(*)::int FROM delivery_lease l JOIN delivery h ON h.id = l.delivery_id
  WHERE h.site_id = d.site_id AND coalesce(h.source_id, a.id) = a.id)`;

/** What a rule or a person slowed the lane to for a while. */
const RATE = 'CASE WHEN t.rate_until IS NULL OR t.rate_until > now() THEN t.rate_per_minute END';

/** A lane for each source address the delivery may go out from; one never used at the site stands at the start values. */
const LANES = `(SELECT coalesce(json_agg(json_build_object('source', a.ip,
    'pausedUntil', CASE WHEN t.paused_until > now() THEN t.paused_until END, 'pauseReason', t.pause_reason,
    'pauseCause', t.pause_cause, 'isProbing', coalesce(t.probe_only, false) AND h.n > 0,
    'ratePerMinute', least(${RATE}, ${RATE_BY_HAND}),
    'rateReason', CASE WHEN ${RATE} <= ${RATE_BY_HAND} OR ${RATE_BY_HAND} IS NULL THEN t.rate_reason ELSE coalesce(hs.reason, hp.reason) END,
    'warmUp', CASE WHEN a.warm_up_started_at IS NOT NULL AND u.cap IS NOT NULL THEN json_build_object('used', u.used, 'cap', u.cap,
      'day', (now() AT TIME ZONE 'UTC')::date - (a.warm_up_started_at AT TIME ZONE 'UTC')::date + 1) END,
    'connectionLimit', coalesce(${connectionsNow('t.connection_limit')}, 2), 'inHand', h.n,
    'worker', CASE WHEN t.lane_lease_until > now() THEN t.lane_owner END) ORDER BY a.id), '[]')
  FROM source_address a LEFT JOIN site_state t ON t.site_id = d.site_id AND t.source_id = a.id ${BY_HAND}
  LEFT JOIN source_usage u ON u.source_id = a.id AND u.provider = coalesce(t.provider, '') AND u.day = (now() AT TIME ZONE 'UTC')::date
  CROSS JOIN LATERAL (SELECT ${IN_HAND} AS n) h
  WHERE a.pool = coalesce(s.pool, 'default') AND ${IS_SOURCE_USABLE} AND ${MAY_LEAVE_FROM})`;

const AHEAD = `(SELECT count(*)::int FROM (SELECT FROM campaign l CROSS JOIN LATERAL (
    SELECT FROM delivery w WHERE w.campaign_id = l.id AND w.site_id = d.site_id AND ${waiting('w')} AND w.next_attempt_at <= now()
      AND (w.next_attempt_at, w.id) < (d.next_attempt_at, d.id) LIMIT ${AHEAD_CAP}) one
  WHERE l.state = 'sending' LIMIT ${AHEAD_CAP}) n)`;

const SITE = `CASE WHEN d.site_id IS NOT NULL THEN (SELECT json_build_object('name', coalesce(i.provider, i.mx_hosts[1], d.domain_name),
  'ahead', ahead, 'isAheadCapped', ahead >= ${AHEAD_CAP}, 'lanes', ${LANES})
  FROM site i CROSS JOIN LATERAL (SELECT ${AHEAD} AS ahead) n WHERE i.id = d.site_id) END`;

const FACTS = `
SELECT d.id AS "deliveryId", x.normalized AS address, d.campaign_id AS "campaignId", now() AS now, ${DELIVERY} AS delivery,
  ${CAMPAIGN} AS campaign, ${CONTROL} AS control, ${WORKERS} AS workers, ${SUPPRESSION} AS suppression,
  ${LAST_REPLY} AS "lastReply", ${ATTEMPT} AS attempt, ${DNS} AS dns, ${SITE} AS site
FROM delivery d JOIN address x ON x.id = d.address_id JOIN campaign c ON c.id = d.campaign_id
LEFT JOIN sending_domain s ON s.id = c.sending_domain_id WHERE d.id = $1`;

export class WaitingReasonStore {
  /** $1 delivery; for whoever looks at how it is planned. */
  static readonly statement = FACTS;

  constructor(private readonly database: Database) {}

  /** null when there is no such delivery. */
  async facts(deliveryId: string): Promise<WaitingRecord | null> {
    const { rows } = await this.database.pool.query<WaitingRecord>(FACTS, [deliveryId]);
    return rows[0] === undefined ? null : (withDates(rows[0]) as WaitingRecord);
  }

  /** The newest delivery of an address that is still open, or else its newest one. */
  async latestOf(normalized: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `SELECT d.id FROM address a JOIN delivery d ON d.address_id = a.id WHERE a.normalized = $1
       ORDER BY d.state IN ('planned','due','deferred','sending','held','in_doubt') DESC, d.id DESC LIMIT 1`,
      [normalized],
    );
    return rows[0]?.id ?? null;
  }
}

/** JSON knows no times: fields that end in At or Until are made Dates again. */
function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      /(At|Until)$/.test(key) && typeof inner === 'string' ? new Date(inner) : withDates(inner),
    ]),
  );
}
