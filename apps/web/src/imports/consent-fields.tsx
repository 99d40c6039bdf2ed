// Where the consent of these people comes from, and since when.
'use client';

import { Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Section } from '../parts/section';
import { consentDay } from './consent-day';

interface ConsentFieldsProps<Values extends { consentSource: string; consentDay: string }> {
  form: UseFormReturnType<Values>;
  /** Header of the column that says it for each person; null when there is none. */
  column: string | null;
  fault: string | undefined;
}

export function ConsentFields<Values extends { consentSource: string; consentDay: string }>({
  form,
  column,
  fault,
}: ConsentFieldsProps<Values>) {
  return (
    <Section title="Their consent">
      <Stack gap="sm" maw={520}>
        <TextInput
          label="Where it comes from"
          placeholder="Signed up on our web site"
          required
          {...form.getInputProps('consentSource')}
          error={form.errors.consentSource ?? fault}
        />
        <TextInput
          type="date"
          label="Since"
          w={180}
          required={column === null}
          max={consentDay(new Date().toISOString())}
          {...form.getInputProps('consentDay')}
        />
        {column !== null && (
          <Text size="sm">
            The column “{column}” says it for each person; this day stands for those whose cell is empty. Without a day
            their rows are rejected.
          </Text>
        )}
        <Text size="sm" c="dimmed">
          It is kept with everyone this file brings in. Whoever unsubscribed before stays out, and suppressed addresses
          stay suppressed, whatever the file says.
        </Text>
      </Stack>
    </Section>
  );
}
