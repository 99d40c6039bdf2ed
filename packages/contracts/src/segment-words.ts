// A segment as a sentence: the same words on the screen, in an answer of the API and on a terminal.
import { type DayTest, type FieldTest, isGroup, type SegmentCondition, type SegmentGroup } from './segments.js';

/** Names of what a definition points at by id; undefined when it is gone. */
export interface SegmentNames {
  readonly list: (id: string) => string | undefined;
  readonly tag: (id: string) => string | undefined;
  readonly campaign: (id: string) => string | undefined;
  readonly import: (id: string) => string | undefined;
  readonly field: (key: string) => string | undefined;
}

const OPS = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  contains_not: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  is_set: 'is filled in',
  is_not_set: 'is empty',
  before: 'is before',
  after: 'is after',
  on: 'is on',
  in_last_days: 'is in the last',
  not_in_last_days: 'is not in the last',
  one_of: 'is one of',
  equals: 'equals',
  above: 'is more than',
  below: 'is less than',
  at_least: 'is at least',
  at_most: 'is at most',
  yes: 'is yes',
  no: 'is no',
} as const satisfies Record<FieldTest['op'], string>;

export const testOpWords = OPS;

const days = (count: number) => (count === 1 ? 'day' : `${count} days`);
const quoted = (text: string | undefined) => (text === undefined ? 'one that is gone' : `“${text}”`);
const either = (words: readonly string[]) => words.join(' or ');

export function testWords(test: FieldTest): string {
  const op = OPS[test.op];
  if ('value' in test) return `${op} “${test.value}”`;
  if ('values' in test) return `${op} ${either(test.values.map((value) => `“${value}”`))}`;
  if ('number' in test) return `${op} ${test.number}`;
  if ('day' in test) return `${op} ${test.day}`;
  if ('days' in test) return `${op} ${days(test.days)}`;
  return op;
}

const whenJoined = (test: DayTest) => `since a day that ${testWords(test)}`;
const EVENTS = { opened: 'opened', clicked: 'clicked in', any: 'opened or clicked in' } as const;
const STATUSES = {
  subscribed: 'subscribed to',
  unconfirmed: 'unconfirmed on',
  unsubscribed: 'unsubscribed from',
  removed: 'removed from',
} as const;
const OUTCOMES = {
  in_audience: 'in the audience of',
  accepted: 'among those whose server accepted',
  not_accepted: 'among those who did not get',
} as const;

export function conditionWords(condition: SegmentCondition, names: SegmentNames): string {
  switch (condition.kind) {
    case 'field':
      return `${names.field(condition.key) ?? condition.key} ${testWords(condition.test)}`;
    case 'name':
    case 'address':
    case 'domain':
      return `${condition.kind} ${testWords(condition.test)}`;
    case 'added':
      return `the day they were added ${testWords(condition.test)}`;
    case 'import':
      return `${condition.is ? 'added' : 'not added'} by the import ${quoted(names.import(condition.importId))}`;
    case 'list': {
      const since = condition.joined === null ? '' : ` ${whenJoined(condition.joined)}`;
      return `${condition.is ? '' : 'not '}${STATUSES[condition.status]} the list ${quoted(names.list(condition.listId))}${since}`;
    }
    case 'tag':
      return `${condition.is ? 'has' : 'has not'} the tag ${quoted(names.tag(condition.tagId))}`;
    case 'activity': {
      const { campaignId, lastCampaigns } = condition;
      const last = lastCampaigns === 1 ? 'the last campaign' : `any of the last ${lastCampaigns} campaigns`;
      const what = campaignId === null ? last : `the campaign ${quoted(names.campaign(campaignId))}`;
      return `${condition.is ? '' : 'has not '}${EVENTS[condition.event]} ${what}`;
    }
    case 'campaign':
      return `${condition.is ? '' : 'not '}${OUTCOMES[condition.outcome]} the campaign ${quoted(names.campaign(condition.campaignId))}`;
    case 'standing':
      return `standing ${condition.is ? 'is' : 'is not'} ${either(condition.standings)}`;
    case 'soft_streak':
      return `at least ${condition.atLeast} temporary failures in a row`;
    case 'failing':
      return condition.forDays === 0 ? 'failing now' : `failing for ${days(condition.forDays)} or longer`;
    case 'provider':
      return `mail is ${condition.is ? '' : 'not '}at ${either(condition.providers)}`;
    case 'suppressed':
      return condition.is ? 'suppressed' : 'not suppressed';
    default:
      return condition satisfies never;
  }
}

const JOINTS = { all: ' and ', any: ' or ', none: ' or ' } as const;

export function segmentWords(group: SegmentGroup, names: SegmentNames): string {
  const parts = group.parts.map((part) => {
    if (!isGroup(part)) return conditionWords(part, names);
    const words = segmentWords(part, names);
    return part.kind === 'none' || part.parts.length === 1 ? words : `(${words})`;
  });
  const joined = parts.join(JOINTS[group.kind]);
  return group.kind === 'none' ? `not (${joined})` : joined;
}
