// A reader's own page: reached by a link that was mailed to her and counts for a while; what it shows and what she does there.
import type { PublicLanguage } from '@doorstep/contracts';
import type pg from 'pg';
import { carryBack, carryOver, lockBoth, type Moved } from './address-moves.sql.js';
import { IN_FORCE, type Known, knowAddress, noteEvent } from './audience.sql.js';
import { type Agreement, fingerprint, keepConsent } from './consent.sql.js';
import { type Database, inTransaction } from './database.js';
import { countUse, networkOf } from './form-use.sql.js';
import type { LetterKind } from './letters.store.js';
import { chooseAmong, READER } from './public-pages.store.js';
import { STOPPED, type Stopped, tryAgain } from './stopped.sql.js';

export interface LetterLink {
  readonly id: string;
  readonly kind: LetterKind;
  readonly addressId: string;
  readonly address: string;
  readonly otherAddress: string | null;
  /** null once the other person was erased, and for kinds without one. */
  readonly otherAddressId: string | null;
  readonly suppressionId: string | null;
  readonly listId: string | null;
  readonly language: PublicLanguage;
  /** Its time is over. */
  readonly isLate: boolean;
  readonly isUsed: boolean;
}

export interface OwnPage {
  readonly address: string;
  readonly language: PublicLanguage;
  /** Those that are open; the first by name. */
  readonly lists: readonly { readonly id: string; readonly name: string; readonly isLeft: boolean }[];
  readonly hasLeftAll: boolean;
  readonly stopped: Stopped | null;
}

/** network_limit is told; all else looks the same, whoever the address is. */
export type LinkOutcome = 'asked' | 'network_limit' | 'closed';

/** Within an hour from one network and of all together; within a day to one address. */
const MOST_OF_NETWORK = 20;
const MOST_OF_ALL = 1000;
const MOST_OF_ADDRESS = 3;
/** Where a server refused us for good, a link goes there no more often than this. */
const REFUSED_REST = `interval '7 days'`;

export const LINK_HOURS = 48;
/** So long a change of address can be taken back at the old one. */
export const MOVE_BACK_DAYS = 14;

const LETTER = `
SELECT r.id, r.kind, r.address_id AS "addressId", a.normalized AS address, o.normalized AS "otherAddress", o.id AS "otherAddressId",
  r.suppression_id AS "suppressionId", r.list_id AS "listId", coalesce(a.language, l.language, 'en') AS language,
  r.expires_at <= now() AS "isLate", r.used_at IS NOT NULL AS "isUsed"
FROM reader_letter r JOIN address a ON a.id = r.address_id AND a.erased_at IS NULL
LEFT JOIN address o ON o.id = r.other_address_id AND o.erased_at IS NULL LEFT JOIN list l ON l.id = r.list_id WHERE r.id = $1`;

const OWN_PAGE = `
SELECT a.normalized AS address, coalesce(a.language, $2) AS language,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'name', coalesce(nullif(l.public_name, ''), l.name), 'isLeft', m.status = 'unsubscribed') ORDER BY l.name)
    FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = a.id AND l.archived_at IS NULL AND m.status IN ('subscribed','unsubscribed')), '[]') AS lists,
  EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND s.cause = 'unsubscribed_all' AND s.lifted_at IS NULL) AS "hasLeftAll",
  ${STOPPED} AS stopped
FROM address a WHERE a.id = $1 AND a.erased_at IS NULL`;

const OPEN_LISTS = `SELECT m.list_id AS id FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = $1 AND l.archived_at IS NULL`;

// Nobody is mailed for whom we never had mail, whatever a stranger types.
const ASK_LINK = `
INSERT INTO reader_letter (kind, address_id, list_id, actor, expires_at)
SELECT 'link', a.id, $2, '${READER}', now() + interval '${LINK_HOURS} hours' FROM address a
WHERE a.normalized = $1 AND a.erased_at IS NULL
  AND (EXISTS (SELECT FROM membership m WHERE m.address_id = a.id) OR EXISTS (SELECT FROM delivery d WHERE d.address_id = a.id))
  AND NOT (EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND s.cause IN ('hard_bounce','soft_bounces') AND ${IN_FORCE})
    AND EXISTS (SELECT FROM reader_letter r WHERE r.address_id = a.id AND r.kind = 'link' AND r.created_at > now() - ${REFUSED_REST}))`;

export class ReaderPageStore {
  constructor(private readonly database: Database) {}

  /** A link to her own page is mailed, if there is anything about her. The same for everybody, known or not. */
  async askLink(listId: string, known: Known, ip: string): Promise<LinkOutcome> {
    return inTransaction(this.database, async (client) => {
      const open = await client.query('SELECT FROM list WHERE id = $1 AND archived_at IS NULL', [listId]);
      if (open.rowCount === 0) return 'closed';
      if (await isTooMany(client, ip)) return 'network_limit';
      if (await isAskedTooOften(client, known)) return 'asked';
      await client.query(ASK_LINK, [known.normalized, listId]);
      return 'asked';
    });
  }

  /** What the link of a letter means; null when the person was erased since, or there is no such letter. */
  async letter(id: string): Promise<LetterLink | null> {
    return (await this.database.pool.query<LetterLink>(LETTER, [id])).rows[0] ?? null;
  }

  async ownPage({ addressId, language }: Pick<LetterLink, 'addressId' | 'language'>): Promise<OwnPage | null> {
    return (await this.database.pool.query<OwnPage>(OWN_PAGE, [addressId, language])).rows[0] ?? null;
  }

  async chooseLists(addressId: string, wanted: readonly string[]): Promise<void> {
    await this.locked(addressId, async (client) => {
      const { rows } = await client.query<{ id: string }>(OPEN_LISTS, [addressId]);
      const choosing = { addressId, listIds: rows.map(({ id }) => id), deliveryId: null, campaignId: null };
      await chooseAmong(client, choosing, wanted);
    });
  }

  /** Of every page and message to her that Doorstep words; campaigns are in the language they are written in. */
  async chooseLanguage(addressId: string, language: PublicLanguage): Promise<void> {
    await this.locked(addressId, async (client) => {
      const changed = await client.query(
        'UPDATE address SET language = $2 WHERE id = $1 AND language IS DISTINCT FROM $2',
        [addressId, language],
      );
      if (changed.rowCount === 1)
        await noteEvent(client, { addressId, actor: READER, kind: 'language_chosen', detail: { language } });
    });
  }

  async tryAgain(addressId: string): Promise<boolean> {
    return this.locked(addressId, (client) => tryAgain(client, addressId, READER));
  }

  /** A letter goes to the address she wants to be at; nothing moves before its link is confirmed. */
  async askMove(letter: LetterLink, wanted: Known, ip: string): Promise<'asked' | 'network_limit' | 'same'> {
    return inTransaction(this.database, async (client) => {
      if (wanted.normalized === letter.address) return 'same';
      if (await isTooMany(client, ip)) return 'network_limit';
      if (await isAskedTooOften(client, wanted)) return 'asked';
      await client.query(
        `INSERT INTO reader_letter (kind, address_id, other_address_id, list_id, actor, expires_at)
         VALUES ('move_confirm', $1, $2, $3, $4, now() + interval '${LINK_HOURS} hours')`,
        [await knowAddress(client, wanted), letter.addressId, letter.listId, READER],
      );
      return 'asked';
    });
  }

  /** Lists that would come along, by name. */
  async listsToMove(fromId: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      `SELECT coalesce(nullif(l.public_name, ''), l.name) AS name FROM membership m JOIN list l ON l.id = m.list_id
       WHERE m.address_id = $1 AND m.status = 'subscribed' AND l.archived_at IS NULL ORDER BY 1`,
      [fromId],
    );
    return rows.map(({ name }) => name);
  }

  /**
   * She confirmed it at the new address: memberships and the subscriber go there, the history stays with the old one,
   * which is told and may take it back. A suppression of the new address stays in force.
   *
   * @returns false when the link was used, is too old or of another kind
   */
  async confirmMove(letterId: string, agreement: Agreement): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const letter = await useUp(client, letterId, 'move_confirm');
      if (letter === null || letter.otherAddressId === null) return false;
      const move = { from: letter.otherAddressId, to: letter.addressId };
      await lockBoth(client, move);
      const moved = await carryOver(client, move);
      for (const listId of moved.listIds) await keepConsent(client, move.to, listId, 'confirmed', agreement);
      await client.query(
        `INSERT INTO reader_letter (kind, address_id, other_address_id, list_id, detail, actor, expires_at)
         VALUES ('move_notice', $1, $2, $3, $4, $5, now() + interval '${MOVE_BACK_DAYS} days')`,
        [move.from, move.to, letter.listId, JSON.stringify(moved), READER],
      );
      return true;
    });
  }

  /** It was not her: everything is as it was before, at the old address. */
  async undoMove(letterId: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const letter = await useUp(client, letterId, 'move_notice');
      if (letter === null || letter.otherAddressId === null) return false;
      const move = { from: letter.addressId, to: letter.otherAddressId };
      await lockBoth(client, move);
      await carryBack(client, move, letter.detail as unknown as Moved);
      // What it took to part the two again is no longer needed.
      await client.query(`UPDATE reader_letter SET detail = detail - 'before' WHERE id = $1`, [letterId]);
      return true;
    });
  }

  private locked<T>(addressId: string, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (client) => {
      await client.query('SELECT FROM address WHERE id = $1 FOR NO KEY UPDATE', [addressId]);
      return act(client);
    });
  }
}

interface UsedLetter {
  readonly addressId: string;
  readonly otherAddressId: string | null;
  readonly listId: string | null;
  readonly suppressionId: string | null;
  readonly detail: Record<string, unknown>;
}

/** Once only, within its time, and only while the person is there. */
export async function useUp(client: pg.PoolClient, id: string, kind: LetterKind): Promise<UsedLetter | null> {
  const { rows } = await client.query<UsedLetter>(
    `UPDATE reader_letter r SET used_at = now() FROM address a
     WHERE r.id = $1 AND r.kind = $2 AND r.used_at IS NULL AND r.expires_at > now() AND a.id = r.address_id AND a.erased_at IS NULL
     RETURNING r.address_id AS "addressId", r.list_id AS "listId", r.suppression_id AS "suppressionId", r.detail,
       (SELECT o.id FROM address o WHERE o.id = r.other_address_id AND o.erased_at IS NULL) AS "otherAddressId"`,
    [id, kind],
  );
  return rows[0] ?? null;
}

async function isTooMany(client: pg.PoolClient, ip: string): Promise<boolean> {
  if ((await countUse(client, `network ${networkOf(ip)}`, 1)) > MOST_OF_NETWORK) return true;
  return (await countUse(client, 'links', 1)) > MOST_OF_ALL;
}

async function isAskedTooOften(client: pg.PoolClient, { normalized }: Known): Promise<boolean> {
  return (await countUse(client, `link ${fingerprint(normalized)}`, 24)) > MOST_OF_ADDRESS;
}
