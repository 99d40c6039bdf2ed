// Answers of POST requests by Idempotency-Key, for 24 hours.
import type { Database } from './database.js';

/** first: it is ours to do · answered: give this again · running: somebody does it now · other: the key was used for something else */
export type IdempotencyClaim =
  | { readonly kind: 'first' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'other' };

interface Row {
  isSame: boolean;
  status: number | null;
  body: unknown;
}

/** A request that has not answered for this long died with its process: the key is free again. */
const RUNNING_SECONDS = 120;

export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  /** @param id actor, method, path and key in one; @param requestHash of the body */
  async claim(id: string, requestHash: Uint8Array): Promise<IdempotencyClaim> {
    const { pool } = this.database;
    await pool.query(
      `DELETE FROM idempotency_record WHERE id = $1 AND (created_at < now() - interval '24 hours'
         OR (status IS NULL AND created_at < now() - $2 * interval '1 second'))`,
      [id, RUNNING_SECONDS],
    );
    const added = await pool.query(
      'INSERT INTO idempotency_record (id, request_hash) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
      [id, requestHash],
    );
    if (added.rowCount === 1) return { kind: 'first' };
    const { rows } = await pool.query<Row>(
      'SELECT request_hash = $2 AS "isSame", status, body FROM idempotency_record WHERE id = $1',
      [id, requestHash],
    );
    const [row] = rows;
    if (!row) return { kind: 'running' }; // given up between the two statements: the next try is the first
    if (!row.isSame) return { kind: 'other' };
    return row.status === null ? { kind: 'running' } : { kind: 'answered', status: row.status, body: row.body };
  }

  /** Keeps the answer; each one takes a few old records along, so that nothing has to tidy up. */
  async keepAnswer(id: string, status: number, body: unknown): Promise<void> {
    await this.database.pool.query(
      `WITH old AS (DELETE FROM idempotency_record WHERE id IN (
         SELECT id FROM idempotency_record WHERE created_at < now() - interval '24 hours' AND id <> $1 LIMIT 20))
       UPDATE idempotency_record SET status = $2, body = $3 WHERE id = $1`,
      [id, status, body === undefined ? null : JSON.stringify(body)],
    );
  }

  /** The request failed and changed nothing: the same key may try again. */
  async giveUp(id: string): Promise<void> {
    await this.database.pool.query('DELETE FROM idempotency_record WHERE id = $1 AND status IS NULL', [id]);
  }
}
