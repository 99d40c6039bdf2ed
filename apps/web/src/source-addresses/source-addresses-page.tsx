// The addresses mail goes out from: pools, warm-up, names, and adding one.
'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { sourceAddresses } from '../client/sending';
import { usePages } from '../client/use-pages';
import { late } from '../parts/late';
import { ProblemBox } from '../parts/problem-box';
import { useMayChangeSettings } from '../parts/use-may';
import { SettingsHead } from '../settings/settings-tabs';
import { SourceSection } from './source-section';
import { sourcesKey } from './sources-key';

const AddSource = late(() => import('./add-source').then((file) => file.AddSource));

const REFRESH_MS = 15_000;

export function SourceAddressesPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const mayChange = useMayChangeSettings();
  const list = usePages(sourcesKey, () => sourceAddresses.page(), { refetchInterval: REFRESH_MS });
  return (
    <>
      <SettingsHead
        needs={{ scope: 'settings:write', to: 'add or change source addresses' }}
        actions={
          mayChange && (
            <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
              Add an address
            </Button>
          )
        }
        about="Mail servers judge each IP address by what came from it. Addresses of one pool share the work; a new one is warmed up."
      />
      <Stack gap="md">
        {list.error && <ProblemBox error={list.error} again={list.again} />}
        {list.rows === undefined && list.error === null && <Skeleton height={160} />}
        {list.rows?.map((source) => (
          <SourceSection key={source.id} source={source} />
        ))}
      </Stack>
      {isAdding && <AddSource close={() => void setIsAdding(null)} />}
    </>
  );
}
