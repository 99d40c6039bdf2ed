// One webhook: how it is, what it is told, its messages with every try.
'use client';

import type { MadeWebhook, WebhookMessage } from '@doorstep/contracts';
import { Button, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { usePages } from '../client/use-pages';
import { webhookKey, webhooks, webhooksKey } from '../client/webhooks';
import { type Column, DataTable } from '../parts/data-table';
import { Dialog } from '../parts/dialog';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { Toolbar } from '../parts/toolbar';
import { useAction } from '../parts/use-action';
import { useMayChangeSettings } from '../parts/use-may';
import { endpointWord, messageWords } from './webhook-words';

const MessageDialog = late(() => import('./message-dialog').then((file) => file.MessageDialog));
const SecretOnce = late(() => import('./secret-once').then((file) => file.SecretOnce));

const states = ['waiting', 'taken', 'failed'] as const;
const EVERY_MS = 5000;
const ROTATION_HOURS = 24;

export function WebhookPage({ id }: { id: string }) {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(states));
  const [opened, setOpened] = useQueryState('message', parseAsString);
  const webhook = useQuery({ queryKey: webhookKey(id), queryFn: () => webhooks.one(id), refetchInterval: EVERY_MS });
  const list = usePages([...webhookKey(id), 'messages', state], (cursor) => webhooks.messages(id, { state, cursor }), {
    refetchInterval: EVERY_MS,
  });
  const columns: Column<WebhookMessage>[] = [
    {
      header: 'What',
      cell: (row) => (
        <Button variant="subtle" size="compact-sm" onClick={() => void setOpened(row.id)}>
          {row.type}
        </Button>
      ),
    },
    { header: 'State', cell: (row) => <Status word={messageWords[row.state]} /> },
    { header: 'Last answer', cell: (row) => row.lastStatus ?? row.lastProblem ?? '–' },
    { header: 'Tries', isNumber: true, cell: (row) => row.attempts },
    { header: 'Happened', cell: (row) => <Moment at={row.createdAt} asRelative /> },
    {
      header: 'Next try',
      cell: (row) => <Moment at={row.state === 'waiting' ? row.nextAttemptAt : null} asRelative />,
    },
  ];
  return (
    <>
      <PageHeader
        back={{ href: '/settings/webhooks', label: 'Webhooks' }}
        title={webhook.data?.description || 'Webhook'}
        needs={{ scope: 'settings:write', to: 'change a webhook' }}
        status={webhook.data && <Status word={endpointWord(webhook.data)} />}
        actions={
          webhook.data && <WebhookActions id={id} isEnabled={webhook.data.isEnabled} failed={webhook.data.failed} />
        }
      />
      {webhook.error && <ProblemBox error={webhook.error} again={() => void webhook.refetch()} />}
      {webhook.isPending && <Skeleton height={120} />}
      {webhook.data && (
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <span className="mono">{webhook.data.url}</span> is told{' '}
            {webhook.data.eventTypes.includes('*') ? 'everything' : webhook.data.eventTypes.join(', ')}.{' '}
            {webhook.data.disabledReason}{' '}
            {webhook.data.previousSecretUntil && (
              <>
                The former secret signs too, until <Moment at={webhook.data.previousSecretUntil} />.
              </>
            )}
          </Text>
          <FrameBox>
            <Toolbar>
              <Select
                aria-label="State"
                placeholder="Every state"
                clearable
                clearButtonProps={{ 'aria-label': 'Every state' }}
                data={states.map((value) => ({ value, label: messageWords[value].label }))}
                value={state}
                onChange={(value) => void setState(value as typeof state)}
              />
            </Toolbar>
            <DataTable
              caption="Messages of this webhook"
              columns={columns}
              list={list}
              rowKey={(row) => row.id}
              empty={
                <EmptyState title={state === null ? 'Nothing was told yet' : 'No message in this state'}>
                  As soon as something it listens to happens, the message stands here with what was answered. Send a
                  test to see one now.
                </EmptyState>
              }
            />
          </FrameBox>
        </Stack>
      )}
      {opened && <MessageDialog webhookId={id} messageId={opened} close={() => void setOpened(null)} />}
    </>
  );
}

function WebhookActions({ id, isEnabled, failed }: { id: string; isEnabled: boolean; failed: number }) {
  const router = useRouter();
  const [made, setMade] = useState<MadeWebhook | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const changes = [webhookKey(id), webhooksKey, ['overview']];
  const test = useAction({ run: () => webhooks.test(id), changes, done: 'A test is on its way' });
  const again = useAction({
    run: () => webhooks.replayMany(id, new Date(Date.now() - 30 * 86_400_000).toISOString()),
    changes,
    done: (answer) => `${answer.messages} told again`,
  });
  const toggle = useAction({
    run: () => webhooks.change(id, { isEnabled: !isEnabled }),
    changes,
    done: isEnabled ? 'It is told nothing any more' : 'It is told again',
  });
  const rotate = useAction({ run: () => webhooks.rotate(id, ROTATION_HOURS), changes, onDone: setMade });
  const remove = useAction({
    run: () => webhooks.remove(id),
    changes: [webhooksKey],
    done: 'The webhook is gone',
    isFaultShownInPlace: true,
    onDone: () => router.push('/settings/webhooks'),
  });
  if (!useMayChangeSettings()) return null;
  return (
    <>
      <Button variant="default" onClick={() => test.mutate(undefined)} loading={test.isPending} disabled={!isEnabled}>
        Send a test
      </Button>
      {failed > 0 && (
        <Button variant="default" onClick={() => again.mutate(undefined)} loading={again.isPending}>
          Tell given-up ones again
        </Button>
      )}
      <Button variant="default" onClick={() => rotate.mutate(undefined)} loading={rotate.isPending}>
        Exchange the secret
      </Button>
      <Button variant="default" onClick={() => toggle.mutate(undefined)} loading={toggle.isPending}>
        {isEnabled ? 'Switch off' : 'Switch on'}
      </Button>
      <Button variant="default" onClick={() => setIsRemoving(true)}>
        Remove
      </Button>
      {made && <SecretOnce secret={made.secret} close={() => setMade(null)} />}
      <Dialog
        title="Remove this webhook"
        isOpen={isRemoving}
        close={() => setIsRemoving(false)}
        act="Remove the webhook"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onAct={() => remove.mutate(undefined)}
      >
        <Text size="sm">Its messages and what was answered go with it. To pause it, switch it off instead.</Text>
      </Dialog>
    </>
  );
}
