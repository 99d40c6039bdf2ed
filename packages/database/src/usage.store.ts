// What went out from each source address to each provider per day, and the day's limit while an address is warmed up.

import type { Database } from './database.js';
import { inLockOrder } from './lock-order.js';

export interface UsageCount {
  readonly sourceId: string;
  readonly provider: string | null;
  readonly accepted: number;
  readonly deferred: number;
  readonly refused: number;
}

export interface UsageDay {
  readonly used: number;
  readonly accepted: number;
  readonly deferred: number;
  readonly refused: number;
  readonly complained: number;
}

const TODAY = `(now() AT TIME ZONE 'UTC')::date`;

/** A reader called the message of a delivery spam: it counts against the source it went out from, today. */
export const NOTE_COMPLAINT = `
INSERT INTO source_usage (source_id, provider, day, complained)
SELECT a.id, coalesce(s.provider, ''), ${TODAY}, 1 FROM delivery d JOIN source_address a ON a.id = d.source_id
LEFT JOIN site s ON s.id = d.site_id WHERE d.id = $1
ON CONFLICT (source_id, provider, day) DO UPDATE SET complained = source_usage.complained + 1`;

export class UsageStore {
  constructor(private readonly database: Database) {}

  /** Adds what became of messages. */
  async note(counts: readonly UsageCount[]): Promise<void> {
    if (counts.length === 0) return;
    const ordered = inLockOrder(counts, keyOf);
    await this.database.hot.query({
      name: 'note-usage',
      text: `INSERT INTO source_usage (source_id, provider, day, accepted, deferred, refused)
        SELECT u.source_id, u.provider, ${TODAY}, u.accepted, u.deferred, u.refused
        FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::int[]) AS u(source_id, provider, accepted, deferred, refused)
        JOIN source_address a ON a.id = u.source_id
        ON CONFLICT (source_id, provider, day) DO UPDATE SET accepted = source_usage.accepted + excluded.accepted,
          deferred = source_usage.deferred + excluded.deferred, refused = source_usage.refused + excluded.refused`,
      values: [
        ordered.map(({ sourceId }) => sourceId),
        ordered.map(({ provider }) => provider ?? ''),
        ordered.map(({ accepted }) => accepted),
        ordered.map(({ deferred }) => deferred),
        ordered.map(({ refused }) => refused),
      ],
    });
  }

  /** Days of a source and provider before today on which something went out, oldest first. */
  async past(sourceId: string, provider: string | null): Promise<UsageDay[]> {
    const { rows } = await this.database.pool.query<UsageDay>(
      `SELECT used, accepted, deferred, refused, complained FROM source_usage
       WHERE source_id = $1 AND provider = $2 AND day < ${TODAY} AND used > 0 ORDER BY day`,
      [sourceId, provider ?? ''],
    );
    return rows;
  }

  /**
   * Takes messages from the day's limit. The first call of a day sets the limit, which then stands.
   *
   * @returns how many of `wanted` may go
   */
  async reserve(sourceId: string, provider: string | null, cap: number, wanted: number): Promise<number> {
    const values = [sourceId, provider ?? '', cap, wanted];
    const { rows } = await this.database.hot.query<{ granted: number }>({
      name: 'reserve-usage',
      text: `WITH made AS (
          INSERT INTO source_usage (source_id, provider, day, cap, used) VALUES ($1, $2, ${TODAY}, $3, 0)
          ON CONFLICT (source_id, provider, day) DO UPDATE SET cap = coalesce(source_usage.cap, excluded.cap)
          RETURNING source_usage.used, source_usage.cap
        ) SELECT greatest(0, least($4::int, cap - used)) AS granted FROM made`,
      values,
    });
    const granted = rows[0]?.granted ?? 0;
    if (granted === 0) return 0;
    const taken = await this.database.hot.query({
      name: 'take-usage',
      text: `UPDATE source_usage SET used = used + $3 WHERE source_id = $1 AND provider = $2 AND day = ${TODAY} AND used + $3 <= cap`,
      values: [sourceId, provider ?? '', granted],
    });
    return taken.rowCount === 1 ? granted : 0;
  }

  /** Gives back what was reserved and not begun. */
  async giveBack(sourceId: string, provider: string | null, count: number): Promise<void> {
    if (count === 0) return;
    await this.database.hot.query({
      name: 'give-back-usage',
      text: `UPDATE source_usage SET used = greatest(0, used - $3) WHERE source_id = $1 AND provider = $2 AND day = ${TODAY}`,
      values: [sourceId, provider ?? '', count],
    });
  }
}

const keyOf = ({ sourceId, provider }: UsageCount) => `${sourceId} ${provider ?? ''}`;
