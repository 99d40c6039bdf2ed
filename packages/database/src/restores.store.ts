// Whether this database is an older one that was restored, and what is held until a person has decided.
import type { RestoredBackup } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';

export interface AliveMark {
  /** Of the database as it was first made: another one in the same data folder is no backup of it. */
  readonly installation: string;
  readonly at: Date;
}

export type RestoredRow = Omit<RestoredBackup, 'foundAt' | 'backupAt' | 'lastAliveAt'> & {
  readonly foundAt: Date;
  readonly backupAt: Date;
  readonly lastAliveAt: Date;
};

const minute = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'FMDD Mon YYYY, HH24:MI "UTC"')`;

const REASON = `'A backup of ' || ${minute('$2::timestamptz')} || ' was restored, and Doorstep had run until ' || ${minute('$3::timestamptz')} ||
  '. What went out in between is not known here, so it waits for you: some people may have it already.'`;

/** Its time had come before Doorstep last ran, or it was under way or told to go at once: it may have gone. */
const MAY_HAVE_GONE = `(c.plan_begun_at IS NOT NULL OR coalesce(coalesce(c.begins_at, c.scheduled_at) <= b.last_alive_at, true))`;

const HELD = `
SELECT b.id, b.found_at AS "foundAt", b.backup_at AS "backupAt", b.last_alive_at AS "lastAliveAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'mayHaveGone', ${MAY_HAVE_GONE}) ORDER BY c.id)
    FROM campaign c WHERE c.restore_id = b.id AND c.state = 'paused'), '[]') AS campaigns,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) ORDER BY s.id)
    FROM campaign_series s WHERE s.restore_id = b.id AND s.state = 'paused'), '[]') AS series
FROM restored_backup b WHERE b.settled_at IS NULL ORDER BY b.id DESC LIMIT 1`;

export class RestoreStore {
  constructor(private readonly database: Database) {}

  /** How late Doorstep was alive, as far as this database knows; null: it never was. */
  async mark(): Promise<AliveMark | null> {
    return (await this.database.pool.query<AliveMark>('SELECT installation, at FROM alive_mark')).rows[0] ?? null;
  }

  /** Doorstep is alive now, by the clock of the database. It never goes back. */
  async beat(): Promise<AliveMark> {
    const { rows } = await this.database.pool.query<AliveMark>(
      `INSERT INTO alive_mark (at) VALUES (clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET at = greatest(alive_mark.at, clock_timestamp()) RETURNING installation, at`,
    );
    return rows[0]!;
  }

  /**
   * Holds everything that is scheduled or under way, because Doorstep ran later than this database knows. Once, however many
   * workers see it.
   *
   * @returns campaigns held; null when another one was faster
   */
  async hold(lastAliveAt: Date): Promise<number | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ at: Date }>('SELECT at FROM alive_mark FOR UPDATE');
      if (rows[0] === undefined || rows[0].at >= lastAliveAt) return null;
      const made = await client.query<{ id: string }>(
        'INSERT INTO restored_backup (backup_at, last_alive_at) VALUES ($1, $2) RETURNING id',
        [rows[0].at, lastAliveAt],
      );
      const values = [made.rows[0]!.id, rows[0].at, lastAliveAt];
      const held = await client.query(
        `UPDATE campaign SET state = 'paused', restore_id = $1, pause_reason = ${REASON}, updated_at = now()
         WHERE state IN ('scheduled','planned','sending')`,
        values,
      );
      await client.query(
        `UPDATE campaign_series SET state = 'paused', restore_id = $1, pause_reason = ${REASON}, updated_at = now() WHERE state = 'active'`,
        values,
      );
      await client.query('UPDATE alive_mark SET at = greatest(clock_timestamp(), $1)', [lastAliveAt]);
      return held.rowCount;
    });
  }

  /** What waits since a backup was found; null: nothing does. */
  async open(): Promise<RestoredRow | null> {
    return (await this.database.pool.query<RestoredRow>(HELD)).rows[0] ?? null;
  }

  /** Nobody is asked about it any more; what is still paused stays so. @returns false when that is decided already */
  async settle(id: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      'UPDATE restored_backup SET settled_at = now() WHERE id = $1 AND settled_at IS NULL',
      [id],
    );
    return rowCount === 1;
  }
}
