// The knobs of the guard against a mail server's own trouble, and what never can be changed: complaints.
'use client';

import type { ConsequencePolicy } from '@doorstep/contracts';
import { Group, Stack, Switch, Text } from '@mantine/core';
import { Section } from '../parts/section';
import { NumberKnob } from './knobs';
import { guardSentence } from './rule-words';

interface GuardCardProps {
  policy: ConsequencePolicy;
  isDisabled: boolean;
  set: (policy: ConsequencePolicy) => void;
}

export function GuardCard({ policy, isDisabled, set }: GuardCardProps) {
  const { guard } = policy;
  const change = (part: Partial<ConsequencePolicy['guard']>) => set({ ...policy, guard: { ...guard, ...part } });
  const knob = { isDisabled: isDisabled || !guard.isOn };
  return (
    <Section title="A mail server in trouble">
      <Stack gap="sm">
        <Text size="sm">
          Now and then a provider breaks and says of thousands of living mailboxes that they do not exist. For example:{' '}
          <span className="mono">214 of 250 people at one provider, 40 times the usual</span>.
        </Text>
        <Switch
          label="Hold such failures back until somebody has looked"
          checked={guard.isOn}
          disabled={isDisabled}
          onChange={(event) => change({ isOn: event.currentTarget.checked })}
        />
        <Group gap="sm" align="flex-start">
          <NumberKnob
            {...knob}
            label="People within an hour"
            value={guard.people}
            min={5}
            max={100_000}
            set={(people) => change({ people })}
          />
          <NumberKnob
            {...knob}
            label="Share of what went there"
            unit="%"
            value={guard.sharePercent}
            min={1}
            max={100}
            set={(sharePercent) => change({ sharePercent })}
          />
          <NumberKnob
            {...knob}
            label="Times the usual share"
            value={guard.timesUsual}
            min={1}
            max={1000}
            set={(timesUsual) => change({ timesUsual })}
          />
          <NumberKnob
            {...knob}
            label="Minutes it is left alone"
            value={guard.pauseMinutes}
            min={5}
            max={1440}
            set={(pauseMinutes) => change({ pauseMinutes })}
          />
          <NumberKnob
            {...knob}
            label="Hours until they are dropped"
            value={guard.reviewHours}
            min={1}
            max={168}
            set={(reviewHours) => change({ reviewHours })}
          />
        </Group>
        <Text size="sm" fw={500}>
          {guardSentence(guard)}
        </Text>
        <Text size="sm" c="dimmed">
          An old list with 10 to 15 % dead addresses does not trip the defaults.
        </Text>
      </Stack>
    </Section>
  );
}

export function ForgetCard({ policy, isDisabled, set }: GuardCardProps) {
  return (
    <Section title="When failures are forgotten">
      <Stack gap="sm">
        <Text size="sm">
          A message her server accepted, and did not give back, shows that the mailbox works again. For example: four
          failures in March, the April letter accepted; the next failure counts as the first.
        </Text>
        <NumberKnob
          label="Accepted messages it takes"
          value={policy.acceptsToForget}
          min={1}
          max={5}
          isDisabled={isDisabled}
          set={(acceptsToForget) => set({ ...policy, acceptsToForget })}
        />
      </Stack>
    </Section>
  );
}

export function ComplaintCard() {
  return (
    <Section title="Marked as spam">
      <Text size="sm">
        A complaint stops all mail to the address at once, and for good. There is no knob for it: whoever reports us
        once will do so again, a few such reports cost all other readers their inbox, and in many countries the law
        wants it so. If the person asks for your mail again, lift it on the Suppressions page.
      </Text>
    </Section>
  );
}
