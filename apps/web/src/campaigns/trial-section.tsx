// A message of the campaign, signed, received and verified by ourselves: what does not pass is told, the rest on asking.
'use client';

import type { PreflightCheck, PreflightReport } from '@doorstep/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import classes from './ready-panel.module.css';

const tones = { pass: 'good', warn: 'warn', fail: 'bad' } as const;

export function TrialSection({ id, isSaved }: { id: string; isSaved: boolean }) {
  const trial = useMutation({ mutationFn: () => campaigns.tryOut(id) });
  return (
    <Section
      title="Trial message"
      aside={
        <Button variant="default" disabled={!isSaved} loading={trial.isPending} onClick={() => trial.mutate()}>
          Try it out
        </Button>
      }
    >
      <div aria-live="polite">
        {trial.error && <ProblemBox error={trial.error} again={() => trial.mutate()} />}
        {trial.data ? (
          <Report report={trial.data} />
        ) : (
          <Text size="sm" c="dimmed">
            A message is signed, sent to Doorstep itself and verified. This is done before every start, too.
          </Text>
        )}
      </div>
    </Section>
  );
}

function Report({ report }: { report: PreflightReport }) {
  const passed = report.checks.filter(({ state }) => state === 'pass');
  const others = report.checks.filter(({ state }) => state !== 'pass');
  return (
    <Stack gap={4}>
      <Checks checks={others} />
      <details>
        <summary>
          <Text size="sm" span>
            {counted(passed.length, 'check passes', 'checks pass')}
            {report.madeFor !== null && ` (made for ${report.madeFor})`}
          </Text>
        </summary>
        <Checks checks={passed} />
      </details>
    </Stack>
  );
}

function Checks({ checks }: { checks: readonly PreflightCheck[] }) {
  return (
    <ul className={classes.findings}>
      {checks.map(({ id, state, title, seen, whatToDo }) => (
        <li className={classes.finding} key={id}>
          <ToneIcon tone={tones[state]} size={16} />
          <span>
            <strong>{title}</strong>: {seen.endsWith('.') ? seen : `${seen}.`} {whatToDo}
          </span>
        </li>
      ))}
    </ul>
  );
}
