// Keys for programs: what each may do, when it was used, making one and revoking it.
'use client';

import type { ApiKey } from '@doorstep/contracts';
import { Button, Tooltip } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { apiKeys } from '../client/settings';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { Status } from '../parts/status';
import { useMayChangeSettings } from '../parts/use-may';
import { keyWord } from './key-word';
import { apiKeysKey } from './settings-keys';
import { SettingsHead } from './settings-tabs';

const AddApiKey = late(() => import('./add-api-key').then((file) => file.AddApiKey));
const RevokeApiKey = late(() => import('./revoke-api-key').then((file) => file.RevokeApiKey));

const columns: Column<ApiKey>[] = [
  { header: 'Name', cell: (key) => key.name },
  { header: 'Begins with', cell: (key) => <span className="mono">{key.prefix}</span> },
  { header: 'State', cell: (key) => <Status word={keyWord(key, new Date())} /> },
  {
    header: 'May',
    cell: (key) => (
      <Tooltip label={key.scopes.join(', ')}>
        <span>{counted(key.scopes.length, 'scope', 'scopes')}</span>
      </Tooltip>
    ),
  },
  { header: 'Last used', cell: (key) => <Moment at={key.lastUsedAt} none="never" asRelative /> },
  { header: 'Ends', cell: (key) => <Moment at={key.expiresAt} none="never" asRelative /> },
  { header: 'Made', cell: (key) => <Moment at={key.createdAt} asRelative /> },
];

export function ApiKeysPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const mayChange = useMayChangeSettings();
  const list = usePages(apiKeysKey, (cursor) => apiKeys.page(cursor));
  const revoke: Column<ApiKey> = {
    header: 'Revoke',
    isHeaderHidden: true,
    isNumber: true,
    cell: (key) =>
      key.revokedAt === null && (
        <Button variant="default" onClick={() => setRevoked(key)} aria-label={`Revoke ${key.name}`}>
          Revoke
        </Button>
      ),
  };
  const add = (
    <May scope="settings:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        New key
      </Button>
    </May>
  );
  return (
    <>
      <SettingsHead
        act={add}
        needs={{ scope: 'settings:write', to: 'make or revoke keys' }}
        about={
          <>
            A program signs in with <span className="mono">Authorization: Bearer ds_live_…</span> What it can ask for is
            described at <a href="/v1/openapi.json">/v1/openapi.json</a>.
          </>
        }
      />
      <FrameBox>
        <DataTable
          caption="API keys"
          columns={mayChange ? [...columns, revoke] : columns}
          list={list}
          rowKey={(key) => key.id}
          empty={
            <EmptyState title="No key yet" action={add}>
              With a key, your web shop or a script adds subscribers or starts campaigns, and may do only what you tick.
            </EmptyState>
          }
        />
      </FrameBox>
      {isAdding && mayChange && <AddApiKey close={() => void setIsAdding(null)} />}
      {revoked && <RevokeApiKey apiKey={revoked} close={() => setRevoked(null)} />}
    </>
  );
}
