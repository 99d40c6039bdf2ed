// What a site puts up with at the moment from a source address: pauses and slower rates with their reason, troubles.
import type { Database } from './database.js';
import type { LaneKey } from './lanes.store.js';

export interface SitePause extends LaneKey {
  readonly seconds: number;
  /** Plain words, with the reply that caused it. */
  readonly reason: string;
  /** Rule id, "breaker", "source-family" or "user". */
  readonly cause: string;
  /** Afterwards one message finds out whether the site is well again. */
  readonly isProbed: boolean;
}

export interface SiteSlowdown extends LaneKey {
  readonly perMinute: number;
  readonly seconds: number;
  readonly reason: string;
  readonly cause: string;
}

const IS_LANE = 'site_id = $1 AND source_id = $2';

export class SiteStateStore {
  constructor(private readonly database: Database) {}

  /** Pauses a site; a pause that ends later, or one set by a person, stays. Pauses within a day of each other count up. */
  async pause({ siteId, sourceId, seconds, reason, cause, isProbed }: SitePause): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET paused_until = now() + $3 * interval '1 second', pause_reason = $4, pause_cause = $5,
         probe_only = $6, updated_at = now(), last_pause_at = now(),
         pause_count = CASE WHEN paused_until > now() THEN pause_count
           WHEN last_pause_at > now() - interval '1 day' THEN pause_count + 1 ELSE 1 END
       WHERE ${IS_LANE} AND (paused_until IS NULL OR paused_until < now() + $3 * interval '1 second')
         AND (pause_cause = 'user' AND paused_until > now()) IS NOT TRUE`,
      [siteId, sourceId, seconds, reason, cause, isProbed],
    );
  }

  /** The message after the pause went well. */
  async open({ siteId, sourceId }: LaneKey): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET probe_only = false, updated_at = now() WHERE ${IS_LANE} AND probe_only`,
      [siteId, sourceId],
    );
  }

  /** Fewer messages a minute for a while; of two such the slower stays. */
  async slow({ siteId, sourceId, perMinute, seconds, reason, cause }: SiteSlowdown): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET rate_per_minute = $3, rate_until = now() + $4 * interval '1 second', rate_reason = $5,
         rate_cause = $6, updated_at = now()
       WHERE ${IS_LANE} AND (rate_until IS NULL OR rate_until <= now() OR rate_per_minute >= $3)`,
      [siteId, sourceId, perMinute, seconds, reason, cause],
    );
  }

  /** Trouble is remembered at once, growth when the lane is left. */
  async limitConnections({ siteId, sourceId }: LaneKey, most: number): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET connection_limit = $3, limit_at = now(), well_count = 0, updated_at = now() WHERE ${IS_LANE}`,
      [siteId, sourceId, Math.max(1, most)],
    );
  }

  /** The site ends a connection after so many messages; it is not tried with more. */
  async limitMessages({ siteId, sourceId }: LaneKey, most: number): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state SET message_limit = least(coalesce(message_limit, $3), $3), updated_at = now() WHERE ${IS_LANE}`,
      [siteId, sourceId, Math.max(1, most)],
    );
  }

  /** Counts replies a rule matches within a window that begins with the first. @returns how many it is now */
  async countTrouble({ siteId, sourceId }: LaneKey, cause: string, windowSeconds: number): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      `UPDATE site_state SET updated_at = now(), troubles = jsonb_set(troubles, ARRAY[$3::text], CASE
         WHEN (troubles->$3::text->>'since')::float8 > extract(epoch FROM now()) - $4
         THEN jsonb_build_object('n', (troubles->$3::text->>'n')::int + 1, 'since', troubles->$3::text->'since')
         ELSE jsonb_build_object('n', 1, 'since', extract(epoch FROM now())) END)
       WHERE ${IS_LANE} RETURNING (troubles->$3::text->>'n')::int AS count`,
      [siteId, sourceId, cause, windowSeconds],
    );
    return rows[0]?.count ?? 0;
  }

  /** Counts connections in a row that found nobody. @returns how many it is now */
  async countUnreachable({ siteId, sourceId }: LaneKey): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      `UPDATE site_state SET consecutive_failures = consecutive_failures + 1, updated_at = now()
       WHERE ${IS_LANE} RETURNING consecutive_failures AS count`,
      [siteId, sourceId],
    );
    return rows[0]?.count ?? 0;
  }

  /** An accepted message: the site is well again. */
  async noteAccepted(lanes: readonly LaneKey[]): Promise<void> {
    await this.database.pool.query(
      `UPDATE site_state t SET consecutive_failures = 0, last_accepted_at = now(), updated_at = now()
       FROM unnest($1::uuid[], $2::uuid[]) AS u(site_id, source_id)
       WHERE t.site_id = u.site_id AND t.source_id = u.source_id
         AND (t.consecutive_failures > 0 OR t.last_accepted_at IS NULL OR t.last_accepted_at < now() - interval '10 seconds')`,
      [lanes.map(({ siteId }) => siteId), lanes.map(({ sourceId }) => sourceId)],
    );
  }

  /** The machine does not have the address: no site's fault, so that nothing goes out from it for a while. */
  async putSourceAside(sourceId: string, seconds: number, reason: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE source_address SET aside_until = now() + $2 * interval '1 second', aside_reason = $3 WHERE id = $1`,
      [sourceId, seconds, reason],
    );
  }

  /** The addresses we send from, those switched off as well: nothing is sent to them. */
  async sourceIps(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ ip: string }>(
      'SELECT ip FROM source_address WHERE ip IS NOT NULL',
    );
    return rows.map(({ ip }) => ip);
  }
}
