// Deliveries an unmatched message may belong to: by its tokens, by whom it names, by queue ids, by the hosts that tell of it.
import type { DeliveryState } from '@doorstep/contracts';
import { likePrefix } from './audience.sql.js';
import type { Database } from './database.js';

export interface CandidateQuery {
  readonly receivedAt: Date;
  readonly hints: readonly string[];
  /** Lower-cased. */
  readonly addresses: readonly string[];
  readonly queueIds: readonly string[];
  readonly hosts: readonly string[];
  /** Start of an address: what a person looks for. */
  readonly search: string;
}

export interface CandidateRow {
  readonly deliveryId: string;
  readonly address: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly subject: string;
  readonly sendingDomain: string | null;
  readonly state: DeliveryState;
  readonly plannedAt: Date;
  readonly acceptedAt: Date | null;
  readonly mxHosts: readonly string[];
  readonly acceptedBy: string | null;
  readonly acceptReply: string | null;
}

/** Deliveries looked at of one address. */
const PER_ADDRESS = 10;
/** Queues give a message back within five days (RFC 5321 §4.5.4.1); some wait a little longer. */
const QUEUE_DAYS = 7;
/** How many of the newest attempts a queue id is looked for in. */
const SEARCHED = 100_000;
const BY_HOST = 20;
const AT_MOST = 100;

const MADE_AT = `to_timestamp(('x' || lpad(replace(left(d.id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0)`;

const DETAILS = `
SELECT d.id AS "deliveryId", a.normalized AS address, d.campaign_id AS "campaignId", c.name AS "campaignName", c.subject,
  sd.name AS "sendingDomain", d.state, ${MADE_AT} AS "plannedAt", d.accepted_at AS "acceptedAt", coalesce(s.mx_hosts, '{}') AS "mxHosts",
  t.mx_host AS "acceptedBy", t.reply_text AS "acceptReply"
FROM delivery d JOIN address a ON a.id = d.address_id JOIN campaign c ON c.id = d.campaign_id
LEFT JOIN sending_domain sd ON sd.id = c.sending_domain_id LEFT JOIN site s ON s.id = d.site_id
LEFT JOIN attempt t ON t.id = d.attempt_id AND t.outcome = 'accepted'
WHERE d.id = ANY($1::uuid[]) AND d.state NOT IN ('suppressed','excluded','cancelled') LIMIT ${AT_MOST}`;

export class MatchCandidateStore {
  constructor(private readonly database: Database) {}

  /** In no order; at most 100. */
  async find(query: CandidateQuery): Promise<CandidateRow[]> {
    const found = await Promise.all([this.byAddress(query), this.byQueueId(query), this.bySearch(query.search)]);
    const ids = new Set([...query.hints, ...found.flat()]);
    if (ids.size === 0) for (const id of await this.byHost(query)) ids.add(id);
    if (ids.size === 0) return [];
    const { rows } = await this.database.pool.query<CandidateRow>(DETAILS, [[...ids]]);
    return rows;
  }

  private byAddress({ addresses, receivedAt }: CandidateQuery): Promise<string[]> {
    if (addresses.length === 0) return Promise.resolve([]);
    return this.ids(
      `SELECT d.id FROM address a, LATERAL (SELECT id FROM delivery WHERE address_id = a.id AND id < id_floor($2)
         ORDER BY id DESC LIMIT ${PER_ADDRESS}) d WHERE a.normalized = ANY($1::text[])`,
      [addresses, receivedAt],
    );
  }

  private byQueueId({ queueIds, receivedAt }: CandidateQuery): Promise<string[]> {
    if (queueIds.length === 0) return Promise.resolve([]);
    return this.ids(
      `SELECT delivery_id AS id FROM (
         SELECT delivery_id, outcome, reply_text FROM attempt
         WHERE id < id_floor($2) AND id >= id_floor($2::timestamptz - interval '${QUEUE_DAYS} days') ORDER BY id DESC LIMIT ${SEARCHED}) newest
       WHERE outcome = 'accepted' AND EXISTS (SELECT FROM unnest($1::text[]) q WHERE position(lower(q) IN lower(reply_text)) > 0) LIMIT 10`,
      [queueIds, receivedAt],
    );
  }

  /** Only when nothing else is known: what the site of that host had accepted last. */
  private byHost({ hosts, receivedAt }: CandidateQuery): Promise<string[]> {
    if (hosts.length === 0) return Promise.resolve([]);
    return this.ids(
      `SELECT t.delivery_id AS id FROM site s, LATERAL (SELECT delivery_id FROM attempt WHERE site_id = s.id AND outcome = 'accepted'
         AND id < id_floor($2) AND id >= id_floor($2::timestamptz - interval '${QUEUE_DAYS} days') ORDER BY id DESC LIMIT ${BY_HOST}) t
       WHERE s.mx_hosts && $1::text[] LIMIT ${BY_HOST}`,
      [hosts, receivedAt],
    );
  }

  private bySearch(search: string): Promise<string[]> {
    if (search === '') return Promise.resolve([]);
    return this.ids(
      `SELECT d.id FROM (SELECT id FROM address WHERE normalized LIKE $1 ORDER BY normalized USING ~<~ LIMIT 5) a,
         LATERAL (SELECT id FROM delivery WHERE address_id = a.id ORDER BY id DESC LIMIT ${PER_ADDRESS}) d`,
      [likePrefix(search)],
    );
  }

  private async ids(text: string, values: unknown[]): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(text, values);
    return rows.map((row) => row.id);
  }
}
