// A reader takes her subscriptions to another address, and the way back: memberships and the subscriber go, the history stays.
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';

/** Who did it, in the events: we know the link, not the hand. */
const READER = 'the reader';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What stood at an address before: what it takes to put it back. */
interface Person {
  readonly name: string;
  readonly fields: Record<string, unknown>;
  readonly tagIds: readonly string[];
}

interface Joined {
  readonly listId: string;
  /** At the new address; null: it was never on the list. */
  readonly was: {
    readonly status: string;
    readonly confirmedAt: string | null;
    readonly unsubscribedAt: string | null;
  } | null;
}

export interface Moved {
  readonly listIds: readonly string[];
  /** moved: the row itself went along · merged: the other address had one already · none: there was none */
  readonly subscriber: 'moved' | 'merged' | 'none';
  /** Lists the new address came onto. Absent in letters that were written before this was kept: all of them. */
  readonly joined?: readonly Joined[];
  /** Only where two people became one. */
  readonly before?: { readonly old: Person; readonly there: Person } | null;
  readonly languageThere?: string | null;
  /** The pause that came along. */
  readonly pauseId?: string | null;
}

/** Both addresses, in the order everybody locks them in. */
export async function lockBoth(client: pg.PoolClient, { from, to }: Move): Promise<void> {
  await client.query('SELECT FROM address WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [[from, to]]);
}

// At the old address she has left them: an import of an old file puts her on none of them again.
const LISTS = `
WITH gone AS (
  UPDATE membership m SET status = 'unsubscribed', unsubscribed_at = now() FROM list l
  WHERE m.address_id = $1 AND m.status = 'subscribed' AND l.id = m.list_id AND l.archived_at IS NULL
  RETURNING m.list_id, m.consent_source, m.consent_at, m.consent_ip
), was AS (
  SELECT m.list_id, jsonb_build_object('status', m.status, 'confirmedAt', m.confirmed_at, 'unsubscribedAt', m.unsubscribed_at) AS was
  FROM membership m JOIN gone g USING (list_id) WHERE m.address_id = $2
), come AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, consent_ip, confirmed_at, confirmation_next_at)
  SELECT list_id, $2, 'subscribed', consent_source, consent_at, consent_ip, now(), NULL FROM gone
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = 'subscribed', confirmed_at = now(), unsubscribed_at = NULL, confirmation_next_at = NULL
    WHERE membership.status <> 'subscribed'
  RETURNING list_id)
SELECT g.list_id AS id, c.list_id IS NOT NULL AS "isJoined", w.was
FROM gone g LEFT JOIN come c USING (list_id) LEFT JOIN was w USING (list_id) ORDER BY 1`;

// What stands at the new address already stays; what is missing there comes from the old one.
const MERGE = `
WITH old AS (SELECT id, name, fields FROM subscriber WHERE address_id = $1), new AS (
  UPDATE subscriber n SET name = coalesce(nullif(n.name, ''), o.name), fields = o.fields || n.fields, updated_at = now()
  FROM old o WHERE n.address_id = $2 RETURNING n.id)
INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT n.id, t.tag_id FROM new n, old o JOIN subscriber_tag t ON t.subscriber_id = o.id
ON CONFLICT DO NOTHING`;

const PEOPLE = `
SELECT s.address_id = $1 AS "isOld", s.name, s.fields, ARRAY(SELECT t.tag_id FROM subscriber_tag t WHERE t.subscriber_id = s.id ORDER BY 1) AS "tagIds"
FROM subscriber s WHERE s.address_id IN ($1, $2)`;

// What was changed at the new address since the two became one stays; what only came from the old one goes. $1 address, $2 old, $3 there
const PART = `
WITH t AS (
  SELECT s.id, s.name = coalesce(nullif($3::jsonb->>'name', ''), $2::jsonb->>'name') AND s.fields = ($2::jsonb->'fields') || ($3::jsonb->'fields') AS "isAsMerged"
  FROM subscriber s WHERE s.address_id = $1
), back AS (
  UPDATE subscriber s SET name = $3::jsonb->>'name', fields = $3::jsonb->'fields', updated_at = now() FROM t WHERE s.id = t.id AND t."isAsMerged"
)
DELETE FROM subscriber_tag x USING t WHERE x.subscriber_id = t.id AND $2::jsonb->'tagIds' ? x.tag_id::text AND NOT $3::jsonb->'tagIds' ? x.tag_id::text`;

// Tags that were deleted since do not come again. $1 address, $2 who she was
const SPLIT_OFF = `
WITH s AS (INSERT INTO subscriber (address_id, name, fields) VALUES ($1, $2::jsonb->>'name', $2::jsonb->'fields') RETURNING id)
INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT s.id, g.id FROM s, tag g WHERE $2::jsonb->'tagIds' ? g.id::text`;

const LEAVE_AGAIN = `
UPDATE membership m SET status = coalesce(j.was->>'status', 'removed'),
  confirmed_at = CASE WHEN j.was IS NULL THEN m.confirmed_at ELSE (j.was->>'confirmedAt')::timestamptz END,
  unsubscribed_at = (j.was->>'unsubscribedAt')::timestamptz
FROM jsonb_to_recordset($2::jsonb) AS j("listId" uuid, was jsonb) WHERE m.address_id = $1 AND m.list_id = j."listId" AND m.status = 'subscribed'`;

const KEEP_PAUSE = `
INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at, on_probation)
SELECT 'address', $2, s.cause, s.source, s.actor, '{"reason": "Asked for at the address before"}', s.expires_at, false FROM suppression s
WHERE s.address_id = $1 AND s.scope = 'address' AND s.cause = 'paused' AND s.lifted_at IS NULL AND s.expires_at > now()
ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id`;

const LIFT_PAUSE = `UPDATE suppression SET lifted_at = now(), lifted_by = '${READER}', lift_reason = 'The change of address was undone' WHERE id = $1 AND lifted_at IS NULL`;

export async function carryOver(client: pg.PoolClient, { from, to }: Move): Promise<Moved> {
  const lists = await client.query<{ id: string; isJoined: boolean; was: Joined['was'] }>(LISTS, [from, to]);
  const listIds = lists.rows.map(({ id }) => id);
  const joined = lists.rows.filter(({ isJoined }) => isJoined).map(({ id, was }) => ({ listId: id, was }));
  const { subscriber, before } = await carrySubscriber(client, { from, to });
  const pauses = await client.query<{ id: string }>(KEEP_PAUSE, [from, to]);
  const there = await client.query<{ language: string | null }>('SELECT language FROM address WHERE id = $1', [to]);
  await client.query(
    'UPDATE address n SET language = coalesce(o.language, n.language) FROM address o WHERE n.id = $2 AND o.id = $1',
    [from, to],
  );
  await noteMove(client, { from, to }, 'moved', listIds);
  const languageThere = there.rows[0]!.language;
  return { listIds, subscriber, joined, before, languageThere, pauseId: pauses.rows[0]?.id ?? null };
}

async function carrySubscriber(
  client: pg.PoolClient,
  { from, to }: Move,
): Promise<Required<Pick<Moved, 'subscriber' | 'before'>>> {
  const { rows } = await client.query<Person & { isOld: boolean }>(PEOPLE, [from, to]);
  const [old, there] = [true, false].map((isOld) => rows.find((row) => row.isOld === isOld));
  if (old === undefined) return { subscriber: 'none', before: null };
  if (there === undefined) {
    await client.query('UPDATE subscriber SET address_id = $2, updated_at = now() WHERE address_id = $1', [from, to]);
    return { subscriber: 'moved', before: null };
  }
  await client.query(MERGE, [from, to]);
  await client.query('DELETE FROM subscriber WHERE address_id = $1', [from]);
  return { subscriber: 'merged', before: { old: personOf(old), there: personOf(there) } };
}

const personOf = ({ name, fields, tagIds }: Person): Person => ({ name, fields, tagIds });

/** @returns lists she is on again at the old address */
export async function carryBack(client: pg.PoolClient, { from, to }: Move, moved: Moved): Promise<number> {
  const { listIds } = moved;
  const back = await client.query(
    `UPDATE membership SET status = 'subscribed', unsubscribed_at = NULL WHERE address_id = $1 AND list_id = ANY($2::uuid[]) AND status = 'unsubscribed'`,
    [from, listIds],
  );
  const joined = moved.joined ?? listIds.map((listId) => ({ listId, was: null }));
  await client.query(LEAVE_AGAIN, [to, JSON.stringify(joined)]);
  await subscriberBack(client, { from, to }, moved);
  if (moved.languageThere !== undefined)
    await client.query('UPDATE address SET language = $2 WHERE id = $1', [to, moved.languageThere]);
  if (moved.pauseId) await client.query(LIFT_PAUSE, [moved.pauseId]);
  await noteMove(client, { from, to }, 'move_undone', listIds);
  return back.rowCount ?? 0;
}

async function subscriberBack(client: pg.PoolClient, { from, to }: Move, { subscriber, before }: Moved): Promise<void> {
  const here = await client.query('SELECT FROM subscriber WHERE address_id = $1', [from]);
  const isHere = here.rowCount !== 0;
  if (subscriber === 'moved' && !isHere)
    await client.query('UPDATE subscriber SET address_id = $2, updated_at = now() WHERE address_id = $1', [to, from]);
  if (subscriber !== 'merged') return;
  if (before) {
    const [old, there] = [JSON.stringify(before.old), JSON.stringify(before.there)];
    if (!isHere) await client.query(SPLIT_OFF, [from, old]);
    await client.query(PART, [to, old, there]);
  } else if (!isHere) {
    const was =
      'INSERT INTO subscriber (address_id, name, fields) SELECT $1, name, fields FROM subscriber WHERE address_id = $2';
    await client.query(was, [from, to]);
  }
}

/** By ids: the other address is looked up when it is told, so that it can be erased. */
async function noteMove(
  client: pg.PoolClient,
  { from, to }: Move,
  what: 'moved' | 'move_undone',
  listIds: readonly string[],
): Promise<void> {
  const kinds = what === 'moved' ? ['moved_to', 'moved_from'] : ['move_undone', 'move_undone'];
  const detail = (otherAddressId: string) => ({ otherAddressId, listIds });
  await noteEvent(client, { addressId: from, actor: READER, kind: kinds[0]!, detail: detail(to) });
  await noteEvent(client, { addressId: to, actor: READER, kind: kinds[1]!, detail: detail(from) });
}
