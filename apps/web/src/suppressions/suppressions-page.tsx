// The suppression list: who no campaign mails, why, since when, and lifting it again.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { Button, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { suppressions } from '../client/audience';
import { usePages } from '../client/use-pages';
import { AddressLink } from '../parts/address-link';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { SearchField, Toolbar } from '../parts/toolbar';
import { useMayDeliver } from '../parts/use-may';
import { causeWords } from '../parts/words';
import { AddSuppression } from './add-suppression';
import { EvidenceDetails } from './evidence-details';
import { evidenceWords } from './evidence-words';
import { Incidents } from './incidents';
import { LiftDialog } from './lift-dialog';
import { ReleaseDialog } from './release-dialog';
import { ReleasesSection } from './releases-section';
import { suppressionsKey } from './suppressions-key';

const states = ['in_force', 'lifted', 'all'] as const;
const stateLabels = { in_force: 'In force', lifted: 'Lifted', all: 'All' };

function Why({ row }: { row: Suppression }) {
  const more = evidenceWords(row);
  return (
    <div>
      {causeWords[row.cause]}
      {more && (
        <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
          {more}
        </Text>
      )}
      <EvidenceDetails suppression={row} />
    </div>
  );
}

const columns: Column<Suppression>[] = [
  {
    header: 'Who',
    width: 260,
    cell: (row) =>
      row.address === null ? (
        <span className="mono">everyone at {row.domainName}</span>
      ) : (
        <AddressLink address={row.address} />
      ),
  },
  { header: 'Why', width: 360, cell: (row) => <Why row={row} /> },
  { header: 'By', cell: (row) => row.actor },
  { header: 'Held back since', isNumber: true, cell: (row) => count(row.hits) },
  { header: 'Since', cell: (row) => <Moment at={row.createdAt} asRelative /> },
];

const ends: Column<Suppression> = {
  header: 'Until',
  cell: (row) =>
    row.liftedAt === null ? (
      <Moment at={row.expiresAt} none="Until lifted" asRelative />
    ) : (
      <Tooltip label={row.liftReason ?? 'No reason was given'}>
        <span>
          Lifted by {row.liftedBy ?? 'somebody'}, <Moment at={row.liftedAt} asRelative />
          {row.liftReason && (
            <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
              {row.liftReason}
            </Text>
          )}
        </span>
      </Tooltip>
    ),
};

export function SuppressionsPage() {
  const [filter, setFilter] = useQueryStates({
    search: parseAsString.withDefault(''),
    state: parseAsStringLiteral(states).withDefault('in_force'),
  });
  const [isAdding, setIsAdding] = useQueryState('add', parseAsBoolean.withDefault(false));
  const [isReleasing, setIsReleasing] = useQueryState('release', parseAsBoolean.withDefault(false));
  const mayDeliver = useMayDeliver();
  const [lifted, setLifted] = useState<Suppression | null>(null);
  const list = usePages([...suppressionsKey, filter], (cursor) => suppressions.page({ ...filter, cursor }));
  const lift: Column<Suppression> = {
    header: 'Lift',
    isHeaderHidden: true,
    isNumber: true,
    cell: (row) =>
      row.liftedAt === null && (
        <Button
          variant="default"
          onClick={() => setLifted(row)}
          aria-label={`Lift the suppression of ${row.address ?? row.domainName}`}
        >
          Lift
        </Button>
      ),
  };
  return (
    <>
      <PageHeader
        title="Suppressions"
        actions={
          <>
            {mayDeliver && (
              <Button variant="default" onClick={() => void setIsReleasing(true)}>
                Lift many
              </Button>
            )}
            <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
              Suppress an address
            </Button>
          </>
        }
        about="Addresses no campaign mails. Deleting a person and adding her again changes nothing here."
      />
      <Stack gap="md">
        <Incidents />
        <FrameBox>
          <Toolbar>
            <SearchField
              label="Start of an address"
              value={filter.search}
              onChange={(search) => void setFilter({ search: search || null })}
            />
            <SegmentedControl
              aria-label="Which suppressions"
              size="xs"
              data={states.map((state) => ({ value: state, label: stateLabels[state] }))}
              value={filter.state}
              onChange={(state) => void setFilter({ state: state as 'in_force' })}
            />
          </Toolbar>
          <DataTable
            caption="Suppressions"
            columns={[...columns, ends, lift]}
            list={list}
            rowKey={(row) => row.id}
            empty={<NothingHere filter={filter} showAll={() => void setFilter(null)} />}
          />
        </FrameBox>
        <ReleasesSection />
      </Stack>
      {isReleasing && <ReleaseDialog close={() => void setIsReleasing(null)} />}
      {isAdding && <AddSuppression close={() => void setIsAdding(null)} />}
      {lifted && <LiftDialog suppression={lifted} close={() => setLifted(null)} />}
    </>
  );
}

interface NothingHereProps {
  filter: { search: string; state: (typeof states)[number] };
  showAll: () => void;
}

function NothingHere({ filter, showAll }: NothingHereProps) {
  if (filter.search === '' && filter.state !== 'lifted') {
    return (
      <EmptyState title="Nobody is suppressed">
        When a server refuses an address for good, when a person complains or asks to be left alone, she stands here
        with the reason, and campaigns pass her by.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={filter.search === '' ? 'No suppression was lifted' : 'Nobody for this search'}
      action={
        <Button variant="default" onClick={showAll}>
          Show those in force
        </Button>
      }
    >
      The search compares the start of the address.
    </EmptyState>
  );
}
