// Replies no rule knows, most people first: each with its newest words and the way to a rule.
'use client';

import type { NewRule, UnknownReply } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { rules } from '../client/rules';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { count, counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { useMayDeliver } from '../parts/use-may';
import classes from './rules.module.css';
import { unknownKey } from './rules-key';

const columns: Column<UnknownReply>[] = [
  {
    header: 'What they said',
    width: '55%',
    cell: (reply) => (
      <div>
        <pre className={classes.reply}>{reply.newestText}</pre>
        <span className={classes.dim}>
          {reply.mxHosts.length > 0 && `${reply.mxHosts.join(', ')} · `}
          {reply.coveredBy === null ? (
            'no rule knows it'
          ) : (
            <>
              known by now to <span className="mono">{reply.coveredBy}</span>: replay the history
            </>
          )}
        </span>
      </div>
    ),
  },
  { header: 'People', isNumber: true, cell: (reply) => count(reply.people) },
  { header: 'Replies', isNumber: true, cell: (reply) => count(reply.replies) },
  { header: 'First', cell: (reply) => <Moment at={reply.firstSeenAt} asRelative /> },
  { header: 'Last', cell: (reply) => <Moment at={reply.lastSeenAt} asRelative /> },
];

export function UnknownSection({ make }: { make: (draft: NewRule) => void }) {
  const mayChange = useMayDeliver();
  const list = usePages(unknownKey, () => rules.unknown());
  const act: Column<UnknownReply> = {
    header: 'Make a rule',
    isHeaderHidden: true,
    isNumber: true,
    cell: (reply) =>
      reply.coveredBy === null && (
        <Button
          variant="default"
          onClick={() => make(reply.suggestion)}
          aria-label={`Make a rule from “${reply.newestText.slice(0, 60)}”, ${counted(reply.people, 'person', 'people')}`}
        >
          Make a rule
        </Button>
      ),
  };
  return (
    <Section title="What no rule knows" isFlush>
      <DataTable
        caption="Replies no rule knows, most people first"
        columns={mayChange ? [...columns, act] : columns}
        list={list}
        rowKey={(reply) => reply.key}
        empty={
          <EmptyState title="Every reply of the last 90 days is understood">
            When a mail server says something no rule knows, it stands here, with how many people it is about. Nobody is
            ever blamed for such a reply.
          </EmptyState>
        }
      />
    </Section>
  );
}
