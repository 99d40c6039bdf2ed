// The mailboxes bounce messages come back to: whether they are read, and what came that nobody could match.
'use client';

import type { BounceMailbox } from '@doorstep/contracts';
import { Button, Skeleton, Stack } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { bounceMailboxes } from '../client/deliverability';
import { usePages } from '../client/use-pages';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { ListenerCard } from './listener-card';
import { LoopTestSection } from './loop-test-section';
import { MailboxSection } from './mailbox-section';
import { mailboxesKey } from './mailboxes-key';
import { UnmatchedShelf } from './unmatched-shelf';

const DeleteMailbox = late(() => import('./delete-mailbox').then((file) => file.DeleteMailbox));
const MailboxDialog = late(() => import('./mailbox-dialog').then((file) => file.MailboxDialog));

const REFRESH_MS = 5000;

export function BounceMailboxesPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [changed, setChanged] = useState<BounceMailbox | null>(null);
  const [deleted, setDeleted] = useState<BounceMailbox | null>(null);
  const list = usePages(mailboxesKey, (cursor) => bounceMailboxes.page(cursor), { refetchInterval: REFRESH_MS });
  const add = (
    <May scope="deliverability:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        Add a mailbox
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader
        title="Bounce mailboxes"
        act={add}
        needs={{ scope: 'deliverability:write', to: 'add, test or change mailboxes' }}
        about="When a mail server takes a message and gives up later, it writes to the return path. Those messages arrive here and are read by themselves."
      />
      <Stack gap="md">
        {list.error && <ProblemBox error={list.error} again={list.again} />}
        {list.rows === undefined && list.error === null && <Skeleton height={200} />}
        {list.rows?.length === 0 && (
          <FrameBox>
            <EmptyState title="No bounce mailbox yet" action={add}>
              Without one you see only what servers refuse at once, not what they return later. Make a mailbox that
              takes everything sent to the domain for bounces (a catch-all), and add it here.
            </EmptyState>
          </FrameBox>
        )}
        {list.rows?.map((mailbox) => (
          <MailboxSection
            key={mailbox.id}
            mailbox={mailbox}
            change={() => setChanged(mailbox)}
            remove={() => setDeleted(mailbox)}
          />
        ))}
        <LoopTestSection />
        <ListenerCard />
        <UnmatchedShelf />
      </Stack>
      {isAdding && (
        <May scope="deliverability:write">
          <MailboxDialog mailbox={null} close={() => void setIsAdding(null)} />
        </May>
      )}
      {changed && <MailboxDialog mailbox={changed} close={() => setChanged(null)} />}
      {deleted && <DeleteMailbox mailbox={deleted} close={() => setDeleted(null)} />}
    </>
  );
}
