// Second step: what each column holds, guessed from its header and its values, confirmed by a person.
'use client';

import type { ColumnTarget, FieldType, Import } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { imports } from '../client/imports';
import { customFields } from '../client/segments';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { fieldsKey } from '../segments/use-segments';
import { ColumnCard } from './column-card';
import classes from './columns-step.module.css';
import { importKey, useRemember } from './import-query';
import { fieldKey, mappingFaults } from './mapping';
import { Reading } from './reading';
import { choiceOf, NEW_FIELD } from './target-choices';
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
  const fields = useQuery({ queryKey: [...fieldsKey, 'all'], queryFn: () => customFields.page() });
  const known = fields.data?.data ?? [];
  const [types, setTypes] = useState<Record<string, FieldType>>({});
  const [isAsked, setIsAsked] = useState(false);
  const faults = mappingFaults(mapping);
  const general = faults.find((fault) => fault.column === null);
  /** Somebody else may have made it meanwhile; then it is there, which is all that is wanted. */
  async function makeField(key: string, label = key): Promise<void> {
    try {
      await customFields.create({ key, label, type: types[key] ?? 'text', choices: [] });
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 409)) throw error;
    }
  }
  const save = useAction({
    run: async () => {
      for (const [at, target] of mapping.entries()) {
        if (choiceOf(target, known) === NEW_FIELD) await makeField(fieldKey(target), columns[at]?.header);
      }
      return imports.change(run.id, { mapping });
    },
    changes: [importKey(run.id), fieldsKey],
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
              fields={known}
              type={types[fieldKey(mapping[index] ?? '')] ?? 'text'}
              chooseType={(type) => setTypes({ ...types, [fieldKey(mapping[index] ?? '')]: type })}
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
          disabled={fields.isPending}
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
