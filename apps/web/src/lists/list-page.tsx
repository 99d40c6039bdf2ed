// One list: members by status, whose mail fails by where they came from and how long they are there, campaigns to it.
'use client';

import type { ListHealth, ListPeopleFilter } from '@doorstep/contracts';
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '../parts/data-table';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { count, percent } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { healthQuestion, listQuestion } from './list-questions';
import { listPeopleHref, useListPeople } from './use-list-people';

const ListPeopleDrawer = late(() => import('./list-people-drawer').then((file) => file.ListPeopleDrawer));

type Source = NonNullable<ListHealth['sources']>[number];
type Status = NonNullable<ListHealth['statuses']>[number];
type Age = NonNullable<ListHealth['ages']>[number];

const ageWords: Readonly<Record<Age['age'], string>> = {
  month: 'Up to 30 days',
  year: 'Up to a year',
  older: 'Longer than a year',
};

const statusWords = (status: Status['status']) => status.charAt(0).toUpperCase() + status.slice(1);
const sourceName = ({ importId, fileName }: Pick<Source, 'importId' | 'fileName'>) =>
  importId === null ? 'One by one, or a form' : (fileName ?? 'An import');
const ofSource = ({ importId }: Source): ListPeopleFilter => ({ status: 'subscribed', source: importId ?? 'none' });
const ofAge = ({ age }: Age): ListPeopleFilter => ({ status: 'subscribed', age });

interface NumberProps {
  listId: string;
  value: number;
  filter: ListPeopleFilter;
  /** What is counted, for screen readers. */
  what: string;
}

/** Opens exactly the people it counts. */
function Opens({ listId, value, filter, what }: NumberProps) {
  if (value === 0) return '0';
  return (
    <Anchor
      component={Link}
      href={listPeopleHref(listId, filter)}
      scroll={false}
      inherit
      aria-label={`${count(value)}: ${what}`}
    >
      {count(value)}
    </Anchor>
  );
}

interface FailingProps {
  listId: string;
  row: Pick<Source, 'tried' | 'failing'>;
  filter: ListPeopleFilter;
  name: string;
}

function Failing({ listId, row: { tried, failing }, filter, name }: FailingProps) {
  if (tried === 0) return 'no mail yet';
  const inPercent = percent(failing, tried);
  return (
    <>
      <Opens {...{ listId, value: failing, filter: { ...filter, mail: 'failing' }, what: `${name}, mail fails` }} /> of{' '}
      <Opens {...{ listId, value: tried, filter: { ...filter, mail: 'tried' }, what: `${name}, mail was tried` }} />
      {inPercent !== null && ` (${inPercent})`}
    </>
  );
}

const statusColumns = (listId: string): Column<Status>[] => [
  { header: 'Status', cell: ({ status }) => statusWords(status) },
  {
    header: 'People',
    isNumber: true,
    cell: ({ status, people }) => (
      <Opens listId={listId} value={people} filter={{ status }} what={statusWords(status)} />
    ),
  },
];
const sourceColumns = (listId: string): Column<Source>[] => [
  {
    header: 'Came from',
    cell: (row) =>
      row.importId === null ? (
        sourceName(row)
      ) : (
        <Anchor component={Link} href={`/imports/${row.importId}`} size="sm">
          {sourceName(row)}
        </Anchor>
      ),
  },
  {
    header: 'People',
    isNumber: true,
    cell: (row) => <Opens listId={listId} value={row.people} filter={ofSource(row)} what={sourceName(row)} />,
  },
  {
    header: 'Mail fails',
    isNumber: true,
    cell: (row) => <Failing listId={listId} row={row} filter={ofSource(row)} name={sourceName(row)} />,
  },
];
const ageColumns = (listId: string): Column<Age>[] => [
  { header: 'On the list', cell: (row) => ageWords[row.age] },
  {
    header: 'People',
    isNumber: true,
    cell: (row) => <Opens listId={listId} value={row.people} filter={ofAge(row)} what={ageWords[row.age]} />,
  },
  {
    header: 'Mail fails',
    isNumber: true,
    cell: (row) => <Failing listId={listId} row={row} filter={ofAge(row)} name={ageWords[row.age]} />,
  },
];

/** What is opened, as a title: "Subscribed, from people.csv, mail fails". */
function titleOf({ status, source, age, mail }: ListPeopleFilter, health: ListHealth | undefined): string {
  const from = health?.sources?.find(({ importId }) => (importId ?? 'none') === source);
  const parts = [
    status && statusWords(status),
    source && (from ? sourceName(from) : 'An import'),
    age && ageWords[age],
    mail && (mail === 'failing' ? 'mail fails' : 'mail was tried'),
  ];
  return parts.filter(Boolean).join(', ');
}

export function ListPage({ id }: { id: string }) {
  const list = useQuery(listQuestion(id));
  const health = useQuery(healthQuestion(id));
  const people = useListPeople();
  return (
    <>
      <PageHeader
        back={{ href: '/lists', label: 'Lists' }}
        title={list.data?.name ?? 'List'}
        about={list.data?.description || undefined}
        actions={
          <Button component={Link} variant="default" href={`/subscribers?listId=${id}`}>
            See the people
          </Button>
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
      {health.data && <Health listId={id} health={health.data} />}
      {people.filter && (
        <ListPeopleDrawer
          listId={id}
          filter={people.filter}
          title={titleOf(people.filter, health.data)}
          close={people.close}
        />
      )}
    </>
  );
}

function Health({ listId, health }: { listId: string; health: ListHealth }) {
  return (
    <Stack gap="md">
      <Part title="Members" rows={health.statuses} columns={statusColumns(listId)} />
      <Part title="Whose mail fails, by where they came from" rows={health.sources} columns={sourceColumns(listId)} />
      <Part title="Whose mail fails, by how long they are on it" rows={health.ages} columns={ageColumns(listId)} />
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
