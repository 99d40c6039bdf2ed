// Search among all addresses ever known, subscribers or not: the way to the page of one address.
'use client';

import type { AddressHit } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { parseAsString, useQueryState } from 'nuqs';
import { addresses } from '../client/deliverability';
import { usePages } from '../client/use-pages';
import { pastedAddress } from '../frame/pasted-address';
import { AddressLink, addressHref } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { SearchField, Toolbar } from '../parts/toolbar';
import { standingWords } from '../parts/words';

const columns: Column<AddressHit>[] = [
  { header: 'Address', cell: (row) => <AddressLink address={row.address} /> },
  { header: 'Name', cell: (row) => row.name },
  { header: 'Subscriber', cell: (row) => (row.isSubscriber ? 'Yes' : 'Not now') },
  { header: 'Mail to this address', cell: (row) => <Status word={standingWords[row.standing]} /> },
];

function Hits({ search }: { search: string }) {
  const list = usePages(['address-search', 'page', search], (cursor) => addresses.search(search, cursor));
  const whole = pastedAddress(search);
  return (
    <DataTable
      caption="Addresses"
      columns={columns}
      list={list}
      rowKey={(row) => row.address}
      empty={
        <EmptyState
          title="No address starts like this"
          action={
            whole && (
              <Anchor component={Link} href={addressHref(whole)}>
                Open the page of {whole}
              </Anchor>
            )
          }
        >
          The search compares the start of the address, the part before the @ first. Only addresses that were imported,
          added or mailed at least once are known.
        </EmptyState>
      }
    />
  );
}

export function AddressSearchPage() {
  const [search, setSearch] = useQueryState('search', parseAsString.withDefault(''));
  const wanted = (pastedAddress(search) ?? search).trim().toLowerCase();
  return (
    <>
      <PageHeader
        title="Find an address"
        about="Everything that ever happened to an address stays with it, also when the subscriber was deleted and added again."
      />
      <FrameBox>
        <Toolbar>
          <SearchField
            label="Start of an address"
            value={search}
            onChange={(value) => void setSearch(value === '' ? null : value)}
          />
        </Toolbar>
        {wanted.length < 2 ? (
          <EmptyState title="Whose mail does not arrive?">
            Type the start of the address, or paste it as it stands in a mail. You get every attempt, every reply and
            every bounce through all campaigns, and a verdict in plain words. From any page: press Ctrl K.
          </EmptyState>
        ) : (
          <Hits search={wanted} />
        )}
      </FrameBox>
    </>
  );
}
