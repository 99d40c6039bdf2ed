// Subscribers: added, changed, deleted. The address, its memberships, suppressions and history outlive each of them.
import type { Subscriber } from '@doorstep/contracts';
import type pg from 'pg';
import {
  joinLists,
  type Known,
  knowAddress,
  likePrefix,
  MEMBERSHIPS,
  noteEvent,
  SUPPRESSED_BY,
} from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export type SubscriberRow = Omit<Subscriber, 'createdAt'> & { readonly createdAt: Date; readonly addressId: string };

export interface SubscriberPageOptions {
  readonly limit: number;
  /** Start of the address; the page is then sorted by address. */
  readonly search?: string | undefined;
  readonly listId?: string | undefined;
  /** The sort key of the last row seen: its address when searching, its address id in a list, else its id. */
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
}

/** What an address went through before it is added (again). */
export interface AddressPast {
  readonly suppressedBy: string | null;
  readonly wasSuppressed: boolean;
  readonly unsubscribedFrom: string[];
  readonly timesDeleted: number;
  /** Of the newest 50 deliveries. */
  readonly failed: number;
  readonly tried: number;
}

const ROW = `SELECT b.id, a.normalized AS address, a.id AS "addressId", b.name, b.fields, a.standing,
  ${SUPPRESSED_BY} AS "suppressedBy", ${MEMBERSHIPS} AS memberships, b.created_at AS "createdAt"`;

const PAST = `
SELECT ${SUPPRESSED_BY} AS "suppressedBy",
  EXISTS (SELECT FROM suppression s WHERE s.scope = 'address' AND s.address_id = a.id) AS "wasSuppressed",
  ARRAY(SELECT l.name FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = a.id AND m.status = 'unsubscribed' ORDER BY 1)
    AS "unsubscribedFrom",
  (SELECT count(*)::int FROM address_event e WHERE e.address_id = a.id AND e.kind = 'subscriber_deleted') AS "timesDeleted",
  d.failed, d.tried
FROM address a, LATERAL (
  SELECT count(*) FILTER (WHERE state IN ('refused','expired','returned','complained'))::int AS failed,
    count(*) FILTER (WHERE state IN ('accepted','refused','expired','returned','complained'))::int AS tried
  FROM (SELECT state FROM delivery WHERE address_id = a.id ORDER BY id DESC LIMIT 50) newest) d
WHERE a.normalized = $1`;

export class SubscriberStore {
  constructor(private readonly database: Database) {}

  /** Newest first; by address when searching, so that the index of addresses gives the order. */
  async page({ limit, search, listId, after }: SubscriberPageOptions): Promise<SubscriberRow[]> {
    const values = [limit, after ?? null, listId ?? null, search ? likePrefix(search) : null];
    const { rows } = await this.database.pool.query<SubscriberRow>(pageQuery(!!search, !!listId), values);
    return rows;
  }

  async one(id: string): Promise<SubscriberRow | null> {
    return one(this.database.pool, id);
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
  async change(id: string, { name, fields, listIds }: ChangedSubscriber, actor: string): Promise<SubscriberRow | null> {
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

function pageQuery(isSearch: boolean, isList: boolean): string {
  // A join, so that the planner may begin with a short list as well as with a rare start of an address.
  const ofList = isList ? `JOIN membership x ON x.list_id = $3 AND x.address_id = a.id AND x.status <> 'removed'` : '';
  if (isSearch)
    return `${ROW} FROM address a JOIN subscriber b ON b.address_id = a.id ${ofList}
      WHERE a.normalized LIKE $4 AND ($2::text IS NULL OR a.normalized ~>~ $2) AND ($3::uuid IS NULL OR ${isList})
      ORDER BY a.normalized USING ~<~ LIMIT $1`;
  if (isList)
    return `${ROW} FROM membership x JOIN address a ON a.id = x.address_id JOIN subscriber b ON b.address_id = a.id
      WHERE x.list_id = $3 AND x.status <> 'removed' AND ($2::uuid IS NULL OR x.address_id < $2::uuid) AND $4::text IS NULL
      ORDER BY x.address_id DESC LIMIT $1`;
  return `${ROW} FROM subscriber b JOIN address a ON a.id = b.address_id
    WHERE ($2::uuid IS NULL OR b.id < $2::uuid) AND $3::uuid IS NULL AND $4::text IS NULL ORDER BY b.id DESC LIMIT $1`;
}

async function one(client: { query: pg.PoolClient['query'] }, id: string): Promise<SubscriberRow | null> {
  const { rows } = await client.query<SubscriberRow>(
    `${ROW} FROM subscriber b JOIN address a ON a.id = b.address_id WHERE b.id = $1`,
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
