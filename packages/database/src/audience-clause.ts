// Who a campaign is for, as pieces of SQL the plan, the count and the lists of people share: one judgement in three places.
import type { SegmentGroup } from '@doorstep/contracts';
import { GOT_IT, IN_DOUBT, inFamily, ON_THE_WAY } from './campaign-family.sql.js';
import { compileSegment } from './compile-segment.js';

/** What a campaign says about its audience. */
export interface Audience {
  readonly campaignId: string;
  /** lists: lists and segments · people: exactly those in campaign_recipient */
  readonly kind: 'lists' | 'people';
  /** Reaches people who are on none of its own lists: then what they are on counts, whatever list it is. */
  readonly isWide: boolean;
  readonly listIds: readonly string[];
  readonly segments: readonly SegmentGroup[];
  readonly excludedListIds: readonly string[];
  readonly excludedSegments: readonly SegmentGroup[];
}

export interface AudienceClause {
  /** One condition for each of its segments. */
  readonly segments: readonly string[];
  /** One condition for each segment that is left out. */
  readonly excludedSegments: readonly string[];
  /** Cause word of an exclusion but by a segment, of `p` (address_id, is_subscribed, is_unconfirmed) and `s`: WHEN … THEN … */
  readonly cases: readonly string[];
  readonly parameters: readonly unknown[];
}

/** In statements whose $1 is the campaign and whose $2 are its lists. @param first number of the first $n that is free */
export function audienceClause(audience: Audience, first: number, now: Date): AudienceClause {
  const parameters: unknown[] = [];
  const compiled = (segments: readonly SegmentGroup[]) =>
    segments.map((segment) => {
      const made = compileSegment(segment, first + parameters.length, now);
      parameters.push(...made.parameters);
      return made.sql;
    });
  const segments = audience.kind === 'people' ? [] : compiled(audience.segments);
  const cases = firstCases(audience);
  if (audience.excludedListIds.length > 0) {
    parameters.push(audience.excludedListIds);
    const lists = `$${first + parameters.length - 1}::uuid[]`;
    cases.push(`WHEN ${isMember(lists, `'subscribed','unconfirmed'`)} THEN 'excluded_list'`);
  }
  return { segments, cases, excludedSegments: compiled(audience.excludedSegments), parameters };
}

/** What keeps somebody out before anything the campaign leaves out itself. */
function firstCases({ kind, isWide }: Audience): string[] {
  const gone = `WHEN s.address_id IS NULL THEN 'no_subscriber'`;
  const hasLeft = isWide
    ? `WHEN NOT p.is_subscribed OR (${isMember(OWN, `'unsubscribed'`)} AND NOT ${isMember(OWN, `'subscribed'`)}) THEN 'unsubscribed'`
    : `WHEN NOT ${isMember(OWN, `'subscribed'`)} THEN 'unsubscribed'`;
  // Whoever got it meanwhile over another campaign of the family, or left its lists, is left out.
  if (kind === 'people')
    return [
      `WHEN ${inFamily('p.address_id', GOT_IT)} THEN 'got_it'`,
      `WHEN ${inFamily('p.address_id', IN_DOUBT)} THEN 'in_doubt'`,
      `WHEN ${inFamily('p.address_id', ON_THE_WAY)} THEN 'on_the_way'`,
      ...[hasLeft, gone],
    ];
  const unconfirmed = `WHEN NOT p.is_subscribed AND p.is_unconfirmed THEN 'unconfirmed'`;
  return isWide ? [unconfirmed, gone, hasLeft] : [unconfirmed, gone];
}

const OWN = '$2::uuid[]';
const isMember = (lists: string, statuses: string) => `EXISTS (SELECT FROM membership x WHERE x.list_id = ANY(${lists})
  AND x.address_id = p.address_id AND x.status IN (${statuses}))`;
