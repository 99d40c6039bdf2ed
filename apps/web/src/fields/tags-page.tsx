// Tags: made, renamed, merged, deleted; what a merge or a deletion took is given back by an undo.
'use client';

import type { Tag } from '@doorstep/contracts';
import { ActionIcon, Button, Menu, Select, Text, TextInput } from '@mantine/core';
import { Ellipsis, Plus } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { tags } from '../client/segments';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { Dialog } from '../parts/dialog';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { count, counted } from '../parts/numbers';
import { SearchField, Toolbar } from '../parts/toolbar';
import { useAction } from '../parts/use-action';
import { useMayEditPeople } from '../parts/use-may';
import { notifyWithUndo } from '../queue/undo';
import { segmentsKey } from '../segments/segment-questions';
import { tagsKey } from '../segments/use-segments';
import { SettingsHead } from '../settings/settings-tabs';

export function TagsPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [search, setSearch] = useQueryState('search', parseAsString.withDefault(''));
  const [renamed, setRenamed] = useState<Tag | null>(null);
  const [merged, setMerged] = useState<Tag | null>(null);
  const mayEdit = useMayEditPeople();
  const list = usePages([...tagsKey, 'page', search], (cursor) => tags.page({ search, cursor }));
  const add = (
    <May scope="subscribers:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        New tag
      </Button>
    </May>
  );
  const columns: Column<Tag>[] = [
    { header: 'Name', cell: (tag) => tag.name },
    { header: 'People', isNumber: true, cell: (tag) => `${count(tag.people)}${tag.isMore ? ' and more' : ''}` },
    { header: 'Made', cell: (tag) => <Moment at={tag.createdAt} asRelative /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      isNumber: true,
      cell: (tag) => (
        <May scope="subscribers:write">
          <TagMenu tag={tag} rename={() => setRenamed(tag)} merge={() => setMerged(tag)} />
        </May>
      ),
    },
  ];
  return (
    <>
      <SettingsHead
        act={add}
        needs={{ scope: 'subscribers:write', to: 'make or change tags' }}
        about="A tag is a word on people: segments ask for it, imports put it on everybody they bring."
      />
      <FrameBox>
        <Toolbar>
          <SearchField label="Part of a name" value={search} onChange={(typed) => void setSearch(typed || null)} />
        </Toolbar>
        <DataTable
          caption="Tags"
          columns={columns}
          list={list}
          rowKey={(tag) => tag.id}
          empty={
            search === '' ? (
              <EmptyState title="No tag yet" action={add}>
                Tags mark people across lists: “member”, “met at the fair”.
              </EmptyState>
            ) : (
              <EmptyState title="No tag of this name">Look for another part of it.</EmptyState>
            )
          }
        />
      </FrameBox>
      {isAdding && mayEdit && <NameDialog tag={null} close={() => void setIsAdding(null)} />}
      {renamed && <NameDialog tag={renamed} close={() => setRenamed(null)} />}
      {merged && <MergeDialog tag={merged} others={list.rows ?? []} close={() => setMerged(null)} />}
    </>
  );
}

/** Gives back what a merge or a deletion took. */
function useUndo() {
  return useAction({
    run: (removalId: string) => tags.undo(removalId),
    changes: [tagsKey],
    done: (tag) => `“${tag.name}” is back`,
  });
}

function TagMenu({ tag, rename, merge }: { tag: Tag; rename: () => void; merge: () => void }) {
  const undo = useUndo();
  const remove = useAction({
    run: () => tags.remove(tag.id),
    changes: [tagsKey],
    onDone: (removal) =>
      notifyWithUndo(`“${tag.name}” is taken from ${counted(removal.people, 'person', 'people')}`, () =>
        undo.mutate(removal.id),
      ),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${tag.name}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={rename}>Rename</Menu.Item>
        <Menu.Item onClick={merge}>Merge into another</Menu.Item>
        <Menu.Item onClick={() => remove.mutate(undefined)}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NameDialog({ tag, close }: { tag: Tag | null; close: () => void }) {
  const [name, setName] = useState(tag?.name ?? '');
  const save = useAction({
    run: () => (tag === null ? tags.create(name.trim()) : tags.rename(tag.id, name.trim())),
    changes: [tagsKey, segmentsKey],
    done: (saved) => `“${saved.name}” is saved`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={tag === null ? 'New tag' : `Rename “${tag.name}”`}
      isOpen
      close={close}
      act={tag === null ? 'Make the tag' : 'Rename'}
      isBusy={save.isPending}
      isDisabled={name.trim() === ''}
      error={save.error}
      onAct={() => save.mutate(undefined)}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        maxLength={100}
        error={save.error instanceof ApiProblem ? save.error.fieldDetail('name') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function MergeDialog({ tag, others, close }: { tag: Tag; others: readonly Tag[]; close: () => void }) {
  const [into, setInto] = useState<string | null>(null);
  const undo = useUndo();
  const merge = useAction({
    run: (intoTagId: string) => tags.merge(tag.id, intoTagId),
    changes: [tagsKey],
    isFaultShownInPlace: true,
    onDone: (removal) => {
      close();
      const name = others.find(({ id }) => id === into)?.name ?? 'the other tag';
      notifyWithUndo(`${counted(removal.people, 'person has', 'people have')} “${name}” instead of “${tag.name}”`, () =>
        undo.mutate(removal.id),
      );
    },
  });
  return (
    <Dialog
      title={`Merge “${tag.name}”`}
      isOpen
      close={close}
      act="Merge the tags"
      isBusy={merge.isPending}
      isDisabled={into === null}
      error={merge.error}
      onAct={() => into !== null && merge.mutate(into)}
    >
      <Select
        label="Into"
        placeholder="Choose a tag"
        data={others.filter(({ id }) => id !== tag.id).map(({ id, name }) => ({ value: id, label: name }))}
        value={into}
        onChange={setInto}
        searchable
        nothingFoundMessage="No tag of this name"
      />
      <Text size="sm">
        Everybody who has “{tag.name}” has the other one afterwards, and “{tag.name}” is gone. It can be undone for 30
        days.
      </Text>
    </Dialog>
  );
}
