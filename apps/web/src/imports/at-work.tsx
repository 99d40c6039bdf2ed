// While the worker checks or imports: how far, how fast, what came so far. The tab may be closed.
'use client';

import type { Import } from '@doorstep/contracts';
import { Progress, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { duration } from './duration';
import { RowCountsList } from './row-counts';

interface Pace {
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null;
}

/** Rows per second since this page began to watch; null until there is something to say. */
function usePace(run: Import): Pace | null {
  const from = useRef({ rows: run.rowsDone, at: Date.now() });
  const [pace, setPace] = useState<Pace | null>(null);
  useEffect(() => {
    const seconds = (Date.now() - from.current.at) / 1000;
    const rows = run.rowsDone - from.current.rows;
    if (seconds < 2 || rows <= 0) return;
    const rowsPerSecond = rows / seconds;
    setPace({
      rowsPerSecond,
      secondsLeft: run.rowsTotal === null ? null : Math.max(0, (run.rowsTotal - run.rowsDone) / rowsPerSecond),
    });
  }, [run.rowsDone, run.rowsTotal]);
  return pace;
}

export function AtWork({ run, isLive }: { run: Import; isLive: boolean }) {
  const isChecking = run.state === 'checking';
  const pace = usePace(run);
  const percent = run.rowsTotal ? Math.min(100, (run.rowsDone / run.rowsTotal) * 100) : null;
  const counts = isChecking ? run.checkCounts : run.importCounts;
  return (
    <Section title={isChecking ? 'Checking every row' : 'Importing'}>
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
          {pace && ` · ${count(Math.round(pace.rowsPerSecond))} a second`}
          {pace?.secondsLeft != null && ` · about ${duration(pace.secondsLeft)} left`}
        </Text>
        {counts && <RowCountsList counts={counts} />}
        <Text size="sm" c="dimmed">
          You can close this tab: it goes on by itself, and this page shows where it is.
          {!isLive && ' The live line is down for the moment; the numbers come every 5 seconds.'}
        </Text>
      </Stack>
    </Section>
  );
}
