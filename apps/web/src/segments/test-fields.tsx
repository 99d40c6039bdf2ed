// A test of a value as two fields: how it is compared, and with what. Which tests there are depends on the type of the field.
'use client';

import type { DayTest, FieldTest } from '@doorstep/contracts';
import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { FieldChoice } from './use-segments';

type Op = FieldTest['op'];
const choicesOf = (entries: readonly (readonly [Op, string])[]) => entries.map(([value, label]) => ({ value, label }));

const presence = [
  ['is_set', 'is filled in'],
  ['is_not_set', 'is empty'],
] as const;
export const textOps = choicesOf([
  ['is', 'is'],
  ['is_not', 'is not'],
  ['contains', 'contains'],
  ['contains_not', 'does not contain'],
  ['starts_with', 'starts with'],
  ['ends_with', 'ends with'],
  ...presence,
]);
export const dayOps = choicesOf([
  ['in_last_days', 'in the last … days'],
  ['not_in_last_days', 'not in the last … days'],
  ['before', 'before'],
  ['after', 'after'],
  ['on', 'on'],
]);
const opsOfType: Readonly<Record<FieldChoice['type'], { value: Op; label: string }[]>> = {
  text: [...textOps.slice(0, 6), ...choicesOf([['one_of', 'is one of']]), ...textOps.slice(6)],
  number: choicesOf([
    ['equals', 'equals'],
    ['above', 'is more than'],
    ['below', 'is less than'],
    ['at_least', 'is at least'],
    ['at_most', 'is at most'],
    ...presence,
  ]),
  date: [...dayOps, ...choicesOf(presence)],
  boolean: choicesOf([['yes', 'is yes'], ['no', 'is no'], ...presence]),
  choice: choicesOf([['one_of', 'is one of'], ['is', 'is'], ['is_not', 'is not'], ...presence]),
};

/** Keeps the tests a field has already, whatever its type is now: a saved condition must be readable. */
export function opsFor(field: FieldChoice | undefined, current: Op): { value: Op; label: string }[] {
  const ops = opsOfType[field?.type ?? 'text'];
  if (ops.some(({ value }) => value === current)) return ops;
  const all = Object.values(opsOfType).flat();
  return [...ops, ...all.filter(({ value }) => value === current).slice(0, 1)];
}

/** The same test with another comparison; what was typed stays where it fits. */
export function withOp(test: FieldTest, op: Op): FieldTest {
  const text = 'value' in test ? test.value : '';
  switch (op) {
    case 'is_set':
    case 'is_not_set':
    case 'yes':
    case 'no':
      return { op };
    case 'one_of':
      return { op, values: 'values' in test ? test.values : text === '' ? [] : [text] };
    case 'before':
    case 'after':
    case 'on':
      return { op, day: 'day' in test ? test.day : '' };
    case 'in_last_days':
    case 'not_in_last_days':
      return { op, days: 'days' in test ? test.days : 30 };
    case 'equals':
    case 'above':
    case 'below':
    case 'at_least':
    case 'at_most':
      return { op, number: 'number' in test ? test.number : Number.NaN };
    default:
      return { op, value: text };
  }
}

export const firstTest = (type: FieldChoice['type']): FieldTest =>
  withOp({ op: 'is', value: '' }, opsOfType[type][0]?.value ?? 'is');

interface TestFieldsProps<Test extends FieldTest> {
  /** What is tested, for the names of the fields. */
  subject: string;
  test: Test;
  ops: readonly { value: string; label: string }[];
  /** Values to choose from. */
  suggestions?: readonly string[];
  onChange: (test: Test) => void;
}

export function TestFields<Test extends FieldTest | DayTest>({
  subject,
  test,
  ops,
  suggestions,
  onChange,
}: TestFieldsProps<Test>) {
  const set = (next: FieldTest) => onChange(next as Test);
  return (
    <>
      <Select
        aria-label={`How ${subject} is compared`}
        data={[...ops]}
        value={test.op}
        allowDeselect={false}
        onChange={(op) => op !== null && set(withOp(test, op as Op))}
        w={190}
      />
      <ValueField subject={subject} test={test} suggestions={suggestions ?? []} onChange={set} />
    </>
  );
}

interface ValueFieldProps {
  subject: string;
  test: FieldTest;
  suggestions: readonly string[];
  onChange: (test: FieldTest) => void;
}

function ValueField({ subject, test, suggestions, onChange }: ValueFieldProps) {
  const label = `What ${subject} is compared with`;
  if ('value' in test && suggestions.length > 0)
    return (
      <Select
        aria-label={label}
        data={[...suggestions]}
        value={test.value || null}
        placeholder="Choose"
        searchable
        onChange={(value) => onChange({ ...test, value: value ?? '' })}
      />
    );
  if ('value' in test)
    return (
      <TextInput
        aria-label={label}
        value={test.value}
        maxLength={200}
        onChange={(event) => onChange({ ...test, value: event.currentTarget.value })}
      />
    );
  if ('values' in test)
    return (
      <TagsInput
        aria-label={label}
        data={[...suggestions]}
        value={test.values}
        maxTags={50}
        placeholder={test.values.length === 0 ? 'Type a value, press Enter' : undefined}
        onChange={(values) => onChange({ ...test, values })}
        miw={200}
      />
    );
  if ('number' in test)
    return (
      <NumberInput
        aria-label={label}
        value={Number.isFinite(test.number) ? test.number : ''}
        onChange={(value) => onChange({ ...test, number: typeof value === 'number' ? value : Number.NaN })}
        w={120}
      />
    );
  if ('days' in test)
    return <DaysField label={label} days={test.days} onChange={(days) => onChange({ ...test, days })} />;
  if ('day' in test)
    return (
      <TextInput
        type="date"
        aria-label={label}
        value={test.day}
        onChange={(event) => onChange({ ...test, day: event.currentTarget.value })}
        w={160}
      />
    );
  return null;
}

export function DaysField({
  label,
  days,
  onChange,
}: {
  label: string;
  days: number;
  onChange: (days: number) => void;
}) {
  return (
    <NumberInput
      aria-label={label}
      value={days}
      min={1}
      max={3650}
      allowDecimal={false}
      suffix={days === 1 ? ' day' : ' days'}
      onChange={(value) => typeof value === 'number' && onChange(Math.min(3650, Math.max(1, value)))}
      w={110}
    />
  );
}
