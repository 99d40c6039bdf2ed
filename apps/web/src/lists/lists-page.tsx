// The lists: how many are on each, make one, rename it, delete it.
'use client';

import type { List } from '@doorstep/contracts';
import { ActionIcon, Anchor, Button, Menu } from '@mantine/core';
import { Ellipsis, Plus } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { listsQuestion } from './list-questions';
import { listPeopleHref } from './use-list-people';

const DeleteListDialog = late(() => import('./delete-list-dialog').then((file) => file.DeleteListDialog));
const ListDialog = late(() => import('./list-dialog').then((file) => file.ListDialog));
const ListPublicDrawer = late(() => import('./list-public-drawer').then((file) => file.ListPublicDrawer));

export function ListsPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [formOf, setFormOf] = useQueryState('form', parseAsString);
  const [changed, setChanged] = useState<List | null>(null);
  const [deleted, setDeleted] = useState<List | null>(null);
  const list = usePages(listsQuestion.queryKey, listsQuestion.load);
  const columns: Column<List>[] = [
    {
      header: 'Name',
      cell: (row) => (
        <Anchor component={Link} href={`/subscribers?listId=${row.id}`} fw={500}>
          {row.name}
        </Anchor>
      ),
    },
    {
      header: 'Subscribed',
      isNumber: true,
      cell: (row) =>
        row.subscribedCount === 0 ? (
          '0'
        ) : (
          <Anchor
            component={Link}
            href={listPeopleHref(row.id, { status: 'subscribed' })}
            aria-label={`${count(row.subscribedCount)} subscribed to ${row.name}`}
          >
            {count(row.subscribedCount)}
          </Anchor>
        ),
    },
    { header: 'Joining', cell: (row) => (row.optIn === 'double' ? 'After confirming' : 'At once') },
    { header: 'Made', cell: (row) => <Moment at={row.createdAt} asRelative /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      isNumber: true,
      cell: (row) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`Actions for ${row.name}`}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} href={`/lists/${row.id}`}>
              Health and use
            </Menu.Item>
            <May scope="subscribers:write">
              <Menu.Item onClick={() => setChanged(row)}>Rename</Menu.Item>
              <Menu.Item onClick={() => void setFormOf(row.id)}>Form, language and archive…</Menu.Item>
              <Menu.Item onClick={() => setDeleted(row)}>Delete</Menu.Item>
            </May>
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  const add = (
    <May scope="subscribers:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        New list
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader title="Lists" act={add} needs={{ scope: 'subscribers:write', to: 'make or change lists' }} />
      <FrameBox>
        <DataTable
          caption="Lists"
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="No list yet" action={add}>
              A list is who a campaign goes to: “Monthly letter”, “Members”. People are put on it by an import or one by
              one.
            </EmptyState>
          }
        />
      </FrameBox>
      <May scope="subscribers:write">
        {isAdding && <ListDialog list={null} close={() => void setIsAdding(null)} />}
        {formOf !== null && <ListPublicDrawer id={formOf} close={() => void setFormOf(null)} />}
      </May>
      {changed && <ListDialog list={changed} close={() => setChanged(null)} />}
      {deleted && <DeleteListDialog list={deleted} close={() => setDeleted(null)} />}
    </>
  );
}
