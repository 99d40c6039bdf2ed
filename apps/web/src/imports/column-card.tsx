// One column: its header, its first values, and what becomes of it.
'use client';

import type { Column, ColumnTarget } from '@doorstep/contracts';
import { Select, Stack, Text, TextInput } from '@mantine/core';
import classes from './columns-step.module.css';
import { fieldKey, type TargetKind, targetKind, targetOf } from './mapping';

const kinds: { value: TargetKind; label: string }[] = [
  { value: 'address', label: 'The address' },
  { value: 'name', label: 'The name' },
  { value: 'field', label: 'A field of its own' },
  { value: 'ignore', label: 'Do not import' },
];

const guessWords: Record<Column['confidence'], string> = {
  certain: 'Recognised',
  likely: 'Probably this; please look',
  unclear: 'Not recognised; please choose',
  remembered: 'As last time',
};

/** How many of the first rows have a value. */
const filledWords = (filled: number): string =>
  filled >= 1
    ? 'filled in every row'
    : filled === 0
      ? 'empty'
      : `${Math.max(1, Math.min(99, Math.round(filled * 100)))}% filled`;

interface ColumnCardProps {
  column: Column;
  target: ColumnTarget;
  fault: string | null;
  choose: (target: ColumnTarget) => void;
}

export function ColumnCard({ column, target, fault, choose }: ColumnCardProps) {
  const kind = targetKind(target);
  const title = column.header.trim() === '' ? `Column ${column.index + 1}, without a name` : column.header;
  const samples = column.samples.filter((sample) => sample.trim() !== '').slice(0, 5);
  return (
    <li className={`${classes.column} ${kind === 'ignore' ? classes.ignored : ''}`}>
      <div>
        <div className={classes.header}>
          <span>{title}</span>
          <span className={classes.filled}>{filledWords(column.filled)}</span>
        </div>
        {samples.length === 0 ? (
          <Text size="xs" c="dimmed">
            Empty in the first rows
          </Text>
        ) : (
          <ul className={classes.samples} aria-label={`First values of ${title}`}>
            {samples.map((sample, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: values repeat, and their order is all they have
              <li key={index} title={sample}>
                {sample}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Stack gap={8}>
        <Select
          aria-label={`What “${title}” is`}
          data={kinds}
          value={kind}
          allowDeselect={false}
          error={kind === 'field' ? null : fault}
          description={target === column.guess ? guessWords[column.confidence] : 'Chosen by you'}
          onChange={(chosen) => chosen !== null && choose(targetOf(chosen as TargetKind, column))}
        />
        {kind === 'field' && (
          <TextInput
            aria-label={`Key of the field for “${title}”`}
            description={`In a campaign: {{ ${fieldKey(target) || 'key'} }}`}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={fieldKey(target)}
            error={fault}
            spellCheck={false}
            onChange={(event) => choose(`field:${event.currentTarget.value}`)}
          />
        )}
      </Stack>
    </li>
  );
}
