// What a person set for the whole installation, by key.
import type { Database } from './database.js';

const TIME_ZONE = 'time_zone';

export class SettingStore {
  constructor(private readonly database: Database) {}

  /** The zone times are meant in unless another is named; null: nobody chose one. */
  async timeZone(): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ value: string }>('SELECT value FROM setting WHERE key = $1', [
      TIME_ZONE,
    ]);
    return rows[0]?.value ?? null;
  }

  async setTimeZone(timeZone: string | null): Promise<void> {
    await this.database.pool.query(
      timeZone === null
        ? 'DELETE FROM setting WHERE key = $1'
        : `INSERT INTO setting (key, value) VALUES ($1, to_jsonb($2::text))
           ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
      timeZone === null ? [TIME_ZONE] : [TIME_ZONE, timeZone],
    );
  }
}
