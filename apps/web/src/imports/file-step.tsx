// The first step of an import whose file is up: which file it is, and how to take another one instead.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { size } from '../parts/numbers';
import { Section } from '../parts/section';

export function FileStep({ run, next }: { run: Import; next: () => void }) {
  return (
    <Section title={run.fileName}>
      <Text size="sm" component="div">
        {size(run.sizeBytes)}, uploaded <Moment at={run.createdAt} asRelative />. Nothing of it is imported yet.
      </Text>
      <Group gap={8} mt="md">
        <Button onClick={next}>Next: columns</Button>
        <Button component={Link} href="/imports/new" variant="default">
          Upload another file instead
        </Button>
      </Group>
    </Section>
  );
}
