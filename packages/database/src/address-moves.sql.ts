// A reader takes her subscriptions to another address, and the way back: memberships and the subscriber go, the history stays.
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';

/** Who did it, in the events: we know the link, not the hand. */
const READER = 'the reader';

export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface Moved {
  readonly listIds: readonly string[];
  /** moved: the row itself went along · merged: the other address had one already · none: there was none */
  readonly subscriber: 'moved' | 'merged' | 'none';
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
), come AS (
  INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, consent_ip, confirmed_at, confirmation_next_at)
  SELECT list_id, $2, 'subscribed', consent_source, consent_at, consent_ip, now(), NULL FROM gone
  ON CONFLICT (list_id, address_id) DO UPDATE SET status = 'subscribed', confirmed_at = now(), unsubscribed_at = NULL, confirmation_next_at = NULL
    WHERE membership.status <> 'subscribed')
SELECT list_id AS id FROM gone ORDER BY list_id`;

// What stands at the new address already stays; what is missing there comes from the old one.
const MERGE = `
WITH old AS (SELECT id, name, fields FROM subscriber WHERE address_id = $1), new AS (
  UPDATE subscriber n SET name = coalesce(nullif(n.name, ''), o.name), fields = o.fields || n.fields, updated_at = now()
  FROM old o WHERE n.address_id = $2 RETURNING n.id)
INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT n.id, t.tag_id FROM new n, old o JOIN subscriber_tag t ON t.subscriber_id = o.id
ON CONFLICT DO NOTHING`;

const KEEP_PAUSE = `
INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at, on_probation)
SELECT 'address', $2, s.cause, s.source, s.actor, '{"reason": "Asked for at the address before"}', s.expires_at, false FROM suppression s
WHERE s.address_id = $1 AND s.scope = 'address' AND s.cause = 'paused' AND s.lifted_at IS NULL AND s.expires_at > now()
ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING`;

export async function carryOver(client: pg.PoolClient, { from, to }: Move): Promise<Moved> {
  const lists = await client.query<{ id: string }>(LISTS, [from, to]);
  const listIds = lists.rows.map(({ id }) => id);
  const subscriber = await carrySubscriber(client, { from, to });
  await client.query(KEEP_PAUSE, [from, to]);
  await client.query(
    'UPDATE address n SET language = coalesce(o.language, n.language) FROM address o WHERE n.id = $2 AND o.id = $1',
    [from, to],
  );
  await noteMove(client, { from, to }, 'moved', listIds);
  return { listIds, subscriber };
}

async function carrySubscriber(client: pg.PoolClient, { from, to }: Move): Promise<Moved['subscriber']> {
  const there = await client.query('SELECT FROM subscriber WHERE address_id = $1', [to]);
  if (there.rowCount === 0) {
    const moved = await client.query(
      'UPDATE subscriber SET address_id = $2, updated_at = now() WHERE address_id = $1',
      [...[from, to]],
    );
    return moved.rowCount === 1 ? 'moved' : 'none';
  }
  await client.query(MERGE, [from, to]);
  const gone = await client.query('DELETE FROM subscriber WHERE address_id = $1', [from]);
  return gone.rowCount === 1 ? 'merged' : 'none';
}

/** @returns lists she is on again at the old address */
export async function carryBack(
  client: pg.PoolClient,
  { from, to }: Move,
  { listIds, subscriber }: Moved,
): Promise<number> {
  const back = await client.query(
    `UPDATE membership SET status = 'subscribed', unsubscribed_at = NULL WHERE address_id = $1 AND list_id = ANY($2::uuid[]) AND status = 'unsubscribed'`,
    [from, listIds],
  );
  await client.query(
    `UPDATE membership SET status = 'removed' WHERE address_id = $1 AND list_id = ANY($2::uuid[]) AND status = 'subscribed'`,
    [to, listIds],
  );
  const here = await client.query('SELECT FROM subscriber WHERE address_id = $1', [from]);
  if (here.rowCount === 0 && subscriber === 'moved')
    await client.query('UPDATE subscriber SET address_id = $2, updated_at = now() WHERE address_id = $1', [to, from]);
  else if (here.rowCount === 0 && subscriber === 'merged')
    await client.query(
      'INSERT INTO subscriber (address_id, name, fields) SELECT $1, name, fields FROM subscriber WHERE address_id = $2',
      [from, to],
    );
  await noteMove(client, { from, to }, 'move_undone', listIds);
  return back.rowCount ?? 0;
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
