// What becomes of people at domains that cannot take mail.
'use client';

import type { OnNoMail } from '@doorstep/contracts';
import { Radio, Stack } from '@mantine/core';
import { Section } from '../parts/section';

const choices: { value: OnNoMail; label: string; means: string }[] = [
  {
    value: 'reject',
    label: 'Leave them out',
    means:
      'Each domain is looked up. Where it does not exist, has no mail server or takes no mail, its rows go into the error file. Without a clear answer they come in.',
  },
  { value: 'keep', label: 'Import them all the same', means: 'No domain is looked up.' },
];

interface NoMailRuleProps {
  value: OnNoMail;
  onChange: (value: OnNoMail) => void;
}

export function NoMailRule({ value, onChange }: NoMailRuleProps) {
  return (
    <Section title="People whose domain takes no mail">
      <Radio.Group
        aria-label="People whose domain takes no mail"
        value={value}
        onChange={(chosen) => onChange(chosen as OnNoMail)}
      >
        <Stack gap={8}>
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.label} description={choice.means} />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}
