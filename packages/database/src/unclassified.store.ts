// Replies no rule knew when they came, and are not known since a replay either.
import type { Stage } from '@doorstep/contracts';
import type { Database } from './database.js';

export interface UnclassifiedRow {
  readonly addressId: string | null;
  readonly mxHost: string | null;
  readonly stage: Stage | null;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly text: string;
  readonly at: Date;
}

export class UnclassifiedStore {
  constructor(private readonly database: Database) {}

  /** Newest first. A reply that a replay has given a class is known. */
  async newest(since: Date, limit: number): Promise<UnclassifiedRow[]> {
    const { rows } = await this.database.pool.query<UnclassifiedRow>(
      `SELECT u.address_id AS "addressId", u.mx_host AS "mxHost", u.stage, u.reply_code AS "replyCode",
         u.enhanced_code AS "enhancedCode", u.text, u.at
       FROM unclassified_reply u
       LEFT JOIN reclassification r ON r.subject_kind = u.subject_kind AND r.subject_id = u.subject_id
       WHERE u.at >= $1 AND (r.category IS NULL OR r.category = 'unclassified') ORDER BY u.at DESC LIMIT $2`,
      [since, limit],
    );
    return rows;
  }

  /** Forgets those of long ago. */
  async prune(keepDays: number): Promise<void> {
    await this.database.pool.query(`DELETE FROM unclassified_reply WHERE at < now() - $1 * interval '1 day'`, [
      keepDays,
    ]);
  }
}
