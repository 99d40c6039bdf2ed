// Rows pasted from a spreadsheet or a message instead of a file.
'use client';

import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../parts/section';
import { pastedFile } from './use-page-files';

export function PasteRows({ onFile }: { onFile: (file: File) => void }) {
  const [rows, setRows] = useState('');
  return (
    <Section title="Or paste rows">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onFile(pastedFile(rows));
        }}
      >
        <Textarea
          label="Rows, the names of the columns first"
          autosize
          minRows={3}
          maxRows={12}
          placeholder={'address,name\nada@example.org,Ada Lovelace'}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={rows}
          onChange={(event) => setRows(event.currentTarget.value)}
        />
        <Group mt="sm" gap={12}>
          <Button type="submit" variant="default" disabled={rows.trim() === ''}>
            Use these rows
          </Button>
          <Text size="sm" c="dimmed">
            Copied cells of a spreadsheet work as they are; so does pasting them anywhere on this page.
          </Text>
        </Group>
      </form>
    </Section>
  );
}
