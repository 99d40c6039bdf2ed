// One column: its header, its first values, and what becomes of it.
'use client';

import type { Column, ColumnTarget, CustomField, FieldType } from '@doorstep/contracts';
import { NativeSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import classes from './columns-step.module.css';
import { fieldKey } from './mapping';
import { choiceOf, fieldTypes, NEW_FIELD, targetChoices, targetOfChoice } from './target-choices';

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
  /** Fields that are described already. */
  fields: readonly CustomField[];
  /** Of a new field. */
  type: FieldType;
  chooseType: (type: FieldType) => void;
  fault: string | null;
  choose: (target: ColumnTarget) => void;
}

export function ColumnCard({ column, target, fields, type, chooseType, fault, choose }: ColumnCardProps) {
  const choice = choiceOf(target, fields);
  const isNew = choice === NEW_FIELD;
  const title = column.header.trim() === '' ? `Column ${column.index + 1}, without a name` : column.header;
  const samples = column.samples.filter((sample) => sample.trim() !== '').slice(0, 5);
  return (
    <li className={`${classes.column} ${choice === 'ignore' ? classes.ignored : ''}`}>
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
          data={targetChoices(fields)}
          value={choice}
          searchable
          allowDeselect={false}
          error={isNew ? null : fault}
          description={target === column.guess ? guessWords[column.confidence] : 'Chosen by you'}
          onChange={(chosen) => chosen !== null && choose(targetOfChoice(chosen, column))}
        />
        {isNew && (
          <>
            <TextInput
              aria-label={`Key of the field for “${title}”`}
              description={`In a campaign: {{ ${fieldKey(target) || 'key'} }}`}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              value={fieldKey(target)}
              error={fault}
              spellCheck={false}
              onChange={(event) => choose(`field:${event.currentTarget.value}`)}
            />
            <NativeSelect
              aria-label={`Type of the field for “${title}”`}
              data={fieldTypes}
              value={type}
              onChange={(event) => chooseType(event.currentTarget.value as FieldType)}
            />
          </>
        )}
      </Stack>
    </li>
  );
}
