// How the others fared with the same campaign: is it her, her company, or us? Samples along indexes, never a whole table.
import { deliveryGroups } from '@doorstep/contracts';
import { onePerDomainAlike, othersAtSite, TRIED } from './compared-others.sql.js';
import type { Database } from './database.js';

export interface ComparisonQuestion {
  /** Hers, which the others are compared with. */
  readonly deliveryId: string;
  readonly campaignId: string;
  readonly addressId: string;
  readonly siteId: string | null;
  readonly domainName: string;
  /** The refusal she met. */
  readonly category: string | null;
  /** Whether it counts who took the same campaign elsewhere; else `takenBy` stays empty. */
  readonly isJudgedByOthers: boolean;
}

export interface OtherRefusal {
  readonly mxHost: string | null;
  readonly text: string | null;
}

export interface ComparedCampaign {
  readonly deliveryId: string;
  readonly campaignId: string;
  readonly siteTried: number;
  readonly siteAccepted: number;
  readonly domainTried: number;
  readonly domainAccepted: number;
  /** Of those, how many met the same category as she did. */
  readonly domainAlike: number;
  readonly domainsRefusingAlike: number;
  /** Some of those domains, one reply of each. */
  readonly refusals: readonly OtherRefusal[];
  /** MX hosts that took it: one of each domain in a sample. */
  readonly takenBy: readonly string[];
  /** At all sites together. */
  readonly campaignAccepted: number;
}

/** Domains whose replies are read. */
const DOMAINS = 200;
/** Deliveries that were taken, looked at for who took them. */
const TAKERS = 500;

const OTHERS = `
SELECT count(*)::int AS "siteTried", count(*) FILTER (WHERE d.state = ANY($6))::int AS "siteAccepted",
  count(*) FILTER (WHERE o.domain_name = $4)::int AS "domainTried",
  count(*) FILTER (WHERE o.domain_name = $4 AND d.state = ANY($6))::int AS "domainAccepted",
  count(*) FILTER (WHERE o.domain_name = $4 AND d.category = $5 AND d.state IN ('refused','returned','deferred','expired'))::int AS "domainAlike"
FROM (${othersAtSite({ campaign: '$1', site: '$2', address: '$3' })}) o JOIN delivery d ON d.id = o.delivery_id
WHERE d.state = ANY($7)`;

const ALIKE = `
WITH alike AS (${onePerDomainAlike({ campaign: '$1', category: '$2', domain: '$3' })})
SELECT (SELECT count(*)::int FROM alike) AS count, a.mx_host AS "mxHost", left(coalesce(m.text, a.reply_text), 1000) AS text
FROM (SELECT * FROM alike LIMIT ${DOMAINS}) f LEFT JOIN attempt a ON a.id = f.attempt_id
LEFT JOIN LATERAL (
  SELECT report->>'diagnostic' AS text FROM inbound_message WHERE f.state = 'returned' AND delivery_id = f.id AND kind = 'bounce' ORDER BY id DESC LIMIT 1
) m ON true`;

const TAKEN = `
SELECT DISTINCT ON (d.domain_name) a.mx_host AS "mxHost"
FROM (SELECT domain_name, attempt_id FROM delivery WHERE campaign_id = $1 AND listed_state = 'accepted' ORDER BY id LIMIT ${TAKERS}) d
JOIN attempt a ON a.id = d.attempt_id WHERE d.domain_name <> $2 AND a.mx_host IS NOT NULL ORDER BY d.domain_name`;

const ACCEPTED = `
SELECT coalesce(sum(count), 0)::int AS count FROM campaign_tally WHERE campaign_id = $1 AND state IN ('accepted','returned','complained')`;

type OthersThere = Pick<
  ComparedCampaign,
  'siteTried' | 'siteAccepted' | 'domainTried' | 'domainAccepted' | 'domainAlike'
>;

export class ComparisonStore {
  constructor(private readonly database: Database) {}

  /** The address itself is not counted. */
  async compare({
    deliveryId,
    campaignId,
    addressId,
    siteId,
    domainName,
    category,
    isJudgedByOthers,
  }: ComparisonQuestion): Promise<ComparedCampaign> {
    const { pool } = this.database;
    const [others, alike, taken, accepted] = await Promise.all([
      pool.query<OthersThere>(OTHERS, [
        ...[campaignId, siteId, addressId, domainName, category],
        ...[deliveryGroups.got_it.states, TRIED],
      ]),
      pool.query<OtherRefusal & { count: number }>(ALIKE, [campaignId, category, domainName]),
      isJudgedByOthers ? pool.query<{ mxHost: string }>(TAKEN, [campaignId, domainName]) : { rows: [] },
      pool.query<{ count: number }>(ACCEPTED, [campaignId]),
    ]);
    return {
      ...{ deliveryId, campaignId },
      ...others.rows[0]!,
      domainsRefusingAlike: alike.rows[0]?.count ?? 0,
      refusals: alike.rows.map(({ mxHost, text }) => ({ mxHost, text })),
      takenBy: taken.rows.map(({ mxHost }) => mxHost),
      campaignAccepted: accepted.rows[0]!.count,
    };
  }
}
