// For whom a replay has consequences: suppressions added and lifted, and who was left alone.
'use client';

import type { ReplayPerson, ReplayState, SuppressionCause } from '@doorstep/contracts';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ruleReplays } from '../client/rules';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Section } from '../parts/section';
import { Toolbar } from '../parts/toolbar';
import { causeWords, standingWords } from '../parts/words';
import { replayKey } from './rules-key';

const choices = [
  { value: 'consequences', label: 'With consequences' },
  { value: 'all', label: 'All' },
  { value: 'skipped', label: 'Left alone' },
];

const standing = (word: string) => standingWords[word as keyof typeof standingWords]?.label ?? word;
const causes = (list: readonly string[]) =>
  list.map((cause) => causeWords[cause as SuppressionCause] ?? cause).join(', ');

const columns: Column<ReplayPerson>[] = [
  { header: 'Address', cell: (person) => <AddressLink address={person.address} /> },
  {
    header: 'What follows',
    cell: ({ added, lifted, note }) => (
      <div>
        {added.length > 0 && <div>Suppressed: {causes(added)}</div>}
        {lifted.length > 0 && <div>Freed: {causes(lifted)}</div>}
        {added.length + lifted.length === 0 && <div>Nothing but other words in the history</div>}
        {note && <div>{note}</div>}
      </div>
    ),
  },
  {
    header: 'Standing',
    cell: ({ standing: { from, to } }) => (from === to ? standing(from) : `${standing(from)} → ${standing(to)}`),
  },
];

export function ReplayPeople({ id, state }: { id: string; state: ReplayState }) {
  const [only, setOnly] = useState('consequences');
  const list = usePages([...replayKey(id), 'people', only, state], (cursor) => ruleReplays.people(id, only, cursor));
  return (
    <Section title="For whom" isFlush>
      <Toolbar>
        <SegmentedControl data={choices} value={only} onChange={setOnly} aria-label="Which people" />
      </Toolbar>
      <DataTable
        caption="People of this replay"
        columns={columns}
        list={list}
        rowKey={(person) => person.addressId}
        empty={
          <EmptyState title="Nobody">
            {only === 'consequences'
              ? 'No suppression is added or lifted. What their servers said counts as something else, that is all.'
              : 'Nobody here.'}
          </EmptyState>
        }
      />
    </Section>
  );
}
