// Letters to single readers that are no campaign: who is due, what became of it. A row is one message, handed over once.
import type { PublicLanguage } from '@doorstep/contracts';
import { IN_FORCE, noteEvent } from './audience.sql.js';
import { type ConfirmationSender, type ConfirmationSettlement, SENDER } from './confirmations.store.js';
import { type Database, inTransaction } from './database.js';
import { storableJson } from './storable.js';

/** link: to her own page · move_confirm: to the address she moves to · move_notice: to the one she left · come_back: lifts her complaint */
export type LetterKind = 'link' | 'move_confirm' | 'move_notice' | 'come_back';

/** Letter that is ours to hand over until the lease ends. */
export interface ClaimedLetter {
  readonly id: string;
  readonly kind: LetterKind;
  readonly addressId: string;
  /** As RCPT TO carries it. */
  readonly spelling: string;
  readonly domainName: string;
  /** What readers know the list by; null: it goes in the name of the sending domain. */
  readonly listName: string | null;
  readonly language: PublicLanguage;
  /** The address she left or moved to; null for other kinds. */
  readonly otherAddress: string | null;
  readonly expiresAt: Date;
  /** Tries, this one included: 1 or more. */
  readonly tries: number;
}

/** A worker that dies of a message does not try it for ever. */
const MOST_TRIES = 8;

/** Suppressions a letter of the kind goes to all the same: what she herself asked for, and what its very link is about. */
const GOES_THROUGH: Readonly<Record<LetterKind, readonly string[]>> = {
  link: ['unsubscribed_all', 'paused', 'hard_bounce', 'soft_bounces'],
  move_confirm: ['paused'],
  move_notice: ['unsubscribed_all', 'paused'],
  come_back: ['complaint', 'unsubscribed_all', 'paused'],
};

const CLAIM = `
WITH due AS (
  SELECT r.id FROM reader_letter r WHERE r.next_at <= now() ORDER BY r.next_at LIMIT $1 FOR UPDATE SKIP LOCKED),
judged AS (
  SELECT r.id, a.spelling, a.domain_name, coalesce(nullif(l.public_name, ''), l.name) AS list_name, coalesce(a.language, l.language, 'en') AS language,
    o.normalized AS other,
    CASE WHEN r.expires_at <= now() OR r.tries >= ${MOST_TRIES} THEN 'late'
      WHEN a.erased_at IS NOT NULL OR EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'address' AND s.address_id = a.id
          AND NOT coalesce($3::jsonb->r.kind ? s.cause, false))
        OR EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'domain' AND s.domain_name = a.domain_name) THEN 'held'
      ELSE 'ours' END AS verdict
  FROM due d JOIN reader_letter r ON r.id = d.id JOIN address a ON a.id = r.address_id LEFT JOIN list l ON l.id = r.list_id
  LEFT JOIN address o ON o.id = r.other_address_id)
UPDATE reader_letter r SET tries = r.tries + (j.verdict = 'ours')::int, outcome = CASE WHEN j.verdict = 'ours' THEN r.outcome ELSE j.verdict END,
  next_at = CASE WHEN j.verdict = 'ours' THEN now() + make_interval(secs => $2) END
FROM judged j WHERE r.id = j.id
RETURNING j.verdict, r.id, r.kind, r.address_id AS "addressId", j.spelling, j.domain_name AS "domainName", j.list_name AS "listName",
  j.language, j.other AS "otherAddress", r.expires_at AS "expiresAt", r.tries`;

const MARK_DOT = `
UPDATE reader_letter SET sent_at = now(), next_at = NULL, outcome = 'in_doubt' WHERE id = $1 AND tries = $2 AND next_at IS NOT NULL AND expires_at > now()`;

/** $3 outcome, $4 reply, $5 seconds to the next try or null, $6 whether a host took it */
const SETTLE = `
UPDATE reader_letter SET outcome = $3, reply = $4, next_at = now() + make_interval(secs => $5), sent_at = CASE WHEN $6 THEN coalesce(sent_at, now()) END
WHERE id = $1 AND tries = $2`;

/** Cut to what the column keeps: rounded up, it would not be due at once. */
const RELEASE = `
UPDATE reader_letter SET next_at = date_trunc('milliseconds', now()), tries = tries - 1 WHERE id = $1 AND tries = $2 AND next_at IS NOT NULL`;

export class LetterStore {
  constructor(private readonly database: Database) {}

  /** Cheap, for a look every few seconds. */
  async isAnyDue(): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ is: boolean }>(
      'SELECT EXISTS (SELECT FROM reader_letter WHERE next_at <= now()) AS is',
    );
    return rows[0]!.is;
  }

  /** As ConfirmationStore has it: the oldest sending domain with a key and no failed check. */
  async sender(): Promise<ConfirmationSender | null> {
    return (await this.database.pool.query<ConfirmationSender>(SENDER)).rows[0] ?? null;
  }

  /** Takes up to `limit` that are due; who is suppressed gets none, and it is not tried again. */
  async claimDue(limit: number, leaseSeconds: number): Promise<{ claimed: ClaimedLetter[]; isMore: boolean }> {
    const { rows } = await this.database.pool.query<ClaimedLetter & { readonly verdict: string }>(CLAIM, [
      ...[limit, leaseSeconds, JSON.stringify(GOES_THROUGH)],
    ]);
    const claimed = rows.filter((row) => row.verdict === 'ours').map(({ verdict: _, ...claim }) => claim);
    return { claimed, isMore: rows.length >= limit };
  }

  /** The final dot is about to go out: from here on it counts as sent. @returns false when it must not go out any more */
  async markDot({ id, tries }: ClaimedLetter): Promise<boolean> {
    return (await this.database.pool.query(MARK_DOT, [id, tries])).rowCount === 1;
  }

  async settle({ id, kind, addressId, tries, listName }: ClaimedLetter, settlement: ConfirmationSettlement) {
    const { outcome, reply } = settlement;
    const isTaken = outcome === 'accepted' || outcome === 'in_doubt';
    const retrySeconds = 'retrySeconds' in settlement ? settlement.retrySeconds : null;
    const detail = { letterId: id, ...(listName !== null && { listName }), ...settlement };
    await inTransaction(this.database, async (client) => {
      await client.query(SETTLE, [id, tries, outcome, reply, retrySeconds, isTaken]);
      await noteEvent(client, {
        ...{ addressId, actor: 'Doorstep', kind: isTaken ? `${kind}_sent` : 'letter_failed' },
        detail: JSON.parse(storableJson({ ...detail, isFinal: retrySeconds === null })!) as Record<string, unknown>,
      });
    });
  }

  /** Gives one back that was not tried. */
  async release({ id, tries }: ClaimedLetter): Promise<void> {
    await this.database.pool.query(RELEASE, [id, tries]);
  }
}
