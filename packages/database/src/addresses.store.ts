// Everything known about one address, whoever it belongs to now: the evidence of its page. Bounded, and by index alone.
import type { AddressHit, MembershipView, Standing } from '@doorstep/contracts';
import { type AddressDeliveries, deliveriesOf } from './address-deliveries.js';
import { likePrefix, MEMBERSHIPS } from './audience.sql.js';
import type { Database } from './database.js';
import { SUPPRESSION_ROW, type SuppressionRow } from './suppressions.store.js';

export interface AddressEventRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly detail: Record<string, unknown>;
}

export interface AddressRecord extends AddressDeliveries {
  readonly id: string;
  readonly address: string;
  readonly standing: Standing;
  readonly domainName: string;
  readonly siteId: string | null;
  /** Sorted MX hosts of the domain as last resolved; null when never asked. */
  readonly mxHosts: string[] | null;
  /** The DNS answer as it was seen. */
  readonly snapshot: unknown;
  readonly subscriber: { readonly id: string; readonly name: string | null; readonly createdAt: Date } | null;
  readonly timesAdded: number;
  readonly timesDeleted: number;
  readonly memberships: MembershipView[];
  /** Newest first; those of the whole domain too. */
  readonly suppressions: SuppressionRow[];
  /** Newest first. */
  readonly events: AddressEventRow[];
}

type Core = Omit<AddressRecord, 'subscriber' | 'suppressions' | 'events' | keyof AddressDeliveries> & {
  readonly subscriberId: string | null;
  readonly subscriberName: string | null;
  readonly subscriberSince: Date | null;
};

const CORE = `
SELECT a.id, a.normalized AS address, a.standing, a.domain_name AS "domainName", d.site_id AS "siteId", s.mx_hosts AS "mxHosts",
  d.snapshot, b.id AS "subscriberId", b.name AS "subscriberName", b.created_at AS "subscriberSince", ${MEMBERSHIPS} AS memberships,
  (SELECT count(*)::int FROM address_event e WHERE e.address_id = a.id AND e.kind = 'subscriber_added') AS "timesAdded",
  (SELECT count(*)::int FROM address_event e WHERE e.address_id = a.id AND e.kind = 'subscriber_deleted') AS "timesDeleted"
FROM address a JOIN mail_domain d ON d.name = a.domain_name LEFT JOIN site s ON s.id = d.site_id
LEFT JOIN subscriber b ON b.address_id = a.id WHERE a.normalized = $1`;

const SEARCH = `
SELECT a.normalized AS address, b.name, b.id IS NOT NULL AS "isSubscriber", a.standing
FROM address a LEFT JOIN subscriber b ON b.address_id = a.id
WHERE a.normalized LIKE $2 AND ($3::text IS NULL OR a.normalized ~>~ $3) ORDER BY a.normalized USING ~<~ LIMIT $1`;

const MAX_EVENTS = 100;
const MAX_SUPPRESSIONS = 100;

export class AddressStore {
  constructor(private readonly database: Database) {}

  /** Every address ever seen that starts like this, subscriber or not, in order. @param after the last address seen */
  async search(prefix: string, limit: number, after?: string): Promise<AddressHit[]> {
    const { rows } = await this.database.pool.query<AddressHit>(SEARCH, [limit, likePrefix(prefix), after ?? null]);
    return rows;
  }

  /** null when it was never seen: not added, not imported, not mailed. */
  async record(normalized: string): Promise<AddressRecord | null> {
    const { rows } = await this.database.pool.query<Core>(CORE, [normalized]);
    if (!rows[0]) return null;
    const { subscriberId, subscriberName, subscriberSince, ...core } = rows[0];
    const [suppressions, events, deliveries] = await Promise.all([
      this.suppressions(core.id, core.domainName),
      this.events(core.id),
      deliveriesOf(this.database, core.id),
    ]);
    const subscriber =
      subscriberId === null ? null : { id: subscriberId, name: subscriberName, createdAt: subscriberSince! };
    return { ...core, subscriber, suppressions, events, ...deliveries };
  }

  private async suppressions(addressId: string, domainName: string): Promise<SuppressionRow[]> {
    const { rows } = await this.database.pool.query<SuppressionRow>(
      `SELECT ${SUPPRESSION_ROW} FROM (
         SELECT * FROM suppression WHERE address_id = $1 AND scope = 'address'
         UNION ALL SELECT * FROM suppression WHERE domain_name = $2 AND scope = 'domain' AND lifted_at IS NULL) s
       LEFT JOIN address a ON a.id = s.address_id ORDER BY s.id DESC LIMIT $3`,
      [addressId, domainName, MAX_SUPPRESSIONS],
    );
    return rows;
  }

  private async events(addressId: string): Promise<AddressEventRow[]> {
    const { rows } = await this.database.pool.query<AddressEventRow>(
      `SELECT id, at, kind, actor, CASE WHEN detail ? 'otherAddressId' THEN detail || jsonb_build_object('otherAddress',
         (SELECT o.normalized FROM address o WHERE o.id = (detail->>'otherAddressId')::uuid AND o.erased_at IS NULL)) ELSE detail END AS detail
       FROM address_event WHERE address_id = $1 ORDER BY id DESC LIMIT $2`,
      [addressId, MAX_EVENTS],
    );
    return rows;
  }
}
