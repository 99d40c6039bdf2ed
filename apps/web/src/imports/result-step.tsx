// The end of an import: what came of each row, and where to go from here.
'use client';

import type { Import } from '@doorstep/contracts';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useLists } from '../lists/use-lists';
import { Actor } from '../parts/actor';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { count, counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { CorrectedFile } from './corrected-file';
import { RowCountsList, rowChoices } from './row-counts';
import { RowList } from './row-list';
import { UndoLines } from './undo-import';

function title(run: Import): string {
  if (run.state === 'undone') return 'This import was taken back';
  if (run.state === 'cancelled') return 'This import was stopped';
  const counts = run.importCounts;
  if (counts === null) return 'Finished';
  return `${counted(counts.new, 'person', 'people')} added, ${count(counts.updated)} updated`;
}

export function ResultStep({ run }: { run: Import }) {
  const [outcome, setOutcome] = useQueryState('outcome', parseAsStringLiteral(rowChoices));
  const lists = useLists();
  const counts = run.importCounts;
  const joined = (lists.data ?? []).filter((list) => run.listIds.includes(list.id));
  const firstList = joined[0];
  return (
    <Stack gap="md">
      <Section
        title={title(run)}
        aside={
          run.finishedAt && (
            <Text size="sm" c="dimmed" component="div">
              <Moment at={run.finishedAt} asRelative />
            </Text>
          )
        }
      >
        <Stack gap="sm">
          {run.state === 'undone' && run.undoCounts !== null && (
            <>
              <UndoLines counts={run.undoCounts} isDone />
              <Text size="sm" c="dimmed" component="div">
                Taken back by{' '}
                {run.undoneBy && <Actor name={run.undoneBy} at={run.undoneAt} about={`imports:${run.id}`} />}{' '}
                <Moment at={run.undoneAt} asRelative />. What it had done:
              </Text>
            </>
          )}
          {run.state === 'cancelled' && (
            <Text size="sm">
              {run.rowsDone > 0 && counts !== null
                ? `The ${counted(run.rowsDone, 'row', 'rows')} done before that stay imported. To bring in the rest, upload the file again: nobody is added twice.`
                : 'Nothing was imported. Upload the file again whenever you like.'}
            </Text>
          )}
          {counts && <RowCountsList counts={counts} chosen={outcome} choose={(chosen) => void setOutcome(chosen)} />}
          {joined.length > 0 && (
            <Text size="sm">
              {joined.length === 1 ? 'List: ' : 'Lists: '}
              {joined.map((list, index) => (
                <span key={list.id}>
                  {index > 0 && ', '}
                  <Anchor component={Link} href={`/subscribers?listId=${list.id}`}>
                    {list.name}
                  </Anchor>
                </span>
              ))}
            </Text>
          )}
          {run.tags.length > 0 && <Text size="sm">Tags: {run.tags.join(', ')}</Text>}
          {run.consentSource && (
            <Text size="sm" c="dimmed" component="div">
              Consent: {run.consentSource}
            </Text>
          )}
          <Group gap={8}>
            {firstList && run.state === 'finished' && (
              <Button component={Link} href={`/campaigns?new=true&listId=${firstList.id}`}>
                Write a campaign to this list
              </Button>
            )}
            <Button component={Link} href="/imports/new" variant="default">
              Import another file
            </Button>
          </Group>
        </Stack>
      </Section>
      {run.state === 'finished' && counts !== null && counts.rejected > 0 && (
        <CorrectedFile run={run} rejected={counts.rejected} />
      )}
      {outcome && counts && <RowList run={run} outcome={outcome} />}
    </Stack>
  );
}
