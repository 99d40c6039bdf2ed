// What becomes of people who are here already, each choice with what it does to one of them.
'use client';

import type { OnExisting } from '@doorstep/contracts';
import { Radio, Stack, Text } from '@mantine/core';
import { Section } from '../parts/section';

const choices: { value: OnExisting; label: string; means: string; example: string }[] = [
  {
    value: 'update',
    label: 'Bring them up to date',
    means: 'What the file says replaces what is here. An empty cell replaces nothing.',
    example: 'Here: Ada, Rome. In the file: Ada Lovelace, no town. Afterwards: Ada Lovelace, Rome.',
  },
  {
    value: 'fill',
    label: 'Fill in what is missing',
    means: 'What is here stays; only what is missing is added.',
    example: 'Here: Ada, no town. In the file: Ada Lovelace, Rome. Afterwards: Ada, Rome.',
  },
  {
    value: 'skip',
    label: 'Leave them as they are',
    means: 'Only new people come in. Those who are here get no new list and no tag either.',
    example: 'Here: Ada, Rome. In the file: Ada Lovelace, Oslo. Afterwards: Ada, Rome.',
  },
];

interface ExistingRuleProps {
  value: OnExisting;
  onChange: (value: OnExisting) => void;
}

export function ExistingRule({ value, onChange }: ExistingRuleProps) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Section title="People who are here already">
      <Radio.Group
        aria-label="People who are here already"
        value={value}
        onChange={(chosenValue) => onChange(chosenValue as OnExisting)}
      >
        <Stack gap={8}>
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.label} description={choice.means} />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed" mt={12}>
        {chosen?.example}
      </Text>
    </Section>
  );
}
