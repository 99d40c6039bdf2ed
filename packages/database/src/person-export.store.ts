// Everything Doorstep keeps of one person, as she may ask for it (GDPR, articles 15 and 20).
import { MEMBERSHIPS } from './audience.sql.js';
import type { Database } from './database.js';

export interface PersonExport {
  readonly madeAt: string;
  readonly address: Record<string, unknown>;
  readonly subscriber: Record<string, unknown> | null;
  readonly tags: readonly string[];
  readonly lists: readonly Record<string, unknown>[];
  readonly suppressions: readonly Record<string, unknown>[];
  readonly history: readonly Record<string, unknown>[];
  /** Campaigns meant for her: subject, when, what became of it, every attempt with the reply of her server. */
  readonly messages: readonly Record<string, unknown>[];
  readonly opensAndClicks: readonly Record<string, unknown>[];
  /** Returned mails about her, as text. */
  readonly returnedMails: readonly { readonly receivedAt: string; readonly text: string }[];
  /** Rows of any other table that belong to the address, by table. */
  readonly more: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

const MAIN = `
SELECT jsonb_build_object('address', a.normalized, 'asGiven', a.spelling, 'standing', a.standing, 'language', a.language, 'knownSince', a.created_at,
    'lastAcceptedAt', a.last_accepted_at, 'lastFailedAt', a.last_failed_at) AS address,
  (SELECT jsonb_build_object('name', b.name, 'fields', b.fields, 'addedAt', b.created_at, 'changedAt', b.updated_at)
   FROM subscriber b WHERE b.address_id = a.id) AS subscriber,
  ARRAY(SELECT t.name FROM subscriber b JOIN subscriber_tag x ON x.subscriber_id = b.id JOIN tag t ON t.id = x.tag_id
    WHERE b.address_id = a.id ORDER BY 1) AS tags,
  ${MEMBERSHIPS} AS lists,
  coalesce((SELECT jsonb_agg(jsonb_build_object('cause', s.cause, 'by', s.actor, 'since', s.created_at, 'until', s.expires_at,
      'liftedAt', s.lifted_at, 'liftReason', s.lift_reason, 'evidence', s.evidence) ORDER BY s.id)
    FROM suppression s WHERE s.address_id = a.id), '[]') AS suppressions,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', e.at, 'what', e.kind, 'by', e.actor, 'detail', e.detail) ORDER BY e.id)
    FROM address_event e WHERE e.address_id = a.id), '[]') AS history,
  coalesce((SELECT jsonb_agg(jsonb_build_object('campaign', c.name, 'subject', c.subject, 'state', d.state, 'reason', d.reason,
      'acceptedAt', d.accepted_at, 'valuesUsed', d.merge_fields, 'attempts', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', t.begun_at,
        'server', t.mx_host, 'outcome', t.outcome, 'reply', t.reply_text) ORDER BY t.id), '[]') FROM attempt t WHERE t.delivery_id = d.id)) ORDER BY d.id)
    FROM delivery d JOIN campaign c ON c.id = d.campaign_id WHERE d.address_id = a.id), '[]') AS messages,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', r.at, 'what', r.kind, 'campaign', c.name, 'link', k.url, 'byAMachine', r.is_machine) ORDER BY r.id)
    FROM reader_event r JOIN campaign c ON c.id = r.campaign_id LEFT JOIN campaign_link k ON k.id = r.link_id
    WHERE r.address_id = a.id), '[]') AS "opensAndClicks"
FROM address a WHERE a.id = $1 AND a.erased_at IS NULL`;

/** Tables with rows of an address that are told above, or hold ids alone. */
const TOLD = [
  ...['subscriber', 'membership', 'suppression', 'address_event', 'delivery', 'attempt', 'reader_event'],
  ...['inbound_message', 'campaign_recipient', 'import_row'],
];

export class PersonExportStore {
  constructor(private readonly database: Database) {}

  /** @returns null when nothing is known of the address, or the person was erased */
  async exportPerson(addressId: string): Promise<PersonExport | null> {
    const { pool } = this.database;
    const { rows } = await pool.query<Omit<PersonExport, 'madeAt' | 'returnedMails' | 'more'>>(MAIN, [addressId]);
    const main = rows[0];
    if (main === undefined) return null;
    const { rows: mails } = await pool.query<{ receivedAt: Date; raw: Buffer }>(
      `SELECT received_at AS "receivedAt", raw FROM inbound_message WHERE address_id = $1 ORDER BY id`,
      [addressId],
    );
    return {
      madeAt: new Date().toISOString(),
      ...main,
      returnedMails: mails.map(({ receivedAt, raw }) => ({
        receivedAt: receivedAt.toISOString(),
        text: raw.toString('utf8'),
      })),
      more: await this.others(addressId),
    };
  }

  /** Whatever table has an address_id: one that is added later is not forgotten. */
  private async others(addressId: string): Promise<PersonExport['more']> {
    const { rows: tables } = await this.database.pool.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = current_schema() AND c.column_name = 'address_id' AND t.table_type = 'BASE TABLE'
         AND c.table_name <> ALL($1) AND c.table_name !~ '^attempt_' ORDER BY 1`,
      [TOLD],
    );
    const found: Record<string, Record<string, unknown>[]> = {};
    for (const { name } of tables) {
      const { rows } = await this.database.pool.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(x) - 'address_id' AS row FROM "${name}" x WHERE x.address_id = $1`,
        [addressId],
      );
      if (rows.length > 0) found[name] = rows.map(({ row }) => row);
    }
    return found;
  }
}
