// Whether the machine is well: migrations, workers alive, how long the oldest due delivery waits.
import type { Database } from './database.js';
import { IS_SENDING_PAUSED, IS_SOURCE_USABLE, isWarmUpReached, WAITING_SITES, waiting } from './waiting-sites.sql.js';

export interface WorkerSeen {
  readonly worker: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** By the clock of the database. */
  readonly secondsAgo: number;
}

// The first delivery of each site that may go now: not paused, not slowed, from a source in use that has room today.
const OLDEST_DUE = `${WAITING_SITES}, lane AS (
  SELECT s.campaign_id, s.site_id FROM step s JOIN site x ON x.id = s.site_id
  WHERE NOT EXISTS (SELECT FROM sending_control WHERE rate_per_minute IS NOT NULL) AND NOT ${IS_SENDING_PAUSED}
    AND EXISTS (SELECT FROM source_address a LEFT JOIN site_state t ON t.site_id = s.site_id AND t.source_id = a.id
      WHERE a.pool = s.pool AND ${IS_SOURCE_USABLE} AND NOT ${isWarmUpReached('x.provider')}
        AND (t.paused_until IS NULL OR t.paused_until <= now()) AND (t.rate_until IS NULL OR t.rate_until <= now()))
)
SELECT extract(epoch FROM now() - min(first.at))::float AS seconds FROM (
  SELECT d.at FROM lane l CROSS JOIN LATERAL (SELECT next_attempt_at AS at FROM delivery
    WHERE campaign_id = l.campaign_id AND site_id = l.site_id AND ${waiting()} ORDER BY next_attempt_at LIMIT 1) d
  UNION ALL
  SELECT d.at FROM live c CROSS JOIN LATERAL (SELECT next_attempt_at AS at FROM delivery
    WHERE campaign_id = c.id AND site_id IS NULL AND ${waiting()} ORDER BY next_attempt_at LIMIT 1) d
) first`;

export class SystemStore {
  constructor(private readonly database: Database) {}

  /** Names of the migrations that are applied whole. */
  async migrations(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return rows.map((row) => row.name);
  }

  /** Workers, the one seen last first. */
  async workers(): Promise<WorkerSeen[]> {
    const { rows } = await this.database.pool.query<WorkerSeen>(
      `SELECT worker, started_at AS "startedAt", seen_at AS "seenAt",
         extract(epoch FROM now() - seen_at)::float AS "secondsAgo"
       FROM worker_heartbeat ORDER BY seen_at DESC LIMIT 100`,
    );
    return rows;
  }

  /** Seconds the oldest due delivery of a running campaign waits beyond its time; 0 when none does. */
  async oldestDueSeconds(): Promise<number> {
    const { rows } = await this.database.pool.query<{ seconds: number }>(OLDEST_DUE);
    return Math.max(0, rows[0]?.seconds ?? 0);
  }

  /** How far this machine's clock is ahead of the database's, by about the time of one question. */
  async clockSkewSeconds(): Promise<number> {
    const asked = Date.now();
    const { rows } = await this.database.pool.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float AS ms',
    );
    return ((asked + Date.now()) / 2 - rows[0]!.ms) / 1000;
  }
}
