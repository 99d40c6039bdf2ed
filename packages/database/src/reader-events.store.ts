// Opens and clicks as they come in, over signed links; what looks like a machine is kept, marked, and counts for nobody.
import type { Database } from './database.js';

/** What a counted link of one person's message speaks of. */
export interface CountedDelivery {
  readonly campaignId: string;
  readonly addressId: string;
  readonly variant: number | null;
  /** null until it is known that the message was taken. */
  readonly acceptedAt: Date | null;
}

export interface NewReaderEvent {
  readonly campaignId: string;
  /** null where nobody is to be known. */
  readonly addressId: string | null;
  readonly kind: 'open' | 'click';
  readonly linkId: string | null;
  readonly variant: number | null;
  /** Why it looks like a machine; null: like a person. */
  readonly machineReason: string | null;
}

/** Of one person in one campaign: more than that is a machine that has hung, and fills no table. */
const MOST_EVENTS = 200;
/** Who opens so many different links within so short a time reads none of them. */
const MANY_LINKS = 3;
const AT_ONCE_SECONDS = 10;

const ADD = `
INSERT INTO reader_event (campaign_id, address_id, kind, link_id, variant, is_machine, machine_reason)
SELECT $1, $2::uuid, $3, $4::uuid, $5::smallint, $6::text IS NOT NULL, $6
WHERE $2::uuid IS NULL OR (SELECT count(*) FROM (SELECT FROM reader_event e
  WHERE e.address_id = $2 AND e.campaign_id = $1 AND e.kind = $3 LIMIT ${MOST_EVENTS}) x) < ${MOST_EVENTS}`;

const MARK_SCANNER = `
WITH recent AS (
  SELECT id, link_id FROM reader_event WHERE address_id = $2 AND campaign_id = $1 AND kind = 'click'
    AND at > now() - interval '${AT_ONCE_SECONDS} seconds')
UPDATE reader_event SET is_machine = true, machine_reason = 'every_link'
WHERE NOT is_machine AND id IN (SELECT id FROM recent) AND (SELECT count(DISTINCT link_id) FROM recent) >= ${MANY_LINKS}`;

export class ReaderEventStore {
  constructor(private readonly database: Database) {}

  async delivery(deliveryId: string): Promise<CountedDelivery | null> {
    const { rows } = await this.database.pool.query<CountedDelivery>(
      `SELECT campaign_id AS "campaignId", address_id AS "addressId", variant, accepted_at AS "acceptedAt"
       FROM delivery WHERE id = $1`,
      [deliveryId],
    );
    return rows[0] ?? null;
  }

  /** Where a link leads: only addresses that stand in this campaign. */
  async link(campaignId: string, number: number): Promise<{ id: string; url: string } | null> {
    const { rows } = await this.database.pool.query<{ id: string; url: string }>(
      'SELECT id, url FROM campaign_link WHERE campaign_id = $1 AND number = $2',
      [campaignId, number],
    );
    return rows[0] ?? null;
  }

  /** Somebody who follows every link within moments becomes a machine afterwards, with the first ones too. */
  async add({ campaignId, addressId, kind, linkId, variant, machineReason }: NewReaderEvent): Promise<void> {
    await this.database.pool.query(ADD, [campaignId, addressId, kind, linkId, variant, machineReason]);
    if (kind === 'click' && addressId !== null) await this.database.pool.query(MARK_SCANNER, [campaignId, addressId]);
  }
}
