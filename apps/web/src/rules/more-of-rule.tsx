// The finer points of a rule, out of the way until they are wanted: whose servers, where in the conversation, how sure.
'use client';

import { MultiSelect, Select, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { certaintyWords, stageWords } from '../parts/words';
import { providerNames } from './provider-names';
import type { RuleValues } from './rule-form';
import classes from './rules.module.css';

interface MoreOfRuleProps {
  form: UseFormReturnType<RuleValues>;
  faultOf: (field: keyof RuleValues) => ReactNode;
}

export function MoreOfRule({ form, faultOf }: MoreOfRuleProps) {
  const { provider, stages, note } = form.values;
  const isUsed = provider !== '' || stages.length > 0 || note !== '' || Boolean(faultOf('stages'));
  return (
    <details className={classes.more} open={isUsed}>
      <summary>More: whose servers, where in the conversation, a note</summary>
      <Stack gap="md" mt="sm">
        <Select
          label="Only from"
          allowDeselect={false}
          searchable
          data={[{ value: '', label: 'any server' }, ...providerNames]}
          {...form.getInputProps('provider')}
          error={faultOf('provider')}
        />
        <MultiSelect
          label="Only while"
          description="Left empty: anywhere in the conversation, and in reports that do not say where."
          data={Object.entries(stageWords).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('stages')}
          error={faultOf('stages')}
        />
        <Select
          label="How sure these words are"
          description="Unclear ones must be met twice, on different days, before anybody is suppressed."
          allowDeselect={false}
          data={Object.entries(certaintyWords).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('certainty')}
        />
        <Textarea
          label="Note"
          placeholder="Why, and who told you"
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
      </Stack>
    </details>
  );
}
