// The kinds of conditions as one chooses them, and how each begins.
import type { SegmentCondition, SegmentGroup } from '@doorstep/contracts';

type Kind = SegmentCondition['kind'];

export const kindChoices: { group: string; items: { value: Kind; label: string }[] }[] = [
  {
    group: 'The person',
    items: [
      { value: 'field', label: 'A field' },
      { value: 'name', label: 'Name' },
      { value: 'tag', label: 'Tag' },
      { value: 'list', label: 'List' },
      { value: 'added', label: 'Day they were added' },
      { value: 'import', label: 'Import that added them' },
    ],
  },
  {
    group: 'What they do',
    items: [
      { value: 'activity', label: 'Opens and clicks' },
      { value: 'campaign', label: 'A campaign they got' },
    ],
  },
  {
    group: 'The address',
    items: [
      { value: 'address', label: 'Address' },
      { value: 'domain', label: 'Domain' },
      { value: 'provider', label: 'Mail provider' },
      { value: 'standing', label: 'Standing' },
      { value: 'soft_streak', label: 'Temporary failures in a row' },
      { value: 'failing', label: 'Failing since' },
      { value: 'suppressed', label: 'Suppressed' },
    ],
  },
];

export function freshCondition(kind: Kind): SegmentCondition {
  switch (kind) {
    case 'field':
      return { kind, key: '', test: { op: 'is', value: '' } };
    case 'name':
    case 'address':
    case 'domain':
      return { kind, test: { op: 'is', value: '' } };
    case 'added':
      return { kind, test: { op: 'in_last_days', days: 30 } };
    case 'import':
      return { kind, importId: '', is: true };
    case 'list':
      return { kind, listId: '', status: 'subscribed', joined: null, is: true };
    case 'tag':
      return { kind, tagId: '', is: true };
    case 'activity':
      return { kind, event: 'opened', campaignId: null, lastCampaigns: 5, is: true };
    case 'campaign':
      return { kind, campaignId: '', outcome: 'accepted', is: true };
    case 'standing':
      return { kind, standings: ['failing'], is: true };
    case 'soft_streak':
      return { kind, atLeast: 3 };
    case 'failing':
      return { kind, forDays: 7 };
    case 'provider':
      return { kind, providers: [], is: true };
    case 'suppressed':
      return { kind, is: false };
    default:
      return kind satisfies never;
  }
}

export interface Example {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly definition: SegmentGroup;
}

/** What an empty page offers to begin with. */
export const examples: readonly Example[] = [
  {
    id: 'new',
    name: 'New in the last 30 days',
    sentence: 'Everybody who was added in the last 30 days: for a welcome.',
    definition: { kind: 'all', parts: [{ kind: 'added', test: { op: 'in_last_days', days: 30 } }] },
  },
  {
    id: 'readers',
    name: 'Readers',
    sentence: 'Opened or clicked any of the last 5 campaigns. Machines do not count.',
    definition: {
      kind: 'all',
      parts: [{ kind: 'activity', event: 'any', campaignId: null, lastCampaigns: 5, is: true }],
    },
  },
  {
    id: 'trouble',
    name: 'Mail does not get through',
    sentence: 'Failing for a week or longer, or at least 3 temporary failures in a row, and not suppressed yet.',
    definition: {
      kind: 'all',
      parts: [
        {
          kind: 'any',
          parts: [
            { kind: 'failing', forDays: 7 },
            { kind: 'soft_streak', atLeast: 3 },
          ],
        },
        { kind: 'suppressed', is: false },
      ],
    },
  },
];
