// One group of people in the same trouble: what it is, what to do, what will not help, who they are.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Download, X } from 'lucide-react';
import { chronic, peopleFileHref } from '../client/chronic';
import { usePages } from '../client/use-pages';
import { Actor } from '../parts/actor';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Status } from '../parts/status';
import { useMayDeliver } from '../parts/use-may';
import type { GroupAct } from './act-dialog';
import classes from './chronic.module.css';
import { chronicKey } from './chronic-questions';
import { headlineOf, stateWords, trendOf } from './chronic-words';
import { personColumns } from './people-drawer';
import { useChronic } from './use-chronic';
import { WaysOut } from './ways-out';
import { Weeks } from './weeks';

function Points({ title, points, Icon }: { title: string; points: readonly string[]; Icon: typeof X }) {
  if (points.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h4" mb={4}>
        {title}
      </Title>
      <ul className={classes.points}>
        {points.map((words) => (
          <li key={words}>
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function States({ group }: { group: ChronicGroup }) {
  const { setState } = useChronic();
  const set = (state: ChronicGroup['state'], days?: number) =>
    setState.mutate({ group, change: { state, note: group.note, ...(days === undefined ? {} : { days }) } });
  return (
    <Group gap={8}>
      {group.state !== 'open' && (
        <Button variant="default" onClick={() => set('open')}>
          Open again
        </Button>
      )}
      {group.state !== 'snoozed' && (
        <Button variant="default" onClick={() => set('snoozed', 30)}>
          Snooze 30 days
        </Button>
      )}
      {group.state !== 'waiting' && (
        <Button variant="default" onClick={() => set('waiting')}>
          Waiting for them
        </Button>
      )}
      {group.state !== 'ignored' && (
        <Button variant="default" onClick={() => set('ignored')}>
          Not a problem
        </Button>
      )}
      {group.state !== 'solved' && (
        <Button variant="default" onClick={() => set('solved')}>
          Solved
        </Button>
      )}
    </Group>
  );
}

function Body({ group, act }: { group: ChronicGroup; act: (kind: GroupAct) => void }) {
  const mayDeliver = useMayDeliver();
  const list = usePages([...chronicKey, 'people', group.key], (cursor) => chronic.people(group.key, {}, cursor));
  const open = group.people - group.heldBack;
  return (
    <Stack gap="md">
      <Group gap={16}>
        <Status word={stateWords[group.state]} />
        <Text size="sm" c="dimmed">
          {counted(group.people, 'person', 'people')} since <Moment at={group.since} />, {trendOf(group)}
        </Text>
      </Group>
      <Weeks weeks={group.weeks} />
      {group.isReopened && group.changedAt && (
        <Text size="sm" role="status">
          It was set aside by{' '}
          {group.changedBy && <Actor name={group.changedBy} at={group.changedAt} about={`chronic:${group.key}`} />}{' '}
          <Moment at={group.changedAt} asRelative />; a newer failure opened it again.
        </Text>
      )}
      <Points title="What to do" points={group.advice} Icon={ArrowRight} />
      <Points title="What will not help" points={group.willNotHelp} Icon={X} />
      {group.latestText !== null && (
        <div>
          <Title order={3} size="h4" mb={4}>
            Said last, to {group.latestAddress}
          </Title>
          <RawReply text={group.latestText} />
        </div>
      )}
      {mayDeliver && (
        <>
          <Group gap={8}>
            <Button disabled={open === 0} onClick={() => act('pause')}>
              Pause {counted(open, 'person', 'people')}…
            </Button>
            <Button variant="default" disabled={open === 0} onClick={() => act('stop')}>
              Stop…
            </Button>
          </Group>
          <WaysOut group={group} />
          <States group={group} />
        </>
      )}
      <div>
        <Group justify="space-between" mb={4}>
          <Title order={3} size="h4">
            Who
          </Title>
          <Button
            component="a"
            href={peopleFileHref(group.key)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<Download size={14} aria-hidden />}
          >
            Evidence (CSV)
          </Button>
        </Group>
        <DataTable
          caption="People of this group"
          columns={personColumns}
          list={list}
          rowKey={({ addressId }) => addressId}
          empty={
            <EmptyState title="Nobody any more">All of them got their last campaigns, or were deleted.</EmptyState>
          }
        />
      </div>
    </Stack>
  );
}

export function GroupDrawer({
  groupKey,
  close,
  act,
}: {
  groupKey: string;
  close: () => void;
  act: (group: ChronicGroup, kind: GroupAct) => void;
}) {
  const group = useQuery({ queryKey: [...chronicKey, 'group', groupKey], queryFn: () => chronic.group(groupKey) });
  const { data } = group;
  return (
    <Drawer
      opened
      onClose={close}
      size="lg"
      title={data ? headlineOf(data) : 'Group'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {group.error && <ProblemBox error={group.error} again={() => void group.refetch()} />}
      {group.isPending && <Skeleton height={320} />}
      {data && <Body group={data} act={(kind) => act(data, kind)} />}
    </Drawer>
  );
}
