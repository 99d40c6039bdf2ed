// Endpoints that are told what happens: how each one is, making one.
'use client';

import type { Webhook } from '@doorstep/contracts';
import { Anchor, Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { usePages } from '../client/use-pages';
import { webhooks, webhooksKey } from '../client/webhooks';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { count, counted } from '../parts/numbers';
import { Status } from '../parts/status';
import { useMayChangeSettings } from '../parts/use-may';
import { SettingsHead } from '../settings/settings-tabs';
import { endpointWord } from './webhook-words';

const AddWebhook = late(() => import('./add-webhook').then((file) => file.AddWebhook));

const columns: Column<Webhook>[] = [
  {
    header: 'Address',
    cell: (row) => (
      <Anchor component={Link} href={`/settings/webhooks/${row.id}`} style={{ overflowWrap: 'anywhere' }}>
        {row.url}
      </Anchor>
    ),
  },
  { header: 'What for', cell: (row) => row.description || '–' },
  { header: 'State', cell: (row) => <Status word={endpointWord(row)} /> },
  {
    header: 'Is told',
    cell: (row) => (row.eventTypes.includes('*') ? 'everything' : counted(row.eventTypes.length, 'kind', 'kinds')),
  },
  { header: 'On the way', isNumber: true, cell: (row) => count(row.waiting) },
  { header: 'Given up', isNumber: true, cell: (row) => count(row.failed) },
];

export function WebhooksPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const list = usePages(webhooksKey, () => webhooks.list());
  const mayChange = useMayChangeSettings();
  const add = mayChange && (
    <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
      New webhook
    </Button>
  );
  return (
    <>
      <SettingsHead
        needs={{ scope: 'settings:write', to: 'add or change webhooks' }}
        actions={add}
        about="Programs of yours are told what happens: campaigns, messages, subscribers, imports, suppressions. Every message is signed (standard-webhooks) and told again until it is taken."
      />
      <FrameBox>
        <DataTable
          caption="Webhooks"
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="Nobody is told yet" action={add}>
              With a webhook your shop or your customer records hear at once who unsubscribed, what was refused and
              which campaign ended.
            </EmptyState>
          }
        />
      </FrameBox>
      {isAdding && <AddWebhook close={() => void setIsAdding(null)} />}
    </>
  );
}
