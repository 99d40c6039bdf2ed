// Who is signed in, and the way out.
'use client';

import { ActionIcon, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LogOut, UserRound } from 'lucide-react';
import { meQuestion, session } from '../client/session';
import { useAction } from '../parts/use-action';
import { roleWords } from '../parts/words';

export function AccountMenu() {
  const me = useQuery({ ...meQuestion, staleTime: 60_000 });
  const signOut = useAction({ run: session.signOut, onDone: () => window.location.assign('/sign-in') });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size={32} aria-label="Account">
          <UserRound size={16} strokeWidth={1.5} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me.data && (
          <div style={{ padding: '8px 12px' }}>
            <Text fw={600} size="sm">
              {me.data.name}
            </Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {me.data.address}
              {me.data.role && ` · ${roleWords[me.data.role]}`}
            </Text>
          </div>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<LogOut size={16} strokeWidth={1.5} aria-hidden />}
          onClick={() => signOut.mutate(undefined)}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
