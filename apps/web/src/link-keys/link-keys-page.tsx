// The keys that sign unsubscribe links and return paths: which one signs, which are still read, and exchanging them.
'use client';

import type { TokenKey } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { tokenKeys } from '../client/dkim';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayChangeSettings } from '../parts/use-may';
import { auditKey } from '../settings/settings-keys';
import { SettingsHead } from '../settings/settings-tabs';
import { linkKeyWords } from './link-key-words';
import { linkKeysKey } from './link-keys-key';

const RetireLinkKey = late(() => import('./retire-link-key').then((file) => file.RetireLinkKey));
const RotateLinkKey = late(() => import('./rotate-link-key').then((file) => file.RotateLinkKey));

const REFRESH_MS = 15_000;

const columns: Column<TokenKey>[] = [
  { header: 'Key', cell: (key) => <span className="mono">{key.id}</span> },
  { header: 'State', cell: (key) => <Status word={linkKeyWords[key.state]} /> },
  { header: 'Made', cell: (key) => <Moment at={key.createdAt} asRelative /> },
  { header: 'Replaced', cell: (key) => <Moment at={key.replacedAt} none="not yet" asRelative /> },
  { header: 'A link last came back', cell: (key) => <Moment at={key.lastUsedAt} none="never" asRelative /> },
  { header: 'Messages in 400 days', isNumber: true, cell: (key) => count(key.messages) },
];

export function LinkKeysPage() {
  const [isRotating, setIsRotating] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [retiring, setRetiring] = useState<TokenKey | null>(null);
  const mayChange = useMayChangeSettings();
  const list = usePages(linkKeysKey, () => tokenKeys.page(), { refetchInterval: REFRESH_MS });
  const restore = useAction({
    run: (id: string) => tokenKeys.restore(id),
    changes: [linkKeysKey, auditKey],
    done: 'Its links work again',
  });
  const act: Column<TokenKey> = {
    header: 'Retire',
    isHeaderHidden: true,
    isNumber: true,
    cell: (key) =>
      key.state === 'verifying' ? (
        <Button variant="default" onClick={() => setRetiring(key)} aria-label={`Retire the key ${key.id}`}>
          Retire
        </Button>
      ) : (
        key.state === 'retired' && (
          <Button
            variant="default"
            loading={restore.isPending}
            onClick={() => restore.mutate(key.id)}
            aria-label={`Take back the key ${key.id}`}
          >
            Take it back
          </Button>
        )
      ),
  };
  return (
    <>
      <SettingsHead
        needs={{ scope: 'settings:write', to: 'exchange keys' }}
        actions={mayChange && <Button onClick={() => void setIsRotating(true)}>Exchange the key</Button>}
        about="Every unsubscribe link and every address bounces come back to is signed, so that nobody can make one up. The first sign of each names its key. Old keys are read for 400 days at least: people unsubscribe by mails they find again a year later."
      />
      <FrameBox>
        <DataTable
          caption="Keys of links"
          columns={mayChange ? [...columns, act] : columns}
          list={list}
          rowKey={(key) => key.id}
          empty={<EmptyState title="No key yet">The first one is there as soon as a part of Doorstep runs.</EmptyState>}
        />
      </FrameBox>
      {isRotating && <RotateLinkKey close={() => void setIsRotating(null)} />}
      {retiring && <RetireLinkKey linkKey={retiring} close={() => setRetiring(null)} />}
    </>
  );
}
