// The people behind a number of a list: exactly those it counts, each leading to her page.
'use client';

import type { ListPeopleFilter, ListPerson } from '@doorstep/contracts';
import { Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lists } from '../client/audience';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { Status } from '../parts/status';
import { membershipWords, standingWords } from '../parts/words';
import { listsKey } from './list-questions';

const columns: readonly Column<ListPerson>[] = [
  {
    header: 'Who',
    cell: ({ address, name }) => (
      <div>
        <AddressLink address={address} />
        {name && (
          <Text size="xs" c="dimmed" component="span" display="block">
            {name}
          </Text>
        )}
      </div>
    ),
  },
  {
    header: 'Here',
    cell: ({ status, isSubscriber }) => (
      <div>
        <Status word={membershipWords[status]} />
        {!isSubscriber && (
          <Text size="xs" c="dimmed" component="span" display="block">
            no subscriber any more
          </Text>
        )}
      </div>
    ),
  },
  { header: 'Mail to her', cell: ({ standing }) => <Status word={standingWords[standing]} /> },
  { header: 'Since', width: 112, isNumber: true, cell: ({ since }) => <Moment at={since} asRelative /> },
];

interface ListPeopleDrawerProps {
  listId: string;
  filter: ListPeopleFilter;
  title: string;
  close: () => void;
}

export function ListPeopleDrawer({ listId, filter, title, close }: ListPeopleDrawerProps) {
  const key = [...listsKey, listId, 'people', filter];
  const list = usePages(key, (cursor) => lists.people(listId, filter, cursor));
  const total = useQuery({ queryKey: [...key, 'count'], queryFn: () => lists.countPeople(listId, filter) });
  return (
    <Drawer opened onClose={close} size="lg" title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text size="sm" c="dimmed" className="numbers" role="status" mb={8}>
        {total.data ? counted(total.data.people, 'person', 'people') : ''}
      </Text>
      <DataTable
        caption={title}
        columns={columns}
        list={list}
        rowKey={({ addressId }) => addressId}
        isEndless
        empty={
          <EmptyState title="Nobody any more">
            Since the number was counted they joined, left, or mail to them went another way.
          </EmptyState>
        }
      />
    </Drawer>
  );
}
