// Signing up over a public form: counted, put on the list unconfirmed, with a record of what was agreed to.
import type { ListPublicChange, PublicLanguage } from '@doorstep/contracts';
import { ASK_ANEW, type Known, knowAddress, noteEvent } from './audience.sql.js';
import { type Agreement, fingerprint, keepConsent } from './consent.sql.js';
import { type Database, inTransaction } from './database.js';
import { countUse, networkOf } from './form-use.sql.js';
import { READER } from './public-pages.store.js';

export interface PublicList {
  readonly id: string;
  readonly name: string;
  readonly publicName: string;
  readonly publicDescription: string;
  readonly language: PublicLanguage;
  readonly hasForm: boolean;
  readonly thanksUrl: string | null;
  /** Past issues stand on public pages, and whether search engines may list them. */
  readonly hasArchive: boolean;
  readonly archiveIsIndexed: boolean;
}

export interface Signup {
  readonly listId: string;
  readonly known: Known;
  readonly name: string | null;
  readonly agreement: Agreement;
}

/** network_limit is told; address_limit is not: it would say that somebody signs that address up. */
export type SignupOutcome = 'asked' | 'address_limit' | 'network_limit' | 'closed';

/** Within an hour from one network, and for one list; within a day for one address over all lists. */
const MOST_OF_NETWORK = 20;
const MOST_OF_LIST = 2000;
const MOST_OF_ADDRESS = 5;

const PUBLIC = `SELECT id, name, coalesce(nullif(public_name, ''), name) AS "publicName", public_description AS "publicDescription",
  language, has_form AS "hasForm", thanks_url AS "thanksUrl", has_archive AS "hasArchive", archive_is_indexed AS "archiveIsIndexed" FROM list WHERE id = $1 AND archived_at IS NULL`;

// Whoever unsubscribed may come back by her own wish, and is asked to confirm it; who is on it stays as she is.
const JOIN = `
INSERT INTO membership (list_id, address_id, status, consent_source, consent_at, consent_ip)
VALUES ($1, $2, 'unconfirmed', $3, now(), $4)
ON CONFLICT (list_id, address_id) DO UPDATE SET status = 'unconfirmed', confirmed_at = NULL, ${ASK_ANEW},
  consent_source = excluded.consent_source, consent_at = excluded.consent_at, consent_ip = excluded.consent_ip
  WHERE membership.status <> 'subscribed'
RETURNING (xmax = 0) AS "isNew"`;

export class SignupStore {
  constructor(private readonly database: Database) {}

  /** null when it is not there (any more) */
  async publicList(id: string): Promise<PublicList | null> {
    return (await this.database.pool.query<PublicList>(PUBLIC, [id])).rows[0] ?? null;
  }

  /** The settings as they were set: an empty public name stays empty. */
  async settings(id: string): Promise<PublicList | null> {
    const text = PUBLIC.replace(`coalesce(nullif(public_name, ''), name)`, 'public_name');
    return (await this.database.pool.query<PublicList>(text, [id])).rows[0] ?? null;
  }

  async change(id: string, change: ListPublicChange): Promise<PublicList | null> {
    const { language, publicName, publicDescription, hasForm, thanksUrl, hasArchive, archiveIsIndexed } = change;
    await this.database.pool.query(
      `UPDATE list SET language = coalesce($2, language), public_name = coalesce($3, public_name),
         public_description = coalesce($4, public_description), has_form = coalesce($5, has_form),
         thanks_url = CASE WHEN $6 THEN $7 ELSE thanks_url END, has_archive = coalesce($8, has_archive),
         archive_is_indexed = coalesce($9, archive_is_indexed)
       WHERE id = $1 AND archived_at IS NULL`,
      [
        ...[id, language ?? null, publicName ?? null, publicDescription ?? null, hasForm ?? null],
        ...[thanksUrl !== undefined, thanksUrl ?? null, hasArchive ?? null, archiveIsIndexed ?? null],
      ],
    );
    return this.settings(id);
  }

  /** Puts her on the list, unconfirmed: the worker asks her by mail. The same for everybody, known or not. */
  async signUp({ listId, known, name, agreement }: Signup): Promise<SignupOutcome> {
    return inTransaction(this.database, async (client) => {
      const list = (await client.query<PublicList>(PUBLIC, [listId])).rows[0];
      if (!list?.hasForm) return 'closed';
      if ((await countUse(client, `network ${networkOf(agreement.ip)}`, 1)) > MOST_OF_NETWORK) return 'network_limit';
      if ((await countUse(client, `list ${listId}`, 1)) > MOST_OF_LIST) return 'network_limit';
      if ((await countUse(client, `address ${fingerprint(known.normalized)}`, 24)) > MOST_OF_ADDRESS)
        return 'address_limit';
      const addressId = await knowAddress(client, known);
      const added = await client.query(
        'INSERT INTO subscriber (address_id, name) VALUES ($1, $2) ON CONFLICT (address_id) DO NOTHING RETURNING id',
        [addressId, name],
      );
      const again = await client.query(
        `SELECT FROM address_event WHERE address_id = $1 AND kind = 'subscriber_added' LIMIT 1`,
        [addressId],
      );
      if (added.rowCount === 1)
        await noteEvent(client, {
          ...{ addressId, actor: READER, kind: 'subscriber_added' },
          detail: { form: agreement.form, ...(again.rowCount === 1 && { again: true }) },
        });
      const joined = await client.query(JOIN, [listId, addressId, `Form ${agreement.form}`, agreement.ip]);
      if (joined.rowCount === 1)
        await noteEvent(client, {
          ...{ addressId, actor: READER, kind: 'list_joined' },
          detail: { listId, listName: list.name, status: 'unconfirmed', form: agreement.form },
        });
      await keepConsent(client, addressId, listId, 'asked', agreement);
      return 'asked';
    });
  }

  /** Forgets uses no limit looks at any more, and letters whose links are dead; what a complaint was asked stays with it. */
  async tidy(): Promise<void> {
    await this.database.pool.query(
      `DELETE FROM reader_letter WHERE kind <> 'come_back' AND created_at < now() - interval '90 days'`,
    );
    await this.database.pool.query(`DELETE FROM form_use WHERE hour < now() - interval '25 hours'`);
  }
}
