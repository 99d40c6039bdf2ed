// Matches by hand: a person says which delivery a returned message belongs to; the worker carries it out and takes it back.
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { readBefore, takeBack } from './hand-match-undo.sql.js';
import { type DecidedReturn, type InboundNote, moveReturn, type ReturnResult, settle } from './inbound.store.js';
import { storableJson } from './storable.js';

export interface HandMatchRow {
  readonly id: string;
  readonly messageId: string;
  readonly deliveryId: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly state: 'asked' | 'applied' | 'refused' | 'undo_asked' | 'undone';
  readonly result: string | null;
  readonly askedAt: Date;
  readonly settledAt: Date | null;
  readonly undoActor: string | null;
  readonly undoneAt: Date | null;
}

/** What the worker is asked for, with the mail it is about. */
export interface AskedMatch extends Pick<HandMatchRow, 'id' | 'messageId' | 'deliveryId' | 'actor' | 'reason'> {
  readonly isUndo: boolean;
  readonly raw: Uint8Array;
  readonly receivedAt: Date;
}

/** gone: somebody took it in hand before */
export type HandMatchResult = ReturnResult | 'noted' | 'gone';

export const HAND_MATCH_ROW = `h.id, h.message_id AS "messageId", h.delivery_id AS "deliveryId", h.actor, h.reason, h.state, h.result,
  h.asked_at AS "askedAt", h.settled_at AS "settledAt", h.undo_actor AS "undoActor", h.undone_at AS "undoneAt"`;

export class HandMatchStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError message_unknown, delivery_unknown, message_not_read, already_matched */
  async ask(messageId: string, deliveryId: string, actor: string, reason: string | null): Promise<HandMatchRow> {
    return inTransaction(this.database, async (client) => {
      const state = await one<{ state: string }>(client, 'SELECT state FROM inbound_message WHERE id = $1 FOR UPDATE', [
        messageId,
      ]);
      if (state === null) throw new DomainError('missing', 'message_unknown', 'There is no such message.');
      if (state.state === 'new')
        throw new DomainError('conflict', 'message_not_read', 'This message is not read yet. Try again in a moment.');
      if (state.state === 'matched') throw alreadyMatched();
      if ((await one(client, 'SELECT id FROM delivery WHERE id = $1', [deliveryId])) === null)
        throw new DomainError('missing', 'delivery_unknown', 'There is no such delivery. Look for it by its address.');
      const asked = await one<HandMatchRow>(
        client,
        `INSERT INTO inbound_match AS h (message_id, delivery_id, actor, reason) VALUES ($1, $2, $3, $4)
         ON CONFLICT (message_id) WHERE state IN ('asked','applied','undo_asked') DO NOTHING RETURNING ${HAND_MATCH_ROW}`,
        [messageId, deliveryId, actor, reason],
      );
      if (asked === null) throw alreadyMatched();
      return asked;
    });
  }

  /** @throws DomainError match_unknown, match_not_applied */
  async askUndo(id: string, actor: string): Promise<HandMatchRow> {
    const { rows } = await this.database.pool.query<HandMatchRow>(
      `UPDATE inbound_match h SET state = 'undo_asked', undo_actor = $2 WHERE id = $1 AND state = 'applied' RETURNING ${HAND_MATCH_ROW}`,
      [id, actor],
    );
    if (rows[0]) return rows[0];
    const known = await this.database.pool.query('SELECT FROM inbound_match WHERE id = $1', [id]);
    throw known.rowCount === 0
      ? new DomainError('missing', 'match_unknown', 'There is no such match.')
      : new DomainError('conflict', 'match_not_applied', 'This match is not in force: there is nothing to take back.');
  }

  /** Newest match of a message, whatever became of it. */
  async latest(messageId: string): Promise<HandMatchRow | null> {
    const { rows } = await this.database.pool.query<HandMatchRow>(
      `SELECT ${HAND_MATCH_ROW} FROM inbound_match h WHERE h.message_id = $1 ORDER BY h.id DESC LIMIT 1`,
      [messageId],
    );
    return rows[0] ?? null;
  }

  /** What people ask for, oldest first. */
  async asked(limit: number): Promise<AskedMatch[]> {
    const { rows } = await this.database.pool.query<AskedMatch>(
      `SELECT h.id, h.message_id AS "messageId", h.delivery_id AS "deliveryId", coalesce(h.undo_actor, h.actor) AS actor, h.reason,
         h.state = 'undo_asked' AS "isUndo", m.raw, m.received_at AS "receivedAt"
       FROM inbound_match h JOIN inbound_message m ON m.id = h.message_id
       WHERE h.state IN ('asked','undo_asked') ORDER BY h.id LIMIT $1`,
      [limit],
    );
    return rows;
  }

  /**
   * Carries a match out in one transaction: the delivery, the address and the message, and what was there before.
   * @param decided a return that moves the delivery, or a note that only says whose the message is
   * @param inWords what it led to, for the person who asked
   */
  async apply(
    match: AskedMatch,
    decided: DecidedReturn | InboundNote,
    inWords: (moved: ReturnResult | 'noted', isSuppressed: boolean) => string,
  ): Promise<HandMatchResult> {
    return inTransaction(this.database, async (client) => {
      const before = await readBefore(client, match.messageId, match.deliveryId);
      if (!(await isStill(client, match.id, 'asked')) || before === null) return 'gone';
      const moved = await carryOut(client, match.messageId, decided);
      if (moved === 'sending') return moved;
      const after = await readBefore(client, match.messageId, match.deliveryId);
      const suppressed = await client.query(
        `SELECT FROM suppression WHERE address_id = $1 AND lifted_at IS NULL AND evidence->>'inboundMessageId' = $2`,
        [before.address.addressId, match.messageId],
      );
      const result = inWords(moved, suppressed.rowCount !== 0);
      await client.query(
        `UPDATE inbound_match SET state = 'applied', result = $2, before = $3, settled_at = now() WHERE id = $1`,
        [match.id, result, storableJson({ before, after, isMoved: moved === 'moved' })],
      );
      const { addressId } = before.address;
      const detail = { inboundMessageId: match.messageId, deliveryId: match.deliveryId, reason: match.reason };
      await noteEvent(client, { addressId, actor: match.actor, kind: 'return_matched', detail });
      return moved;
    });
  }

  /** Says why a match cannot be carried out. */
  async refuse(id: string, result: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE inbound_match SET state = 'refused', result = $2, settled_at = now() WHERE id = $1 AND state = 'asked'`,
      [id, result],
    );
  }

  /** Takes a match back: what it changed and nothing changed since is as it was before. */
  async undo(match: AskedMatch): Promise<'undone' | 'gone'> {
    return inTransaction(this.database, async (client) => {
      if (!(await isStill(client, match.id, 'undo_asked'))) return 'gone';
      const addressId = await takeBack(client, match);
      await client.query(`UPDATE inbound_match SET state = 'undone', undone_at = now() WHERE id = $1`, [match.id]);
      const detail = { inboundMessageId: match.messageId, deliveryId: match.deliveryId };
      if (addressId !== null)
        await noteEvent(client, { addressId, actor: match.actor, kind: 'return_match_undone', detail });
      return 'undone';
    });
  }
}

async function carryOut(
  client: pg.PoolClient,
  messageId: string,
  decided: DecidedReturn | InboundNote,
): Promise<ReturnResult | 'noted'> {
  if ('nextState' in decided) return moveReturn(client, messageId, decided);
  await settle(client, messageId, decided);
  return 'noted';
}

/** Locks the match; false when another worker was faster. */
async function isStill(client: pg.PoolClient, id: string, state: HandMatchRow['state']): Promise<boolean> {
  const row = await one<{ state: string }>(client, 'SELECT state FROM inbound_match WHERE id = $1 FOR UPDATE', [id]);
  return row?.state === state;
}

async function one<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  text: string,
  values: unknown[],
): Promise<Row | null> {
  return (await client.query<Row>(text, values)).rows[0] ?? null;
}

const alreadyMatched = () =>
  new DomainError('conflict', 'already_matched', 'This message is matched already. Take that match back first.');
