// A mistyped domain put right for the people of a group: looked at first, done with the lists, taken back by an undo.
import type { ChronicCorrection } from '@doorstep/contracts';
import { type Corrected, correctAddress, HINDRANCE, takeBackCorrection } from './address-corrections.sql.js';
import { knowAddress } from './audience.sql.js';
import { emptyGroup } from './chronic.store.js';
import { CHRONIC_ACTION_ROW, type ChronicActionRow } from './chronic-actions.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

/** People whose domain is the mistyped one; larger groups are no slip of a few fingers. */
const MOST = 1000;

/** $1 group · $2 the domain meant. Whoever is on the lists under the right address already is left alone. */
const PREVIEW = `
SELECT b.id AS "subscriberId", a.id AS "fromId", a.normalized AS before, split_part(a.normalized, '@', 1) || '@' || $2 AS after,
  ${HINDRANCE} AS problem
FROM chronic_case c JOIN subscriber b ON b.address_id = c.address_id JOIN address a ON a.id = c.address_id
LEFT JOIN address n ON n.normalized = split_part(a.normalized, '@', 1) || '@' || $2
WHERE c.group_key = $1 AND a.domain_name <> $2 ORDER BY a.normalized LIMIT ${MOST}`;

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
      const { rows: made } = await client.query<{ id: string }>(
        `INSERT INTO chronic_action (group_key, kind, reason, actor) VALUES ($1, 'correct', $2, $3) RETURNING id`,
        [groupKey, reason, actor],
      );
      const { id } = made[0]!;
      const corrected: Corrected[] = [];
      for (const { subscriberId, fromId: from, after } of rows) {
        const to = await knowAddress(client, { normalized: after, spelling: after, domainName });
        const one = await correctAddress(client, { subscriberId, from, to, actor, reason, detail: { actionId: id } });
        if (one !== null) corrected.push(one);
      }
      const { rows: done } = await client.query<ChronicActionRow>(
        `UPDATE chronic_action SET count = $2, changes = $3 WHERE id = $1 RETURNING ${CHRONIC_ACTION_ROW}`,
        [id, corrected.length, JSON.stringify(corrected)],
      );
      return done[0]!;
    });
  }

  /**
   * Back to the addresses they had, of a group or of one person; who was deleted or changed since stays as she is.
   *
   * @returns null when there is no such action
   */
  async undo(id: string, actor: string): Promise<ChronicActionRow | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ changes: Corrected[] | null; isUndone: boolean }>(
        'SELECT changes, undone_at IS NOT NULL AS "isUndone" FROM chronic_action WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!rows[0]?.changes) return null;
      if (rows[0].isUndone) throw new DomainError('conflict', 'already_undone', 'This action was undone already.');
      const by = { actor, reason: 'The action was undone', detail: { actionId: id } };
      for (const change of rows[0].changes) await takeBackCorrection(client, change, by);
      const { rows: undone } = await client.query<ChronicActionRow>(
        `UPDATE chronic_action SET undone_at = now(), undone_by = $2 WHERE id = $1 RETURNING ${CHRONIC_ACTION_ROW}`,
        [id, actor],
      );
      return undone[0]!;
    });
  }
}
