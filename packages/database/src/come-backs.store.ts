// Lifting a complaint: people here may only ask the person by mail, and she alone lifts it.
import { IN_FORCE, noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { forgetFailures } from './failures.sql.js';
import { countUse } from './form-use.sql.js';
import { READER } from './public-pages.store.js';
import { useUp } from './reader-page.store.js';

/** So long one waits before the same person is asked again. */
const REST_DAYS = 30;
/** So long she may answer. */
const ANSWER_DAYS = 14;
/** Of all people together within a day: it is for single persons who wrote or called, not for a list. */
const MOST_A_DAY = 20;
const REASON = 'She confirmed over the link mailed to her that she wants our mail again';

interface Asked {
  readonly addressId: string | null;
  readonly cause: string;
  readonly isLifted: boolean;
  readonly otherCause: string | null;
  readonly lastAskedAt: Date | null;
}

const ASKED = `
SELECT s.address_id AS "addressId", s.cause, s.lifted_at IS NOT NULL AS "isLifted",
  (SELECT o.cause FROM suppression o JOIN address a ON a.id = s2.address_id
    WHERE o.lifted_at IS NULL AND (o.expires_at IS NULL OR o.expires_at > now()) AND ((o.scope = 'address' AND o.address_id = a.id AND o.cause NOT IN ('complaint','unsubscribed_all','paused'))
      OR (o.scope = 'domain' AND o.domain_name = a.domain_name)) LIMIT 1) AS "otherCause",
  (SELECT max(r.created_at) FROM reader_letter r WHERE r.kind = 'come_back' AND r.address_id = s.address_id AND r.created_at > now() - interval '${REST_DAYS} days') AS "lastAskedAt"
FROM suppression s JOIN suppression s2 ON s2.id = s.id WHERE s.id = $1 FOR UPDATE OF s`;

export class ComeBackStore {
  constructor(private readonly database: Database) {}

  /**
   * One letter with a link goes to the person; only her own press lifts the complaint.
   *
   * @param heard how she asked for our mail again, over another channel: kept with the request
   * @returns false when there is no such suppression
   * @throws DomainError already_lifted, not_a_complaint, also_suppressed, asked_already, too_many_asked
   */
  async ask(suppressionId: string, heard: string, actor: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<Asked>(ASKED, [suppressionId]);
      const asked = rows[0];
      if (asked === undefined) return false;
      refuse(asked);
      if ((await countUse(client, 'come back', 24)) > MOST_A_DAY)
        throw new DomainError(
          'conflict',
          'too_many_asked',
          `More than ${MOST_A_DAY} people were asked within a day. Go on tomorrow: this is for single persons who wrote to you.`,
        );
      await client.query(
        `INSERT INTO reader_letter (kind, address_id, list_id, suppression_id, detail, actor, expires_at)
         VALUES ('come_back', $1, (SELECT m.list_id FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = $1 AND l.archived_at IS NULL
           ORDER BY m.status = 'subscribed' DESC, l.name LIMIT 1), $2, $3, $4, now() + interval '${ANSWER_DAYS} days')`,
        [asked.addressId, suppressionId, JSON.stringify({ heard }), actor],
      );
      const detail = { suppressionId, reason: heard };
      await noteEvent(client, { addressId: asked.addressId!, actor, kind: 'come_back_asked', detail });
      return true;
    });
  }

  /** By her own press: the complaint is lifted, and what she left by herself. @returns false when the link counts no more */
  async confirm(letterId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const letter = await useUp(client, letterId, 'come_back');
      if (letter === null) return false;
      const { addressId } = letter;
      await client.query('SELECT FROM address WHERE id = $1 FOR UPDATE', [addressId]);
      const { rows } = await client.query<{ id: string; cause: string }>(
        `UPDATE suppression s SET lifted_at = now(), lifted_by = $2, lift_reason = $3
         WHERE s.address_id = $1 AND s.scope = 'address' AND s.cause IN ('complaint','unsubscribed_all') AND ${IN_FORCE} RETURNING s.id, s.cause`,
        [addressId, READER, REASON],
      );
      for (const { id, cause } of rows) {
        const detail = { suppressionId: id, cause, reason: REASON, letterId };
        await noteEvent(client, { addressId, actor: READER, kind: 'suppression_lifted', detail });
      }
      await client.query(`UPDATE address SET standing = 'unknown' WHERE id = $1 AND standing = 'complained'`, [
        addressId,
      ]);
      await forgetFailures(client, addressId, REASON);
      return true;
    });
  }
}

function refuse({ cause, isLifted, otherCause, lastAskedAt }: Asked): void {
  if (isLifted) throw new DomainError('conflict', 'already_lifted', 'This suppression was lifted already.');
  if (cause !== 'complaint')
    throw new DomainError(
      'conflict',
      'not_a_complaint',
      'Only a complaint waits for the person. Lift this one directly.',
    );
  if (otherCause !== null)
    throw new DomainError(
      'conflict',
      'also_suppressed',
      `The address is held back for another reason too (${otherCause.replaceAll('_', ' ')}), so no message can go to it. Lift that one first.`,
    );
  if (lastAskedAt !== null)
    throw new DomainError(
      'conflict',
      'asked_already',
      `She was asked on ${lastAskedAt.toISOString().slice(0, 10)} already. One message is enough: she is asked again after ${REST_DAYS} days at the earliest.`,
    );
}
