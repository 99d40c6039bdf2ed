// Mail read from bounce mailboxes: kept raw before anything else, settled once, matched to deliveries.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import type { AddressEffect, ConsequenceTerms } from './decided-outcome.js';
import { applyEffects } from './effects.sql.js';
import { NOTE_COMPLAINT } from './usage.store.js';

export interface RawInbound {
  readonly mailboxId: string;
  /** UIDVALIDITY/UID or UIDL. */
  readonly sourceUid: string;
  readonly raw: Uint8Array;
}

export interface WaitingInbound {
  readonly id: string;
  readonly mailboxId: string | null;
  readonly raw: Uint8Array;
  readonly receivedAt: Date;
  /** The recipient of the SMTP envelope; null when it came from a mailbox. */
  readonly envelopeTo: string | null;
}

export interface ReturnedDelivery {
  readonly deliveryId: string;
  readonly addressId: string;
  readonly address: string;
  readonly spelling: string;
  readonly state: string;
  readonly campaignId: string;
  /** null where no host took it. */
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
  /** The final reply of the host that took it: it may name a queue id. */
  readonly acceptReply: string | null;
}

/** What was understood of a message, without a change to any delivery. */
export interface InboundNote {
  readonly kind: string;
  readonly state: 'matched' | 'unmatched' | 'ignored';
  readonly deliveryId: string | null;
  readonly addressId: string | null;
  readonly category: string | null;
  readonly scope: string | null;
  readonly ruleId: string | null;
  readonly report: unknown;
}

/** A return or a complaint that belongs to a delivery and moves it. */
export interface DecidedReturn extends InboundNote {
  readonly deliveryId: string;
  readonly addressId: string;
  readonly nextState: 'returned' | 'complained';
  readonly effect: AddressEffect;
  /** The rule of the policy it is judged by; absent: the defaults. */
  readonly terms?: ConsequenceTerms | null;
  readonly evidence: Record<string, unknown>;
}

/** moved · already: came before · unexpected: nothing of it was accepted · sending: its reply is not read yet, ask again */
export type ReturnResult = 'moved' | 'already' | 'unexpected' | 'sending';

export class InboundStore {
  constructor(private readonly database: Database) {}

  /** Keeps a message; the same one again (by content, by UID) changes nothing. Committed when this resolves. */
  async keep(message: RawInbound): Promise<{ isNew: boolean }> {
    return { isNew: (await this.keepAll([message])) === 1 };
  }

  /** Keeps messages of one mailbox together: the disk is waited for once. @returns how many were new */
  async keepAll(messages: readonly RawInbound[]): Promise<number> {
    const [first] = messages;
    if (!first) return 0;
    const hashed = messages.map((one) => ({ ...one, sha256: createHash('sha256').update(one.raw).digest() }));
    const { rows } = await this.database.pool.query<{ uid: string }>(
      `INSERT INTO inbound_message (mailbox_id, source_uid, content_sha256, raw, size_bytes)
       SELECT $1, one.uid, one.sha256, one.raw, length(one.raw)
       FROM unnest($2::text[], $3::bytea[], $4::bytea[]) AS one(uid, sha256, raw)
       ON CONFLICT DO NOTHING RETURNING source_uid AS uid`,
      [
        first.mailboxId,
        hashed.map(({ sourceUid }) => sourceUid),
        hashed.map(({ sha256 }) => sha256),
        hashed.map(({ raw }) => raw),
      ],
    );
    const added = new Set(rows.map(({ uid }) => uid));
    const copies = hashed.filter((one) => !added.has(one.sourceUid));
    // The same bytes under a new UID (a mailbox made anew), or in a second mailbox: not fetched again at every turn.
    if (copies.length > 0)
      await this.database.pool.query(
        `INSERT INTO inbound_copy (mailbox_id, source_uid, inbound_message_id)
         SELECT $1, one.uid, m.id FROM unnest($2::text[], $3::bytea[]) AS one(uid, sha256)
         JOIN inbound_message m ON m.content_sha256 = one.sha256
         WHERE NOT EXISTS (SELECT FROM inbound_message k WHERE k.mailbox_id = $1 AND k.source_uid = one.uid)
         ON CONFLICT DO NOTHING`,
        [first.mailboxId, copies.map(({ sourceUid }) => sourceUid), copies.map(({ sha256 }) => sha256)],
      );
    return added.size;
  }

  /** @returns those of `uids` that are kept already, with whether they may leave the mailbox (they were understood) */
  async known(mailboxId: string, uids: readonly string[]): Promise<Map<string, { isMatched: boolean }>> {
    const { rows } = await this.database.pool.query<{ uid: string; isMatched: boolean }>(
      `SELECT source_uid AS uid, state = 'matched' AS "isMatched" FROM inbound_message
       WHERE mailbox_id = $1 AND source_uid = ANY($2::text[])
       UNION ALL SELECT c.source_uid, m.state = 'matched' FROM inbound_copy c JOIN inbound_message m ON m.id = c.inbound_message_id
       WHERE c.mailbox_id = $1 AND c.source_uid = ANY($2::text[])`,
      [mailboxId, uids],
    );
    return new Map(rows.map((row) => [row.uid, { isMatched: row.isMatched }]));
  }

  /** Messages not understood yet, oldest first. */
  async waiting(limit: number, afterId?: string): Promise<WaitingInbound[]> {
    const { rows } = await this.database.pool.query<WaitingInbound>(
      `SELECT id, mailbox_id AS "mailboxId", raw, received_at AS "receivedAt", envelope->>'to' AS "envelopeTo"
       FROM inbound_message
       WHERE state = 'new' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $1`,
      [limit, afterId ?? null],
    );
    return rows;
  }

  async delivery(deliveryId: string): Promise<ReturnedDelivery | null> {
    const { rows } = await this.database.pool.query<ReturnedDelivery>(
      `SELECT d.id AS "deliveryId", d.address_id AS "addressId", a.normalized AS address, a.spelling, d.state, d.campaign_id AS "campaignId",
         d.accepted_at AS "acceptedAt", t.mx_host AS "acceptedBy", t.reply_text AS "acceptReply"
       FROM delivery d JOIN address a ON a.id = d.address_id LEFT JOIN attempt t ON t.id = d.attempt_id AND t.outcome = 'accepted'
       WHERE d.id = $1`,
      [deliveryId],
    );
    return rows[0] ?? null;
  }

  /** Notes what a message is; nothing else changes. */
  async note(id: string, note: InboundNote): Promise<void> {
    await settle(this.database.pool, id, note);
  }

  /** Moves the delivery, the standing and the suppression of a return, and settles its message, in one transaction. */
  async applyReturn(id: string, decided: DecidedReturn): Promise<ReturnResult> {
    return inTransaction(this.database, (client) => moveReturn(client, id, decided));
  }
}

/** A return within a transaction: what `applyReturn` does, for a match by hand too. */
export async function moveReturn(client: pg.PoolClient, id: string, decided: DecidedReturn): Promise<ReturnResult> {
  const { rows } = await client.query<{ state: string }>('SELECT state FROM delivery WHERE id = $1 FOR UPDATE', [
    decided.deliveryId,
  ]);
  const state = rows[0]?.state ?? 'none';
  if (state === 'sending') return 'sending';
  const movable = decided.nextState === 'returned' ? ['accepted', 'in_doubt'] : ['accepted', 'in_doubt', 'returned'];
  const isMoved = movable.includes(state);
  if (isMoved) {
    await client.query('UPDATE delivery SET state = $2, category = $3, settled_at = now() WHERE id = $1', [
      decided.deliveryId,
      decided.nextState,
      decided.category,
    ]);
    if (decided.nextState === 'complained') await client.query(NOTE_COMPLAINT, [decided.deliveryId]);
    await applyEffects(client, [{ ...decided, evidence: { ...decided.evidence, inboundMessageId: id } }]);
  }
  await settle(client, id, decided);
  if (isMoved) return 'moved';
  return state === 'returned' || state === 'complained' ? 'already' : 'unexpected';
}

type Runner = { query(text: string, values: unknown[]): Promise<unknown> };

/** Notes what a message is. */
export async function settle(runner: Runner, id: string, note: InboundNote): Promise<void> {
  await runner.query(
    `UPDATE inbound_message SET kind = $2, state = $3, delivery_id = $4, address_id = $5, category = $6, scope = $7,
       rule_id = $8, report = $9, handled_at = now() WHERE id = $1`,
    [
      id,
      note.kind,
      note.state,
      note.deliveryId,
      note.addressId,
      note.category,
      note.scope,
      note.ruleId,
      JSON.stringify(note.report ?? null),
    ],
  );
}
