// The subscribers: search, filter by list, add one, delete one. A deleted one keeps the history of the address.
'use client';

import type { Subscriber } from '@doorstep/contracts';
import { ActionIcon, Button, Select } from '@mantine/core';
import { Plus, Trash2, Upload } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { subscribers } from '../client/audience';
import { usePages } from '../client/use-pages';
import { useLists } from '../lists/use-lists';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { SearchField, Toolbar } from '../parts/toolbar';
import { causeWords, standingWords } from '../parts/words';
import { AddSubscriber } from './add-subscriber';
import { DeleteSubscriberDialog } from './delete-subscriber-dialog';
import { subscribersKey } from './subscribers-key';

const columns: Column<Subscriber>[] = [
  { header: 'Address', cell: (row) => <AddressLink address={row.address} /> },
  { header: 'Name', cell: (row) => row.name },
  {
    header: 'Lists',
    cell: (row) =>
      row.memberships
        .filter((membership) => membership.status !== 'removed')
        .map((membership) =>
          membership.status === 'subscribed' ? membership.listName : `${membership.listName} (${membership.status})`,
        )
        .join(', '),
  },
  {
    header: 'Mail to this address',
    cell: (row) =>
      row.suppressedBy === null ? (
        <Status word={standingWords[row.standing]} />
      ) : (
        <Status word={{ label: 'Suppressed', tone: 'bad', meaning: causeWords[row.suppressedBy] }} />
      ),
  },
  { header: 'Added', cell: (row) => <Moment at={row.createdAt} asRelative /> },
];

export function SubscribersPage() {
  const [filter, setFilter] = useQueryStates({
    search: parseAsString.withDefault(''),
    listId: parseAsString.withDefault(''),
  });
  const [isAdding, setIsAdding] = useQueryState('add', parseAsBoolean.withDefault(false));
  const [deleted, setDeleted] = useState<Subscriber | null>(null);
  const lists = useLists();
  const list = usePages([...subscribersKey, filter], (cursor) => subscribers.page({ ...filter, cursor }));
  const isFiltered = filter.search !== '' || filter.listId !== '';
  const actions = (
    <>
      <Button component={Link} href="/imports/new" variant="default" leftSection={<Upload size={14} aria-hidden />}>
        Import a list
      </Button>
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        Add a subscriber
      </Button>
    </>
  );
  const withDelete: Column<Subscriber>[] = [
    ...columns,
    {
      header: 'Delete',
      isHeaderHidden: true,
      isNumber: true,
      cell: (row) => (
        <ActionIcon aria-label={`Delete ${row.address}`} onClick={() => setDeleted(row)}>
          <Trash2 size={14} strokeWidth={1.5} aria-hidden />
        </ActionIcon>
      ),
    },
  ];
  return (
    <>
      <PageHeader title="Subscribers" actions={actions} />
      <FrameBox>
        <Toolbar>
          <SearchField
            label="Start of an address"
            value={filter.search}
            onChange={(search) => void setFilter({ search: search || null })}
          />
          <Select
            aria-label="List"
            placeholder="All lists"
            clearable
            clearButtonProps={{ 'aria-label': 'All lists' }}
            data={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={filter.listId || null}
            onChange={(listId) => void setFilter({ listId })}
          />
        </Toolbar>
        <DataTable
          caption="Subscribers"
          columns={withDelete}
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
                The search compares the start of the address. Someone who was deleted is no subscriber any more; the
                page of the address is still there: press Ctrl K and type it.
              </EmptyState>
            ) : (
              <EmptyState title="No subscribers yet" action={actions}>
                They come with a file (CSV from any other program) or one by one. Nobody gets mail by being added.
              </EmptyState>
            )
          }
        />
      </FrameBox>
      {isAdding && <AddSubscriber close={() => void setIsAdding(null)} listId={filter.listId || null} />}
      {deleted && <DeleteSubscriberDialog subscriber={deleted} close={() => setDeleted(null)} />}
    </>
  );
}
