// Finds people whose mail fails issue after issue, campaign by campaign as their results come in.
import { type ChronicRule, defaultChronicRule } from '@doorstep/contracts';
import type { Database } from './database.js';

/** Deliveries looked at for each address: more than any rule asks for. */
const LOOKED_AT = 10;
/** Addresses weighed in one statement. */
const PAGE = 2000;

export interface ChangedCampaign {
  readonly id: string;
  readonly failed: number;
  readonly accepted: number;
}

export interface RuleInForce {
  readonly version: number;
  readonly rule: ChronicRule;
}

/**
 * $1 addresses · $2 failures · $3 of the last · $4 over days · $5 version of the rule.
 * Two accepted in a row end it. Campaigns are made one after the other, so their ids stand for their order.
 */
const WEIGH = `
WITH looked AS (
  SELECT a.id AS address_id, d.*, row_number() OVER (PARTITION BY a.id ORDER BY d.campaign_id DESC) AS n
  FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
    SELECT d.id, d.campaign_id, d.state, coalesce(d.category, 'unclassified') AS category, d.site_id, d.domain_name,
      coalesce(d.settled_at, d.accepted_at, now()) AS at
    FROM delivery d WHERE d.address_id = a.id AND d.state IN ('accepted','refused','expired','returned')
    ORDER BY d.campaign_id DESC LIMIT ${LOOKED_AT}) d
), weighed AS (
  SELECT address_id, count(*) FILTER (WHERE state <> 'accepted' AND n <= $3) AS failed, least(count(*), $3) AS looked_at,
    count(*) FILTER (WHERE state = 'accepted' AND n <= 2) AS accepted_last,
    min(at) FILTER (WHERE state <> 'accepted') AS since, max(at) FILTER (WHERE state <> 'accepted') AS last_failed_at,
    (array_agg(id ORDER BY n) FILTER (WHERE state <> 'accepted'))[1] AS delivery_id
  FROM looked GROUP BY address_id
), chronic AS (
  SELECT * FROM weighed
  WHERE failed >= $2 AND accepted_last < 2 AND last_failed_at - since >= $4 * interval '1 day'
), placed AS (
  SELECT c.*, d.category, d.site_id, d.domain_name, s.provider,
    d.category || ':' || CASE WHEN s.provider IS NOT NULL THEN 'provider:' || s.provider
      WHEN s.id IS NOT NULL AND s.mx_key NOT LIKE '!%' THEN 'site:' || s.id ELSE 'domain:' || d.domain_name END AS group_key
  FROM chronic c JOIN looked d ON d.id = c.delivery_id LEFT JOIN site s ON s.id = d.site_id
), written AS (
  INSERT INTO chronic_case (address_id, group_key, category, site_id, provider, domain_name, since, last_failed_at, failed, looked_at,
    delivery_id, rule_version)
  SELECT address_id, group_key, category, site_id, provider, domain_name, since, last_failed_at, failed, looked_at, delivery_id, $5
  FROM placed ORDER BY address_id
  ON CONFLICT (address_id) DO UPDATE SET group_key = excluded.group_key, category = excluded.category, site_id = excluded.site_id,
    provider = excluded.provider, domain_name = excluded.domain_name, since = least(chronic_case.since, excluded.since),
    last_failed_at = excluded.last_failed_at, failed = excluded.failed, looked_at = excluded.looked_at,
    delivery_id = excluded.delivery_id, rule_version = excluded.rule_version
  RETURNING address_id
), ended AS (
  DELETE FROM chronic_case c WHERE c.address_id = ANY($1) AND NOT EXISTS (SELECT FROM placed p WHERE p.address_id = c.address_id)
)
SELECT count(*)::int AS chronic FROM written`;

/** Results of a campaign under way are looked at once a minute. */
const CHANGED = `
SELECT t.campaign_id AS id, t.failed, t.accepted FROM (
  SELECT campaign_id, coalesce(sum(count) FILTER (WHERE state IN ('refused','expired','returned')), 0)::int AS failed,
    coalesce(sum(count) FILTER (WHERE state = 'accepted'), 0)::int AS accepted
  FROM campaign_tally GROUP BY campaign_id) t
JOIN campaign c ON c.id = t.campaign_id AND c.planned_at > now() - interval '200 days'
LEFT JOIN chronic_seen s ON s.campaign_id = t.campaign_id
WHERE (s.campaign_id IS NULL AND (t.failed > 0 OR (t.accepted > 0 AND EXISTS (SELECT FROM chronic_case))))
  OR (s.campaign_id IS NOT NULL AND ((s.failed, s.accepted) <> (t.failed, t.accepted) OR s.rule_version <> $1)
    AND (c.state <> 'sending' OR s.seen_at < now() - interval '1 minute'))
ORDER BY t.campaign_id LIMIT 20`;

const FAILED = `
SELECT id, address_id AS "addressId" FROM delivery
WHERE campaign_id = $1 AND listed_state = $2 AND id > $3 ORDER BY id LIMIT ${PAGE}`;
const RECOVERING = `
SELECT c.address_id AS "addressId" FROM chronic_case c
JOIN delivery d ON d.address_id = c.address_id AND d.campaign_id = $1 AND d.state = 'accepted'
WHERE c.address_id > $2 ORDER BY c.address_id LIMIT ${PAGE}`;
const OUTDATED = `SELECT address_id AS "addressId" FROM chronic_case WHERE rule_version <> $1 ORDER BY address_id LIMIT ${PAGE}`;

const NO_ID = '00000000-0000-0000-0000-000000000000';

export class ChronicWatchStore {
  constructor(private readonly database: Database) {}

  async ruleInForce(): Promise<RuleInForce> {
    const { rows } = await this.database.pool.query<RuleInForce>(
      'SELECT version, rule FROM chronic_rule ORDER BY version DESC LIMIT 1',
    );
    return rows[0] ?? { version: 0, rule: defaultChronicRule };
  }

  /** Campaigns whose results were not looked through as they are now. */
  async changed({ version }: RuleInForce): Promise<ChangedCampaign[]> {
    return (await this.database.pool.query<ChangedCampaign>(CHANGED, [version])).rows;
  }

  /** Weighs everybody whom it failed to reach, and who was in trouble and got it. A second run changes nothing. */
  async lookThrough(campaign: ChangedCampaign, inForce: RuleInForce): Promise<void> {
    for (const state of ['refused', 'expired', 'returned']) {
      for (let after = NO_ID; ; ) {
        const { rows } = await this.database.pool.query<{ id: string; addressId: string }>(FAILED, [
          ...[campaign.id, state, after],
        ]);
        await this.weigh(rows, inForce);
        if (rows.length < PAGE) break;
        after = rows.at(-1)!.id;
      }
    }
    for (let after = NO_ID; ; ) {
      const { rows } = await this.database.pool.query<{ addressId: string }>(RECOVERING, [campaign.id, after]);
      await this.weigh(rows, inForce);
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.addressId;
    }
    await this.database.pool.query(
      `INSERT INTO chronic_seen (campaign_id, failed, accepted, rule_version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (campaign_id) DO UPDATE SET failed = $2, accepted = $3, rule_version = $4, seen_at = now()`,
      [campaign.id, campaign.failed, campaign.accepted, inForce.version],
    );
  }

  /** Weighs one page of those who were found by another rule. @returns whether there may be more */
  async reweigh(inForce: RuleInForce): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ addressId: string }>(OUTDATED, [inForce.version]);
    await this.weigh(rows, inForce);
    return rows.length === PAGE;
  }

  private async weigh(
    people: readonly { readonly addressId: string }[],
    { rule, version }: RuleInForce,
  ): Promise<void> {
    if (people.length === 0) return;
    await this.database.pool.query(WEIGH, [
      people.map(({ addressId }) => addressId),
      ...[rule.failures, rule.ofLast, rule.overDays, version],
    ]);
  }
}
