// One act on many subscribers: whom it means stands on the button before anything is done.
'use client';

import type { BulkKind, NewBulkChange } from '@doorstep/contracts';
import { Autocomplete, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLists } from '../lists/use-lists';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { bulkVerbs } from './bulk-words';
import { useBulk } from './use-bulk';
import { useTags } from './use-tags';

interface BulkDialogProps {
  kind: BulkKind;
  chosen: Pick<NewBulkChange, 'ids' | 'filter'>;
  count: number;
  close: () => void;
  done: () => void;
}

export function BulkDialog({ kind, chosen, count, close, done }: BulkDialogProps) {
  const lists = useLists();
  const tags = useTags();
  const [said, setSaid] = useState('');
  const { begin } = useBulk();
  const isList = kind.endsWith('_list');
  const isTag = kind.endsWith('_tag');
  const needs = isList || isTag || kind === 'suppress';
  const listId = isList && said === '' ? (lists.data?.[0]?.id ?? '') : said;
  const act = () =>
    begin.mutate(
      {
        ...{ kind, ...chosen },
        ...(isList && { listId }),
        ...(isTag && { tag: said.trim() }),
        ...(kind === 'suppress' && { reason: said.trim() }),
      },
      {
        onSuccess: () => {
          close();
          done();
        },
      },
    );
  return (
    <Dialog
      title={bulkVerbs[kind]}
      isOpen
      close={close}
      act={`${bulkVerbs[kind]}: ${counted(count, 'person', 'people')}`}
      isDangerous={kind === 'delete'}
      isBusy={begin.isPending}
      isDisabled={needs && (isList ? listId : said.trim()) === ''}
      error={begin.error}
      onAct={act}
    >
      {isList && (
        <NativeSelect
          label="List"
          data={(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={listId}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
      )}
      {isTag && (
        <Autocomplete
          label="Tag"
          data-autofocus
          data={(tags.data ?? []).map(({ name }) => name)}
          value={said}
          onChange={setSaid}
          maxLength={60}
        />
      )}
      {kind === 'suppress' && (
        <TextInput
          label="Why"
          data-autofocus
          placeholder="Asked us to stop"
          maxLength={500}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
      )}
      <Text size="sm">{consequences[kind]} You can undo it for 30 days.</Text>
    </Dialog>
  );
}

const consequences: Readonly<Record<BulkKind, string>> = {
  add_to_list: 'Whoever unsubscribed from the list stays so. On a list that asks, people are asked to confirm first.',
  remove_from_list: 'They stay subscribers, with all their history.',
  add_tag: 'A tag that does not exist yet is made.',
  remove_tag: 'They stay subscribers, with all their history.',
  suppress: 'No campaign mails them from now on.',
  delete: 'They come off all lists. What happened to their addresses stays known, and so does a suppression.',
};
