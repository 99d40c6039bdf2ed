// Reading bounce mailboxes by turns: which is due, who reads it, how it went.
import type { Database } from './database.js';

export interface MailboxToRead {
  readonly id: string;
  readonly name: string;
  readonly protocol: 'imap' | 'pop3';
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly username: string;
  readonly passwordSealed: string;
  readonly folder: string;
  readonly afterReading: 'keep' | 'delete' | 'move';
  readonly moveTo: string | null;
  readonly errorStreak: number;
}

const COLUMNS = `id, name, protocol, host, port, tls, username, password_sealed AS "passwordSealed", folder,
  after_reading AS "afterReading", move_to AS "moveTo", error_streak AS "errorStreak"`;

/** A mailbox that fails is asked less often, up to this many seconds. */
const LONGEST_WAIT_SECONDS = 3600;

export class MailboxReadingStore {
  constructor(private readonly database: Database) {}

  /** Takes a mailbox that is due, or the one named, so that no two workers read it at once. */
  async take(leaseSeconds: number, mailboxId?: string): Promise<MailboxToRead | null> {
    const { rows } = await this.database.pool.query<MailboxToRead>(
      `UPDATE bounce_mailbox SET read_lease_until = now() + $1 * interval '1 second' WHERE id = (
         SELECT id FROM bounce_mailbox WHERE is_enabled AND (read_lease_until IS NULL OR read_lease_until <= now())
           AND (id = $2 OR ($2::uuid IS NULL AND (next_read_at IS NULL OR next_read_at <= now())))
         ORDER BY next_read_at NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [leaseSeconds, mailboxId ?? null],
    );
    return rows[0] ?? null;
  }

  /** Gives the mailbox back with its next turn. */
  async finish(id: string, pollSeconds: number, error: string | null): Promise<void> {
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET read_lease_until = NULL, last_error = $3,
         last_read_at = CASE WHEN $3::text IS NULL THEN now() ELSE last_read_at END,
         error_streak = CASE WHEN $3::text IS NULL THEN 0 ELSE error_streak + 1 END,
         next_read_at = now() + interval '1 second' * CASE WHEN $3::text IS NULL THEN $2
           ELSE least($2 * power(2, least(error_streak, 10)), greatest($2, ${LONGEST_WAIT_SECONDS})) END
       WHERE id = $1`,
      [id, pollSeconds, error],
    );
  }
}
