// A mistyped domain put right for the people of a group: looked at first, done with the lists, taken back by an undo.
import type { ChronicCorrection } from '@doorstep/contracts';
import type pg from 'pg';
import { ASK_ANEW, IN_FORCE, knowAddress, noteEvent } from './audience.sql.js';
import { emptyGroup } from './chronic.store.js';
import { CHRONIC_ACTION_ROW, type ChronicActionRow } from './chronic-actions.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

/** What an action changed on one subscriber. */
interface Moved {
  readonly subscriberId: string;
  readonly from: string;
  readonly to: string;
}

/** People whose domain is the mistyped one; larger groups are no slip of a few fingers. */
const MOST = 1000;

/** $1 group · $2 the domain meant. Whoever is on the lists under the right address already is left alone. */
const PREVIEW = `
SELECT b.id AS "subscriberId", a.id AS "fromId", a.normalized AS before, split_part(a.normalized, '@', 1) || '@' || $2 AS after,
  CASE WHEN n.id IS NULL THEN NULL
    WHEN EXISTS (SELECT FROM subscriber o WHERE o.address_id = n.id) THEN 'on_the_list'
    WHEN EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND s.scope = 'address' AND s.address_id = n.id) THEN 'held_back' END AS problem
FROM chronic_case c JOIN subscriber b ON b.address_id = c.address_id JOIN address a ON a.id = c.address_id
LEFT JOIN address n ON n.normalized = split_part(a.normalized, '@', 1) || '@' || $2
WHERE c.group_key = $1 AND a.domain_name <> $2 ORDER BY a.normalized LIMIT ${MOST}`;

/** Consent goes along; a list that asks to confirm asks the right address anew. */
const MOVE_LISTS = `
WITH left_lists AS (
  UPDATE membership SET status = 'removed' WHERE address_id = $1 AND status IN ('subscribed','unconfirmed')
  RETURNING list_id, status, consent_source, consent_at, consent_ip
)
INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, consent_ip)
SELECT x.list_id, $2, CASE WHEN l.opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END, x.consent_source, x.consent_at, x.consent_ip
FROM left_lists x JOIN list l ON l.id = x.list_id
ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, confirmed_at = NULL, ${ASK_ANEW}
WHERE membership.status = 'removed'`;

type Row = ChronicCorrection['people'][number] & { readonly subscriberId: string; readonly fromId: string };

export class ChronicCorrectionStore {
  constructor(private readonly database: Database) {}

  /** Before and after, and who is left alone and why. */
  async preview(groupKey: string, domainName: string): Promise<ChronicCorrection['people']> {
    const { rows } = await this.database.pool.query<Row>(PREVIEW, [groupKey, domainName]);
    return rows;
  }

  /** @throws DomainError group_empty when nobody can be put right */
  async correct(groupKey: string, domainName: string, reason: string, actor: string): Promise<ChronicActionRow> {
    return inTransaction(this.database, async (client) => {
      const { rows: all } = await client.query<Row>(PREVIEW, [groupKey, domainName]);
      const rows = all.filter(({ problem }) => problem === null);
      if (rows.length === 0) throw emptyGroup();
      const moved: Moved[] = [];
      for (const { subscriberId, fromId, after } of rows) {
        const to = await knowAddress(client, { normalized: after, spelling: after, domainName });
        await move(client, { subscriberId, from: fromId, to }, actor, reason);
        moved.push({ subscriberId, from: fromId, to });
      }
      const { rows: made } = await client.query<ChronicActionRow>(
        `INSERT INTO chronic_action (group_key, kind, reason, actor, count, changes) VALUES ($1, 'correct', $2, $3, $4, $5)
         RETURNING ${CHRONIC_ACTION_ROW}`,
        [groupKey, reason, actor, moved.length, JSON.stringify(moved)],
      );
      return made[0]!;
    });
  }

  /** Back to the addresses they had; who was deleted or changed since stays as she is. @returns null when there is no such action */
  async undo(id: string, actor: string): Promise<ChronicActionRow | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ changes: Moved[] | null; isUndone: boolean }>(
        'SELECT changes, undone_at IS NOT NULL AS "isUndone" FROM chronic_action WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!rows[0]?.changes) return null;
      if (rows[0].isUndone) throw new DomainError('conflict', 'already_undone', 'This action was undone already.');
      for (const { subscriberId, from, to } of rows[0].changes)
        await move(client, { subscriberId, from: to, to: from }, actor, 'The action was undone');
      const { rows: undone } = await client.query<ChronicActionRow>(
        `UPDATE chronic_action SET undone_at = now(), undone_by = $2 WHERE id = $1 RETURNING ${CHRONIC_ACTION_ROW}`,
        [id, actor],
      );
      return undone[0]!;
    });
  }
}

async function move(client: pg.PoolClient, { subscriberId, from, to }: Moved, actor: string, reason: string) {
  const { rowCount } = await client.query(
    `UPDATE subscriber SET address_id = $3, updated_at = now() WHERE id = $1 AND address_id = $2
       AND NOT EXISTS (SELECT FROM subscriber o WHERE o.address_id = $3)`,
    [subscriberId, from, to],
  );
  if (rowCount === 0) return;
  await client.query(MOVE_LISTS, [from, to]);
  const { rows } = await client.query<{ id: string; address: string }>(
    'SELECT id, normalized AS address FROM address WHERE id = ANY($1::uuid[])',
    [[from, to]],
  );
  const named = new Map(rows.map(({ id, address }) => [id, address]));
  await noteEvent(client, { addressId: from, actor, kind: 'address_corrected', detail: { to: named.get(to), reason } });
  await noteEvent(client, {
    addressId: to,
    actor,
    kind: 'address_corrected',
    detail: { from: named.get(from), reason },
  });
}
