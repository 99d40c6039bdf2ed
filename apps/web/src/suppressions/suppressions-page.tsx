// The suppression list: who no campaign mails, why, since when, and lifting it again.
'use client';

import type { Suppression, SuppressionQuery } from '@doorstep/contracts';
import { Button, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { suppressions } from '../client/audience';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { PageHeader } from '../parts/page-header';
import { SearchField, Toolbar } from '../parts/toolbar';
import { useMayDeliver } from '../parts/use-may';
import { causeWords } from '../parts/words';
import { dayRange } from './day-range';
import { endsByHand } from './ends-by-hand';
import { Incidents } from './incidents';
import { ReleasesSection } from './releases-section';
import { columns, Ends } from './suppression-columns';
import { suppressionsQuestion } from './suppressions-key';

const AddSuppression = late(() => import('./add-suppression').then((file) => file.AddSuppression));
const ImportSuppressions = late(() => import('./import-suppressions').then((file) => file.ImportSuppressions));
const LiftDialog = late(() => import('./lift-dialog').then((file) => file.LiftDialog));
const ReleaseDialog = late(() => import('./release-dialog').then((file) => file.ReleaseDialog));
const UntilDialog = late(() => import('./until-dialog').then((file) => file.UntilDialog));

const states = ['in_force', 'lifted', 'all'] as const;
const causes = ['hard_bounce', 'soft_bounces', 'complaint', 'manual', 'unsubscribed_all', 'paused'] as const;
const sources = ['outcome', 'user', 'import', 'reader'] as const;
const scopes = ['address', 'domain'] as const;
const stateLabels = { in_force: 'In force', lifted: 'Lifted', all: 'All' };

/** Days as they stand in the URL become moments; the last one counts whole. */
function askedOf({ cause, source, scope, addedFrom, addedTo, ...rest }: UrlFilter): Partial<SuppressionQuery> {
  const range = dayRange(addedFrom || '1970-01-01', addedTo || '9998-12-31');
  return {
    ...rest,
    ...(cause && { cause }),
    ...(source && { source }),
    ...(scope && { scope }),
    ...(addedFrom !== '' && range && { addedFrom: range.from }),
    ...(addedTo !== '' && range && { addedTo: range.to }),
  };
}

interface UrlFilter {
  search: string;
  state: (typeof states)[number];
  cause: (typeof causes)[number] | null;
  source: (typeof sources)[number] | null;
  scope: (typeof scopes)[number] | null;
  addedFrom: string;
  addedTo: string;
}

export function SuppressionsPage() {
  const [filter, setFilter] = useQueryStates({
    search: parseAsString.withDefault(''),
    state: parseAsStringLiteral(states).withDefault('in_force'),
    cause: parseAsStringLiteral(causes),
    source: parseAsStringLiteral(sources),
    scope: parseAsStringLiteral(scopes),
    addedFrom: parseAsString.withDefault(''),
    addedTo: parseAsString.withDefault(''),
  });
  const [isReading, setIsReading] = useQueryState('import', parseAsBoolean.withDefault(false));
  const [isAdding, setIsAdding] = useQueryState('add', parseAsBoolean.withDefault(false));
  const [isReleasing, setIsReleasing] = useQueryState('release', parseAsBoolean.withDefault(false));
  const mayDeliver = useMayDeliver();
  const [lifted, setLifted] = useState<Suppression | null>(null);
  const [dated, setDated] = useState<Suppression | null>(null);
  const asked = askedOf(filter);
  const { queryKey, load } = suppressionsQuestion(asked);
  const list = usePages(queryKey, load);
  const ends: Column<Suppression> = {
    header: 'Until',
    cell: (row) => <Ends row={row} change={mayDeliver && endsByHand(row) ? () => setDated(row) : null} />,
  };
  const lift: Column<Suppression> = {
    header: 'Lift',
    isHeaderHidden: true,
    isNumber: true,
    cell: (row) =>
      row.liftedAt === null && (
        <Button
          variant="default"
          onClick={() => setLifted(row)}
          aria-label={
            row.cause === 'complaint'
              ? `Ask ${row.address} whether your mail may come again`
              : `Lift the suppression of ${row.address ?? row.domainName}`
          }
        >
          {row.cause === 'complaint' ? 'Ask her' : 'Lift'}
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
            {mayDeliver && (
              <Button variant="default" onClick={() => void setIsReading(true)}>
                Import
              </Button>
            )}
            <ExportMenu forms={filesOf(asked)} />
          </>
        }
        act={
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
            Suppress an address
          </Button>
        }
        needs={{ scope: 'deliverability:write', to: 'suppress an address, or lift a suppression' }}
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
            <NativeSelect
              aria-label="Reason"
              data={[
                { value: '', label: 'Any reason' },
                ...causes.map((value) => ({ value, label: causeWords[value] })),
              ]}
              value={filter.cause ?? ''}
              onChange={(event) => void setFilter({ cause: (event.currentTarget.value || null) as 'manual' | null })}
            />
            <NativeSelect
              aria-label="Made by"
              data={[
                { value: '', label: 'Made by anybody' },
                { value: 'outcome', label: 'By Doorstep' },
                { value: 'user', label: 'By a person here' },
                { value: 'import', label: 'By an import' },
                { value: 'reader', label: 'By the reader' },
              ]}
              value={filter.source ?? ''}
              onChange={(event) => void setFilter({ source: (event.currentTarget.value || null) as 'user' | null })}
            />
            <NativeSelect
              aria-label="Scope"
              data={[
                { value: '', label: 'Addresses and domains' },
                { value: 'address', label: 'Addresses' },
                { value: 'domain', label: 'Whole domains' },
              ]}
              value={filter.scope ?? ''}
              onChange={(event) => void setFilter({ scope: (event.currentTarget.value || null) as 'domain' | null })}
            />
            <TextInput
              type="date"
              aria-label="Since, from this day"
              value={filter.addedFrom}
              onChange={(event) => void setFilter({ addedFrom: event.currentTarget.value || null })}
            />
            <TextInput
              type="date"
              aria-label="Since, until this day"
              value={filter.addedTo}
              onChange={(event) => void setFilter({ addedTo: event.currentTarget.value || null })}
            />
          </Toolbar>
          <DataTable
            caption="Suppressions"
            columns={mayDeliver ? [...columns, ends, lift] : [...columns, ends]}
            list={list}
            rowKey={(row) => row.id}
            empty={<NothingHere filter={filter} showAll={() => void setFilter(null)} />}
          />
        </FrameBox>
        <ReleasesSection />
      </Stack>
      {isReleasing && mayDeliver && <ReleaseDialog close={() => void setIsReleasing(null)} />}
      {isReading && mayDeliver && <ImportSuppressions close={() => void setIsReading(null)} />}
      {isAdding && mayDeliver && <AddSuppression close={() => void setIsAdding(null)} />}
      {dated && <UntilDialog suppression={dated} close={() => setDated(null)} />}
      {lifted && <LiftDialog suppression={lifted} close={() => setLifted(null)} />}
    </>
  );
}

interface NothingHereProps {
  filter: UrlFilter;
  showAll: () => void;
}

function NothingHere({ filter, showAll }: NothingHereProps) {
  const isNarrowed = [filter.search, filter.cause, filter.source, filter.scope, filter.addedFrom, filter.addedTo].some(
    Boolean,
  );
  if (!isNarrowed && filter.state !== 'lifted') {
    return (
      <EmptyState title="Nobody is suppressed">
        When a server refuses an address for good, when a person complains or asks to be left alone, she stands here
        with the reason, and campaigns pass her by.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={isNarrowed ? 'Nobody for this search' : 'No suppression was lifted'}
      action={
        <Button variant="default" onClick={showAll}>
          Show those in force
        </Button>
      }
    >
      The search compares the start of the address; every filter above narrows it.
    </EmptyState>
  );
}

/** For people, and for other programs. */
const filesOf = (query: Partial<SuppressionQuery>) => ({
  'CSV, everything': suppressions.fileHref(query, 'csv'),
  'JSON, everything': suppressions.fileHref(query, 'json'),
  'For listmonk': suppressions.fileHref(query, 'listmonk'),
  'For Mailchimp': suppressions.fileHref(query, 'mailchimp'),
  'For Amazon SES': suppressions.fileHref(query, 'ses'),
});
