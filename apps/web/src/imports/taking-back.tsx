// While an import is taken back: what is done so far. The tab may be closed.
import type { Import } from '@doorstep/contracts';
import { Progress, Stack, Text } from '@mantine/core';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';

export function TakingBack({ run }: { run: Import }) {
  const counts = run.undoCounts ?? { removed: 0, restored: 0, left: 0, kept: 0 };
  return (
    <Section title="Taking it back">
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section value={100} animated striped aria-label="Being taken back" />
        </Progress.Root>
        <Text size="sm" className="numbers" role="status">
          {count(counts.removed)} removed · {count(counts.restored)} set back · {count(counts.left)} taken off lists ·{' '}
          {count(counts.kept)} stay
        </Text>
        <Text size="sm" c="dimmed">
          You can close this tab: it goes on by itself, and this page shows where it is.
        </Text>
      </Stack>
    </Section>
  );
}
