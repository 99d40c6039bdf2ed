// Replays of the history: beginning one, and how the others ended.
'use client';

import type { RuleReplayView } from '@doorstep/contracts';
import { Anchor, Button } from '@mantine/core';
import { History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ruleReplays } from '../client/rules';
import { usePages } from '../client/use-pages';
import { Actor } from '../parts/actor';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { isAtWork, replayWords, resultWords } from './rule-words';
import { replaysKey } from './rules-key';

const DAYS = 90;
const REFRESH_MS = 5000;
export const replayHref = (id: string): string => `/settings/rules/replays/${id}`;

const columns: Column<RuleReplayView>[] = [
  {
    header: 'Begun',
    cell: (replay) => (
      <Anchor component={Link} href={replayHref(replay.id)}>
        <Moment at={replay.createdAt} asRelative />
      </Anchor>
    ),
  },
  {
    header: 'By',
    cell: ({ id, createdBy, createdAt }) => <Actor name={createdBy} at={createdAt} about={`rule-replays:${id}`} />,
  },
  { header: 'State', cell: (replay) => <Status word={replayWords[replay.state]} /> },
  { header: 'What it found', cell: (replay) => (isAtWork(replay) ? `${replay.percent}%` : resultWords(replay)) },
];

export function ReplaysSection() {
  const mayChange = useMayDeliver();
  const router = useRouter();
  const list = usePages(replaysKey, (cursor) => ruleReplays.page(cursor), { refetchInterval: REFRESH_MS });
  const begin = useAction({
    run: () => ruleReplays.begin(DAYS),
    changes: [replaysKey],
    onDone: ({ id }) => router.push(replayHref(id)),
  });
  const button = mayChange && (
    <Button
      variant="default"
      leftSection={<History size={14} aria-hidden />}
      loading={begin.isPending}
      onClick={() => begin.mutate(undefined)}
    >
      Replay the last {DAYS} days
    </Button>
  );
  return (
    <Section title="Replays" isFlush aside={list.rows && list.rows.length > 0 && button}>
      <DataTable
        caption="Replays"
        columns={columns}
        list={list}
        rowKey={(replay) => replay.id}
        empty={
          <EmptyState title="The history stands as it was read" action={button}>
            A rule holds for what comes from now on. A replay reads the replies and reports of the past with the rules
            of today, and shows what would change and for whom. Nothing is changed until you say so, and it can be
            undone.
          </EmptyState>
        }
      />
    </Section>
  );
}
