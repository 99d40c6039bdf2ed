// What a match by hand found, and how that is put back: only where nothing else has changed it since.
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';
import { recount, withdrawFailures } from './failures.sql.js';

export interface BeforeMatch {
  readonly message: Readonly<Record<string, unknown>>;
  readonly delivery: { readonly state: string; readonly category: string | null; readonly settledAt: string | null };
  readonly address: {
    readonly addressId: string;
    readonly standing: string;
    readonly softStreak: number;
    readonly softStreakSince: string | null;
    readonly hardCount: number;
    readonly lastFailedAt: string | null;
  };
}

interface KeptMatch {
  readonly before: BeforeMatch;
  readonly after: BeforeMatch;
  readonly isMoved: boolean;
}

const WHY = 'The match by hand it rested on was taken back.';

/** Locks the delivery and its address, in this order, as outcomes do. @returns null when one of the rows is gone */
export async function readBefore(
  client: pg.PoolClient,
  messageId: string,
  deliveryId: string,
): Promise<BeforeMatch | null> {
  await client.query('SELECT FROM delivery WHERE id = $1 FOR UPDATE', [deliveryId]);
  const { rows } = await client.query<BeforeMatch>(
    `SELECT jsonb_build_object('kind', m.kind, 'state', m.state, 'category', m.category, 'scope', m.scope, 'ruleId', m.rule_id,
         'report', m.report) AS message,
       jsonb_build_object('state', d.state, 'category', d.category, 'settledAt', d.settled_at) AS delivery,
       jsonb_build_object('addressId', a.id, 'standing', a.standing, 'softStreak', a.soft_streak, 'softStreakSince', a.soft_streak_since,
         'hardCount', a.hard_count, 'lastFailedAt', a.last_failed_at) AS address
     FROM inbound_message m, delivery d JOIN address a ON a.id = d.address_id WHERE m.id = $1 AND d.id = $2 FOR UPDATE OF a`,
    [messageId, deliveryId],
  );
  return rows[0] ?? null;
}

/** @returns the address, or null when nothing was kept of the match */
export async function takeBack(
  client: pg.PoolClient,
  match: { readonly id: string; readonly messageId: string; readonly deliveryId: string; readonly actor: string },
): Promise<string | null> {
  const { rows } = await client.query<{ kept: KeptMatch | null }>(
    'SELECT before AS kept FROM inbound_match WHERE id = $1',
    [match.id],
  );
  const kept = rows[0]?.kept;
  if (!kept) return null;
  const { before, after, isMoved } = kept;
  await unmatch(client, match.messageId, before);
  const { addressId } = before.address;
  // Another report that was matched meanwhile keeps the delivery returned, and what follows from that.
  if (!isMoved || !(await restoreDelivery(client, match, kept))) return addressId;
  await withdrawOwn(client, match);
  await liftSuppressions(client, match, addressId);
  await restoreAddress(client, before, after);
  if (after.delivery.state === 'complained') await forgetComplaint(client, match);
  return addressId;
}

async function unmatch(client: pg.PoolClient, messageId: string, { message }: BeforeMatch): Promise<void> {
  await client.query(
    `UPDATE inbound_message SET kind = $2::jsonb->>'kind', state = $2::jsonb->>'state', category = $2::jsonb->>'category',
       scope = $2::jsonb->>'scope', rule_id = $2::jsonb->>'ruleId', report = $2::jsonb->'report', delivery_id = NULL, address_id = NULL
     WHERE id = $1`,
    [messageId, JSON.stringify(message)],
  );
}

async function restoreDelivery(
  client: pg.PoolClient,
  { deliveryId }: { readonly deliveryId: string },
  { before, after }: KeptMatch,
): Promise<boolean> {
  const { state, category, settledAt } = before.delivery;
  const restored = await client.query(
    `UPDATE delivery SET state = $3, category = $4, settled_at = $5 WHERE id = $1 AND state = $2
       AND NOT EXISTS (SELECT FROM inbound_message m WHERE m.delivery_id = $1 AND m.state = 'matched' AND m.kind IN ('bounce','complaint'))`,
    [deliveryId, after.delivery.state, state, category, settledAt],
  );
  return restored.rowCount === 1;
}

/** The failure that was counted for this message, unless another one counts for the delivery. */
async function withdrawOwn(
  client: pg.PoolClient,
  { messageId, deliveryId }: { readonly messageId: string; readonly deliveryId: string },
): Promise<void> {
  const own = await client.query('SELECT FROM address_failure WHERE delivery_id = $1 AND inbound_message_id = $2', [
    deliveryId,
    messageId,
  ]);
  if (own.rowCount !== 0) await withdrawFailures(client, [deliveryId]);
}

/** As it was where nothing came since; where something did, what counts of it is counted anew. */
async function restoreAddress(
  client: pg.PoolClient,
  { address: was }: BeforeMatch,
  { address: became }: BeforeMatch,
): Promise<void> {
  const exact = await client.query(
    `UPDATE address SET standing = $2, soft_streak = $3, soft_streak_since = $4, hard_count = $5, last_failed_at = $6
     WHERE id = $1 AND standing = $7 AND soft_streak = $8 AND hard_count = $9`,
    [
      ...[was.addressId, was.standing, was.softStreak, was.softStreakSince, was.hardCount, was.lastFailedAt],
      ...[became.standing, became.softStreak, became.hardCount],
    ],
  );
  if (exact.rowCount === 1) return;
  if (became.standing === 'complained' && was.standing !== 'complained')
    await client.query('UPDATE address SET standing = $2 WHERE id = $1', [was.addressId, was.standing]);
  await recount(client, [was.addressId]);
}

async function liftSuppressions(
  client: pg.PoolClient,
  { messageId, actor }: { readonly messageId: string; readonly actor: string },
  addressId: string,
): Promise<void> {
  const { rows } = await client.query<{ id: string; cause: string }>(
    `UPDATE suppression SET lifted_at = now(), lifted_by = $3, lift_reason = $4
     WHERE address_id = $1 AND lifted_at IS NULL AND evidence->>'inboundMessageId' = $2 RETURNING id, cause`,
    [addressId, messageId, actor, WHY],
  );
  for (const { id, cause } of rows)
    await noteEvent(client, {
      ...{ addressId, actor, kind: 'suppression_lifted' },
      detail: { suppressionId: id, cause, reason: WHY },
    });
}

/** The complaint was counted against the source address on the day it was matched. */
async function forgetComplaint(
  client: pg.PoolClient,
  { id, deliveryId }: { readonly id: string; readonly deliveryId: string },
): Promise<void> {
  await client.query(
    `UPDATE source_usage u SET complained = greatest(0, u.complained - 1)
     FROM delivery d LEFT JOIN site s ON s.id = d.site_id, inbound_match h
     WHERE d.id = $2 AND h.id = $1 AND u.source_id = d.source_id AND u.provider = coalesce(s.provider, '')
       AND u.day = (h.settled_at AT TIME ZONE 'UTC')::date`,
    [id, deliveryId],
  );
}
