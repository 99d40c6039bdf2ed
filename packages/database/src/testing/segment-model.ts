// Random people and random segments, and a plain reading of a segment without a database: what the compiled one must agree with.
import { type FieldTest, isGroup, type SegmentCondition, type SegmentGroup } from '@doorstep/contracts';
import fc from 'fast-check';

export interface Person {
  readonly name: string | null;
  readonly fields: Record<string, string>;
  readonly standing: string;
  readonly softStreak: number;
  readonly list: string | null;
  readonly isTagged: boolean;
}

export const now = new Date('2026-11-27T12:00:00Z');
const words = [
  'Rome',
  "O'Hara",
  '50%',
  'a_b',
  '\\',
  'rome',
  '7',
  '-3.5',
  '2026-11-20',
  '2026-02-31',
  'yes',
  '',
  '$1',
  '{"x":1}',
];
const word = fc.constantFrom(...words);
const someWord = fc.constantFrom(...words.filter((text) => text !== ''));

export const aPerson: fc.Arbitrary<Person> = fc.record({
  name: fc.option(word),
  fields: fc.dictionary(fc.constantFrom('city', 'joined', 'age'), word, { maxKeys: 3 }),
  standing: fc.constantFrom('unknown', 'good', 'failing', 'hard'),
  softStreak: fc.integer({ min: 0, max: 4 }),
  list: fc.option(fc.constantFrom('subscribed', 'unsubscribed', 'unconfirmed')),
  isTagged: fc.boolean(),
});

const textTest = fc.oneof(
  fc.record({
    op: fc.constantFrom('is', 'is_not', 'contains', 'contains_not', 'starts_with', 'ends_with'),
    value: someWord,
  }),
  fc.record({ op: fc.constantFrom('is_set', 'is_not_set') }),
);
const fieldTest = fc.oneof(
  textTest,
  fc.record({ op: fc.constantFrom('before', 'after', 'on'), day: fc.constantFrom('2026-11-20', '2026-03-01') }),
  fc.record({ op: fc.constantFrom('in_last_days', 'not_in_last_days'), days: fc.constantFrom(1, 7, 300) }),
  fc.record({ op: fc.constant('one_of'), values: fc.array(someWord, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    op: fc.constantFrom('equals', 'above', 'below', 'at_least', 'at_most'),
    number: fc.constantFrom(-3.5, 7, 8),
  }),
  fc.record({ op: fc.constantFrom('yes', 'no') }),
);

export const LIST = '01900000-0000-7000-8000-000000000001';
export const TAG = '01900000-0000-7000-8000-000000000002';
const aCondition = fc.oneof(
  fc.record({ kind: fc.constant('field'), key: fc.constantFrom('city', 'joined', 'age', "no'ne"), test: fieldTest }),
  fc.record({ kind: fc.constant('name'), test: textTest }),
  fc.record({
    kind: fc.constant('list'),
    listId: fc.constant(LIST),
    status: fc.constantFrom('subscribed', 'unsubscribed'),
    is: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('tag'), tagId: fc.constant(TAG), is: fc.boolean() }),
  fc.record({
    kind: fc.constant('standing'),
    standings: fc.subarray(['good', 'hard', 'failing'], { minLength: 1 }),
    is: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('soft_streak'), atLeast: fc.integer({ min: 1, max: 4 }) }),
);
const kind = fc.constantFrom('all', 'any', 'none');
const inner = fc.record({ kind, parts: fc.array(aCondition, { minLength: 1, maxLength: 3 }) });
export const aDefinition = fc.record({
  kind,
  parts: fc.array(fc.oneof(aCondition, inner), { minLength: 1, maxLength: 4 }),
});

/** The same definition read plainly: what the sentences say, without a database. */
export function isIn(group: SegmentGroup, person: Person): boolean {
  const parts = group.parts.map((part) => (isGroup(part) ? isIn(part, person) : holds(part, person)));
  if (group.kind === 'all') return parts.every(Boolean);
  return parts.some(Boolean) === (group.kind === 'any');
}

function holds(condition: SegmentCondition, person: Person): boolean {
  switch (condition.kind) {
    case 'field':
      return tested(condition.test, person.fields[condition.key] ?? null);
    case 'name':
      return tested(condition.test, person.name);
    case 'list':
      return (person.list === condition.status) === condition.is;
    case 'tag':
      return person.isTagged === condition.is;
    case 'standing':
      return condition.standings.includes(person.standing as 'good') === condition.is;
    case 'soft_streak':
      return person.softStreak >= condition.atLeast;
    default:
      throw new Error(`not in this test: ${condition.kind}`);
  }
}

function tested(test: FieldTest, value: string | null): boolean {
  const text = (value ?? '').toLowerCase();
  const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/.test(value ?? '') ? value!.slice(0, 10) : null;
  const number = /^[+-]?\d+(\.\d+)?$/.test(value ?? '') ? Number(value) : null;
  const since = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  if ('value' in test) {
    const wanted = test.value.toLowerCase();
    if (test.op === 'is' || test.op === 'is_not') return (text === wanted) === (test.op === 'is');
    if (test.op === 'starts_with') return text.startsWith(wanted);
    if (test.op === 'ends_with') return text.endsWith(wanted);
    return text.includes(wanted) === (test.op === 'contains');
  }
  if ('values' in test) return test.values.some((one) => one.toLowerCase() === text);
  if ('number' in test) {
    if (number === null) return false;
    const compared = { equals: number === test.number, above: number > test.number, below: number < test.number };
    return { ...compared, at_least: number >= test.number, at_most: number <= test.number }[test.op];
  }
  if ('day' in test)
    return day !== null && { before: day < test.day, after: day > test.day, on: day === test.day }[test.op];
  if ('days' in test) {
    const inside = day !== null && day >= since(test.days) && day <= since(0);
    return inside === (test.op === 'in_last_days');
  }
  if (test.op === 'yes' || test.op === 'no') return text === test.op;
  return (text !== '') === (test.op === 'is_set');
}
