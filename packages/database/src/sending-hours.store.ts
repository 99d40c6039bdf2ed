// The hours in which campaigns may go: those of the installation and of each campaign, and the stretch that is open now or next.
import type { SendWindow } from '@doorstep/contracts';
import type { Database } from './database.js';

export interface CampaignHours {
  readonly id: string;
  /** Empty: it may go at any time. */
  readonly windows: readonly SendWindow[];
}

/** Campaigns whose stretch is over, or that have hours and no stretch yet. */
const ASKING = `
SELECT c.id, array_remove(ARRAY[c.send_window, s.send_window], NULL) AS windows FROM campaign c CROSS JOIN sending_control s
WHERE c.state IN ('planned','sending','paused')
  AND (c.open_until <= now() OR (c.open_until IS NULL AND (c.send_window IS NOT NULL OR s.send_window IS NOT NULL)))`;

export class SendingHoursStore {
  constructor(private readonly database: Database) {}

  async asking(): Promise<CampaignHours[]> {
    return (await this.database.pool.query<CampaignHours>(ASKING)).rows;
  }

  /** @param stretch null: it may go at any time */
  async open(id: string, stretch: { readonly from: Date; readonly until: Date } | null): Promise<void> {
    await this.database.pool.query('UPDATE campaign SET open_from = $2, open_until = $3 WHERE id = $1', [
      id,
      stretch?.from ?? null,
      stretch?.until ?? null,
    ]);
  }

  /** Hours of the whole installation; null: none. */
  async read(): Promise<SendWindow | null> {
    const { rows } = await this.database.pool.query<{ window: SendWindow | null }>(
      'SELECT send_window AS "window" FROM sending_control',
    );
    return rows[0]?.window ?? null;
  }

  /** Campaigns under way are shut until a worker has looked at the clock of the zone. */
  async set(window: SendWindow | null): Promise<void> {
    await this.database.pool.query(
      `WITH set AS (UPDATE sending_control SET send_window = $1, updated_at = now())
       UPDATE campaign SET open_from = to_timestamp(0), open_until = to_timestamp(0) WHERE state IN ('planned','sending','paused')`,
      [window === null ? null : JSON.stringify(window)],
    );
  }
}
