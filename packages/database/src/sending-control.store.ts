// What a person said about all sending: paused until a moment or until resumed, or slowed to so many messages a minute.
import type { SendingControl as SendingControlView } from '@doorstep/contracts';
import type { Database } from './database.js';

export type SendingControlRow = Omit<SendingControlView, 'pausedAt' | 'pausedUntil'> & {
  readonly pausedAt: Date | null;
  readonly pausedUntil: Date | null;
};

/** The row alone, without what waits. */
export type SendingControl = Omit<SendingControlRow, 'waiting'>;

const IS_PAUSED = '(s.paused_at IS NOT NULL AND (s.paused_until IS NULL OR s.paused_until > now()))';

// Counted by the tallies of the campaigns under way: no delivery is read.
const READ = `
SELECT ${IS_PAUSED} AS "isPaused", CASE WHEN ${IS_PAUSED} THEN s.paused_at END AS "pausedAt",
  CASE WHEN ${IS_PAUSED} THEN s.paused_until END AS "pausedUntil", s.rate_per_minute AS "ratePerMinute",
  CASE WHEN ${IS_PAUSED} OR s.rate_per_minute IS NOT NULL THEN s.reason END AS reason,
  CASE WHEN ${IS_PAUSED} OR s.rate_per_minute IS NOT NULL THEN s.actor END AS actor,
  (SELECT coalesce(sum(t.count), 0)::int FROM campaign c JOIN campaign_tally t ON t.campaign_id = c.id
   WHERE c.state IN ('sending','paused') AND t.state IN ('planned','due','deferred')) AS waiting
FROM sending_control s`;

// A bucket that holds ten seconds of the rate, at least one message; full speed while no rate is set.
const TAKE = `
WITH had AS (
  SELECT rate_per_minute AS rate, least(greatest(1, rate_per_minute / 6.0),
    allowance + greatest(0, extract(epoch FROM now() - allowance_at)) * rate_per_minute / 60.0) AS tokens
  FROM sending_control FOR UPDATE
), granted AS (
  SELECT CASE WHEN rate IS NULL THEN $1::int ELSE least($1::int, floor(tokens)::int) END AS n, coalesce(tokens, 0) AS tokens, rate FROM had
), taken AS (
  UPDATE sending_control s SET allowance = g.tokens - g.n, allowance_at = now() FROM granted g WHERE g.rate IS NOT NULL
)
SELECT n FROM granted`;

export class SendingControlStore {
  constructor(private readonly database: Database) {}

  async read(): Promise<SendingControlRow> {
    const { rows } = await this.database.pool.query<SendingControlRow>(READ);
    return rows[0]!;
  }

  /** Nothing is claimed from now on; what is in hand ends. @param minutes null: until resumed */
  async pause(minutes: number | null, reason: string, actor: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE sending_control SET paused_at = now(), paused_until = now() + $1 * interval '1 minute', reason = $2, actor = $3,
         updated_at = now()`,
      [minutes, reason, actor],
    );
  }

  /** So many messages a minute over all workers; ends a pause. */
  async slow(perMinute: number, reason: string, actor: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE sending_control SET rate_per_minute = $1, allowance = 0, allowance_at = now(), paused_at = NULL,
         paused_until = NULL, reason = $2, actor = $3, updated_at = now()`,
      [perMinute, reason, actor],
    );
  }

  /** Neither paused nor slowed any more. */
  async resume(): Promise<void> {
    await this.database.pool.query(
      `UPDATE sending_control SET paused_at = NULL, paused_until = NULL, rate_per_minute = NULL, reason = NULL, actor = NULL,
         updated_at = now()`,
    );
  }

  /** Whether a rate is set at all: asked once a second, so that without one no message asks. */
  async isSlowed(): Promise<boolean> {
    const { rows } = await this.database.hot.query<{ isSlowed: boolean }>(
      'SELECT rate_per_minute IS NOT NULL AS "isSlowed" FROM sending_control',
    );
    return rows[0]?.isSlowed ?? false;
  }

  /** Takes messages from the rate set by a person. A negative number gives some back. @returns how many of `wanted` may go now */
  async take(wanted: number): Promise<number> {
    const { rows } = await this.database.hot.query<{ n: number }>({
      name: 'take-sending',
      text: TAKE,
      values: [wanted],
    });
    return rows[0]?.n ?? 0;
  }
}
