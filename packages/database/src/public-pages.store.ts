// What a reader does over her own links: leave the lists of a campaign, leave everything, confirm a subscription.
import type { LeavingReason, PublicLanguage } from '@doorstep/contracts';
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';
import { type Agreement, keepConsent } from './consent.sql.js';
import { type Database, inTransaction } from './database.js';
import { IS_WIDE } from './plan-audience.js';
import { STOPPED, type Stopped, tryAgain } from './stopped.sql.js';

/** Who did it, in the events: we know the link, not the hand. */
export const READER = 'the reader';

export interface Departure {
  readonly address: string;
  /** Of the campaign's lists, the first by name. */
  readonly language: PublicLanguage;
  /** A pause she asked for, in force until then. */
  readonly pausedUntil: Date | null;
  /** What an undo would bring back: lists left within the last day over this very link. */
  readonly mayUndo: boolean;
  readonly campaignName: string;
  /** The campaign's lists she is or was on. */
  readonly lists: readonly { readonly id: string; readonly name: string; readonly isLeft: boolean }[];
  /** She unsubscribed from everything, and that is in force. */
  readonly hasLeftAll: boolean;
  /** Why she left, if she said it. */
  readonly reason: LeavingReason | null;
  /** Her server refused our mail, and we stopped for that. */
  readonly stopped: Stopped | null;
  /** A list over whose page she gets a link to everything about her; null: there is none any more. */
  readonly listId: string | null;
}

export interface Confirmation {
  readonly address: string;
  readonly language: PublicLanguage;
  readonly listName: string;
  readonly status: string;
}

/** For so long an unsubscribe is taken back over the link it was made with. */
const UNDO = `interval '1 day'`;

// Chosen by a segment she may be on none of the campaign's lists, and to leave means to leave them all.
const DEPARTURE = `
SELECT a.normalized AS address, c.name AS "campaignName",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'name', coalesce(nullif(l.public_name, ''), l.name), 'isLeft', m.status = 'unsubscribed') ORDER BY l.name)
    FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = d.address_id AND (${IS_WIDE} OR m.list_id = ANY(c.list_ids))
      AND (l.archived_at IS NULL OR m.list_id = ANY(c.list_ids))), '[]') AS lists,
  EXISTS (SELECT FROM suppression s WHERE s.address_id = d.address_id AND s.cause = 'unsubscribed_all' AND s.lifted_at IS NULL) AS "hasLeftAll",
  coalesce(a.language, (SELECT l.language FROM list l WHERE l.id = ANY(c.list_ids) ORDER BY l.name LIMIT 1), 'en') AS language,
  (SELECT s.expires_at FROM suppression s WHERE s.scope = 'address' AND s.address_id = d.address_id AND s.cause = 'paused' AND s.lifted_at IS NULL
    AND s.expires_at > now() LIMIT 1) AS "pausedUntil",
  EXISTS (SELECT FROM address_event e WHERE e.address_id = d.address_id AND e.kind = 'unsubscribed' AND e.at > now() - ${UNDO}
    AND e.detail->>'deliveryId' = d.id::text) AS "mayUndo",
  (SELECT r.reason FROM leaving_reason r WHERE r.delivery_id = d.id) AS reason,
  ${STOPPED} AS stopped,
  coalesce((SELECT l.id FROM list l WHERE l.id = ANY(c.list_ids) AND l.archived_at IS NULL ORDER BY l.name LIMIT 1),
    (SELECT m.list_id FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = d.address_id AND l.archived_at IS NULL ORDER BY l.name LIMIT 1)) AS "listId"
FROM delivery d JOIN campaign c ON c.id = d.campaign_id JOIN address a ON a.id = d.address_id WHERE d.id = $1`;

// Someone taken off a list by its owner who asks to be off it is off it for good: "removed" becomes "unsubscribed" too.
const LEAVE = `
WITH left_lists AS (
  UPDATE membership m SET status = 'unsubscribed', unsubscribed_at = now()
  WHERE m.address_id = $1 AND m.status <> 'unsubscribed' AND ($2::uuid[] IS NULL OR m.list_id = ANY($2::uuid[])) RETURNING m.list_id)
INSERT INTO address_event (address_id, kind, actor, detail)
SELECT $1, 'unsubscribed', $3, jsonb_build_object('listId', l.id, 'listName', l.name, 'deliveryId', $4::uuid, 'campaignId', $5::uuid)
FROM left_lists x JOIN list l ON l.id = x.list_id ORDER BY l.name`;

const CONFIRMATION = `
SELECT a.normalized AS address, coalesce(nullif(l.public_name, ''), l.name) AS "listName", coalesce(a.language, l.language) AS language, m.status FROM membership m
JOIN address a ON a.id = m.address_id JOIN list l ON l.id = m.list_id
WHERE m.address_id = $1 AND m.list_id = $2 AND l.archived_at IS NULL`;

interface Delivered {
  readonly addressId: string;
  readonly campaignId: string;
  /** null: all of them. */
  readonly listIds: string[] | null;
}

export class PublicPageStore {
  constructor(private readonly database: Database) {}

  /** What the page of an unsubscribe link shows; null when the delivery is not known. */
  async departure(deliveryId: string): Promise<Departure | null> {
    const { rows } = await this.database.pool.query<Departure>(DEPARTURE, [deliveryId]);
    return rows[0] ?? null;
  }

  /** Takes her off the lists of that campaign; again is no error and no event. @returns false when it is not known */
  async unsubscribe(deliveryId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      await client.query(LEAVE, [delivered.addressId, delivered.listIds, READER, deliveryId, delivered.campaignId]);
      return true;
    });
  }

  /** Takes her off every list and suppresses the address: no campaign mails it until it is lifted. */
  async unsubscribeFromAll(deliveryId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      const { addressId, campaignId } = delivered;
      await client.query(LEAVE, [addressId, null, READER, deliveryId, campaignId]);
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO suppression (scope, address_id, cause, source, actor, evidence)
         VALUES ('address', $1, 'unsubscribed_all', 'reader', $2, $3)
         ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id`,
        [addressId, READER, JSON.stringify({ deliveryId, campaignId })],
      );
      if (rows[0]) {
        const detail = { suppressionId: rows[0].id, cause: 'unsubscribed_all', deliveryId, campaignId };
        await noteEvent(client, { addressId, actor: READER, kind: 'suppressed', detail });
      }
      return true;
    });
  }

  /** Takes back what she left over this link within the last day, the hold on everything too. */
  async undoDeparture(deliveryId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      const { addressId } = delivered;
      await client.query(
        `WITH back AS (
           UPDATE membership m SET status = 'subscribed', unsubscribed_at = NULL FROM address_event e
           WHERE e.address_id = $1 AND e.kind = 'unsubscribed' AND e.at > now() - ${UNDO} AND e.detail->>'deliveryId' = $2
             AND m.address_id = $1 AND m.list_id = (e.detail->>'listId')::uuid AND m.status = 'unsubscribed' RETURNING m.list_id)
         INSERT INTO address_event (address_id, kind, actor, detail)
         SELECT $1, 'list_joined', $3, jsonb_build_object('listId', l.id, 'listName', l.name, 'status', 'subscribed', 'deliveryId', $2::text, 'isUndo', true)
         FROM back b JOIN list l ON l.id = b.list_id`,
        [addressId, deliveryId, READER],
      );
      await liftOwn(client, addressId, 'unsubscribed_all', deliveryId);
      return true;
    });
  }

  /** No campaign for so many days; then mail comes again by itself. Asked for again it runs anew. */
  async pause(deliveryId: string, days: number): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      const { addressId } = delivered;
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at, on_probation)
         VALUES ('address', $1, 'paused', 'reader', $2, $3, now() + $4 * interval '1 day', false)
         ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO UPDATE SET expires_at = excluded.expires_at
         RETURNING id`,
        [addressId, READER, JSON.stringify({ deliveryId, days }), days],
      );
      const detail = { suppressionId: rows[0]!.id, cause: 'paused', days };
      await noteEvent(client, { addressId, actor: READER, kind: 'suppressed', detail });
      return true;
    });
  }

  /** Ends a pause before its time. */
  async endPause(deliveryId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      await liftOwn(client, delivered.addressId, 'paused', null);
      return true;
    });
  }

  /** Of the campaign's lists: on those she ticked, off the others. She comes back to a list only by her own tick. */
  async chooseLists(deliveryId: string, wanted: readonly string[]): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      await chooseAmong(client, { ...delivered, deliveryId }, wanted);
      return true;
    });
  }

  /** Why she left, once a message; said anew it replaces what she said. Only of one who left. */
  async giveReason(deliveryId: string, reason: LeavingReason): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      if (delivered === null) return false;
      const { addressId, campaignId } = delivered;
      const { rowCount } = await client.query(
        `INSERT INTO leaving_reason AS r (delivery_id, campaign_id, address_id, reason)
         SELECT $1::uuid, $2, $3, $4 WHERE EXISTS (SELECT FROM address_event e WHERE e.address_id = $3 AND e.kind IN ('unsubscribed','suppressed') AND e.detail->>'deliveryId' = $1::uuid::text)
         ON CONFLICT (delivery_id) DO UPDATE SET reason = excluded.reason, at = now() WHERE r.reason <> excluded.reason`,
        [deliveryId, campaignId, addressId, reason],
      );
      if (rowCount === 1)
        await noteEvent(client, {
          addressId,
          actor: READER,
          kind: 'left_because',
          detail: { reason, deliveryId, campaignId },
        });
      return rowCount === 1;
    });
  }

  /** Her server refused us and we stopped: one more try, by her own wish. */
  async tryAgain(deliveryId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const delivered = await lockDelivered(client, deliveryId);
      return delivered !== null && (await tryAgain(client, delivered.addressId, READER));
    });
  }

  async confirmation(addressId: string, listId: string): Promise<Confirmation | null> {
    const { rows } = await this.database.pool.query<Confirmation>(CONFIRMATION, [addressId, listId]);
    return rows[0] ?? null;
  }

  /** Only what waits is confirmed: an old link revives nobody who left since. @returns the state after it */
  async confirm(addressId: string, listId: string, agreement: Agreement): Promise<Confirmation | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `WITH confirmed AS (UPDATE membership SET status = 'subscribed', confirmed_at = now()
           WHERE address_id = $1 AND list_id = $2 AND status = 'unconfirmed' RETURNING list_id)
         SELECT l.name FROM confirmed x JOIN list l ON l.id = x.list_id`,
        [addressId, listId],
      );
      if (rows[0]) {
        const detail = { listId, listName: rows[0].name };
        await noteEvent(client, { addressId, actor: READER, kind: 'confirmed', detail });
        await keepConsent(client, addressId, listId, 'confirmed', agreement);
      }
      return (await client.query<Confirmation>(CONFIRMATION, [addressId, listId])).rows[0] ?? null;
    });
  }
}

export interface Choosing {
  readonly addressId: string;
  /** null: all of them. */
  readonly listIds: readonly string[] | null;
  /** The message whose link it was; null: her own page. */
  readonly deliveryId: string | null;
  readonly campaignId: string | null;
}

/** On the lists she ticked, off the others; one that was taken off by its owner is none she may come back to. */
export async function chooseAmong(client: pg.PoolClient, choosing: Choosing, wanted: readonly string[]): Promise<void> {
  const { addressId, listIds, deliveryId, campaignId } = choosing;
  const own = await client.query<{ id: string }>(
    `SELECT list_id AS id FROM membership WHERE address_id = $1 AND ($2::uuid[] IS NULL OR list_id = ANY($2::uuid[]))
       AND status IN ('subscribed','unsubscribed')`,
    [addressId, listIds],
  );
  const off = own.rows.map(({ id }) => id).filter((id) => !wanted.includes(id));
  const on = own.rows.map(({ id }) => id).filter((id) => wanted.includes(id));
  if (off.length > 0) await client.query(LEAVE, [addressId, off, READER, deliveryId, campaignId]);
  await client.query(
    `WITH back AS (UPDATE membership SET status = 'subscribed', unsubscribed_at = NULL
       WHERE address_id = $1 AND list_id = ANY($2::uuid[]) AND status = 'unsubscribed' RETURNING list_id)
     INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT $1, 'list_joined', $3, jsonb_build_object('listId', l.id, 'listName', l.name, 'status', 'subscribed', 'deliveryId', $4::uuid)
     FROM back b JOIN list l ON l.id = b.list_id`,
    [addressId, on, READER, deliveryId],
  );
}

/** Lifts what she herself asked for. @param deliveryId only what was asked over this link; null: whatever it was */
async function liftOwn(
  client: pg.PoolClient,
  addressId: string,
  cause: 'unsubscribed_all' | 'paused',
  deliveryId: string | null,
): Promise<void> {
  await client.query(
    `WITH lifted AS (
       UPDATE suppression SET lifted_at = now(), lifted_by = $3, lift_reason = 'The reader took it back'
       WHERE address_id = $1 AND cause = $2 AND scope = 'address' AND source = 'reader' AND lifted_at IS NULL
         AND ($4::text IS NULL OR evidence->>'deliveryId' = $4) RETURNING id)
     INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT $1, 'suppression_lifted', $3, jsonb_build_object('suppressionId', id, 'cause', $2::text) FROM lifted`,
    [addressId, cause, READER, deliveryId],
  );
}

/** The address first, as everybody does, so that nobody waits in a circle. */
async function lockDelivered(client: pg.PoolClient, deliveryId: string): Promise<Delivered | null> {
  const { rows } = await client.query<Delivered>(
    `SELECT a.id AS "addressId", c.id AS "campaignId", CASE WHEN NOT ${IS_WIDE} THEN c.list_ids END AS "listIds" FROM delivery d
     JOIN campaign c ON c.id = d.campaign_id JOIN address a ON a.id = d.address_id WHERE d.id = $1 FOR NO KEY UPDATE OF a`,
    [deliveryId],
  );
  return rows[0] ?? null;
}
