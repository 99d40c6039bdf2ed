// One person's mistyped address put right: what it would do, and doing it. Taken back as the correction of a group is.
import type { AddressCorrection, ParsedAddress } from '@doorstep/contracts';
import { correctAddress, HINDRANCE } from './address-corrections.sql.js';
import { knowAddress } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

const PREVIEW = `
SELECT a.id AS "addressId", a.normalized AS before, CASE WHEN a.normalized = $2 THEN 'same' ELSE ${HINDRANCE} END AS problem,
  coalesce((SELECT jsonb_agg(jsonb_build_object('name', l.name, 'asksAnew', l.opt_in = 'double' OR m.status = 'unconfirmed') ORDER BY l.name)
    FROM membership m JOIN list l ON l.id = m.list_id
    WHERE m.address_id = a.id AND m.status IN ('subscribed','unconfirmed') AND l.archived_at IS NULL), '[]') AS lists,
  (SELECT count(*)::int FROM delivery d WHERE d.address_id = a.id AND d.state IN ('planned','due','deferred','held')) AS waiting
FROM subscriber b JOIN address a ON a.id = b.address_id LEFT JOIN address n ON n.normalized = $2 WHERE b.id = $1`;

type Preview = Pick<AddressCorrection, 'before' | 'problem' | 'lists' | 'waiting'> & { readonly addressId: string };

export class AddressCorrectionStore {
  constructor(private readonly database: Database) {}

  /** @param normalized the right address; null: not said yet @returns null when there is no such subscriber */
  async preview(subscriberId: string, normalized: string | null): Promise<Preview | null> {
    const { rows } = await this.database.pool.query<Preview>(PREVIEW, [subscriberId, normalized]);
    return rows[0] ?? null;
  }

  /**
   * @returns the action, by which it is taken back, and the address she had; null when there is no such subscriber
   * @throws DomainError not_correctable: the right address is the same, another subscriber's, or held back
   */
  async correct(
    subscriberId: string,
    right: ParsedAddress,
    reason: string,
    actor: string,
  ): Promise<{ readonly id: string; readonly before: string } | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<Preview>(PREVIEW, [subscriberId, right.normalized]);
      const [known] = rows;
      if (known === undefined) return null;
      if (known.problem !== null) throw notCorrectable(known.problem, right.normalized);
      const to = await knowAddress(client, right);
      const detail = { subscriberId };
      const done = await correctAddress(client, { subscriberId, from: known.addressId, to, actor, reason, detail });
      if (done === null) throw notCorrectable('on_the_list', right.normalized);
      const { rows: made } = await client.query<{ id: string }>(
        `INSERT INTO chronic_action (group_key, kind, reason, actor, count, changes) VALUES (NULL, 'correct', $1, $2, 1, $3)
         RETURNING id`,
        [reason, actor, JSON.stringify([done])],
      );
      return { id: made[0]!.id, before: known.before };
    });
  }
}

const WORDS: Readonly<Record<NonNullable<AddressCorrection['problem']>, (address: string) => string>> = {
  same: (address) => `She has the address ${address} already.`,
  on_the_list: (address) => `${address} is a subscriber already. Delete this one if they are the same person.`,
  held_back: (address) => `${address} is held back: no campaign would go to it. See its page first.`,
};

function notCorrectable(problem: NonNullable<AddressCorrection['problem']>, address: string): DomainError {
  const words = WORDS[problem](address);
  return new DomainError('invalid', 'not_correctable', words, [{ pointer: 'to', code: problem, detail: words }]);
}
