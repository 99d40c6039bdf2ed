// While the worker checks or imports: how far, how fast, what came so far. The tab may be closed.
'use client';

import type { Import } from '@doorstep/contracts';
import { Progress, Stack, Text } from '@mantine/core';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { duration } from './duration';
import { usePace } from './pace';
import { RowCountsList } from './row-counts';

export function AtWork({ run, isLive }: { run: Import; isLive: boolean }) {
  const isChecking = run.state === 'checking';
  const isPaused = run.state === 'paused';
  const pace = usePace(run.rowsDone, run.rowsTotal);
  const percent = run.rowsTotal ? Math.min(100, (run.rowsDone / run.rowsTotal) * 100) : null;
  const counts = isChecking ? run.checkCounts : run.importCounts;
  return (
    <Section title={isPaused ? 'Paused' : isChecking ? 'Checking every row' : 'Importing'}>
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section
            value={percent ?? 100}
            animated={percent === null}
            striped={percent === null}
            aria-label={isChecking ? 'How much is checked' : 'How much is imported'}
          />
        </Progress.Root>
        <Text size="sm" className="numbers" aria-live="polite">
          {count(run.rowsDone)}
          {run.rowsTotal !== null && ` of ${count(run.rowsTotal)}`} rows
          {pace && !isPaused && ` · ${count(Math.round(pace.perSecond))} a second`}
          {pace?.secondsLeft != null && !isPaused && ` · about ${duration(pace.secondsLeft)} left`}
        </Text>
        {counts && <RowCountsList counts={counts} />}
        <Text size="sm" c="dimmed">
          {isPaused
            ? 'What is done stays done. “Go on” takes up the next row, today or next week.'
            : 'You can close this tab: it goes on by itself, and this page shows where it is.'}
          {!isLive && !isPaused && ' The live line is down for the moment; the numbers come every 5 seconds.'}
        </Text>
      </Stack>
    </Section>
  );
}
