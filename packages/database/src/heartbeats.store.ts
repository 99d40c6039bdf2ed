// Workers that are alive: seen by the overview and by /readyz.
import type { Database } from './database.js';

export interface WorkerProcess {
  readonly worker: string;
  readonly pid: number;
  readonly startTicks: string;
}

export class HeartbeatStore {
  constructor(private readonly database: Database) {}

  async beat(worker: string, startedAt: Date, detail: Record<string, unknown>): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO worker_heartbeat (worker, started_at, seen_at, detail) VALUES ($1, $2, now(), $3)
       ON CONFLICT (worker) DO UPDATE SET seen_at = now(), detail = $3`,
      [worker, startedAt, JSON.stringify(detail)],
    );
  }

  async leave(worker: string): Promise<void> {
    await this.database.pool.query('DELETE FROM worker_heartbeat WHERE worker = $1', [worker]);
  }

  /** Those of these workers that have not been heard of for so long, or never, by the clock of the database. */
  async silent(workers: readonly string[], seconds: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ worker: string }>(
      `SELECT w.worker FROM unnest($1::text[]) AS w(worker) WHERE NOT EXISTS (SELECT FROM worker_heartbeat h
         WHERE h.worker = w.worker AND h.seen_at > now() - $2 * interval '1 second')`,
      [workers, seconds],
    );
    return rows.map(({ worker }) => worker);
  }

  /** Workers of a machine that told which process they are. */
  async processes(machine: string): Promise<WorkerProcess[]> {
    const { rows } = await this.database.pool.query<WorkerProcess>({
      name: 'worker-processes',
      text: `SELECT worker, (detail->'process'->>'pid')::int AS pid, detail->'process'->>'startTicks' AS "startTicks"
        FROM worker_heartbeat WHERE detail->'process'->>'machine' = $1`,
      values: [machine],
    });
    return rows;
  }

  /** These have ended, and all they held was taken over. */
  async forgetProcesses(workers: readonly string[]): Promise<void> {
    await this.database.pool.query(`UPDATE worker_heartbeat SET detail = detail - 'process' WHERE worker = ANY($1)`, [
      workers,
    ]);
  }

  /** Workers unseen for a day are forgotten. */
  async forgetLost(): Promise<void> {
    await this.database.pool.query(`DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 day'`);
  }
}
