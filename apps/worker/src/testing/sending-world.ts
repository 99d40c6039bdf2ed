// A database with a sending domain, people on a list and a campaign to them, for tests of the worker.
import { createVault, type Database, openDatabase } from '@doorstep/database';
import { generateDkimKey } from '@doorstep/message';

export const SECRET = new Uint8Array(32).fill(5);
const DOMAIN = 'news.example';

export interface CampaignChanges {
  readonly html?: string;
  readonly scheduledAt?: Date;
  /** Default: as the database has it. */
  readonly maxAgeHours?: number;
}

export interface SendingWorld {
  readonly database: Database;
  readonly query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Puts people on a new list. @returns its id */
  list(addresses: readonly string[]): Promise<string>;
  /** A campaign to a list, due at once. @returns its id */
  campaign(listId: string, changes?: CampaignChanges): Promise<string>;
  /** Deliveries of a campaign per state. */
  states(campaignId: string): Promise<Record<string, number>>;
}

export async function sendingWorld(url: string, poolSize = 16): Promise<SendingWorld> {
  const database = openDatabase(url, { poolSize });
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await database.pool.query<Row>(text, values)).rows;
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey('ed25519-sha256');
  const [domain] = await query<{ id: string }>(
    'INSERT INTO sending_domain (name, return_path_domain) VALUES ($1, $2) RETURNING id',
    [DOMAIN, `bounces.${DOMAIN}`],
  );
  await query(
    `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key)
     VALUES ($1, 'd1', 'ed25519-sha256', $2, $3)`,
    [domain!.id, createVault(SECRET).seal(privateKeyPem), publicKeyBase64],
  );
  return {
    database,
    query,
    async list(addresses) {
      const [list] = await query<{ id: string }>(`INSERT INTO list (name) VALUES ('Letter') RETURNING id`);
      await query(
        `INSERT INTO mail_domain (name) SELECT DISTINCT split_part(a, '@', 2) FROM unnest($1::text[]) a ON CONFLICT DO NOTHING`,
        [addresses],
      );
      await query(
        `WITH added AS (
           INSERT INTO address (normalized, spelling, domain_name) SELECT lower(a), a, split_part(a, '@', 2) FROM unnest($2::text[]) a
           ON CONFLICT (normalized) DO UPDATE SET spelling = excluded.spelling RETURNING id
         ), people AS (
           INSERT INTO subscriber (address_id, name, fields) SELECT id, 'Eve', '{"city":"Rome"}' FROM added ON CONFLICT DO NOTHING
         )
         INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM added`,
        [list!.id, addresses],
      );
      return list!.id;
    },
    async campaign(
      listId,
      { html = '<p>Hello {{ name }} of {{ city }}</p>', scheduledAt = new Date(), maxAgeHours } = {},
    ) {
      const [row] = await query<{ id: string }>(
        `INSERT INTO campaign (name, state, sending_domain_id, from_name, from_local, subject, html, list_ids, scheduled_at, max_age_hours)
         VALUES ('March', 'scheduled', $1, 'Ada', 'letter', 'Hello {{ name }}', $2, ARRAY[$3::uuid], $4, coalesce($5, 48)) RETURNING id`,
        [domain!.id, html, listId, scheduledAt, maxAgeHours ?? null],
      );
      return row!.id;
    },
    async states(campaignId) {
      const rows = await query<{ state: string; n: number }>(
        'SELECT state, count(*)::int AS n FROM delivery WHERE campaign_id = $1 GROUP BY 1',
        [campaignId],
      );
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
  };
}
