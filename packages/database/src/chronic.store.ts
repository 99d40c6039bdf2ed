// Groups of people in chronic trouble, as they are looked through and worked on.
import { type Category, type ChronicRule, type ChronicState, defaultChronicRule } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export interface ChronicGroupRow {
  readonly key: string;
  readonly category: Category;
  readonly provider: string | null;
  readonly siteId: string | null;
  readonly mxHost: string | null;
  readonly domainName: string;
  readonly people: number;
  readonly heldBack: number;
  readonly since: Date;
  readonly lastFailedAt: Date;
  readonly newThisWeek: number;
  readonly newWeekBefore: number;
  /** People who failed in each of the last WEEKS weeks, the one that ends now last. */
  readonly weeks: readonly number[];
  readonly latestText: string | null;
  readonly latestAddress: string;
  /** Where the report on the newest of them says the mail went on to; null: nowhere else. */
  readonly forwardedTo: string | null;
  readonly state: ChronicState;
  readonly until: Date | null;
  readonly note: string;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
  readonly isReopened: boolean;
}

/** groupKey null: of every group · isHeldBack null: whether or not */
export interface ChronicPeopleQuery extends PageOptions {
  readonly groupKey: string | null;
  readonly isHeldBack: boolean | null;
}

export interface ChronicPersonRow {
  readonly addressId: string;
  readonly groupKey: string;
  readonly address: string;
  readonly name: string | null;
  readonly since: Date;
  readonly lastFailedAt: Date;
  readonly failed: number;
  readonly of: number;
  readonly latestText: string | null;
  readonly isHeldBack: boolean;
}

export interface ChronicContactRow {
  readonly addressId: string;
  readonly address: string;
  readonly name: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly lists: readonly string[];
  readonly since: Date;
}

export interface ChronicRuleRow {
  readonly version: number;
  readonly rule: ChronicRule;
  readonly actor: string | null;
  readonly createdAt: Date | null;
}

/** Suppressed now, by an address or domain suppression. */
const HELD_BACK = `(EXISTS (SELECT FROM suppression s WHERE s.scope = 'address' AND s.address_id = c.address_id AND s.lifted_at IS NULL
    AND (s.expires_at IS NULL OR s.expires_at > now()))
  OR EXISTS (SELECT FROM suppression s WHERE s.scope = 'domain' AND s.domain_name = c.domain_name AND s.lifted_at IS NULL
    AND (s.expires_at IS NULL OR s.expires_at > now())))`;

/** What was said last: by the report that came back, else by the reply of the attempt that speaks for the delivery. */
const TEXT = `coalesce(
  (SELECT i.report->>'diagnostic' FROM inbound_message i WHERE i.address_id = c.address_id AND i.delivery_id = c.delivery_id
   ORDER BY i.id DESC LIMIT 1),
  (SELECT a.reply_text FROM delivery d JOIN attempt a ON a.id = d.attempt_id WHERE d.id = c.delivery_id AND d.state <> 'returned'))`;

/** The address behind hers that the last report speaks of (RFC 3464 Final-Recipient). */
const FORWARDED_TO = `(SELECT nullif(lower(i.report->>'finalRecipient'), lower(a.normalized)) FROM inbound_message i
  WHERE i.address_id = c.address_id AND i.delivery_id = c.delivery_id AND i.report->>'finalRecipient' LIKE '%@%' ORDER BY i.id DESC LIMIT 1)`;

/** Only people who are subscribers now: who was deleted gets no mail that could fail. */
const CASES = 'FROM chronic_case c JOIN subscriber b ON b.address_id = c.address_id';

const MOST_GROUPS = 200;
const WEEKS = 12;
/** Failures of the people of a case, told by their delivery (read from the index delivery_failed alone); what is dated ahead counts as now. */
const FAILED_WEEKS = `failed_weeks AS (
  SELECT group_key AS key, week, count(*)::int AS people FROM (
    SELECT DISTINCT c.group_key, c.address_id, greatest(0, floor(extract(epoch FROM now() - d.settled_at) / 604800))::int AS week
    FROM cases c JOIN delivery d ON d.address_id = c.address_id AND d.listed_state IN ('refused','expired','returned')
      AND d.settled_at > now() - interval '${WEEKS} weeks') f
  GROUP BY group_key, week
)`;
const GROUPS = `
WITH cases AS (SELECT c.*, ${HELD_BACK} AS is_held ${CASES} WHERE $1::text IS NULL OR c.group_key = $1),
grouped AS (
  SELECT group_key AS key, min(category) AS category, min(provider) AS provider,
    CASE WHEN count(DISTINCT site_id) = 1 THEN (array_agg(site_id))[1] END AS site_id, min(domain_name) AS domain_name,
    count(*)::int AS people, count(*) FILTER (WHERE is_held)::int AS held_back, min(since) AS since, max(last_failed_at) AS last_failed_at,
    (array_agg(address_id ORDER BY last_failed_at DESC, address_id))[1] AS newest
  FROM cases GROUP BY group_key
), ${FAILED_WEEKS}, weekly AS (
  SELECT key, jsonb_object_agg(week, people) AS people FROM failed_weeks GROUP BY key
)
SELECT g.key, g.category, g.provider, g.site_id AS "siteId", (SELECT mx_hosts[1] FROM site WHERE id = g.site_id) AS "mxHost",
  g.domain_name AS "domainName", g.people, g.held_back AS "heldBack", g.since, g.last_failed_at AS "lastFailedAt",
  coalesce((wk.people->>'0')::int, 0) AS "newThisWeek", coalesce((wk.people->>'1')::int, 0) AS "newWeekBefore",
  ARRAY(SELECT coalesce((wk.people->>(w::text))::int, 0) FROM generate_series(${WEEKS - 1}, 0, -1) w) AS weeks, ${TEXT} AS "latestText", a.normalized AS "latestAddress",
  ${FORWARDED_TO} AS "forwardedTo",
  CASE WHEN w.key IS NULL OR w.is_over THEN 'open' ELSE w.state END AS state, w.until, coalesce(w.note, '') AS note, w.actor AS "changedBy",
  w.changed_at AS "changedAt", coalesce(w.is_over AND w.state <> 'open', false) AS "isReopened"
FROM grouped g JOIN chronic_case c ON c.address_id = g.newest JOIN address a ON a.id = c.address_id LEFT JOIN weekly wk ON wk.key = g.key
LEFT JOIN LATERAL (SELECT w.*, w.state <> 'ignored' AND (g.last_failed_at > w.changed_at OR coalesce(w.until <= now(), false)) AS is_over
  FROM chronic_group w WHERE w.key = g.key) w ON true
ORDER BY g.people DESC, g.key LIMIT ${MOST_GROUPS}`;

const PEOPLE = `
SELECT c.address_id AS "addressId", c.group_key AS "groupKey", a.normalized AS address, b.name, c.since, c.last_failed_at AS "lastFailedAt", c.failed,
  c.looked_at AS of, ${TEXT} AS "latestText", ${HELD_BACK} AS "isHeldBack"
${CASES} JOIN address a ON a.id = c.address_id
WHERE ($2::text IS NULL OR c.group_key = $2) AND ($3::uuid IS NULL OR c.address_id > $3) AND ($4::boolean IS NULL OR ${HELD_BACK} = $4)
ORDER BY c.address_id LIMIT $1`;

const TOTALS = `SELECT count(*)::int AS people, count(*) FILTER (WHERE ${HELD_BACK})::int AS "heldBack" ${CASES}`;

const CONTACTS = `
SELECT c.address_id AS "addressId", a.normalized AS address, b.name, b.fields AS values, c.since,
  ARRAY(SELECT l.name FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = c.address_id AND m.status = 'subscribed'
    ORDER BY l.name) AS lists
${CASES} JOIN address a ON a.id = c.address_id
WHERE c.group_key = $2 AND ($3::uuid IS NULL OR c.address_id > $3) ORDER BY c.address_id LIMIT $1`;

export class ChronicStore {
  constructor(private readonly database: Database) {}

  /** Largest first, of every state. */
  async groups(): Promise<ChronicGroupRow[]> {
    return (await this.database.pool.query<ChronicGroupRow>(GROUPS, [null])).rows;
  }

  /** null when nobody is in it any more */
  async group(key: string): Promise<ChronicGroupRow | null> {
    return (await this.database.pool.query<ChronicGroupRow>(GROUPS, [key])).rows[0] ?? null;
  }

  /** Everybody in chronic trouble, and how many of them are suppressed now. */
  async totals(): Promise<{ readonly people: number; readonly heldBack: number }> {
    return (await this.database.pool.query<{ people: number; heldBack: number }>(TOTALS)).rows[0]!;
  }

  async people({ groupKey, isHeldBack, limit, after }: ChronicPeopleQuery): Promise<ChronicPersonRow[]> {
    const { rows } = await this.database.pool.query<ChronicPersonRow>(PEOPLE, [
      ...[limit, groupKey, after ?? null, isHeldBack],
    ]);
    return rows;
  }

  /** Names of the fields that somebody of the group has a value in, 50 at most. */
  async fieldsOf(key: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ field: string }>(
      `SELECT DISTINCT f.field ${CASES} CROSS JOIN LATERAL jsonb_object_keys(b.fields) AS f(field)
       WHERE c.group_key = $1 ORDER BY 1 LIMIT 50`,
      [key],
    );
    return rows.map(({ field }) => field);
  }

  /** With everything known of them, to be reached by another way than mail. */
  async contacts(key: string, { limit, after }: PageOptions): Promise<ChronicContactRow[]> {
    const { rows } = await this.database.pool.query<ChronicContactRow>(CONTACTS, [limit, key, after ?? null]);
    return rows;
  }

  /** @throws DomainError group_empty when nobody is in it */
  async setState(key: string, state: ChronicState, days: number | null, note: string, actor: string): Promise<void> {
    await inTransaction(this.database, async (client) => {
      const { rowCount } = await client.query('SELECT FROM chronic_case WHERE group_key = $1 LIMIT 1', [key]);
      if (!rowCount) throw emptyGroup();
      await client.query(
        `INSERT INTO chronic_group (key, state, until, note, actor) VALUES ($1, $2, now() + $3 * interval '1 day', $4, $5)
         ON CONFLICT (key) DO UPDATE SET state = excluded.state, until = excluded.until, note = excluded.note, actor = excluded.actor,
           changed_at = now()`,
        [key, state, days, note, actor],
      );
    });
  }

  async rule(): Promise<ChronicRuleRow> {
    const { rows } = await this.database.pool.query<ChronicRuleRow>(
      'SELECT version, rule, actor, created_at AS "createdAt" FROM chronic_rule ORDER BY version DESC LIMIT 1',
    );
    return rows[0] ?? { version: 0, rule: defaultChronicRule, actor: null, createdAt: null };
  }

  async setRule(rule: ChronicRule, actor: string): Promise<void> {
    await this.database.pool.query('INSERT INTO chronic_rule (rule, actor) VALUES ($1, $2)', [
      ...[JSON.stringify(rule), actor],
    ]);
  }
}

export const emptyGroup = () =>
  new DomainError('missing', 'group_empty', 'Nobody is in this group any more. Look at the list again.');
