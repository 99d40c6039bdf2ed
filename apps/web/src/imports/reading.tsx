// How the file was read: sheet, encoding, delimiter and header as they look; a change reads it again at once.
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

const firstLines = [
  { value: 'true', label: 'names the columns' },
  { value: 'false', label: 'is a person already' },
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
        {run.sheets.length > 0 ? (
          <NativeSelect
            label="Sheet"
            data={run.sheets}
            value={wanted.sheet ?? run.sheet ?? ''}
            onChange={(event) => reread.mutate({ sheet: event.currentTarget.value })}
          />
        ) : (
          <>
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
          </>
        )}
        <NativeSelect
          label="First line"
          data={firstLines}
          value={String(wanted.hasHeader ?? run.hasHeader)}
          onChange={(event) => reread.mutate({ hasHeader: event.currentTarget.value === 'true' })}
        />
        {reread.isPending && <Loader size="sm" aria-label="Reading the file again" mb={8} />}
      </Group>
      <Text size="sm" c="dimmed" mt={8}>
        {run.sheets.length > 0
          ? 'Not the list you meant? It may be on another sheet.'
          : 'Broken letters below (Ã¼ for ü)? Try another encoding. All in one column? Try another delimiter.'}
      </Text>
      {reread.error && <ProblemBox error={reread.error} />}
    </Section>
  );
}
