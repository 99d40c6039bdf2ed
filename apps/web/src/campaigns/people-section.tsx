// The people of a campaign: filtered by state and cause in the address, each leading to the page of the address.
'use client';

import type { Category, Delivery, DeliveryGroup, PeopleFilter } from '@doorstep/contracts';
import { Anchor, Button, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { reports } from '../client/reports';
import { POLL_MS } from '../client/use-live';
import { usePages } from '../client/use-pages';
import { AddressLink, addressHref } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { Status } from '../parts/status';
import { Toolbar } from '../parts/toolbar';
import { categoryWords, deliveryWords, groupOrder, groupWords } from '../parts/words';
import { openStates } from '../waiting/open-states';
import { WaitingReason } from '../waiting/waiting-reason';
import { peopleCountQuestion, peopleQuestion } from './campaigns-key';
import { leavingReasons } from './leaving-words';
import { MoreFilters } from './more-filters';
import classes from './people-section.module.css';

const AgainDialog = late(() => import('./again-dialog').then((file) => file.AgainDialog));

const categories = Object.keys(categoryWords) as Category[];

export const peopleFilter = {
  group: parseAsStringLiteral(groupOrder),
  category: parseAsStringLiteral(categories),
  reason: parseAsString,
  provider: parseAsString,
  reader: parseAsStringLiteral(['open', 'click'] as const),
  linkId: parseAsString,
  left: parseAsStringLiteral(leavingReasons),
  variant: parseAsInteger,
  abGroup: parseAsStringLiteral(['test', 'rest'] as const),
  beside: parseAsString,
  among: parseAsStringLiteral(['site', 'domain', 'alike'] as const),
};

const columns: Column<Delivery>[] = [
  { header: 'Address', width: '26%', cell: (row) => <AddressLink address={row.address} /> },
  { header: 'State', cell: (row) => <Status word={deliveryWords[row.state]} /> },
  {
    header: 'What happened',
    cell: (row) => (
      <div className={classes.what}>
        {row.words}
        {row.replyText && <div className={classes.reply}>{row.replyText}</div>}
        {openStates.has(row.state) && <WaitingReason deliveryId={row.id} whose={row.address} />}
      </div>
    ),
  },
  { header: 'Tries', isNumber: true, cell: (row) => row.attempts },
  {
    header: 'When',
    cell: (row) =>
      row.nextAttemptAt && row.settledAt === null ? (
        <>
          next <Moment at={row.nextAttemptAt} asRelative />
        </>
      ) : (
        <Moment at={row.settledAt} asRelative />
      ),
  },
  {
    header: 'Why',
    isHeaderHidden: true,
    isNumber: true,
    cell: (row) =>
      deliveryWords[row.state].tone === 'bad' || row.state === 'deferred' || row.state === 'suppressed' ? (
        <Anchor component={Link} href={addressHref(row.address)} aria-label={`Why: ${row.address}`}>
          Why
        </Anchor>
      ) : null,
  },
];

export function PeopleSection({ campaignId, isMoving }: { campaignId: string; isMoving: boolean }) {
  const [chosen, setFilter] = useQueryStates(peopleFilter);
  const filter = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)) as PeopleFilter;
  const refetchInterval = isMoving ? POLL_MS : false;
  const { queryKey, load } = peopleQuestion(campaignId, filter);
  const list = usePages(queryKey, load, { refetchInterval });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <FrameBox>
      <Toolbar>
        <Select
          aria-label="State"
          placeholder="Every state"
          clearable
          clearButtonProps={{ 'aria-label': 'Every state' }}
          data={groupOrder.map((group) => ({ value: group, label: groupWords[group].label }))}
          value={chosen.group}
          onChange={(group) => void setFilter({ group: group as DeliveryGroup | null, reason: null })}
        />
        <Select
          aria-label="Cause"
          placeholder="Every cause"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Every cause' }}
          data={categories.map((category) => ({ value: category, label: categoryWords[category] }))}
          value={chosen.category}
          onChange={(category) => void setFilter({ category: category as Category | null })}
        />
        <MoreFilters filter={filter} drop={(names) => void setFilter(names)} />
        <PeopleActions campaignId={campaignId} filter={filter} refetchInterval={refetchInterval} />
      </Toolbar>
      <DataTable
        caption="People of this campaign"
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Nobody for this filter"
              action={
                <Button variant="default" onClick={() => void setFilter(null)}>
                  Show everyone
                </Button>
              }
            >
              Nobody in this campaign is in this state for this cause. That may change while it is on its way.
            </EmptyState>
          ) : (
            <EmptyState title="Nobody yet">
              When the campaign goes out, everyone on its lists stands here with what their mail server answered.
            </EmptyState>
          )
        }
      />
    </FrameBox>
  );
}

interface PeopleActionsProps {
  campaignId: string;
  filter: PeopleFilter;
  refetchInterval: number | false;
}

/** How many they are, as a file, and again to them. */
function PeopleActions({ campaignId, filter, refetchInterval }: PeopleActionsProps) {
  const [isSending, setIsSending] = useState(false);
  const total = useQuery({ ...peopleCountQuestion(campaignId, filter), refetchInterval });
  return (
    <div className={classes.actions}>
      <Text size="sm" c="dimmed" className="numbers" role="status">
        {total.data ? counted(total.data.people, 'person', 'people') : ''}
      </Text>
      <ExportMenu
        forms={{
          'CSV, for spreadsheets': reports.exportUrl(campaignId, filter, 'csv'),
          'JSON, for programs': reports.exportUrl(campaignId, filter, 'json'),
        }}
      />
      <May scope="campaigns:send">
        <Button variant="default" onClick={() => setIsSending(true)} disabled={!total.data || total.data.people === 0}>
          Send again to these
        </Button>
      </May>
      {isSending && <AgainDialog campaignId={campaignId} filter={filter} close={() => setIsSending(false)} />}
    </div>
  );
}
