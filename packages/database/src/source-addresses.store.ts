// The addresses of our machines that mail goes out from: listed with their use, added, changed; deleted only while unused.
import type { SourceUsageDay } from '@doorstep/contracts';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

export interface SourceAddressRow {
  readonly id: string;
  readonly ip: string | null;
  readonly ehloName: string | null;
  readonly pool: string;
  readonly isActive: boolean;
  readonly note: string;
  readonly warmUpStartedAt: Date | null;
  /** Day 1 is the first, by UTC. */
  readonly warmUpDay: number | null;
  readonly asideUntil: Date | null;
  readonly asideReason: string | null;
  readonly isUsed: boolean;
  /** Newest first, the last 14 days. */
  readonly usage: SourceUsageDay[];
  readonly createdAt: Date;
}

export interface NewSource {
  readonly ip: string;
  readonly ehloName: string | null;
  readonly pool: string;
  readonly note: string;
  readonly isWarmUp: boolean;
}

export interface SourceChange {
  readonly ehloName?: string | null | undefined;
  readonly pool?: string | undefined;
  readonly note?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly isWarmUp?: boolean | undefined;
}

const IS_USED = `(EXISTS (SELECT FROM source_usage u WHERE u.source_id = a.id AND u.used > 0)
  OR EXISTS (SELECT FROM site_state t WHERE t.source_id = a.id AND (t.last_accepted_at IS NOT NULL OR t.lane_owner IS NOT NULL)))`;

const ROW = `a.id, a.ip, a.ehlo_name AS "ehloName", a.pool, a.is_active AS "isActive", a.note,
  a.warm_up_started_at AS "warmUpStartedAt",
  (now() AT TIME ZONE 'UTC')::date - (a.warm_up_started_at AT TIME ZONE 'UTC')::date + 1 AS "warmUpDay",
  CASE WHEN a.aside_until > now() THEN a.aside_until END AS "asideUntil",
  CASE WHEN a.aside_until > now() THEN a.aside_reason END AS "asideReason", ${IS_USED} AS "isUsed", a.created_at AS "createdAt",
  (SELECT coalesce(json_agg(json_build_object('date', u.day::text, 'provider', u.provider, 'cap', u.cap, 'used', u.used,
     'accepted', u.accepted, 'deferred', u.deferred, 'refused', u.refused, 'complained', u.complained)
     ORDER BY u.day DESC, u.used DESC, u.provider), '[]')
   FROM (SELECT * FROM source_usage u WHERE u.source_id = a.id AND u.day > (now() AT TIME ZONE 'UTC')::date - 14
     ORDER BY u.day DESC, u.used DESC LIMIT 200) u) AS usage`;

export class SourceAddressStore {
  constructor(private readonly database: Database) {}

  /** Oldest first: the one the machine picks by itself stands at the top. */
  async all(): Promise<SourceAddressRow[]> {
    const { rows } = await this.database.pool.query<SourceAddressRow>(
      `SELECT ${ROW} FROM source_address a ORDER BY a.id LIMIT 200`,
    );
    return rows;
  }

  async one(id: string): Promise<SourceAddressRow | null> {
    const { rows } = await this.database.pool.query<SourceAddressRow>(
      `SELECT ${ROW} FROM source_address a WHERE a.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** @throws DomainError source_taken */
  async add({ ip, ehloName, pool, note, isWarmUp }: NewSource): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `INSERT INTO source_address (ip, ehlo_name, pool, note, warm_up_started_at)
       VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END) ON CONFLICT (ip) DO NOTHING RETURNING id`,
      [ip, ehloName, pool, note, isWarmUp],
    );
    if (rows[0]) return rows[0].id;
    const detail = 'This address is here already.';
    throw new DomainError('invalid', 'source_taken', detail, [{ pointer: 'ip', code: 'source_taken', detail }]);
  }

  /** A warm-up that runs already goes on where it is. @returns false when there is no such address */
  async change(id: string, change: SourceChange): Promise<boolean> {
    const { ehloName, pool, note, isActive, isWarmUp } = change;
    const changed = await this.database.pool.query(
      `UPDATE source_address SET ehlo_name = CASE WHEN $2 THEN $3 ELSE ehlo_name END, pool = coalesce($4, pool),
         note = coalesce($5, note), is_active = coalesce($6, is_active),
         aside_until = CASE WHEN $6 THEN NULL ELSE aside_until END,
         warm_up_started_at = CASE WHEN $7::boolean IS NULL THEN warm_up_started_at WHEN $7 THEN coalesce(warm_up_started_at, now()) END
       WHERE id = $1`,
      [id, ehloName !== undefined, ehloName ?? null, pool ?? null, note ?? null, isActive ?? null, isWarmUp ?? null],
    );
    return changed.rowCount === 1;
  }

  /**
   * Goes only while nothing was sent from it; the one the machine picks never does.
   *
   * @throws DomainError source_used
   * @returns false when there is no such address
   */
  async remove(id: string): Promise<boolean> {
    const removed = await this.database.pool.query(
      `DELETE FROM source_address a WHERE a.id = $1 AND a.ip IS NOT NULL AND NOT ${IS_USED}
         AND NOT EXISTS (SELECT FROM delivery_lease l JOIN delivery d ON d.id = l.delivery_id WHERE d.source_id = a.id)`,
      [id],
    );
    if (removed.rowCount === 1) return true;
    if ((await this.one(id)) === null) return false;
    throw new DomainError('conflict', 'source_used', 'Mail went out from this address: switch it off instead.');
  }
}
