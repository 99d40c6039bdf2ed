// The audience of a campaign as its plan froze it: later changes of a segment do not tear it.
import type { SegmentGroup } from '@doorstep/contracts';
import type { Audience } from './audience-clause.js';

export interface PlanAudienceRow {
  readonly id: string;
  readonly audience_kind: 'lists' | 'people';
  readonly is_wide: boolean;
  readonly list_ids: string[];
  readonly excluded_list_ids: string[];
  readonly plan_segments: { readonly included: SegmentGroup[]; readonly excluded: SegmentGroup[] } | null;
}

/** Of a campaign under the alias `c`: people may be in it who are on none of its lists. */
export const IS_WIDE = `(c.segment_ids <> '{}' OR (c.audience_kind = 'people' AND c.list_ids = '{}'))`;

export function planAudience(row: PlanAudienceRow): Audience {
  return {
    campaignId: row.id,
    kind: row.audience_kind,
    isWide: row.is_wide,
    listIds: row.list_ids,
    segments: row.plan_segments?.included ?? [],
    excludedListIds: row.excluded_list_ids,
    excludedSegments: row.plan_segments?.excluded ?? [],
  };
}
