// Her mail servers at this moment, looked at without mail; what differs from her last failure; one mail to her as the last proof.
'use client';

import type { AddressPage, LiveCheck } from '@doorstep/contracts';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { liveChecks } from '../client/live-checks';
import { Actor } from '../parts/actor';
import { Dialog } from '../parts/dialog';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { useMayDeliver, useMaySend } from '../parts/use-may';
import { liveKey, liveQuestion } from './address-questions';
import { LiveResult } from './live-result';
import { OneMailResult } from './one-mail-result';

const OneMailDialog = late(() => import('./one-mail-dialog').then((file) => file.OneMailDialog));

const UNDER_WAY_MS = 700;
const isUnderWay = (check: LiveCheck | undefined): boolean => check !== undefined && check.state !== 'ended';

export function LiveSection({ page }: { page: AddressPage }) {
  const { address } = page;
  const [asked, setAsked] = useQueryState('ask', parseAsStringLiteral(['recipient', 'mail'] as const));
  const mayDeliver = useMayDeliver();
  const maySend = useMaySend();
  const { data, error, refetch } = useQuery({
    ...liveQuestion(address),
    refetchInterval: (query) => (isUnderWay(query.state.data?.data[0]) ? UNDER_WAY_MS : false),
  });
  const begin = useAction({
    run: (asksRecipient: boolean) => liveChecks.begin(address, asksRecipient),
    changes: [liveKey(address)],
    onDone: () => void setAsked(null),
  });
  const latest = data?.data[0];
  const isBusy = isUnderWay(latest) || begin.isPending;
  return (
    <Section
      title="Her mail servers now"
      aside={
        <Group gap={8} className="no-print">
          {maySend && mayDeliver && (
            <Button variant="default" onClick={() => void setAsked('mail')}>
              Send her one mail…
            </Button>
          )}
          {mayDeliver && (
            <Button variant="default" loading={isBusy} onClick={() => begin.mutate(false)}>
              Check now
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="md">
        <OneMailResult page={page} />
        {error && <ProblemBox error={error} again={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton height={48} />}
        {data && !latest && (
          <Text size="sm" c="dimmed" maw="72ch">
            Not looked at yet. A check asks DNS and opens a connection to each mail server up to its greeting and
            encryption, and compares both with her last failure. It sends no mail and names nobody.
          </Text>
        )}
        {latest && (
          <div aria-live="polite">
            <LiveResult check={latest} />
            {latest.state === 'ended' && (
              <Group gap={12} mt={8}>
                <Text size="xs" c="dimmed">
                  Looked at <Moment at={latest.createdAt} asRelative /> by{' '}
                  <Actor name={latest.startedBy} at={latest.createdAt} about={`live-checks:${latest.id}`} />
                  {latest.ehloName !== null && <>, as {latest.ehloName}</>}
                </Text>
                {mayDeliver && latest.hosts.some(({ outcome }) => outcome === 'open') && !latest.asksRecipient && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    className="no-print"
                    onClick={() => void setAsked('recipient')}
                  >
                    Ask about her address too…
                  </Button>
                )}
              </Group>
            )}
          </div>
        )}
      </Stack>
      {asked === 'recipient' && (
        <Dialog
          title="Ask their server about her address"
          isOpen
          close={() => void setAsked(null)}
          act="Ask once"
          isBusy={begin.isPending}
          error={begin.error}
          onAct={() => begin.mutate(true)}
        >
          <Text size="sm">
            One of their servers is told who would write and to whom (MAIL and RCPT), and the question is taken back
            before any message. Many servers answer truthfully, some say yes to everybody, and some count such questions
            against the one who asks: ask about one person, not about a list.
          </Text>
        </Dialog>
      )}
      {asked === 'mail' && <OneMailDialog page={page} close={() => void setAsked(null)} />}
    </Section>
  );
}
