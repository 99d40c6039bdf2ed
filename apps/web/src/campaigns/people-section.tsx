// The people of a campaign: filtered by state and cause in the address, each leading to the page of the address.
'use client';

import type { Category, Delivery, DeliveryState } from '@doorstep/contracts';
import { Anchor, Button, Select } from '@mantine/core';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { campaigns } from '../client/campaigns';
import { POLL_MS } from '../client/use-live';
import { usePages } from '../client/use-pages';
import { AddressLink, addressHref } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Status } from '../parts/status';
import { Toolbar } from '../parts/toolbar';
import { categoryWords, deliveryOrder, deliveryWords } from '../parts/words';
import { openStates } from '../waiting/open-states';
import { WaitingReason } from '../waiting/waiting-reason';
import { campaignKey } from './campaigns-key';
import classes from './people-section.module.css';

const categories = Object.keys(categoryWords) as Category[];

export const peopleFilter = {
  state: parseAsStringLiteral(deliveryOrder),
  category: parseAsStringLiteral(categories),
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
  const [filter, setFilter] = useQueryStates(peopleFilter);
  const list = usePages(
    [...campaignKey(campaignId), 'deliveries', filter],
    (cursor) =>
      campaigns.deliveries(campaignId, {
        cursor,
        ...(filter.state && { state: filter.state }),
        ...(filter.category && { category: filter.category }),
      }),
    { refetchInterval: isMoving ? POLL_MS : false },
  );
  const isFiltered = filter.state !== null || filter.category !== null;
  return (
    <FrameBox>
      <Toolbar>
        <Select
          aria-label="State"
          placeholder="Every state"
          clearable
          clearButtonProps={{ 'aria-label': 'Every state' }}
          data={deliveryOrder.map((state) => ({ value: state, label: deliveryWords[state].label }))}
          value={filter.state}
          onChange={(state) => void setFilter({ state: state as DeliveryState | null })}
        />
        <Select
          aria-label="Cause"
          placeholder="Every cause"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Every cause' }}
          data={categories.map((category) => ({ value: category, label: categoryWords[category] }))}
          value={filter.category}
          onChange={(category) => void setFilter({ category: category as Category | null })}
        />
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
