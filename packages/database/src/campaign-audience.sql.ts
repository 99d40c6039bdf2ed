// Who would get a campaign: the same judgement as the plan's, counted in one statement.
import { GOT_IT, IN_DOUBT, inFamily, ON_THE_WAY } from './campaign-family.sql.js';
import type { Database } from './database.js';

export interface AudienceCounts {
  /** Addresses on the lists, unconfirmed ones too. */
  readonly selected: number;
  readonly suppressed: number;
  readonly willGetIt: number;
}

const IN_FORCE = 'lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

const COUNTS = `
WITH chosen AS (
  SELECT address_id, bool_or(status = 'subscribed') AS is_subscribed FROM membership
  WHERE list_id = ANY($1::uuid[]) AND status IN ('subscribed','unconfirmed') GROUP BY address_id
), held AS (
  SELECT c.address_id FROM chosen c JOIN suppression s ON s.scope = 'address' AND s.address_id = c.address_id AND ${IN_FORCE}
  UNION
  SELECT c.address_id FROM suppression s JOIN address a ON a.domain_name = s.domain_name JOIN chosen c ON c.address_id = a.id
  WHERE s.scope = 'domain' AND ${IN_FORCE}
)
SELECT count(*)::int AS selected, count(h.address_id)::int AS suppressed,
  count(*) FILTER (WHERE h.address_id IS NULL AND c.is_subscribed AND b.id IS NOT NULL)::int AS "willGetIt"
FROM chosen c LEFT JOIN held h ON h.address_id = c.address_id LEFT JOIN subscriber b ON b.address_id = c.address_id`;

export async function campaignAudience(database: Database, listIds: readonly string[]): Promise<AudienceCounts> {
  const { rows } = await database.pool.query<AudienceCounts>(COUNTS, [listIds]);
  return rows[0]!;
}

const CHOSEN = `
SELECT count(*)::int AS selected, count(*) FILTER (WHERE j.is_held)::int AS suppressed,
  count(*) FILTER (WHERE NOT j.is_held AND j.may_get_it)::int AS "willGetIt"
FROM campaign_recipient r JOIN campaign c ON c.id = r.campaign_id JOIN address a ON a.id = r.address_id CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE}
      AND ((s.scope = 'address' AND s.address_id = a.id) OR (s.scope = 'domain' AND s.domain_name = a.domain_name))) AS is_held,
    EXISTS (SELECT FROM membership m JOIN subscriber b ON b.address_id = m.address_id
      WHERE m.address_id = a.id AND m.list_id = ANY(c.list_ids) AND m.status = 'subscribed')
    AND NOT ${inFamily('a.id', `${GOT_IT},${IN_DOUBT},${ON_THE_WAY}`)} AS may_get_it) j
WHERE r.campaign_id = $1`;

export async function chosenAudience(database: Database, campaignId: string): Promise<AudienceCounts> {
  const { rows } = await database.pool.query<AudienceCounts>(CHOSEN, [campaignId]);
  return rows[0]!;
}
