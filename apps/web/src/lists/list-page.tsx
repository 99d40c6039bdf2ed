// One list: members by status, whose mail fails by where they came from and how long they are there, campaigns to it.
'use client';

import type { ListHealth } from '@doorstep/contracts';
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../parts/data-table';
import { Link } from '../parts/link';
import { count, share } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { healthQuestion, listQuestion } from './list-questions';

type Source = NonNullable<ListHealth['sources']>[number];
type Status = NonNullable<ListHealth['statuses']>[number];
type Age = NonNullable<ListHealth['ages']>[number];

const ageWords: Readonly<Record<Age['age'], string>> = {
  month: 'Up to 30 days',
  year: 'Up to a year',
  older: 'Longer than a year',
};

const failing = (row: Pick<Source, 'tried' | 'failing'>) =>
  row.tried === 0 ? 'no mail yet' : share(row.failing, row.tried);

const statusColumns: Column<Status>[] = [
  { header: 'Status', cell: ({ status }) => status.charAt(0).toUpperCase() + status.slice(1) },
  { header: 'People', isNumber: true, cell: (row) => count(row.people) },
];
const sourceColumns: Column<Source>[] = [
  {
    header: 'Came from',
    cell: ({ importId, fileName }) =>
      importId === null ? (
        'One by one, or a form'
      ) : (
        <Anchor component={Link} href={`/imports/${importId}`} size="sm">
          {fileName ?? 'An import'}
        </Anchor>
      ),
  },
  { header: 'People', isNumber: true, cell: (row) => count(row.people) },
  { header: 'Mail fails', isNumber: true, cell: failing },
];
const ageColumns: Column<Age>[] = [
  { header: 'On the list', cell: (row) => ageWords[row.age] },
  { header: 'People', isNumber: true, cell: (row) => count(row.people) },
  { header: 'Mail fails', isNumber: true, cell: failing },
];

export function ListPage({ id }: { id: string }) {
  const list = useQuery(listQuestion(id));
  const health = useQuery(healthQuestion(id));
  return (
    <>
      <PageHeader
        back={{ href: '/lists', label: 'Lists' }}
        title={list.data?.name ?? 'List'}
        about={list.data?.description || undefined}
        actions={
          <>
            <Button component={Link} variant="default" href={`/subscribers?listId=${id}`}>
              See the people
            </Button>
          </>
        }
        act={
          <Button component={Link} variant="default" href={`/campaigns?listId=${id}&new=true`}>
            Write to them
          </Button>
        }
        needs={{ scope: 'campaigns:write', to: 'write to them' }}
      />
      {list.error && <ProblemBox error={list.error} again={() => void list.refetch()} />}
      {health.isPending && !list.error && <Skeleton height={240} />}
      {health.error && !list.error && <ProblemBox error={health.error} again={() => void health.refetch()} />}
      {health.data && <Health health={health.data} />}
    </>
  );
}

function Health({ health }: { health: ListHealth }) {
  return (
    <Stack gap="md">
      <Part title="Members" rows={health.statuses} columns={statusColumns} />
      <Part title="Whose mail fails, by where they came from" rows={health.sources} columns={sourceColumns} />
      <Part title="Whose mail fails, by how long they are on it" rows={health.ages} columns={ageColumns} />
      <Section title="Campaigns to it">
        {health.usedBy.length === 0 ? (
          <Text size="sm" c="dimmed">
            No campaign names it.
          </Text>
        ) : (
          <Stack gap={8}>
            {health.usedBy.map((campaign) => (
              <Anchor key={campaign.campaignId} component={Link} href={`/campaigns/${campaign.campaignId}`} size="sm">
                {campaign.name} ({campaign.state})
              </Anchor>
            ))}
          </Stack>
        )}
      </Section>
    </Stack>
  );
}

function Part<Row extends Source | Age | Status>({
  title,
  rows,
  columns,
}: {
  title: string;
  rows: Row[] | null;
  columns: Column<Row>[];
}) {
  const shown = {
    error: null,
    hasMore: false,
    isLoadingMore: false,
    isStale: false,
    loadMore: () => undefined,
    again: () => undefined,
  };
  return (
    <Section title={title} isFlush={rows !== null && rows.length > 0}>
      {rows === null ? (
        <TooLong />
      ) : (
        <DataTable
          caption={title}
          columns={columns}
          list={{ ...shown, rows }}
          rowKey={rowKey}
          empty={
            <Text size="sm" c="dimmed">
              Nobody is on it.
            </Text>
          }
        />
      )}
    </Section>
  );
}

function rowKey(row: Source | Age | Status): string {
  if ('age' in row) return row.age;
  return 'status' in row ? row.status : (row.importId ?? 'one by one');
}

const TooLong = () => (
  <Text size="sm" c="dimmed">
    Counting takes longer than 5 seconds on this list. Try again when less is being sent.
  </Text>
);
