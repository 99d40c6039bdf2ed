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
  readonly auth: 'password' | 'oauth2';
  readonly passwordSealed: string;
  readonly oauth: { readonly tokenUrl: string; readonly clientId: string; readonly scope: string | null } | null;
  readonly oauthSealed: string | null;
  readonly folder: string;
  readonly afterReading: 'keep' | 'mark' | 'move' | 'delete';
  readonly moveTo: string | null;
  readonly errorStreak: number;
}

export const MAILBOX_TO_READ = `id, name, protocol, host, port, tls, username, auth, password_sealed AS "passwordSealed", oauth,
  oauth_sealed AS "oauthSealed", folder, after_reading AS "afterReading", move_to AS "moveTo", error_streak AS "errorStreak"`;

/** Whose turn it is, and for how long without a renewal. */
export interface ReadingLease {
  readonly reader: string;
  readonly leaseSeconds: number;
}

export interface ReadingResult {
  /** Words for the person who set it up; null when all went well. */
  readonly error: string | null;
  /** To the next turn after one that went well. */
  readonly pollSeconds: number;
  /** To the next turn after the first failure; doubled with each that follows, up to an hour. */
  readonly failureSeconds: number;
  /** What lies in the folder, and how much of it was not read yet; null when it was not counted. */
  readonly messageCount: number | null;
  readonly backlog: number | null;
}

/** A mailbox that fails is asked less often, up to this many seconds. */
const LONGEST_WAIT_SECONDS = 3600;

export class MailboxReadingStore {
  constructor(private readonly database: Database) {}

  /** Takes a mailbox that is due, or the one named, so that no two workers read it at once. */
  async take({ reader, leaseSeconds }: ReadingLease, mailboxId?: string): Promise<MailboxToRead | null> {
    const { rows } = await this.database.pool.query<MailboxToRead>(
      `UPDATE bounce_mailbox SET read_lease_until = now() + $1 * interval '1 second', read_by = $3 WHERE id = (
         SELECT id FROM bounce_mailbox WHERE is_enabled AND (read_lease_until IS NULL OR read_lease_until <= now())
           AND (id = $2 OR ($2::uuid IS NULL AND (next_read_at IS NULL OR next_read_at <= now())))
         ORDER BY next_read_at NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${MAILBOX_TO_READ}`,
      [leaseSeconds, mailboxId ?? null, reader],
    );
    return rows[0] ?? null;
  }

  /** @returns false when the mailbox is somebody else's by now, was switched off, or is gone: the reading must end */
  async renew(id: string, { reader, leaseSeconds }: ReadingLease): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE bounce_mailbox SET read_lease_until = now() + $3 * interval '1 second'
       WHERE id = $1 AND read_by = $2 AND is_enabled`,
      [id, reader, leaseSeconds],
    );
    return rowCount === 1;
  }

  /** Gives the mailbox back with its next turn. What a worker says whose lease was taken over does not count. */
  async finish(id: string, reader: string, result: ReadingResult): Promise<void> {
    const { pollSeconds, failureSeconds, error, messageCount, backlog } = result;
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET read_lease_until = NULL, read_by = NULL, last_error = $3,
         last_read_at = CASE WHEN $3::text IS NULL THEN now() ELSE last_read_at END,
         error_streak = CASE WHEN $3::text IS NULL THEN 0 ELSE error_streak + 1 END,
         message_count = coalesce($6, message_count), backlog = coalesce($7, backlog),
         next_read_at = now() + interval '1 second' * CASE WHEN $3::text IS NULL THEN $4::float8
           ELSE least($5::float8 * power(2, least(error_streak, 20)), greatest($4::float8, ${LONGEST_WAIT_SECONDS})) END
       WHERE id = $1 AND read_by = $2`,
      [id, reader, error, pollSeconds, failureSeconds, messageCount, backlog],
    );
  }

  /** Gives it back as it was, for whoever comes next: the worker ends. */
  async release(id: string, reader: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET read_lease_until = NULL, read_by = NULL, next_read_at = date_trunc('milliseconds', now()) WHERE id = $1 AND read_by = $2`,
      [id, reader],
    );
  }

  /** Mail is waited for: whatever is well and rests is read within `withinSeconds`. */
  async hasten(withinSeconds: number): Promise<void> {
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET next_read_at = now() + $1 * interval '1 second'
       WHERE is_enabled AND error_streak = 0 AND next_read_at > now() + $1 * interval '1 second'`,
      [withinSeconds],
    );
  }

  /** Keeps a refresh token the provider exchanged, unless a person stored another one meanwhile. */
  async exchangeOAuthSecrets(id: string, former: string, sealed: string): Promise<void> {
    await this.database.pool.query('UPDATE bounce_mailbox SET oauth_sealed = $3 WHERE id = $1 AND oauth_sealed = $2', [
      id,
      former,
      sealed,
    ]);
  }
}
