// What providers did with our mail, down to the reply, and whether it is them or us: every number opens its messages.
'use client';

import type { ResultRow } from '@doorstep/contracts';
import { Button, NativeSelect, Skeleton, Stack, Tabs } from '@mantine/core';
import { Printer } from 'lucide-react';
import { results } from '../client/results';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { SearchField, Toolbar } from '../parts/toolbar';
import { Answer } from './answer';
import { DaysSection } from './days-section';
import classes from './deliverability.module.css';
import type { Shown } from './number-cell';
import { PathLine } from './path-line';
import { RangePicker } from './range-picker';
import { columnsOf } from './result-columns';
import { levelNames } from './result-words';
import { RulesSection } from './rules-section';
import {
  type PageState,
  rowFilter,
  type SetPageState,
  stepInto,
  tableQuery,
  usePageState,
  useResultTable,
} from './use-results';

const MessagesDrawer = late(() => import('./messages-drawer').then((file) => file.MessagesDrawer));

const sortNames = [
  { value: 'sent desc', label: 'Most sent first' },
  { value: 'accepted_at_once asc', label: 'Least taken at once first' },
  { value: 'accepted_later desc', label: 'Most taken later first' },
  { value: 'refused desc', label: 'Most refused first' },
  { value: 'returned desc', label: 'Most returned first' },
  { value: 'complained desc', label: 'Most complaints first' },
  { value: 'name asc', label: 'By name' },
];

export function DeliverabilityPage() {
  const [page, set] = usePageState();
  const query = useResultTable(page);
  const table = query.data;
  return (
    <>
      <PageHeader
        title="Deliverability"
        actions={<Actions page={page} />}
        about={
          table && (
            <>
              {table.campaign && <>{table.campaign.name}, </>}
              <Moment at={table.from} /> to <Moment at={table.until} />, as of <Moment at={table.asOf} asRelative />.
              {table.isCatchingUp && ' Older messages are still being counted: numbers grow until that is done.'}
            </>
          )
        }
      />
      <Stack gap="md">
        <div className={`${classes.pickers} no-print`}>
          <RangePicker page={page} set={set} />
        </div>
        <PathLine page={page} set={set} table={table} />
        {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
        {table && (
          <Answer
            table={table}
            open={(show) => void set({ row: null, show })}
            showReplies={table.level === 'pattern' ? null : () => void set({ by: 'pattern', row: null, show: null })}
          />
        )}
        <Tabs value={page.view} onChange={(view) => void set({ view: view as PageState['view'] })} keepMounted={false}>
          <Tabs.List mb={12} className="no-print">
            <Tabs.Tab value="table">Results</Tabs.Tab>
            <Tabs.Tab value="days">Day by day</Tabs.Tab>
            <Tabs.Tab value="rules">What they ask for</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="table">
            <TablePart page={page} set={set} query={query} />
          </Tabs.Panel>
          <Tabs.Panel value="days">{table && <DaysSection page={page} span={table} />}</Tabs.Panel>
          <Tabs.Panel value="rules">
            <RulesSection
              page={page}
              showReplies={(pattern) =>
                void set({
                  view: 'table',
                  by: 'pattern',
                  provider: null,
                  domain: null,
                  mx: null,
                  row: String(pattern),
                  show: 'sent',
                })
              }
            />
          </Tabs.Panel>
        </Tabs>
      </Stack>
      {page.show !== null && table && <OpenMessages page={page} set={set} table={table} show={page.show} />}
    </>
  );
}

type Query = ReturnType<typeof useResultTable>;

function TablePart({ page, set, query }: { page: PageState; set: SetPageState; query: Query }) {
  const table = query.data;
  if (!table) return query.error ? null : <Skeleton height={320} />;
  const actions = {
    open: (row: ResultRow, show: Shown) => void set({ row: row.key, show }),
    into: (row: ResultRow) =>
      void set(table.level === 'pattern' ? { row: row.key, show: 'sent' } : stepInto(table.level, row)),
  };
  const { many } = levelNames[table.level];
  return (
    <FrameBox>
      <div className="no-print">
        <Toolbar>
          {table.level !== 'pattern' && (
            <SearchField
              label={`Search ${many}`}
              value={page.search}
              onChange={(search) => void set({ search: search || null })}
            />
          )}
          <NativeSelect
            aria-label="Order"
            data={sortNames}
            value={`${page.sort} ${page.order}`}
            onChange={(event) => {
              const [sort, order] = event.currentTarget.value.split(' ') as [PageState['sort'], PageState['order']];
              void set({ sort, order });
            }}
          />
        </Toolbar>
      </div>
      <div className={classes.rows}>
        <DataTable
          caption={`What became of mail, by ${levelNames[table.level].one.toLowerCase()}`}
          columns={columnsOf(table.level, actions)}
          list={{
            rows: table.rows,
            error: null,
            hasMore: false,
            isLoadingMore: false,
            isStale: query.isPlaceholderData,
            loadMore: () => undefined,
            again: () => void query.refetch(),
          }}
          rowKey={({ key }) => key}
          empty={<Empty page={page} set={set} />}
        />
      </div>
    </FrameBox>
  );
}

function Empty({ page, set }: { page: PageState; set: SetPageState }) {
  const isSearch = page.search !== '';
  const isFiltered = isSearch || page.provider !== null || page.campaign !== null;
  if (isFiltered)
    return (
      <EmptyState
        title={isSearch ? 'Nothing of this name' : 'Nothing was tried here in this time'}
        action={
          <Button
            variant="default"
            onClick={() =>
              void set(
                isSearch ? { search: null } : { provider: null, domain: null, mx: null, campaign: null, by: null },
              )
            }
          >
            {isSearch ? 'Show all rows' : 'Show all mail'}
          </Button>
        }
      >
        {isSearch ? 'No row of this time has it in its name.' : 'Choose a longer time, or go back to all mail.'}
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing was sent in this time">
      Once a campaign goes out, every provider stands here within seconds: what it took at once, what later, what it
      refused and why, against the 28 days before and against everybody else in the same hours.
    </EmptyState>
  );
}

function OpenMessages({
  page,
  set,
  table,
  show,
}: {
  page: PageState;
  set: SetPageState;
  table: NonNullable<Query['data']>;
  show: Shown;
}) {
  const row = table.rows.find(({ key }) => key === page.row) ?? null;
  // A row that the table does not show (any more) is still what the address asks for.
  const filter = rowFilter(page, table.level, page.row);
  return (
    <MessagesDrawer
      {...{ row, filter, shown: show }}
      place={page.row === null ? table.total.name : table.level === 'pattern' ? 'This reply' : page.row}
      close={() => void set({ row: null, show: null })}
    />
  );
}

function Actions({ page }: { page: PageState }) {
  const query = tableQuery(page);
  return (
    <>
      <ExportMenu
        forms={{ 'CSV, for spreadsheets': results.exportUrl(query, 'csv'), JSON: results.exportUrl(query, 'json') }}
      />
      <Button
        variant="default"
        className="no-print"
        leftSection={<Printer size={14} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
    </>
  );
}
