// Whether the machine is well: migrations, workers alive, how long the oldest due delivery waits.
import type { Database } from './database.js';
import { WAITING, WAITING_SITES } from './waiting-sites.sql.js';

export interface WorkerSeen {
  readonly worker: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** By the clock of the database. */
  readonly secondsAgo: number;
}

// The first delivery of each site that is not paused, found by skipping along the index delivery_waiting.
const OLDEST_DUE = `${WAITING_SITES}, lane AS (
  SELECT s.campaign_id, s.site_id FROM step s
  WHERE NOT EXISTS (SELECT FROM site_state t WHERE t.site_id = s.site_id AND t.paused_until > now())
)
SELECT extract(epoch FROM now() - min(first.at))::float AS seconds FROM (
  SELECT d.at FROM lane l CROSS JOIN LATERAL (SELECT next_attempt_at AS at FROM delivery
    WHERE campaign_id = l.campaign_id AND site_id = l.site_id AND ${WAITING} ORDER BY next_attempt_at LIMIT 1) d
  UNION ALL
  SELECT d.at FROM live c CROSS JOIN LATERAL (SELECT next_attempt_at AS at FROM delivery
    WHERE campaign_id = c.id AND site_id IS NULL AND ${WAITING} ORDER BY next_attempt_at LIMIT 1) d
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
}
