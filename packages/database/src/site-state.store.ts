// What a site puts up with at the moment: pauses with their reason, failures in a row.
import type { Database } from './database.js';

export interface SitePause {
  readonly siteId: string;
  readonly seconds: number;
  /** Plain words, with the reply that caused it. */
  readonly reason: string;
  /** Rule id, "breaker", or "user". */
  readonly cause: string;
}

export class SiteStateStore {
  constructor(private readonly database: Database) {}

  /** Pauses a site; a pause that ends later, or one set by a person, stays. */
  async pause({ siteId, seconds, reason, cause }: SitePause): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET paused_until = now() + $2 * interval '1 second', pause_reason = $3, pause_cause = $4, updated_at = now()
       WHERE site_id = $1 AND (paused_until IS NULL OR paused_until < now() + $2 * interval '1 second')
         AND (pause_cause = 'user' AND paused_until > now()) IS NOT TRUE`,
      [siteId, seconds, reason, cause],
    );
  }

  /** Counts connections in a row that found nobody. @returns how many it is now */
  async countUnreachable(siteId: string): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      `UPDATE site_state SET consecutive_failures = consecutive_failures + 1, updated_at = now()
       WHERE site_id = $1 RETURNING consecutive_failures AS count`,
      [siteId],
    );
    return rows[0]?.count ?? 0;
  }

  /** An accepted message: the site is well again. */
  async noteAccepted(siteIds: readonly string[]): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET consecutive_failures = 0, last_accepted_at = now(), updated_at = now()
       WHERE site_id = ANY($1::uuid[]) AND (consecutive_failures > 0 OR last_accepted_at IS NULL OR last_accepted_at < now() - interval '10 seconds')`,
      [siteIds],
    );
  }
}
