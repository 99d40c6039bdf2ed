// Who may sign in, with which role; adding someone and taking someone out.
'use client';

import type { UserView } from '@doorstep/contracts';
import { ActionIcon, Button, Stack, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { session } from '../client/session';
import { users } from '../client/settings';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import { useMayChangeSettings } from '../parts/use-may';
import { roleWords } from '../parts/words';
import { roleMeaning, roles } from './role-words';
import classes from './roles.module.css';
import { usersKey } from './settings-keys';
import { SettingsHead } from './settings-tabs';

const AddUser = late(() => import('./add-user').then((file) => file.AddUser));
const RemoveUser = late(() => import('./remove-user').then((file) => file.RemoveUser));

export function UsersPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [removed, setRemoved] = useState<UserView | null>(null);
  const me = useQuery({ queryKey: ['me'], queryFn: session.me, staleTime: 60_000 });
  const mayChange = useMayChangeSettings();
  const isOwner = me.data?.role === 'owner';
  const mayRemove = (user: UserView) => mayChange && (isOwner || user.role !== 'owner');
  const list = usePages(usersKey, (cursor) => users.page(cursor));
  const columns: Column<UserView>[] = [
    { header: 'Name', cell: (user) => user.name },
    { header: 'Address', cell: (user) => <span style={{ overflowWrap: 'anywhere' }}>{user.address}</span> },
    {
      header: 'Role',
      cell: (user) => (
        <Tooltip label={roleMeaning[user.role]}>
          <span>{roleWords[user.role]}</span>
        </Tooltip>
      ),
    },
    { header: 'Since', cell: (user) => <Moment at={user.createdAt} asRelative /> },
    {
      header: 'Remove',
      isHeaderHidden: true,
      isNumber: true,
      cell: (user) =>
        user.address === me.data?.address ? (
          'you'
        ) : mayRemove(user) ? (
          <ActionIcon aria-label={`Remove ${user.name}`} onClick={() => setRemoved(user)}>
            <Trash2 size={14} strokeWidth={1.5} aria-hidden />
          </ActionIcon>
        ) : null,
    },
  ];
  return (
    <>
      <SettingsHead
        act={
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
            Add a user
          </Button>
        }
        needs={{ scope: 'settings:write', to: 'add or remove users' }}
      />
      <Stack gap="md">
        <FrameBox>
          <DataTable
            caption="Users"
            columns={columns}
            list={list}
            rowKey={(user) => user.id}
            empty={<EmptyState title="No user">Whoever may sign in stands here.</EmptyState>}
          />
        </FrameBox>
        <Section title="What the roles may do">
          <dl className={classes.roles}>
            {roles.map((role) => (
              <div key={role}>
                <dt>{roleWords[role]}</dt>
                <dd>{roleMeaning[role]}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </Stack>
      {isAdding && mayChange && <AddUser mayMakeOwners={isOwner} close={() => void setIsAdding(null)} />}
      {removed && <RemoveUser user={removed} close={() => setRemoved(null)} />}
    </>
  );
}
