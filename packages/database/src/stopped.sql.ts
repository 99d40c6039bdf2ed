// A reader whose server refused us so that we stopped: what she is told of it, and the one more try she may ask for.
import type pg from 'pg';
import { IN_FORCE, noteEvent } from './audience.sql.js';
import { forgetFailures } from './failures.sql.js';

export interface Stopped {
  /** What her server said, if it said anything: text of a stranger. */
  readonly reply: string | null;
  /** False when she asked within the last 30 days. */
  readonly mayTry: boolean;
}

/** So often she may ask: more would be a way to make us knock at a door that is shut. */
const REST = `interval '30 days'`;
const BY_REFUSALS = `s.scope = 'address' AND s.cause IN ('hard_bounce','soft_bounces')`;
const REASON = 'The reader asked for another try';

/** Of an address under the alias `a`; null when we go on. */
export const STOPPED = `(SELECT jsonb_build_object('reply', left(coalesce(s.evidence->>'replyText', s.evidence->>'diagnostic'), 300),
    'mayTry', NOT EXISTS (SELECT FROM suppression o WHERE o.address_id = a.id AND o.lift_reason = '${REASON}' AND o.lifted_at > now() - ${REST}))
  FROM suppression s WHERE s.address_id = a.id AND ${BY_REFUSALS} AND ${IN_FORCE} ORDER BY s.id DESC LIMIT 1)`;

/** Lifts what refusals made; the next final one puts it back at once. The address is locked. @returns whether it did */
export async function tryAgain(client: pg.PoolClient, addressId: string, actor: string): Promise<boolean> {
  const { rows } = await client.query<{ id: string; cause: string }>(
    `UPDATE suppression s SET lifted_at = now(), lifted_by = $2, lift_reason = '${REASON}'
     WHERE s.address_id = $1 AND ${BY_REFUSALS} AND ${IN_FORCE}
       AND NOT EXISTS (SELECT FROM suppression o WHERE o.address_id = $1 AND o.lift_reason = '${REASON}' AND o.lifted_at > now() - ${REST})
     RETURNING s.id, s.cause`,
    [addressId, actor],
  );
  for (const { id, cause } of rows) {
    const detail = { suppressionId: id, cause, reason: REASON };
    await noteEvent(client, { addressId, actor, kind: 'suppression_lifted', detail });
  }
  if (rows.length > 0) await forgetFailures(client, addressId, REASON);
  return rows.length > 0;
}
