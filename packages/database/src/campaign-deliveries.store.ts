// The deliveries of a campaign, page by page, each with the reply that speaks for it; and what a test send must know.
import type { Delivery } from '@doorstep/contracts';
import type { Database } from './database.js';
import { listedState } from './listed-state.sql.js';
import { type FilteredPeople, peopleWhere } from './people-filter.sql.js';

export type DeliveryRow = Omit<Delivery, 'words' | 'nextAttemptAt' | 'settledAt'> & {
  readonly nextAttemptAt: Date | null;
  readonly settledAt: Date | null;
};

export interface DeliveryPageOptions {
  readonly campaignId: string;
  readonly limit: number;
  readonly filter?: FilteredPeople | undefined;
  /** State and id of the last row seen: pages run along the index (campaign, listed state, id). */
  readonly after?: { readonly state: string; readonly id: string } | undefined;
}

export interface TestRecipient {
  readonly name: string | null;
  readonly fields: Record<string, string>;
  /** Cause of a suppression in force. */
  readonly suppressedBy: string | null;
}

/** Somebody of the audience, whose message stands for all of them. */
export interface SampleRecipient {
  readonly spelling: string;
  readonly name: string | null;
  readonly fields: Record<string, string>;
}

const pageSql = (where: string) => `
SELECT d.id, d.campaign_id AS "campaignId", a.normalized AS address, d.state, d.reason, d.category, d.attempts,
  t.reply_code AS "replyCode", t.enhanced_code AS "enhancedCode", t.reply_text AS "replyText",
  d.next_attempt_at AS "nextAttemptAt", d.settled_at AS "settledAt"
FROM (
  SELECT * FROM delivery d WHERE d.campaign_id = $1
    AND ($3::text IS NULL OR (d.listed_state, d.id) > ($3, $4::uuid))${where} ORDER BY d.listed_state, d.id LIMIT $2) d
JOIN address a ON a.id = d.address_id LEFT JOIN attempt t ON t.id = d.attempt_id
ORDER BY d.listed_state, d.id`;

const IN_FORCE = 'lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

export class CampaignDeliveryStore {
  constructor(private readonly database: Database) {}

  /** Sorted by listed state, then by time of planning. */
  async page({ campaignId, limit, filter = {}, after }: DeliveryPageOptions): Promise<DeliveryRow[]> {
    const { sql, values } = peopleWhere(filter, 5);
    const { rows } = await this.database.pool.query<DeliveryRow>(pageSql(sql), [
      ...[campaignId, limit, after === undefined ? null : listedState(after.state), after?.id ?? null],
      ...values,
    ]);
    return rows;
  }

  /** How many a filter finds: as many as its pages hold. */
  async count(campaignId: string, filter: FilteredPeople): Promise<number> {
    const { sql, values } = peopleWhere(filter, 2);
    const { rows } = await this.database.pool.query<{ people: number }>(
      `SELECT count(*)::int AS people FROM delivery d WHERE d.campaign_id = $1${sql}`,
      [campaignId, ...values],
    );
    return rows[0]!.people;
  }

  /** What is known of an address a test shall go to: her fields, and whether we may mail her at all. */
  async testRecipient(normalized: string, domainName: string): Promise<TestRecipient> {
    const { rows } = await this.database.pool.query<TestRecipient>(
      `SELECT s.name, coalesce(s.fields, '{}') AS fields, (
         SELECT cause FROM suppression WHERE ${IN_FORCE}
           AND ((scope = 'address' AND address_id = a.id) OR (scope = 'domain' AND domain_name = $2)) LIMIT 1) AS "suppressedBy"
       FROM (SELECT 1) one LEFT JOIN address a ON a.normalized = $1 LEFT JOIN subscriber s ON s.address_id = a.id`,
      [normalized, domainName],
    );
    return rows[0]!;
  }

  /** One who would get a campaign to these lists (null: any); null when nobody would. */
  async sampleRecipient(listIds: readonly string[] | null): Promise<SampleRecipient | null> {
    const { rows } = await this.database.pool.query<SampleRecipient>(
      `SELECT a.spelling, b.name, b.fields FROM membership m JOIN address a ON a.id = m.address_id
         JOIN subscriber b ON b.address_id = a.id
       WHERE ($1::uuid[] IS NULL OR m.list_id = ANY($1::uuid[])) AND m.status = 'subscribed' AND NOT EXISTS (
         SELECT FROM suppression WHERE ${IN_FORCE}
           AND ((scope = 'address' AND address_id = a.id) OR (scope = 'domain' AND domain_name = a.domain_name)))
       LIMIT 1`,
      [listIds],
    );
    return rows[0] ?? null;
  }
}
