// Kept connections to IMAP mailboxes: who holds which, and why one is not held. One worker at a time holds each.
import type { Database } from './database.js';
import { MAILBOX_TO_READ, type MailboxToRead } from './mailbox-readings.store.js';

export interface WatchLease {
  readonly watcher: string;
  readonly leaseSeconds: number;
}

export class MailboxWatchStore {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` enabled IMAP mailboxes nobody watches and whose pause is over. */
  async take({ watcher, leaseSeconds }: WatchLease, limit: number): Promise<MailboxToRead[]> {
    const { rows } = await this.database.pool.query<MailboxToRead>(
      `UPDATE bounce_mailbox SET watch_by = $1, watch_lease_until = now() + $2 * interval '1 second' WHERE id IN (
         SELECT id FROM bounce_mailbox WHERE is_enabled AND protocol = 'imap'
           AND (watch_lease_until IS NULL OR watch_lease_until <= now())
           AND (watch_next_at IS NULL OR watch_next_at <= now())
         ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING ${MAILBOX_TO_READ}`,
      [watcher, leaseSeconds, limit],
    );
    return rows;
  }

  /** Renews what this watcher holds. @returns the mailboxes it still holds, as they are set now */
  async renew({ watcher, leaseSeconds }: WatchLease): Promise<MailboxToRead[]> {
    const { rows } = await this.database.pool.query<MailboxToRead>(
      `UPDATE bounce_mailbox SET watch_lease_until = now() + $2 * interval '1 second'
       WHERE watch_by = $1 AND is_enabled AND protocol = 'imap' RETURNING ${MAILBOX_TO_READ}`,
      [watcher, leaseSeconds],
    );
    return rows;
  }

  async noteWatching(id: string, watcher: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET watch = 'watching', watch_words = NULL WHERE id = $1 AND watch_by = $2`,
      [id, watcher],
    );
  }

  /** Gives a mailbox back. @param retrySeconds nobody tries it before */
  async leave(
    id: string,
    watcher: string,
    watch: 'no_idle' | 'trouble' | 'none',
    words: string | null,
    retrySeconds: number,
  ): Promise<void> {
    await this.database.pool.query(
      `UPDATE bounce_mailbox SET watch = $3, watch_words = $4, watch_by = NULL, watch_lease_until = NULL,
         watch_next_at = now() + $5 * interval '1 second' WHERE id = $1 AND watch_by = $2`,
      [id, watcher, watch, words, retrySeconds],
    );
  }
}
