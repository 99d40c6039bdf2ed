// What goes on right now: attempts ended per minute, workers with what they hold. Written by each worker in one statement every few seconds.
import type { MinuteFigures } from '@doorstep/contracts';
import type { Database } from './database.js';

/** What ended since the worker wrote last. */
export interface EndedAttempts {
  readonly accepted: number;
  readonly deferred: number;
  readonly refused: number;
  readonly inDoubt: number;
}

export type MinuteRow = Omit<MinuteFigures, 'at'> & { readonly at: Date };

export interface WorkerRow {
  readonly worker: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly isAlive: boolean;
  readonly detail: Record<string, unknown>;
}

// Quiet minutes stand there too; what is older than two days goes with the write of a new minute.
const MINUTES = `
SELECT g.at, coalesce(sum(m.accepted), 0)::int AS accepted, coalesce(sum(m.deferred), 0)::int AS deferred,
  coalesce(sum(m.refused), 0)::int AS refused, coalesce(sum(m.in_doubt), 0)::int AS "inDoubt"
FROM generate_series(date_trunc('minute', now()) - ($1::int - 1) * interval '1 minute', date_trunc('minute', now()), interval '1 minute') g(at)
LEFT JOIN sending_minute m ON m.minute = g.at GROUP BY g.at ORDER BY g.at`;

export class LiveFigureStore {
  constructor(private readonly database: Database) {}

  /** Adds to the minute that runs now, by the clock of the database. */
  async record(worker: string, { accepted, deferred, refused, inDoubt }: EndedAttempts): Promise<void> {
    await this.database.pool.query({
      name: 'record-minute',
      text: `WITH old AS (DELETE FROM sending_minute WHERE minute < now() - interval '2 days')
        INSERT INTO sending_minute (minute, worker, accepted, deferred, refused, in_doubt)
        VALUES (date_trunc('minute', now()), $1, $2, $3, $4, $5)
        ON CONFLICT (minute, worker) DO UPDATE SET accepted = sending_minute.accepted + excluded.accepted,
          deferred = sending_minute.deferred + excluded.deferred, refused = sending_minute.refused + excluded.refused,
          in_doubt = sending_minute.in_doubt + excluded.in_doubt`,
      values: [worker, accepted, deferred, refused, inDoubt],
    });
  }

  /** The last minutes, oldest first, the one that runs included. */
  async minutes(count: number): Promise<MinuteRow[]> {
    return (await this.database.pool.query<MinuteRow>(MINUTES, [count])).rows;
  }

  /** Workers seen within the last hour, those alive first. */
  async workers(): Promise<WorkerRow[]> {
    const { rows } = await this.database.pool.query<WorkerRow>(
      `SELECT worker, started_at AS "startedAt", seen_at AS "seenAt", seen_at > now() - interval '30 seconds' AS "isAlive", detail
       FROM worker_heartbeat WHERE seen_at > now() - interval '1 hour' ORDER BY seen_at > now() - interval '30 seconds' DESC, worker
       LIMIT 100`,
    );
    return rows;
  }
}
