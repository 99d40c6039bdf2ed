// Whether opens and clicks are counted, and with names or without. Off unless somebody wants it.
'use client';

import type { Tracking } from '@doorstep/contracts';
import { Radio, Stack } from '@mantine/core';
import { Section } from '../parts/section';
import { fieldId } from './go-to-field';
import type { Draft } from './use-draft';

const choices: readonly { value: Tracking; label: string; about: string }[] = [
  { value: 'off', label: 'Count nothing', about: 'Links stay as you wrote them, and no picture is added.' },
  {
    value: 'anonymous',
    label: 'Count, without names',
    about: 'How many opens and clicks, and on which links. Nobody can tell who it was, not even you.',
  },
  {
    value: 'person',
    label: 'Count per person',
    about: 'Who opened and clicked. In many countries readers must have agreed to this first.',
  },
];

export function TrackingSection({ draft }: { draft: Draft }) {
  const { fields, set } = draft;
  return (
    <Section title="Opens and clicks">
      <Radio.Group
        id={fieldId('tracking')}
        aria-label="Opens and clicks"
        value={fields.tracking}
        onChange={(value) => set('tracking', value as Tracking)}
      >
        <Stack gap={12}>
          {choices.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}
