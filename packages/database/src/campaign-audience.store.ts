// The audience of a campaign: counted term by term before it is planned, and from the frozen rows after; with who is behind each.
import type { AudienceTerm, SegmentGroup } from '@doorstep/contracts';
import type { Audience } from './audience-clause.js';
import { judgedAudience } from './campaign-audience.sql.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';
import { heldTerm } from './held-for.sql.js';
import { readLarge } from './large-reads.js';
import { IS_WIDE } from './plan-audience.js';

export interface AudienceCounts {
  /** plan: as it was frozen */
  readonly from: 'now' | 'plan';
  /** How often an address was chosen: somebody in two places counts twice. */
  readonly chosen: number;
  /** Addresses. */
  readonly selected: number;
  readonly suppressed: number;
  readonly willGetIt: number;
  /** chosen − all of these = willGetIt. */
  readonly terms: readonly { readonly term: AudienceTerm; readonly count: number }[];
}

export interface AudiencePerson {
  readonly addressId: string;
  readonly address: string;
  readonly name: string | null;
  readonly verdict: AudienceTerm | null;
  readonly place: AudiencePlace;
}

/** chosen: everybody, once for each time she was chosen · selected: everybody once */
export type AudienceShare = AudienceTerm | 'chosen' | 'selected' | 'will_get_it';

/** Where the next page begins: from the plan, or from what is there now. */
export type AudiencePlace = readonly [from: 'now' | 'plan', id: string, second: string | number];

export interface AudiencePeopleQuery {
  readonly share: AudienceShare;
  readonly limit: number;
  readonly after?: AudiencePlace | undefined;
}

const ORDER: readonly AudienceTerm[] = [
  ...(['duplicates', 'suppressed', 'chronic', 'unconfirmed', 'unsubscribed', 'paused'] as const),
  ...(['no_subscriber', 'excluded_list', 'excluded_segment', 'got_it', 'in_doubt', 'on_the_way'] as const),
];

const AUDIENCE = `
SELECT c.id AS "campaignId", c.audience_kind AS kind, c.list_ids AS "listIds", c.excluded_list_ids AS "excludedListIds",
  c.planned_at IS NOT NULL AS "isPlanned", ${IS_WIDE} AS "isWide",
  coalesce((SELECT jsonb_agg(s.definition ORDER BY s.id) FROM segment s WHERE s.id = ANY(c.segment_ids)), '[]') AS segments,
  coalesce((SELECT jsonb_agg(s.definition ORDER BY s.id) FROM segment s WHERE s.id = ANY(c.excluded_segment_ids)), '[]') AS "excludedSegments"
FROM campaign c WHERE c.id = $1`;

const PLANNED = `
SELECT CASE WHEN state = 'suppressed' THEN ${heldTerm('reason')}
    WHEN state = 'excluded' THEN reason END AS verdict, sum(count)::int AS people, sum(count)::int AS times
FROM campaign_tally WHERE campaign_id = $1 GROUP BY 1 HAVING sum(count) <> 0`;

/** What keeps somebody out of a frozen row; null is everything that was to be mailed. */
const PLANNED_VERDICT = `CASE WHEN d.state = 'suppressed' THEN ${heldTerm('d.reason')}
  WHEN d.state = 'excluded' THEN d.reason END`;

interface VerdictRow {
  readonly verdict: AudienceTerm | null;
  readonly people: number;
  readonly times: number;
}

export class CampaignAudienceStore {
  constructor(private readonly database: Database) {}

  /** null when there is no such campaign. */
  async counts(campaignId: string): Promise<AudienceCounts | null> {
    const audience = await this.audienceOf(campaignId);
    if (audience === null) return null;
    if (audience.isPlanned)
      return summed((await this.database.pool.query<VerdictRow>(PLANNED, [campaignId])).rows, 'plan');
    const { text, values } = judgedAudience(audience, new Date());
    const counting = `${text} SELECT verdict, count(*)::int AS people, sum(times)::int AS times FROM judged GROUP BY verdict`;
    return summed(await readLarge<VerdictRow>(this.database, counting, values), 'now');
  }

  /**
   * Exactly the rows a share counts; somebody chosen three times is twice among the duplicates.
   *
   * @throws DomainError audience_moved when the campaign was planned between two pages
   */
  async people(campaignId: string, query: AudiencePeopleQuery): Promise<AudiencePerson[]> {
    const audience = await this.audienceOf(campaignId);
    if (audience === null) return [];
    const from = audience.isPlanned ? 'plan' : 'now';
    if (query.after !== undefined && query.after[0] !== from)
      throw new DomainError(
        'conflict',
        'audience_moved',
        'The campaign was planned meanwhile. Begin with the first page.',
      );
    return audience.isPlanned ? this.plannedPeople(campaignId, query) : this.livePeople(audience, query);
  }

  /** How many of those who will get it have nothing in each field; fields that everybody has are left out. */
  async emptyFields(campaignId: string, names: readonly string[]): Promise<{ name: string; people: number }[]> {
    const audience = names.length === 0 ? null : await this.audienceOf(campaignId);
    if (audience === null) return [];
    const inOrder = [...names].sort();
    const keys = inOrder.filter((name) => name !== 'name');
    const lacks = inOrder.map((name) => {
      const value = name === 'name' ? 's.name' : `s.fields->>$${3 + keys.indexOf(name)}::text`;
      return `coalesce(${value}, '') = ''`;
    });
    // Those who lack something are mostly few: they are found first, and only they are judged.
    const { text, values } = judgedAudience(audience, new Date(), {
      condition: `(${lacks.join(' OR ')})`,
      parameters: keys,
    });
    const [row] = await readLarge<{ counts: number[] }>(
      this.database,
      `${text} SELECT ARRAY[${lacks.map((lack) => `count(*) FILTER (WHERE ${lack})::int`).join(', ')}] AS counts
       FROM judged s WHERE s.verdict IS NULL AND s.subscriber_id IS NOT NULL`,
      values,
    );
    return inOrder.map((name, at) => ({ name, people: row!.counts[at]! })).filter(({ people }) => people > 0);
  }

  /** What a campaign says of its audience, with the segments as they are now. */
  async audienceOf(campaignId: string): Promise<(Audience & { readonly isPlanned: boolean }) | null> {
    const { rows } = await this.database.pool.query<
      Omit<Audience, 'segments' | 'excludedSegments'> & {
        readonly isPlanned: boolean;
        readonly segments: SegmentGroup[];
        readonly excludedSegments: SegmentGroup[];
      }
    >(AUDIENCE, [campaignId]);
    return rows[0] ?? null;
  }

  private async livePeople(
    audience: Audience,
    { share, limit, after }: AudiencePeopleQuery,
  ): Promise<AudiencePerson[]> {
    const { text, values } = judgedAudience(audience, new Date());
    const next = values.length + 1;
    return readLarge<AudiencePerson>(
      this.database,
      `${text} SELECT j.address_id AS "addressId", a.normalized AS address, j.name, j.verdict,
         jsonb_build_array('now', j.address_id, g.again) AS place
       FROM judged j JOIN address a ON a.id = j.address_id CROSS JOIN LATERAL generate_series(1, ${TIMES[share] ?? '1'}) g(again)
       WHERE (j.address_id, g.again) > ($${next}::uuid, $${next + 1}::int)
         AND ($${next + 2}::text IN ('duplicates','chosen','selected') OR coalesce(j.verdict, 'will_get_it') = $${next + 2})
       ORDER BY j.address_id, g.again LIMIT $${next + 3}`,
      [...values, after?.[1] ?? NOWHERE, after?.[2] ?? 0, share, limit],
    );
  }

  /** By listed state and id, as the index has them. */
  private async plannedPeople(
    campaignId: string,
    { share, limit, after }: AudiencePeopleQuery,
  ): Promise<AudiencePerson[]> {
    const { rows } = await this.database.pool.query<AudiencePerson>(
      `SELECT d.address_id AS "addressId", a.normalized AS address, s.name, ${PLANNED_VERDICT} AS verdict,
         jsonb_build_array('plan', d.id, d.listed_state) AS place
       FROM (SELECT * FROM delivery d WHERE campaign_id = $1 AND (listed_state, id) > ($3, $2::uuid)
           AND ($4 IN ('chosen','selected') OR coalesce(${PLANNED_VERDICT}, 'will_get_it') = $4)
         ORDER BY listed_state, id LIMIT $5) d
       JOIN address a ON a.id = d.address_id LEFT JOIN subscriber s ON s.address_id = d.address_id ORDER BY d.listed_state, d.id`,
      [campaignId, after?.[1] ?? NOWHERE, after?.[2] ?? '', share, limit],
    );
    return rows;
  }
}

/** Rows one person makes, where it is not one. */
const TIMES: Partial<Record<AudienceShare, string>> = { duplicates: 'j.times - 1', chosen: 'j.times' };
const NOWHERE = '00000000-0000-0000-0000-000000000000';

function summed(rows: readonly VerdictRow[], from: AudienceCounts['from']): AudienceCounts {
  const total = (of: (row: VerdictRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const chosen = total((row) => row.times);
  const selected = total((row) => row.people);
  const byTerm = new Map<string, number>(rows.map((row) => [row.verdict ?? 'will_get_it', row.people]));
  byTerm.set('duplicates', chosen - selected);
  const count = (term: string) => byTerm.get(term) ?? 0;
  return {
    ...{ from, chosen, selected, suppressed: count('suppressed') + count('chronic'), willGetIt: count('will_get_it') },
    terms: ORDER.map((term) => ({ term, count: count(term) })).filter((term) => term.count > 0),
  };
}
