// The queue by destination: what waits at each site, its pauses; a person may pause and resume one.
import type { SiteView } from '@doorstep/contracts';
import type { Database } from './database.js';
import { WAITING } from './waiting-sites.sql.js';

export type SiteRow = Omit<SiteView, 'pausedUntil' | 'lastAcceptedAt' | 'oldestWaitingAt'> & {
  readonly pausedUntil: Date | null;
  readonly lastAcceptedAt: Date | null;
  readonly oldestWaitingAt: Date | null;
};

/** Beyond this a site's waiting deliveries are not counted one by one. */
export const WAITING_CAP = 10_000;

// Sites with open work are found by skipping along delivery_waiting (one step a site, as the dispatcher does), then
// sites with a pause; only the sites of one page are counted, and those up to the cap.
const PAGE = `
WITH RECURSIVE live AS (SELECT id FROM campaign WHERE state IN ('sending','paused')),
step AS (
  SELECT c.id AS campaign_id, f.site_id FROM live c CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = c.id AND site_id IS NOT NULL AND ${WAITING} ORDER BY site_id LIMIT 1) f
  UNION ALL
  SELECT s.campaign_id, n.site_id FROM step s CROSS JOIN LATERAL (
    SELECT site_id FROM delivery WHERE campaign_id = s.campaign_id AND site_id > s.site_id AND ${WAITING} ORDER BY site_id LIMIT 1) n
), busy AS (
  SELECT site_id FROM step UNION SELECT site_id FROM delivery WHERE state = 'sending' AND lease_until > now() - interval '1 hour'
  UNION SELECT site_id FROM site_state WHERE paused_until > now()
), page AS (
  SELECT site_id FROM busy WHERE site_id IS NOT NULL AND ($2::uuid IS NULL OR site_id > $2)
    AND ($3::uuid IS NULL OR site_id = $3) ORDER BY site_id LIMIT $1
)`;

const COLUMNS = `s.id, s.mx_hosts AS "mxHosts", s.provider, t.connection_limit AS "connectionLimit",
  CASE WHEN t.paused_until > now() THEN t.paused_until END AS "pausedUntil",
  CASE WHEN t.paused_until > now() THEN t.pause_reason END AS "pauseReason",
  t.last_accepted_at AS "lastAcceptedAt", w.waiting, w.oldest AS "oldestWaitingAt", n.sending
FROM page p JOIN site s ON s.id = p.site_id JOIN site_state t ON t.site_id = s.id
CROSS JOIN LATERAL (
  SELECT count(*)::int AS waiting, min(x.next_attempt_at) AS oldest FROM live c CROSS JOIN LATERAL (
    SELECT next_attempt_at FROM delivery WHERE campaign_id = c.id AND site_id = s.id AND ${WAITING}
    ORDER BY next_attempt_at LIMIT ${WAITING_CAP}) x) w
CROSS JOIN LATERAL (SELECT count(*)::int AS sending FROM delivery WHERE state = 'sending' AND site_id = s.id) n
ORDER BY s.id`;

export class SiteStore {
  constructor(private readonly database: Database) {}

  /** Sites with something waiting, under way or paused. */
  async page({ limit, after }: { readonly limit: number; readonly after?: string | undefined }): Promise<SiteRow[]> {
    const { rows } = await this.database.pool.query<SiteRow>(`${PAGE} SELECT ${COLUMNS}`, [limit, after ?? null, null]);
    return rows;
  }

  /** Any site, quiet ones too. */
  async one(id: string): Promise<SiteRow | null> {
    const { rows } = await this.database.pool.query<SiteRow>(
      `WITH live AS (SELECT id FROM campaign WHERE state IN ('sending','paused')), page AS (SELECT $1::uuid AS site_id)
       SELECT ${COLUMNS}`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** A person's pause stands above those Doorstep sets by itself. @returns false when there is no such site */
  async pause(id: string, minutes: number, reason: string): Promise<boolean> {
    const paused = await this.database.pool.query(
      `UPDATE site_state SET paused_until = now() + $2 * interval '1 minute', pause_reason = $3, pause_cause = 'user',
         updated_at = now() WHERE site_id = $1`,
      [id, minutes, reason],
    );
    return paused.rowCount === 1;
  }

  /** Ends whatever pause there is, and forgets the failures that led to it. */
  async resume(id: string): Promise<boolean> {
    const resumed = await this.database.pool.query(
      `UPDATE site_state SET paused_until = NULL, pause_reason = NULL, pause_cause = NULL, consecutive_failures = 0,
         updated_at = now() WHERE site_id = $1`,
      [id],
    );
    return resumed.rowCount === 1;
  }
}
