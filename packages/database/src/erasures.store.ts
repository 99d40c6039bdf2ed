// Erasing a person: who she was goes out of every table; what happened to her mail stays countable, without her.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export interface Erasure {
  readonly addressId: string;
  readonly erasedAt: Date;
  /** Raw mails that were emptied. */
  readonly mails: number;
  /** Messages to her that waited and go no more. */
  readonly cancelled: number;
  /** Something of her that holds on: suppressions and unsubscribed lists, known again by a keyed hash. */
  readonly kept: { readonly suppressions: number; readonly unsubscribed: number };
}

interface Person {
  readonly normalized: string;
  readonly spelling: string;
  readonly domainName: string;
  readonly erasedAt: Date | null;
}

/** Address and domain of somebody who was erased; reserved by RFC 2606, so nothing can ever be mailed to it. */
const NOWHERE = 'erased.invalid';

export class ErasureStore {
  constructor(private readonly database: Database) {}

  /** The address a subscriber has; null when there is none. */
  async addressOf(addressId: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ normalized: string }>(
      'SELECT normalized FROM address WHERE id = $1 AND erased_at IS NULL',
      [addressId],
    );
    return rows[0]?.normalized ?? null;
  }

  /**
   * Takes name, fields, spelling, address, raw mails and the words around them out of every table. An HMAC of the address
   * stays, so that a suppression and an unsubscribe hold when it is added or imported again.
   *
   * @returns null when there is no such address
   * @throws DomainError already_erased; mail_on_its_way while a message is being handed over
   */
  async erasePerson(addressId: string, actor: string): Promise<Erasure | null> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<Person>(
        `SELECT normalized, spelling, domain_name AS "domainName", erased_at AS "erasedAt" FROM address WHERE id = $1 FOR UPDATE`,
        [addressId],
      );
      const person = rows[0];
      if (person === undefined) return null;
      if (person.erasedAt !== null)
        throw new DomainError('conflict', 'already_erased', 'This person was erased already.');
      // Append-only tables let the words of an erased person go within this transaction alone.
      await client.query("SELECT set_config('doorstep.erasing', 'on', true)");
      const cancelled = await cancelWaiting(client, addressId);
      const mails = await emptyMails(client, addressId, person);
      await forgetOwnRows(client, addressId);
      const erasedAt = await becomeNobody(client, addressId, person);
      for (const words of new Set([person.normalized, person.spelling]))
        await client.query('SELECT erase_words($1, $2)', [words, addressId]);
      // What was said of her is counted by its words: they are read anew.
      await client.query(
        'INSERT INTO result_change (delivery_ids) SELECT array_agg(id) FROM delivery WHERE address_id = $1 HAVING count(*) > 0',
        [addressId],
      );
      await noteErased(client, addressId, actor);
      return { addressId, erasedAt, mails, cancelled, kept: await keptOf(client, addressId) };
    });
  }
}

async function cancelWaiting(client: pg.PoolClient, addressId: string): Promise<number> {
  const sending = await client.query(
    `SELECT FROM delivery WHERE address_id = $1 AND state = 'sending' AND lease_until > now() FOR UPDATE`,
    [addressId],
  );
  if (sending.rowCount !== 0)
    throw new DomainError(
      'conflict',
      'mail_on_its_way',
      'A message to this person is being handed over at this moment. Try again in a minute.',
    );
  const { rowCount } = await client.query(
    `UPDATE delivery SET state = 'cancelled', reason = 'erased', fence = fence + 1, lease_until = NULL, next_attempt_at = NULL, settled_at = now()
     WHERE address_id = $1 AND state IN ('planned','due','deferred','held','sending')`,
    [addressId],
  );
  return rowCount ?? 0;
}

/** Of mails nobody was found for, those that name her: a bounce may have been of hers. */
async function emptyMails(client: pg.PoolClient, addressId: string, { normalized, spelling }: Person): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE inbound_message SET raw = '', report = NULL, envelope = NULL
     WHERE address_id = $1 OR delivery_id IN (SELECT id FROM delivery WHERE address_id = $1)
       OR (address_id IS NULL AND (position(convert_to($2, 'UTF8') IN raw) > 0 OR position(convert_to($3, 'UTF8') IN raw) > 0))`,
    [addressId, normalized, spelling],
  );
  return rowCount ?? 0;
}

async function forgetOwnRows(client: pg.PoolClient, addressId: string): Promise<void> {
  // What was typed when she was added or changed, under each subscriber she ever was.
  await client.query(
    `UPDATE audit_entry SET detail = detail - 'name' - 'address' - 'tags' WHERE subject_kind = 'subscribers' AND subject_id IN (
       SELECT id::text FROM subscriber WHERE address_id = $1
       UNION SELECT detail->>'subscriberId' FROM address_event WHERE address_id = $1)`,
    [addressId],
  );
  await client.query('DELETE FROM subscriber WHERE address_id = $1', [addressId]);
  await client.query('DELETE FROM campaign_recipient WHERE address_id = $1', [addressId]);
  await client.query('DELETE FROM bulk_change_person WHERE address_id = $1', [addressId]);
  await client.query('DELETE FROM reader_event WHERE address_id = $1', [addressId]);
  await client.query('UPDATE consent_record SET ip = NULL, user_agent = NULL WHERE address_id = $1', [addressId]);
  await client.query('DELETE FROM reader_letter WHERE address_id = $1 OR other_address_id = $1', [addressId]);
  await client.query('DELETE FROM chronic_case WHERE address_id = $1', [addressId]);
  await client.query(
    `UPDATE membership SET status = CASE status WHEN 'unsubscribed' THEN status ELSE 'removed' END, consent_source = NULL,
       consent_ip = NULL, confirmation_next_at = NULL WHERE address_id = $1`,
    [addressId],
  );
  await client.query("UPDATE address_event SET detail = '{}' WHERE address_id = $1", [addressId]);
  await client.query("UPDATE address_failure SET evidence = '{}' WHERE address_id = $1", [addressId]);
  await client.query('UPDATE delivery SET merge_fields = NULL WHERE address_id = $1 AND merge_fields IS NOT NULL', [
    addressId,
  ]);
  await client.query(
    `UPDATE suppression SET evidence = jsonb_strip_nulls(jsonb_build_object('category', evidence->'category', 'ruleId', evidence->'ruleId')),
       lift_reason = NULL WHERE address_id = $1`,
    [addressId],
  );
}

async function becomeNobody(client: pg.PoolClient, addressId: string, person: Person): Promise<Date> {
  await client.query('INSERT INTO mail_domain (name) VALUES ($1) ON CONFLICT DO NOTHING', [NOWHERE]);
  // Erased, added again and erased again: the newest row is the one that is known by the hash.
  await client.query('UPDATE address SET erased_hash = NULL WHERE erased_hash = erasure_hash($1)', [person.normalized]);
  const { rows } = await client.query<{ erasedAt: Date }>(
    `UPDATE address SET erased_hash = erasure_hash(normalized), erased_at = now(), normalized = id::text || '@${NOWHERE}',
       spelling = id::text || '@${NOWHERE}', domain_name = '${NOWHERE}', language = NULL WHERE id = $1 RETURNING erased_at AS "erasedAt"`,
    [addressId],
  );
  const others = await client.query('SELECT FROM address WHERE domain_name = $1 LIMIT 1', [person.domainName]);
  if (others.rowCount === 0) {
    // Nobody else is there: the domain itself names her.
    await client.query('UPDATE delivery SET domain_name = $2 WHERE address_id = $1', [addressId, NOWHERE]);
    await client.query('UPDATE attempt SET domain_name = $2 WHERE address_id = $1', [addressId, NOWHERE]);
  }
  return rows[0]!.erasedAt;
}

/** The audit tells that somebody was erased and who did it, and not whom. */
async function noteErased(client: pg.PoolClient, addressId: string, actor: string): Promise<void> {
  await client.query(
    "INSERT INTO address_event (address_id, kind, actor, detail) VALUES ($1, 'person_erased', $2, '{}')",
    [addressId, actor],
  );
}

async function keptOf(client: pg.PoolClient, addressId: string): Promise<Erasure['kept']> {
  const { rows } = await client.query<Erasure['kept']>(
    `SELECT (SELECT count(*)::int FROM suppression WHERE address_id = $1 AND lifted_at IS NULL) AS suppressions,
       (SELECT count(*)::int FROM membership WHERE address_id = $1 AND status = 'unsubscribed') AS unsubscribed`,
    [addressId],
  );
  return rows[0]!;
}
