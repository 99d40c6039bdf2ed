// On which days: every so many days, days of the week, a day of the month, or the first Monday of it.
'use client';

import type { SeriesRule } from '@doorstep/contracts';
import { Chip, Group, NumberInput, Select, Stack } from '@mantine/core';

interface RuleFieldsProps {
  rule: SeriesRule;
  change: (rule: SeriesRule) => void;
}

const kinds: { value: SeriesRule['kind']; label: string }[] = [
  { value: 'daily', label: 'Every day, or every few days' },
  { value: 'weekly', label: 'On days of the week' },
  { value: 'monthly', label: 'On a day of the month' },
  { value: 'monthly_weekday', label: 'On a weekday of the month' },
];
const begin: Record<SeriesRule['kind'], SeriesRule> = {
  daily: { kind: 'daily', every: 1 },
  weekly: { kind: 'weekly', every: 1, days: [2] },
  monthly: { kind: 'monthly', day: 1 },
  monthly_weekday: { kind: 'monthly_weekday', nth: 1, weekday: 1 },
};
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const nths = [
  ...['first', 'second', 'third', 'fourth'].map((label, at) => ({ value: String(at + 1), label: `The ${label}` })),
  { value: '-1', label: 'The last' },
];

const within = (value: string | number, most: number) => Math.min(most, Math.max(1, Math.round(Number(value) || 1)));

export function RuleFields({ rule, change }: RuleFieldsProps) {
  return (
    <Stack gap={12}>
      <Select
        label="Comes again"
        allowDeselect={false}
        data={kinds}
        value={rule.kind}
        onChange={(kind) => kind !== null && change(begin[kind as SeriesRule['kind']])}
      />
      {rule.kind === 'daily' && (
        <NumberInput
          label="Every so many days"
          min={1}
          max={90}
          value={rule.every}
          onChange={(value) => change({ ...rule, every: within(value, 90) })}
        />
      )}
      {rule.kind === 'weekly' && (
        <>
          <Chip.Group
            multiple
            value={rule.days.map(String)}
            onChange={(values) => values.length > 0 && change({ ...rule, days: values.map(Number).sort() })}
          >
            <Group gap={4} role="group" aria-label="Days of the week">
              {days.map((day, at) => (
                <Chip key={day} value={String(at + 1)} size="xs" variant="outline">
                  {day.slice(0, 3)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <NumberInput
            label="Every so many weeks"
            min={1}
            max={12}
            value={rule.every}
            onChange={(value) => change({ ...rule, every: within(value, 12) })}
          />
        </>
      )}
      {rule.kind === 'monthly' && (
        <NumberInput
          label="Day of the month"
          description={rule.day > 28 ? 'In a shorter month its last day' : undefined}
          min={1}
          max={31}
          value={rule.day}
          onChange={(value) => change({ ...rule, day: within(value, 31) })}
        />
      )}
      {rule.kind === 'monthly_weekday' && (
        <Group grow gap={8} align="flex-end">
          <Select
            label="Which"
            allowDeselect={false}
            data={nths}
            value={String(rule.nth)}
            onChange={(nth) => nth !== null && change({ ...rule, nth: Number(nth) as typeof rule.nth })}
          />
          <Select
            label="Weekday"
            allowDeselect={false}
            data={days.map((label, at) => ({ value: String(at + 1), label }))}
            value={String(rule.weekday)}
            onChange={(weekday) => weekday !== null && change({ ...rule, weekday: Number(weekday) })}
          />
        </Group>
      )}
    </Stack>
  );
}
