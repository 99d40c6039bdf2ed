// Small fields of conditions: is or is not, one thing by its name, several of a few, a word between.
'use client';

import type { SegmentCondition } from '@doorstep/contracts';
import { MultiSelect, Select, Text } from '@mantine/core';
import type { Choice } from './use-segments';

type Turnable = Extract<SegmentCondition, { is: boolean }>;

interface IsProps<Condition extends Turnable> {
  label: string;
  words: readonly [yes: string, no: string];
  condition: Condition;
  onChange: (condition: SegmentCondition) => void;
}

export function Is<Condition extends Turnable>({ label, words: [yes, no], condition, onChange }: IsProps<Condition>) {
  return (
    <Select
      aria-label={label}
      data={[
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ]}
      value={condition.is ? 'yes' : 'no'}
      allowDeselect={false}
      onChange={(value) => onChange({ ...condition, is: value === 'yes' })}
      w={110}
    />
  );
}

interface OneProps {
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** One thing by its name. What is not among the choices any more still shows that it is chosen. */
export function One({ label, choices, value, onChange }: OneProps) {
  const isGone = value !== '' && !choices.some((choice) => choice.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={choices.length === 0 ? 'There is none yet' : 'Choose'}
      data={isGone ? [...choices, { value, label: 'one that is not among the newest' }] : [...choices]}
      value={value || null}
      searchable
      nothingFoundMessage="None of this name"
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

interface ManyProps {
  label: string;
  data: string[] | Choice[];
  value: string[];
  onChange: (value: string[]) => void;
}

export function Many({ label, data, value, onChange }: ManyProps) {
  return (
    <MultiSelect
      aria-label={label}
      data={data}
      value={value}
      placeholder={value.length === 0 ? 'Choose' : undefined}
      onChange={onChange}
      miw={200}
    />
  );
}

export const Word = ({ children }: { children: string }) => (
  <Text size="sm" component="span">
    {children}
  </Text>
);
