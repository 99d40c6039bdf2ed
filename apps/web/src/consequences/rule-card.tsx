// One group of failures: what it is, an example of what a server says, and the knobs of its rule.
'use client';

import type { ConsequenceRule, FailureGroup } from '@doorstep/contracts';
import { Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { Section } from '../parts/section';
import { NumberKnob } from './knobs';
import { actionWords, groupWords, ruleSentence } from './rule-words';

interface RuleCardProps {
  group: FailureGroup;
  rule: ConsequenceRule;
  isDisabled: boolean;
  set: (rule: ConsequenceRule) => void;
}

const mayPass: ReadonlySet<FailureGroup> = new Set(['full', 'other']);
const DAYS_OF_A_FIRST_END = 90;

export function RuleCard({ group, rule, isDisabled, set }: RuleCardProps) {
  const words = groupWords[group];
  const knob = { isDisabled };
  return (
    <Section title={words.title}>
      <Stack gap="sm">
        <Text size="sm">
          {words.meaning} For example: <span className="mono">{words.example}</span>
        </Text>
        <NativeSelect
          label="What it leads to"
          value={rule.action}
          disabled={isDisabled}
          data={Object.entries(actionWords).map(([value, label]) => ({ value, label }))}
          onChange={(event) => set({ ...rule, action: event.currentTarget.value as ConsequenceRule['action'] })}
          style={{ maxWidth: 400 }}
        />
        {rule.action === 'twice' && (
          <NumberKnob
            {...knob}
            label="Days between the two"
            value={rule.apartDays}
            min={1}
            max={90}
            set={(apartDays) => set({ ...rule, apartDays })}
          />
        )}
        {(rule.action === 'streak' || mayPass.has(group)) && rule.action !== 'never' && (
          <Group gap="sm" align="flex-start">
            <NumberKnob
              {...knob}
              label="Failures in a row"
              value={rule.failures}
              min={2}
              max={50}
              set={(failures) => set({ ...rule, failures })}
            />
            <NumberKnob
              {...knob}
              label="Over at least so many days"
              value={rule.days}
              min={0}
              max={365}
              set={(days) => set({ ...rule, days })}
            />
          </Group>
        )}
        {rule.action !== 'never' && (
          <Group gap="sm" align="flex-end">
            <Checkbox
              label="Ends by itself, and one message is tried"
              checked={rule.expiresDays !== null}
              disabled={isDisabled}
              onChange={(event) =>
                set({ ...rule, expiresDays: event.currentTarget.checked ? DAYS_OF_A_FIRST_END : null })
              }
            />
            {rule.expiresDays !== null && (
              <NumberKnob
                {...knob}
                label="After so many days"
                value={rule.expiresDays}
                min={1}
                max={3650}
                set={(expiresDays) => set({ ...rule, expiresDays })}
              />
            )}
          </Group>
        )}
        <Text size="sm" fw={500}>
          {ruleSentence(rule)}
        </Text>
        {mayPass.has(group) && (rule.action === 'now' || rule.action === 'twice') && (
          <Text size="sm" c="dimmed">
            What their server calls temporary, and what failed behind a forward, never counts at once: of those,{' '}
            {rule.failures} in a row are needed all the same.
          </Text>
        )}
      </Stack>
    </Section>
  );
}
