// Whether the machine is well: migrations, workers alive, how long the oldest due delivery waits.
import type { Database } from './database.js';

export interface WorkerSeen {
  readonly worker: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** By the clock of the database. */
  readonly secondsAgo: number;
}

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
    const { rows } = await this.database.pool.query<{ seconds: number }>(
      `SELECT coalesce(max(extract(epoch FROM now() - d.next_attempt_at)), 0)::float AS seconds
       FROM (SELECT id FROM campaign WHERE state = 'sending' LIMIT 50) c CROSS JOIN LATERAL (
         SELECT next_attempt_at FROM delivery WHERE campaign_id = c.id AND state IN ('planned','due','deferred')
           AND next_attempt_at <= now() AND (site_id IS NULL OR NOT EXISTS (
             SELECT FROM site_state t WHERE t.site_id = delivery.site_id AND t.paused_until > now()))
         LIMIT 100) d`,
    );
    return rows[0]?.seconds ?? 0;
  }
}
