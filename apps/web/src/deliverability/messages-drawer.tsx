// The messages behind a number, as many as it says; of a reply also what it means and how it was said last.
'use client';

import type { ResultDelivery, ResultFilter, ResultRow } from '@doorstep/contracts';
import { Anchor, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Download } from 'lucide-react';
import { results } from '../client/results';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { RawReply } from '../parts/raw-reply';
import { Status } from '../parts/status';
import classes from './deliverability.module.css';
import type { Shown } from './number-cell';
import { resultsKey } from './result-questions';
import { groupNames, ownerWords } from './result-words';

const columns: readonly Column<ResultDelivery>[] = [
  {
    header: 'Address',
    width: '62%',
    cell: ({ address, replyText }) => (
      <span className={classes.stack}>
        <AddressLink address={address} />
        {replyText !== null && <span className={classes.said}>{replyText}</span>}
      </span>
    ),
  },
  {
    header: 'Campaign',
    cell: ({ campaignId, campaignName }) => (
      <Anchor component={Link} href={`/campaigns/${campaignId}`} style={{ overflowWrap: 'anywhere' }}>
        {campaignName}
      </Anchor>
    ),
  },
  { header: 'First tried', isNumber: true, cell: ({ firstTriedAt }) => <Moment at={firstTriedAt} asRelative /> },
];

interface MessagesDrawerProps {
  /** null: all rows together */
  row: ResultRow | null;
  /** What the rows are parts of, in words. */
  place: string;
  shown: Shown;
  filter: ResultFilter;
  close: () => void;
}

export function MessagesDrawer({ row, place, shown, filter: place_, close }: MessagesDrawerProps) {
  const filter: ResultFilter = { ...place_, ...(shown === 'sent' ? {} : { group: shown }) };
  const name = row?.name ?? place;
  return (
    <Drawer
      opened
      onClose={close}
      size="xl"
      title={shown === 'sent' ? name : `${name}: ${groupNames[shown].toLowerCase()}`}
      classNames={{ title: classes.drawerTitle ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {row?.pattern && <Reply pattern={row.pattern} />}
        <Messages filter={filter} />
      </Stack>
    </Drawer>
  );
}

function Reply({ pattern }: { pattern: NonNullable<ResultRow['pattern']> }) {
  return (
    <>
      <span className={classes.means}>
        <Status word={ownerWords[pattern.owner]} />
        <Text component="span" size="sm">
          {pattern.meaning}
        </Text>
      </span>
      <div>
        <Title order={3} size="h4" mb={4}>
          What to do
        </Title>
        <ul className={classes.points}>
          {pattern.nextSteps.map((words) => (
            <li key={words}>
              <ArrowRight size={16} strokeWidth={1.75} aria-hidden />
              <span>{words}</span>
            </li>
          ))}
        </ul>
      </div>
      {pattern.newestText !== null && (
        <div>
          <Title order={3} size="h4" mb={4}>
            Said last, <Moment at={pattern.newestAt} asRelative />
          </Title>
          <RawReply text={pattern.newestText} />
        </div>
      )}
    </>
  );
}

function Messages({ filter }: { filter: ResultFilter }) {
  const list = usePages([...resultsKey, 'messages', filter], (cursor) => results.messages(filter, cursor));
  const total = useQuery({ queryKey: [...resultsKey, 'count', filter], queryFn: () => results.count(filter) });
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" c="dimmed" className="numbers" role="status">
          {total.data ? counted(total.data.messages, 'message', 'messages') : ''}
        </Text>
        <Group gap={8}>
          {(['csv', 'json'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={results.messagesUrl(filter, format)}
              download
              variant="default"
              size="compact-sm"
              leftSection={<Download size={14} aria-hidden />}
            >
              {format.toUpperCase()}
            </Button>
          ))}
        </Group>
      </Group>
      <DataTable
        caption="Messages"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        isEndless
        empty={
          <EmptyState title="No message here any more">
            What became of them has changed since: a retry, a bounce message or a match by hand moved them to another
            column.
          </EmptyState>
        }
      />
    </div>
  );
}
