// The subscribers: filtered, saved as views, changed one by one or many at once. A deleted one keeps the history of the address.
'use client';

import type { BulkKind, CustomField, Subscriber } from '@doorstep/contracts';
import { Button, Group, Pill, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Filter, History, Plus, Upload } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { subscribers } from '../client/audience';
import { usePages } from '../client/use-pages';
import { useLists } from '../lists/use-lists';
import { DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { ExportMenu } from '../parts/export-menu';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { PageHeader } from '../parts/page-header';
import { SearchField, Toolbar } from '../parts/toolbar';
import { useMayDeliver, useMayEditPeople } from '../parts/use-may';
import { useRowKeys } from '../parts/use-row-keys';
import { useSegments } from '../segments/use-segments';
import { useColumns } from './columns';
import { chipsOf, toApi, type UrlFilter, useFilter } from './filter';
import { fieldsQuestion, subscribersQuestion } from './subscribers-key';
import { useMarks } from './use-marks';
import { useSelection } from './use-selection';
import { useTags } from './use-tags';
import { ViewsMenu } from './views-menu';

const AddSubscriber = late(() => import('./add-subscriber').then((file) => file.AddSubscriber));
const BulkDialog = late(() => import('./bulk-dialog').then((file) => file.BulkDialog));
const DeleteSubscriberDialog = late(() =>
  import('./delete-subscriber-dialog').then((file) => file.DeleteSubscriberDialog),
);
const FilterDialog = late(() => import('./filter-dialog').then((file) => file.FilterDialog));
const SelectionBar = late(() => import('./selection-bar').then((file) => file.SelectionBar));
const HistoryDialog = late(() => import('./history-dialog').then((file) => file.HistoryDialog));
const SubscriberDrawer = late(() => import('./subscriber-drawer').then((file) => file.SubscriberDrawer));

const noFields: CustomField[] = [];

export function SubscribersPage() {
  const [filter, setFilter] = useFilter();
  const [isAdding, setIsAdding] = useQueryState('add', parseAsBoolean.withDefault(false));
  const [isFiltering, setFiltering] = useQueryState('filter', parseAsBoolean.withDefault(false));
  const [hasHistory, setHistory] = useQueryState('history', parseAsBoolean.withDefault(false));
  const [openId, setOpenId] = useQueryState('open', parseAsString);
  const [deleted, setDeleted] = useState<Subscriber | null>(null);
  const [deed, setDeed] = useState<BulkKind | null>(null);
  const mayEdit = useMayEditPeople();
  const mayDeliver = useMayDeliver();
  const lists = useLists();
  const tags = useTags();
  const segments = useSegments();
  const fields = useQuery(fieldsQuestion);
  const { columns, chooser } = useColumns(fields.data?.data ?? noFields);
  const asked = toApi(filter);
  const { queryKey, load } = subscribersQuestion(asked);
  const list = usePages(queryKey, load);
  const selection = useSelection(asked, list.rows);
  useRowKeys({ x: selection.toggle });
  const show = (next: Partial<UrlFilter>) => {
    selection.clear();
    void setFilter(Object.fromEntries(Object.entries(next).map(([key, value]) => [key, value || null])));
  };
  const none = Object.fromEntries(Object.keys(filter).map((key) => [key, ''])) as UrlFilter;
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const chips = chipsOf(filter, {
    list: (id) => lists.data?.find((one) => one.id === id)?.name ?? 'one of them',
    tag: (id) => tags.data?.find((one) => one.id === id)?.name ?? 'one of them',
    segment: (id) => segments.data?.find((one) => one.id === id)?.name ?? 'one of them',
  });
  const actions = (
    <May scope="subscribers:write">
      <Button component={Link} href="/imports/new" variant="default" leftSection={<Upload size={14} aria-hidden />}>
        Import a list
      </Button>
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        Add a subscriber
      </Button>
    </May>
  );
  const withMarks = useMarks({ columns, selection, mayEdit, open: setOpenId, remove: setDeleted });
  return (
    <>
      <PageHeader
        title="Subscribers"
        act={actions}
        needs={{ scope: 'subscribers:write', to: 'import, add or change subscribers' }}
      />
      <FrameBox>
        <Toolbar>
          <SearchField
            label="Start of an address or a name"
            value={filter.search}
            onChange={(search) => show({ search })}
          />
          <Select
            aria-label="List"
            placeholder="All lists"
            clearable
            clearButtonProps={{ 'aria-label': 'All lists' }}
            data={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={filter.listId || null}
            onChange={(listId) => show({ listId: listId ?? '' })}
          />
          <Button
            variant="default"
            leftSection={<Filter size={14} aria-hidden />}
            onClick={() => void setFiltering(true)}
          >
            Filter
          </Button>
          <ViewsMenu
            filter={filter}
            isFiltered={isFiltered}
            show={(next) => show({ ...none, ...next })}
            mayEdit={mayEdit}
          />
          {chooser}
          <ExportMenu
            forms={{
              'These as CSV': subscribers.fileHref(asked, 'csv'),
              'These as JSON': subscribers.fileHref(asked, 'json'),
            }}
          />
          <Button
            variant="default"
            leftSection={<History size={14} aria-hidden />}
            onClick={() => void setHistory(true)}
          >
            History
          </Button>
        </Toolbar>
        {chips.length > 0 && (
          <Group gap={8} px={12} py={8} style={{ borderBottom: '1px solid var(--hairline)' }}>
            {chips.map(({ keys, words }) => (
              <Pill
                key={words}
                size="md"
                withRemoveButton
                removeButtonProps={{ 'aria-label': `Without: ${words}`, tabIndex: 0, 'aria-hidden': false }}
                onRemove={() => show(Object.fromEntries(keys.map((key) => [key, ''])))}
              >
                {words}
              </Pill>
            ))}
            <Button variant="subtle" size="compact-sm" onClick={() => show(none)}>
              Show everyone
            </Button>
          </Group>
        )}
        {selection.isAny && <SelectionBar {...selection.bar} act={setDeed} mayDeliver={mayDeliver} />}
        <DataTable
          caption="Subscribers"
          columns={withMarks}
          list={list}
          rowKey={(row) => row.id}
          isEndless
          empty={
            isFiltered ? (
              <EmptyState
                title="Nobody for this filter"
                action={
                  <Button variant="default" onClick={() => show(none)}>
                    Show everyone
                  </Button>
                }
              >
                The search compares the start of the address and of the name. Someone who was deleted is no subscriber
                any more; the page of the address is still there: press Ctrl K and type it.
              </EmptyState>
            ) : (
              <EmptyState title="No subscribers yet" action={actions}>
                They come with a file (CSV from any other program) or one by one. Nobody gets mail by being added.
              </EmptyState>
            )
          }
        />
      </FrameBox>
      {isAdding && mayEdit && <AddSubscriber close={() => void setIsAdding(null)} listId={filter.listId || null} />}
      {isFiltering && <FilterDialog filter={filter} set={show} close={() => void setFiltering(null)} />}
      {hasHistory && <HistoryDialog close={() => void setHistory(null)} />}
      {openId !== null && <SubscriberDrawer id={openId} close={() => void setOpenId(null)} />}
      {deleted && <DeleteSubscriberDialog subscriber={deleted} close={() => setDeleted(null)} />}
      {deed && (
        <BulkDialog
          kind={deed}
          chosen={selection.chosen}
          count={selection.count}
          close={() => setDeed(null)}
          done={selection.clear}
        />
      )}
    </>
  );
}
