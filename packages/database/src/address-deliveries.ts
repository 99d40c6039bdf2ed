// The newest deliveries of one address with their attempts and what came back of them.
import type { Category, Scope } from '@doorstep/contracts';
import type { Database } from './database.js';

export interface AddressDeliveryRow {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly siteId: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly category: string | null;
  /** When it was planned. */
  readonly at: Date;
  readonly acceptedAt: Date | null;
  readonly nextAttemptAt: Date | null;
}

export interface AddressAttemptRow {
  readonly id: string;
  readonly deliveryId: string;
  readonly begunAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: string | null;
  readonly stage: string | null;
  readonly mxHost: string | null;
  readonly mxIp: string | null;
  readonly tls: string | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly replyText: string | null;
  readonly category: Category | null;
  readonly scope: Scope | null;
  readonly ruleId: string | null;
  /** What it counted as when it came, when a replay has read it otherwise since. */
  readonly formerCategory?: Category | null;
  readonly nextAttemptAt: Date | null;
  readonly report: unknown;
}

export interface AddressReturnRow {
  readonly id: string;
  readonly deliveryId: string | null;
  readonly receivedAt: Date;
  readonly kind: string;
  readonly category: Category | null;
  readonly scope: Scope | null;
  readonly ruleId: string | null;
  readonly status: string | null;
  readonly diagnostic: string | null;
  readonly finalRecipient: string | null;
  readonly refusedBy: string | null;
  readonly reportingMta: string | null;
  /** How it was matched, where that is not plain. */
  readonly note: string | null;
  /** The acceptance it takes back, as it was kept. */
  readonly handover: ReturnHandover | null;
  readonly matchedBy: string | null;
  readonly isGuessed: boolean;
}

export interface ReturnHandover {
  readonly acceptedAt: string;
  readonly host: string | null;
  readonly queueId: string | null;
  readonly reply: string | null;
  readonly givenBackAt: string;
  readonly seconds: number;
  readonly isSameQueueId: boolean;
}

export interface AddressDeliveries {
  /** Newest first. */
  readonly deliveries: AddressDeliveryRow[];
  /** Of these deliveries, oldest first. */
  readonly attempts: AddressAttemptRow[];
  readonly returns: AddressReturnRow[];
}

const MAX_DELIVERIES = 50;
const MAX_ATTEMPTS = 500;
const MAX_RETURNS = 200;

/** The moment a uuid v7 was made. */
const MADE_AT = `to_timestamp(('x' || lpad(replace(left(d.id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0)`;

const DELIVERIES = `
SELECT d.id, d.campaign_id AS "campaignId", c.name AS "campaignName", d.site_id AS "siteId", d.state, d.reason, d.category,
  ${MADE_AT} AS at, d.accepted_at AS "acceptedAt", d.next_attempt_at AS "nextAttemptAt"
FROM delivery d JOIN campaign c ON c.id = d.campaign_id WHERE d.address_id = $1 ORDER BY d.id DESC LIMIT ${MAX_DELIVERIES}`;

// Attempts are younger than their delivery: the bound keeps the months before out of the search.
const ATTEMPTS = `
SELECT a.id, delivery_id AS "deliveryId", begun_at AS "begunAt", finished_at AS "finishedAt", outcome, stage, mx_host AS "mxHost",
  mx_ip AS "mxIp", tls, reply_code AS "replyCode", enhanced_code AS "enhancedCode", reply_text AS "replyText",
  coalesce(r.category, a.category) AS category, coalesce(r.scope, a.scope) AS scope, coalesce(r.rule_id, a.rule_id) AS "ruleId",
  CASE WHEN r.category IS NOT NULL THEN a.category END AS "formerCategory", next_attempt_at AS "nextAttemptAt", report
FROM attempt a LEFT JOIN reclassification r ON r.subject_kind = 'attempt' AND r.subject_id = a.id
WHERE a.address_id = $1 AND a.id >= $2 ORDER BY a.id DESC LIMIT ${MAX_ATTEMPTS}`;

const RETURNS = `
SELECT id, delivery_id AS "deliveryId", received_at AS "receivedAt", coalesce(kind, 'unreadable') AS kind, category, scope,
  rule_id AS "ruleId", report->>'status' AS status, report->>'diagnostic' AS diagnostic, report->>'finalRecipient' AS "finalRecipient",
  report->>'refusedBy' AS "refusedBy", report->>'reportingMta' AS "reportingMta", report->>'note' AS note,
  nullif(report->'handover', 'null'::jsonb) AS handover, report->>'matchedBy' AS "matchedBy",
  coalesce((report->>'isGuessed')::boolean, false) AS "isGuessed"
FROM inbound_message WHERE address_id = $1 ORDER BY id DESC LIMIT ${MAX_RETURNS}`;

export async function deliveriesOf({ pool }: Database, addressId: string): Promise<AddressDeliveries> {
  const [deliveries, returns] = await Promise.all([
    pool.query<AddressDeliveryRow>(DELIVERIES, [addressId]),
    pool.query<AddressReturnRow>(RETURNS, [addressId]),
  ]);
  const oldest = deliveries.rows.at(-1);
  const attempts = oldest ? await pool.query<AddressAttemptRow>(ATTEMPTS, [addressId, oldest.id]) : { rows: [] };
  return { deliveries: deliveries.rows, attempts: attempts.rows.toReversed(), returns: returns.rows.toReversed() };
}
