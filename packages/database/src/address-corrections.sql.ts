// A mistyped address put right for one subscriber, and the way back exactly: lists and consent go along, the history stays.
import type pg from 'pg';
import { lockBoth } from './address-moves.sql.js';
import { ASK_ANEW, IN_FORCE, noteEvent } from './audience.sql.js';

interface Standing {
  readonly status: string;
  readonly confirmedAt: string | null;
}

/** A list that went along. */
interface MovedList {
  readonly listId: string;
  /** At the old address. */
  readonly was: Standing;
  /** At the right address; null: it was never on the list. */
  readonly wasThere: Standing | null;
}

/** What a correction changed on one subscriber. */
export interface Corrected {
  readonly subscriberId: string;
  readonly from: string;
  readonly to: string;
  /** Absent in corrections that were made before this was kept. */
  readonly lists?: readonly MovedList[];
}

/** Why an address stays as it is: an SQL expression over `address n`, the right one, which may not be known yet. */
export const HINDRANCE = `CASE WHEN n.id IS NULL THEN NULL
    WHEN EXISTS (SELECT FROM subscriber o WHERE o.address_id = n.id) THEN 'on_the_list'
    WHEN EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'address' AND s.address_id = n.id) THEN 'held_back' END`;

/** Consent goes along; a list that asks to confirm asks the right address anew. $1 old, $2 right */
const MOVE_LISTS = `
WITH was AS (
  SELECT list_id, status, confirmed_at, consent_source, consent_at, consent_ip FROM membership
  WHERE address_id = $1 AND status IN ('subscribed','unconfirmed') FOR UPDATE
), there AS (
  SELECT m.list_id, m.status, m.confirmed_at FROM membership m JOIN was w USING (list_id) WHERE m.address_id = $2
), gone AS (
  UPDATE membership m SET status = 'removed' FROM was w WHERE m.address_id = $1 AND m.list_id = w.list_id
), come AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, consent_ip)
  SELECT x.list_id, $2, CASE WHEN l.opt_in = 'double' OR x.status = 'unconfirmed' THEN 'unconfirmed' ELSE 'subscribed' END,
    x.consent_source, x.consent_at, x.consent_ip
  FROM was x JOIN list l ON l.id = x.list_id
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, confirmed_at = NULL, ${ASK_ANEW}
  WHERE membership.status = 'removed'
  RETURNING list_id
)
SELECT w.list_id AS "listId", jsonb_build_object('status', w.status, 'confirmedAt', w.confirmed_at) AS was,
  CASE WHEN t.list_id IS NOT NULL THEN jsonb_build_object('status', t.status, 'confirmedAt', t.confirmed_at) END AS "wasThere"
FROM was w JOIN come c USING (list_id) LEFT JOIN there t USING (list_id) ORDER BY 1`;

// Whoever left a list at the right address meanwhile has left it. $1 old, $2 right, $3 the lists
const LISTS_BACK = `
WITH l AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS l("listId" uuid, was jsonb, "wasThere" jsonb)), back AS (
  UPDATE membership m SET status = coalesce(l."wasThere"->>'status', 'removed'), confirmed_at = (l."wasThere"->>'confirmedAt')::timestamptz
  FROM l WHERE m.address_id = $2 AND m.list_id = l."listId" AND m.status IN ('subscribed','unconfirmed') RETURNING m.list_id
)
UPDATE membership m SET status = l.was->>'status', confirmed_at = (l.was->>'confirmedAt')::timestamptz
FROM l JOIN back b ON b.list_id = l."listId" WHERE m.address_id = $1 AND m.list_id = l."listId" AND m.status = 'removed'`;

interface Correction extends Pick<Corrected, 'subscriberId' | 'from' | 'to'> {
  readonly actor: string;
  readonly reason: string;
  /** What ties the events to what was asked for. */
  readonly detail: Readonly<Record<string, string>>;
}

/** @returns null when she is not there any more, or the right address is another subscriber's */
export async function correctAddress(client: pg.PoolClient, correction: Correction): Promise<Corrected | null> {
  const { subscriberId, from, to } = correction;
  if (!(await takeSubscriber(client, correction))) return null;
  const { rows: lists } = await client.query<MovedList>(MOVE_LISTS, [from, to]);
  await noteCorrection(client, correction);
  return { subscriberId, from, to, lists };
}

/** Back to the address she had; who was deleted or changed since stays as she is. */
export async function takeBackCorrection(
  client: pg.PoolClient,
  { subscriberId, from, to, lists }: Corrected,
  by: Pick<Correction, 'actor' | 'reason' | 'detail'>,
): Promise<void> {
  const back = { ...by, subscriberId, from: to, to: from };
  if (!(await takeSubscriber(client, back))) return;
  if (lists === undefined) await client.query(MOVE_LISTS, [to, from]);
  else await client.query(LISTS_BACK, [from, to, JSON.stringify(lists)]);
  await noteCorrection(client, back);
}

async function takeSubscriber(client: pg.PoolClient, { subscriberId, from, to }: Correction): Promise<boolean> {
  await lockBoth(client, { from, to });
  const { rowCount } = await client.query(
    `UPDATE subscriber SET address_id = $3, updated_at = now() WHERE id = $1 AND address_id = $2
       AND NOT EXISTS (SELECT FROM subscriber o WHERE o.address_id = $3)`,
    [subscriberId, from, to],
  );
  return rowCount === 1;
}

async function noteCorrection(client: pg.PoolClient, { from, to, actor, reason, detail }: Correction): Promise<void> {
  const { rows } = await client.query<{ id: string; address: string }>(
    'SELECT id, normalized AS address FROM address WHERE id = ANY($1::uuid[])',
    [[from, to]],
  );
  const named = new Map(rows.map(({ id, address }) => [id, address]));
  const kind = 'address_corrected';
  await noteEvent(client, { addressId: from, actor, kind, detail: { ...detail, to: named.get(to), reason } });
  await noteEvent(client, { addressId: to, actor, kind, detail: { ...detail, from: named.get(from), reason } });
}
