// Fourth step: what the import would do, row by row; then the one button that does it.
'use client';

import type { Import, RowCounts, RowOutcome } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { imports } from '../client/imports';
import { May } from '../parts/may';
import { count, counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { DownloadRejected } from './download-rejected';
import { importKey, importsKey, useRemember } from './import-query';
import { type RowChoice, RowCountsList, rowChoices } from './row-counts';
import { RowList } from './row-list';
import { SuggestionList } from './suggestion-list';

/** The outcomes that put a row into the house. */
const taken: readonly RowOutcome[] = ['new', 'updated', 'unchanged', 'suppressed'];

/** What the import will do, in one sentence. */
export function checkSentence(counts: RowCounts): string {
  const changes = counts.new + counts.updated;
  if (changes === 0 && counts.rejected === counts.rows) return 'No row of this file can be imported.';
  if (changes === 0) return 'Nothing would change: everyone who can be imported is here already.';
  const parts = [];
  if (counts.new > 0) parts.push(`${counted(counts.new, 'person is', 'people are')} added`);
  if (counts.updated > 0) parts.push(`${count(counts.updated)} updated`);
  const out = counts.rows - taken.reduce((sum, outcome) => sum + counts[outcome], 0);
  return `${parts.join(', ')}${out > 0 ? `; ${counted(out, 'row stays', 'rows stay')} out` : ''}.`;
}

export function CheckStep({ run }: { run: Import }) {
  const [outcome, setOutcome] = useQueryState('outcome', parseAsStringLiteral(rowChoices));
  const [typo, setTypo] = useQueryState('typo', parseAsString);
  const remember = useRemember(run.id);
  const begin = useAction({
    run: () => imports.begin(run.id),
    changes: [importKey(run.id), importsKey],
    isFaultShownInPlace: true,
    onDone: (begun) => {
      remember(begun);
      void setOutcome(null);
      void setTypo(null);
    },
  });
  const open = (chosen: RowChoice | null, domain: string | null = null) => {
    void setOutcome(chosen);
    void setTypo(domain);
  };
  const counts = run.checkCounts;
  if (counts === null) return null;
  const willDo = counts.new + counts.updated + counts.unchanged + counts.suppressed;
  const shown = outcome ?? (counts.rejected > 0 ? 'rejected' : null);
  return (
    <Stack gap="md">
      <Section title={`${counted(counts.rows, 'row', 'rows')} checked, nothing changed yet`}>
        <Text fw={500} mb={8}>
          {checkSentence(counts)}
        </Text>
        <RowCountsList counts={counts} chosen={shown} choose={open} />
        {counts.rejected > 0 && (
          <Group gap={12} mt={12}>
            <DownloadRejected run={run} />
            <Text size="sm" c="dimmed" flex="1 1 320px">
              You need not mend them now: import the others, correct these rows later and upload that file by itself.
            </Text>
          </Group>
        )}
      </Section>
      <May scope="subscribers:write">
        <SuggestionList run={run} show={(domain) => open('suggested', domain)} />
      </May>
      {begin.error && <ProblemBox error={begin.error} />}
      <Group gap={12}>
        <May scope="subscribers:write">
          <Button onClick={() => begin.mutate(undefined)} loading={begin.isPending} disabled={willDo === 0}>
            Import {counted(willDo, 'person', 'people')}
          </Button>
        </May>
        <Text size="sm" c="dimmed">
          Nobody gets mail by being imported.
        </Text>
      </Group>
      {shown && <RowList run={run} outcome={shown} typo={typo} />}
    </Stack>
  );
}
