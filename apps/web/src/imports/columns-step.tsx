// Second step: what each column holds, guessed from its header and its values, confirmed by a person.
'use client';

import type { ColumnTarget, Import } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { imports } from '../client/imports';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { ColumnCard } from './column-card';
import classes from './columns-step.module.css';
import { importKey, useRemember } from './import-query';
import { mappingFaults } from './mapping';
import { Reading } from './reading';
import { useDraft } from './use-draft';

export function ColumnsStep({ run, next }: { run: Import; next: () => void }) {
  const columns = run.columns ?? [];
  const remember = useRemember(run.id);
  const [draft, keepDraft] = useDraft<ColumnTarget[]>(
    run.id,
    'columns',
    columns.map(({ header }) => header).join('\n'),
  );
  const saved = run.mapping?.length === columns.length ? run.mapping : columns.map((column) => column.guess);
  const mapping = draft?.length === columns.length ? draft : saved;
  const [isAsked, setIsAsked] = useState(false);
  const faults = mappingFaults(mapping);
  const general = faults.find((fault) => fault.column === null);
  const save = useAction({
    run: () => imports.change(run.id, { mapping }),
    changes: [importKey(run.id)],
    isFaultShownInPlace: true,
    onDone: (changed) => {
      keepDraft(null);
      remember(changed);
      next();
    },
  });
  return (
    <Stack gap="md">
      <Reading run={run} />
      <Section title={columns.length === 1 ? 'One column' : `${columns.length} columns`} isFlush>
        <ul className={classes.columns}>
          {columns.map((column, index) => (
            <ColumnCard
              key={column.index}
              column={column}
              target={mapping[index] ?? column.guess}
              fault={isAsked ? (faults.find((fault) => fault.column === index)?.words ?? null) : null}
              choose={(target) => keepDraft(mapping.map((given, at) => (at === index ? target : given)))}
            />
          ))}
        </ul>
      </Section>
      {isAsked && general && (
        <Text size="sm" c="var(--tone-bad)" role="alert">
          {general.words}
        </Text>
      )}
      {save.error && <ProblemBox error={save.error} />}
      <Group gap={12}>
        <Button
          loading={save.isPending}
          onClick={() => {
            setIsAsked(true);
            if (faults.length === 0) save.mutate(undefined);
          }}
        >
          Next: rules
        </Button>
        <Text size="sm" c="dimmed">
          Nothing is imported yet.
        </Text>
      </Group>
    </Stack>
  );
}
