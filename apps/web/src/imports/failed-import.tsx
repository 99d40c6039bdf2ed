// A file that could not be read to its end: where, why, and the way out.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { count, counted } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import type { ImportStep } from './import-steps';

/** What to do about a fault that is known by its machine word; the words of the API say what it is. */
const wayOut: Record<string, string> = {
  record_too_large:
    'Open the file in a text editor, go to that line and look for a quotation mark (") that opens and never closes. Close or remove it and upload the file again.',
  no_address_column: 'Go back to the columns and say which one holds the addresses.',
  too_many_columns: 'Another delimiter may help: go back to the columns and try one.',
  binary: 'Open it in the program it comes from, choose “Save as” or “Export”, then CSV, and upload that file.',
};

export function FailedImport({ run, go }: { run: Import; go: (step: ImportStep) => void }) {
  const { problem } = run;
  return (
    <Paper p="md" role="alert" style={{ background: 'var(--wash-bad)', borderColor: 'var(--fill-bad)' }}>
      <Stack gap={8}>
        <Group gap={8} wrap="nowrap">
          <ToneIcon tone="bad" size={16} />
          <Text fw={600}>
            {problem?.line == null
              ? 'This file could not be read to its end'
              : `This file could not be read beyond line ${count(problem.line)}`}
          </Text>
        </Group>
        <Text size="sm">{problem?.detail ?? 'The worker did not say why. Its log does.'}</Text>
        {problem && wayOut[problem.code] && <Text size="sm">{wayOut[problem.code]}</Text>}
        <Text size="sm">
          {run.importCounts === null
            ? 'Nothing was imported.'
            : `The ${counted(run.rowsDone, 'row', 'rows')} before that stay imported; nobody is added twice when you try again.`}
        </Text>
        <Group gap={8} mt={4}>
          <Button component={Link} href="/imports/new">
            Upload the mended file
          </Button>
          {run.columns !== null && (
            <Button variant="default" onClick={() => go('columns')}>
              Back to the columns
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
