// How the file was read: encoding and delimiter as they look; a change reads it again at once.
'use client';

import type { Import, ImportSettings } from '@doorstep/contracts';
import { Group, Loader, NativeSelect, Text } from '@mantine/core';
import { imports } from '../client/imports';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { importKey, useRemember } from './import-query';

const encodings = [
  { value: 'utf-8', label: 'UTF-8 (most programs today)' },
  { value: 'windows-1252', label: 'Windows-1252 (older Excel)' },
  { value: 'utf-16le', label: 'UTF-16 (“Unicode text”)' },
  { value: 'utf-16be', label: 'UTF-16, big-endian' },
];
const delimiters = [
  { value: ',', label: 'comma  ,' },
  { value: ';', label: 'semicolon  ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar  |' },
];

export function Reading({ run }: { run: Import }) {
  const reread = useAction({
    run: (settings: ImportSettings) => imports.change(run.id, settings),
    changes: [importKey(run.id)],
    isFaultShownInPlace: true,
    onDone: useRemember(run.id),
  });
  const wanted = reread.isPending ? reread.variables : {};
  return (
    <Section title="How the file is read">
      <Group gap={16} align="flex-end">
        <NativeSelect
          label="Letters (encoding)"
          data={encodings}
          value={wanted.encoding ?? run.encoding ?? 'utf-8'}
          onChange={(event) => reread.mutate({ encoding: event.currentTarget.value as 'utf-8' })}
        />
        <NativeSelect
          label="Between the columns (delimiter)"
          data={delimiters}
          value={wanted.delimiter ?? run.delimiter ?? ','}
          onChange={(event) => reread.mutate({ delimiter: event.currentTarget.value as ',' })}
        />
        {reread.isPending && <Loader size="sm" aria-label="Reading the file again" mb={8} />}
      </Group>
      <Text size="sm" c="dimmed" mt={8}>
        Broken letters below (Ã¼ for ü)? Try another encoding. All in one column? Try another delimiter.
      </Text>
      {reread.error && <ProblemBox error={reread.error} />}
    </Section>
  );
}
