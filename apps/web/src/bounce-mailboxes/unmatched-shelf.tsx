// Messages that came to a bounce mailbox and belong to no delivery: what they look like, and their raw text.
'use client';

import type { InboundView } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { bounceMailboxes } from '../client/deliverability';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import { plainWords } from '../parts/words';
import { unmatchedKey } from './mailboxes-key';

const columns: Column<InboundView>[] = [
  { header: 'Came', cell: (row) => <Moment at={row.receivedAt} asRelative /> },
  { header: 'Kind', cell: (row) => (row.kind === null ? 'Not understood' : plainWords(row.kind)) },
  {
    header: 'Subject',
    cell: (row) => <span style={{ overflowWrap: 'anywhere' }}>{row.subject ?? 'without a subject'}</span>,
  },
  { header: 'About', cell: (row) => row.address !== null && <AddressLink address={row.address} /> },
  { header: 'What we make of it', cell: (row) => row.words },
  {
    header: 'Raw message',
    isHeaderHidden: true,
    isNumber: true,
    cell: (row) => (
      <Anchor href={`/v1/inbound/${row.id}/raw`} download aria-label={`Raw message: ${row.subject ?? 'no subject'}`}>
        Raw message
      </Anchor>
    ),
  },
];

export function UnmatchedShelf() {
  const list = usePages(unmatchedKey, (cursor) => bounceMailboxes.unmatched(cursor));
  return (
    <Section title="Messages that match no campaign" isFlush>
      <DataTable
        caption="Unmatched messages"
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="Nothing unmatched">
            Every message that came back belonged to a campaign, or none came. What cannot be matched stands here
            instead of being thrown away.
          </EmptyState>
        }
      />
    </Section>
  );
}
