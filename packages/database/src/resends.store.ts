// Sending a campaign again to people who did not get it: a draft with a fixed audience, in which nobody is twice.
import type { LeftOutAgain, PeopleFilter } from '@doorstep/contracts';
import type pg from 'pg';
import { IN_FORCE } from './audience.sql.js';
import { GOT_IT, IN_DOUBT, inFamily, ON_THE_WAY } from './campaign-family.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { peopleWhere } from './people-filter.sql.js';
import { IS_WIDE } from './plan-audience.js';

export interface AgainCounts {
  readonly chosen: number;
  readonly people: number;
  readonly leftOut: LeftOutAgain;
}

/** Content and sender: what the people would have read. Never a time, a recurrence or a test. */
const COPIED = `sending_domain_id, from_name, from_local, reply_to, subject, preview_text, content_kind,
  content_source, html, text, list_ids, segment_ids, max_age_hours, in_doubt_policy, tracking`;

/** Everybody gets the variant she was to get; nothing is tried again. */
const COPY_VARIANTS = `
INSERT INTO campaign_variant (campaign_id, number, subject, from_name, preview_text, content_kind, content_source, html, text)
SELECT $2, number, subject, from_name, preview_text, content_kind, content_source, html, text FROM campaign_variant WHERE campaign_id = $1`;

/** Chosen people with why not, in the order in which a person would name it; null: she gets it. */
const judged = (where: string) => `
SELECT d.address_id, coalesce(d.variant, c.ab_winner) AS variant, CASE
  WHEN d.state IN (${GOT_IT}) OR ${inFamily('d.address_id', GOT_IT)} THEN 'gotIt'
  WHEN d.state = ${IN_DOUBT} OR ${inFamily('d.address_id', IN_DOUBT)} THEN 'inDoubt'
  WHEN d.state IN (${ON_THE_WAY}) OR ${inFamily('d.address_id', ON_THE_WAY)} THEN 'onTheWay'
  WHEN EXISTS (SELECT FROM suppression s WHERE ${IN_FORCE} AND ((s.scope = 'address' AND s.address_id = d.address_id)
    OR (s.scope = 'domain' AND s.domain_name = d.domain_name))) THEN 'suppressed'
  WHEN NOT EXISTS (SELECT FROM membership m JOIN subscriber b ON b.address_id = m.address_id
    WHERE m.address_id = d.address_id AND (m.list_id = ANY(c.list_ids) OR ${IS_WIDE}) AND m.status = 'subscribed') THEN 'left'
  END AS why
FROM delivery d JOIN campaign c ON c.id = d.campaign_id WHERE d.campaign_id = $1${where}`;

interface CountRow {
  readonly why: keyof LeftOutAgain | null;
  readonly people: number;
}

export class ResendStore {
  constructor(private readonly database: Database) {}

  /** Who would get it again, without making anything. */
  async preview(campaignId: string, filter: PeopleFilter): Promise<AgainCounts> {
    const { sql, values } = peopleWhere(filter, 2);
    const { rows } = await this.database.pool.query<CountRow>(
      `SELECT why, count(*)::int AS people FROM (${judged(sql)}) j GROUP BY why`,
      [campaignId, ...values],
    );
    return countsOf(rows);
  }

  /**
   * Makes the draft. It is of the first campaign's family, so what is got over one of them is got for all.
   *
   * @throws DomainError nobody_again when nobody is left to get it
   */
  async make(
    campaignId: string,
    filter: PeopleFilter,
    name: string,
    createdBy: string,
  ): Promise<AgainCounts & { id: string }> {
    const { sql, values } = peopleWhere(filter, 3);
    return inTransaction(this.database, async (client) => {
      const made = await makeAgain(client, { campaignId, name, createdBy, where: sql, values });
      if (made.people === 0) {
        const words = 'None of these people can get it again: see who was left out and why.';
        throw new DomainError('invalid', 'nobody_again', words);
      }
      return made;
    });
  }
}

export interface Again {
  readonly campaignId: string;
  readonly name: string;
  readonly createdBy: string;
  /** More conditions on the delivery `d`; its values begin at $3. */
  readonly where: string;
  readonly values: readonly unknown[];
}

/** A draft of the same family for those chosen people who can get it; perhaps for nobody. */
export async function makeAgain(
  client: pg.PoolClient,
  { campaignId, name, createdBy, where, values }: Again,
): Promise<AgainCounts & { id: string }> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO campaign (name, created_by, audience_kind, resend_of, ${COPIED})
     SELECT $2, $3, 'people', coalesce(resend_of, id), ${COPIED} FROM campaign WHERE id = $1 RETURNING id`,
    [campaignId, name, createdBy],
  );
  const { id } = made.rows[0]!;
  await client.query(COPY_VARIANTS, [campaignId, id]);
  const { rows } = await client.query<CountRow>(
    `WITH judged AS MATERIALIZED (${judged(where)}),
     kept AS (INSERT INTO campaign_recipient (campaign_id, address_id, variant) SELECT $2, address_id, variant FROM judged WHERE why IS NULL)
     SELECT why, count(*)::int AS people FROM judged GROUP BY why`,
    [campaignId, id, ...values],
  );
  return { ...countsOf(rows), id };
}

function countsOf(rows: readonly CountRow[]): AgainCounts {
  const leftOut: LeftOutAgain = { gotIt: 0, inDoubt: 0, onTheWay: 0, suppressed: 0, left: 0 };
  let people = 0;
  for (const { why, people: counted } of rows) {
    if (why === null) people = counted;
    else leftOut[why] = counted;
  }
  return { people, leftOut, chosen: rows.reduce((sum, row) => sum + row.people, 0) };
}
