// Who would get a campaign: the same judgement as the plan's, counted in one statement.
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
