// What the rules of large providers are judged by: messages of a sending domain, their replies, their encryption, its newest campaign.
import type { Database } from './database.js';
import { TAKEN } from './result-conditions.sql.js';
import { numberOf } from './result-facts.js';

export interface SenderNumbers {
  readonly accepted: number;
  readonly complained: number;
  readonly hasComplaintsAtAll: boolean;
  readonly tls: { readonly of: number; readonly encrypted: number };
  readonly newestCampaignId: string | null;
  readonly replies: readonly {
    readonly pattern: number;
    readonly text: string;
    readonly enhancedCode: string;
    readonly category: string;
    readonly messages: number;
  }[];
}

/** Attempts looked at for the share of encrypted ones, newest first. */
const LOOKED_AT = 1000;
const LOOKED_THROUGH = 5000;

export class SenderFactStore {
  constructor(private readonly database: Database) {}

  async numbers(sendingDomainId: string, from: Date, until: Date): Promise<SenderNumbers> {
    const { pool } = this.database;
    const values = [sendingDomainId, from, until];
    const own = 'SELECT id FROM campaign WHERE sending_domain_id = $1';
    const [sums, replies, tls, more] = await Promise.all([
      pool.query<{ accepted: number; complained: number }>(
        `SELECT coalesce(sum(count) FILTER (WHERE outcome = ANY($4::int[])), 0)::int AS accepted,
           coalesce(sum(count) FILTER (WHERE outcome = $5), 0)::int AS complained
         FROM result_hour WHERE hour >= $2 AND hour < $3 AND campaign_id IN (${own})`,
        [...values, TAKEN, numberOf('complained')],
      ),
      pool.query<SenderNumbers['replies'][number]>(
        `SELECT n.id AS pattern, n.text, n.enhanced_code AS "enhancedCode", n.category, sum(c.count)::int AS messages
         FROM reply_pattern n JOIN result_cell c ON c.pattern_id = n.id
         WHERE n.category IN ('authentication','ptr_helo','tls_required','message_format') AND c.hour >= $2 AND c.hour < $3
           AND c.campaign_id IN (${own}) GROUP BY n.id ORDER BY 5 DESC LIMIT 100`,
        values,
      ),
      pool.query<SenderNumbers['tls']>(
        `WITH newest AS MATERIALIZED (
           SELECT id, campaign_id, outcome, tls FROM attempt WHERE id >= id_floor($2::timestamptz) AND id < id_floor($3::timestamptz)
             AND phase = 'finished' ORDER BY id DESC LIMIT ${LOOKED_THROUGH})
         SELECT count(*)::int AS of, count(*) FILTER (WHERE tls IS NOT NULL AND tls NOT LIKE 'none%')::int AS encrypted
         FROM (SELECT tls FROM newest WHERE outcome = 'accepted' AND campaign_id IN (${own}) LIMIT ${LOOKED_AT}) t`,
        values,
      ),
      pool.query<{ hasComplaintsAtAll: boolean; newestCampaignId: string | null }>(
        `SELECT EXISTS (SELECT FROM inbound_message WHERE kind = 'complaint') AS "hasComplaintsAtAll",
           (SELECT id FROM campaign WHERE sending_domain_id = $1 AND subject <> '' AND html || text <> '' ORDER BY started_at DESC NULLS LAST, id DESC LIMIT 1)
             AS "newestCampaignId"`,
        [sendingDomainId],
      ),
    ]);
    return { ...sums.rows[0]!, ...more.rows[0]!, tls: tls.rows[0]!, replies: replies.rows };
  }
}
