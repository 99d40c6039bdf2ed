// How the others fared with the same campaign: is it her, her company, or us? Samples along indexes, never a whole table.
import type { Database } from './database.js';

export interface ComparisonQuestion {
  readonly campaignId: string;
  readonly addressId: string;
  readonly siteId: string | null;
  readonly domainName: string;
  /** The refusal she met. */
  readonly category: string | null;
}

export interface ComparedCampaign {
  readonly campaignId: string;
  readonly siteTried: number;
  readonly siteAccepted: number;
  readonly domainTried: number;
  readonly domainAccepted: number;
  readonly domainsRefusingAlike: number;
  /** At all sites together. */
  readonly campaignAccepted: number;
}

/** Attempts looked at: at a site of this size the answer is plain. */
const SAMPLE = 2000;

// Attempts at the site from the campaign's start on, as many as the sample holds; then the deliveries they belong to.
const OTHERS = `
WITH seen AS MATERIALIZED (
  SELECT delivery_id, campaign_id, domain_name, address_id FROM attempt
  WHERE site_id = $2 AND id >= id_floor((SELECT coalesce(started_at, scheduled_at, created_at) - interval '1 minute' FROM campaign WHERE id = $1))
  ORDER BY id LIMIT ${SAMPLE}
), others AS (
  SELECT DISTINCT s.delivery_id, s.domain_name FROM seen s WHERE s.campaign_id = $1 AND s.address_id <> $3
)
SELECT count(*)::int AS "siteTried", count(*) FILTER (WHERE d.state IN ('accepted','complained'))::int AS "siteAccepted",
  count(*) FILTER (WHERE o.domain_name = $4)::int AS "domainTried",
  count(*) FILTER (WHERE o.domain_name = $4 AND d.state IN ('accepted','complained'))::int AS "domainAccepted"
FROM others o JOIN delivery d ON d.id = o.delivery_id
WHERE d.state IN ('accepted','complained','refused','expired','returned','deferred','in_doubt')`;

const ALIKE = `
SELECT count(DISTINCT f.domain_name)::int AS count FROM unnest(ARRAY['refused','returned','deferred','expired']) AS w(state)
CROSS JOIN LATERAL (SELECT domain_name, category FROM delivery d WHERE d.campaign_id = $1 AND d.state = w.state ORDER BY d.id LIMIT ${SAMPLE}) f
WHERE f.category = $2 AND f.domain_name <> $3`;

const ACCEPTED = `
SELECT coalesce(sum(count), 0)::int AS count FROM campaign_tally WHERE campaign_id = $1 AND state IN ('accepted','returned','complained')`;

export class ComparisonStore {
  constructor(private readonly database: Database) {}

  /** The address itself is not counted. */
  async compare({
    campaignId,
    addressId,
    siteId,
    domainName,
    category,
  }: ComparisonQuestion): Promise<ComparedCampaign> {
    const { pool } = this.database;
    const [others, alike, accepted] = await Promise.all([
      pool.query<Omit<ComparedCampaign, 'campaignId' | 'domainsRefusingAlike' | 'campaignAccepted'>>(OTHERS, [
        ...[campaignId, siteId, addressId, domainName],
      ]),
      pool.query<{ count: number }>(ALIKE, [campaignId, category, domainName]),
      pool.query<{ count: number }>(ACCEPTED, [campaignId]),
    ]);
    return {
      campaignId,
      ...others.rows[0]!,
      domainsRefusingAlike: alike.rows[0]!.count,
      campaignAccepted: accepted.rows[0]!.count,
    };
  }
}
