// Subscribers: added, changed, deleted. The address, its memberships, suppressions and history outlive each of them.

import type { Subscriber, SubscriberFilter } from '@doorstep/contracts';
import type pg from 'pg';
import { domainsThatAccepted } from './accepted-domains.js';
import { joinLists, type Known, knowAddress, MEMBERSHIPS, noteEvent, SUPPRESSED_BY } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { meantBy, segmentOf } from './subscriber-filter.sql.js';

export type SubscriberRow = Omit<Subscriber, 'createdAt'> & { readonly createdAt: Date; readonly addressId: string };

export interface SubscriberPageOptions {
  readonly limit: number;
  readonly filter: SubscriberFilter;
  /** The sort key of the last row seen: see sortKeyOf. */
  readonly after?: string | undefined;
}

export interface AddedSubscriber extends Known {
  readonly name: string | null;
  readonly fields: Record<string, string>;
  readonly listIds: readonly string[];
  readonly consentSource: string | null;
}

export interface ChangedSubscriber {
  readonly name?: string | null | undefined;
  readonly fields?: Record<string, string> | undefined;
  readonly listIds?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** What an address went through before it is added (again). */
export interface AddressPast {
  readonly suppressedBy: string | null;
  readonly wasSuppressed: boolean;
  readonly unsubscribedFrom: string[];
  readonly timesDeleted: number;
  readonly lastDeletedBy: string | null;
  readonly lastDeletedAt: Date | null;
  /** Of the newest mail that came to nothing. */
  readonly lastReply: string | null;
  readonly lastMxHost: string | null;
  /** Of the newest 50 deliveries. */
  readonly failed: number;
  readonly tried: number;
}

const COLUMNS = `b.id, a.normalized AS address, a.id AS "addressId", b.name, b.fields, a.standing,
  ${SUPPRESSED_BY} AS "suppressedBy", ${MEMBERSHIPS} AS memberships, b.created_at AS "createdAt",
  ARRAY(SELECT t.name FROM subscriber_tag y JOIN tag t ON t.id = y.tag_id WHERE y.subscriber_id = b.id ORDER BY 1) AS tags`;

const PAST = `
SELECT ${SUPPRESSED_BY} AS "suppressedBy",
  EXISTS (SELECT FROM suppression s WHERE s.scope = 'address' AND s.address_id = a.id) AS "wasSuppressed",
  ARRAY(SELECT l.name FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = a.id AND m.status = 'unsubscribed' ORDER BY 1)
    AS "unsubscribedFrom",
  (SELECT count(*)::int FROM address_event e WHERE e.address_id = a.id AND e.kind = 'subscriber_deleted') AS "timesDeleted",
  gone.actor AS "lastDeletedBy", gone.at AS "lastDeletedAt", refusal.reply_text AS "lastReply", refusal.mx_host AS "lastMxHost",
  d.failed, d.tried
FROM address a
LEFT JOIN LATERAL (SELECT e.actor, e.at FROM address_event e WHERE e.address_id = a.id AND e.kind = 'subscriber_deleted'
  ORDER BY e.id DESC LIMIT 1) gone ON true
LEFT JOIN LATERAL (SELECT t.reply_text, t.mx_host FROM attempt t WHERE t.address_id = a.id AND t.outcome = 'refused'
  ORDER BY t.id DESC LIMIT 1) refusal ON true, LATERAL (
  SELECT count(*) FILTER (WHERE state IN ('refused','expired','returned','complained'))::int AS failed,
    count(*) FILTER (WHERE state IN ('accepted','refused','expired','returned','complained'))::int AS tried
  FROM (SELECT state FROM delivery WHERE address_id = a.id ORDER BY id DESC LIMIT 50) newest) d
WHERE a.normalized = $1`;

export class SubscriberStore {
  constructor(private readonly database: Database) {}

  /** Newest first; by address when searching, so that the index of addresses gives the order. */
  async page({ limit, filter, after }: SubscriberPageOptions): Promise<SubscriberRow[]> {
    const meant = meantBy(filter, await segmentOf(filter, this.database.pool));
    const { rows } = await this.database.pool.query<SubscriberRow>(
      meant.select(COLUMNS, { limit, after }),
      meant.values,
    );
    return rows;
  }

  /** How many a filter means at this moment. Reads all of them: asked for by a person, never by a page by itself. */
  async count(filter: SubscriberFilter): Promise<number> {
    const meant = meantBy(filter, await segmentOf(filter, this.database.pool));
    const { rows } = await this.database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${meant.select('b.id')}) meant`,
      meant.values,
    );
    return rows[0]!.count;
  }

  async one(id: string): Promise<SubscriberRow | null> {
    return one(this.database.pool, id);
  }

  /** Whether some address of the domain took our mail once. */
  async domainTookMail(name: string): Promise<boolean> {
    return (await domainsThatAccepted(this.database.pool, [name])).length > 0;
  }

  /** null when there is nothing to tell: never seen, or nothing but good came of it. */
  async past(normalized: string): Promise<AddressPast | null> {
    const { rows } = await this.database.pool.query<AddressPast>(PAST, [normalized]);
    const past = rows[0];
    if (!past) return null;
    const isTold = past.wasSuppressed || past.suppressedBy !== null || past.timesDeleted > 0 || past.failed > 0;
    return isTold || past.unsubscribedFrom.length > 0 ? past : null;
  }

  /** @throws DomainError already_subscriber; list_unknown */
  async add(added: AddedSubscriber, actor: string): Promise<SubscriberRow> {
    return inTransaction(this.database, async (client) => {
      const addressId = await knowAddress(client, added);
      const { rows } = await client.query<{ id: string }>(
        'INSERT INTO subscriber (address_id, name, fields) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
        [addressId, added.name, JSON.stringify(added.fields)],
      );
      const id = rows[0]?.id;
      if (id === undefined) throw alreadyThere();
      const before = await client.query(
        `SELECT FROM address_event WHERE address_id = $1 AND kind = 'subscriber_deleted' LIMIT 1`,
        [addressId],
      );
      await noteEvent(client, {
        ...{ addressId, actor, kind: 'subscriber_added' },
        detail: { subscriberId: id, again: before.rowCount === 1 },
      });
      await joinLists(client, { addressId, actor, listIds: added.listIds, consentSource: added.consentSource });
      return (await one(client, id))!;
    });
  }

  /** Takes off lists that are not named, joins those that are; an unsubscribed membership stays. @returns null when gone */
  async change(
    id: string,
    { name, fields, listIds, tags }: ChangedSubscriber,
    actor: string,
  ): Promise<SubscriberRow | null> {
    return inTransaction(this.database, async (client) => {
      const before = await lockAddressOf(client, id);
      if (before === null) return null;
      const changed = await client.query(
        `UPDATE subscriber SET name = CASE WHEN $2 THEN $3 ELSE name END, fields = coalesce($4::jsonb, fields), updated_at = now()
         WHERE id = $1 AND (name, fields) IS DISTINCT FROM (CASE WHEN $2 THEN $3 ELSE name END, coalesce($4::jsonb, fields))`,
        [id, name !== undefined, name ?? null, fields === undefined ? null : JSON.stringify(fields)],
      );
      if (changed.rowCount === 1)
        await noteEvent(client, { addressId: before, actor, kind: 'subscriber_changed', detail: { subscriberId: id } });
      if (listIds !== undefined) {
        await leaveLists(client, before, listIds, actor);
        await joinLists(client, { addressId: before, actor, listIds, consentSource: null });
      }
      if (tags !== undefined && (await setTags(client, id, tags)))
        await noteEvent(client, {
          addressId: before,
          actor,
          kind: 'subscriber_changed',
          detail: { subscriberId: id, tags },
        });
      return one(client, id);
    });
  }

  /** Deletes the person's row alone; off all lists, an unsubscribed membership stays so. @returns false when gone already */
  async remove(id: string, actor: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const addressId = await lockAddressOf(client, id);
      if (addressId === null) return false;
      const { rows } = await client.query<{ lists: string[] }>(
        `WITH left_lists AS (
           UPDATE membership SET status = 'removed' WHERE address_id = $1 AND status IN ('subscribed','unconfirmed') RETURNING list_id)
         SELECT coalesce(array_agg(l.name ORDER BY l.name), '{}') AS lists FROM left_lists x JOIN list l ON l.id = x.list_id`,
        [addressId],
      );
      await client.query('DELETE FROM subscriber WHERE id = $1', [id]);
      const detail = { subscriberId: id, lists: rows[0]!.lists };
      await noteEvent(client, { addressId, actor, kind: 'subscriber_deleted', detail });
      return true;
    });
  }
}

async function one(client: { query: pg.PoolClient['query'] }, id: string): Promise<SubscriberRow | null> {
  const { rows } = await client.query<SubscriberRow>(
    `SELECT ${COLUMNS} FROM subscriber b JOIN address a ON a.id = b.address_id WHERE b.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The address first, as everybody does, so that nobody waits in a circle. */
async function lockAddressOf(client: pg.PoolClient, id: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT a.id FROM address a JOIN subscriber b ON b.address_id = a.id WHERE b.id = $1 FOR NO KEY UPDATE OF a',
    [id],
  );
  return rows[0]?.id ?? null;
}

async function leaveLists(client: pg.PoolClient, addressId: string, kept: readonly string[], actor: string) {
  await client.query(
    `WITH gone AS (UPDATE membership SET status = 'removed'
       WHERE address_id = $1 AND list_id <> ALL($2::uuid[]) AND status IN ('subscribed','unconfirmed') RETURNING list_id)
     INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT $1, 'list_left', $3, jsonb_build_object('listId', l.id, 'listName', l.name) FROM gone g JOIN list l ON l.id = g.list_id`,
    [addressId, kept, actor],
  );
}

function alreadyThere(): DomainError {
  const detail = 'This address is a subscriber already. Search for it to change its lists.';
  const fault = { pointer: 'address', code: 'already_subscriber', detail };
  return new DomainError('conflict', 'already_subscriber', detail, [fault]);
}

/** Tags as they shall be; new ones are made. @returns whether that changed something */
async function setTags(client: pg.PoolClient, id: string, tags: readonly string[]): Promise<boolean> {
  await client.query('INSERT INTO tag (name) SELECT DISTINCT unnest($1::text[]) ON CONFLICT (name) DO NOTHING', [tags]);
  const gone = await client.query(
    'DELETE FROM subscriber_tag x USING tag t WHERE x.subscriber_id = $1 AND t.id = x.tag_id AND t.name <> ALL($2::text[])',
    [id, tags],
  );
  const come = await client.query(
    'INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT $1, id FROM tag WHERE name = ANY($2::text[]) ON CONFLICT DO NOTHING',
    [id, tags],
  );
  return (gone.rowCount ?? 0) + (come.rowCount ?? 0) > 0;
}
