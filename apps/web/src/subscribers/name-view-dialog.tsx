// Gives a filter a name, or a saved view another one.
'use client';

import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { savedViews } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import type { UrlFilter } from './filter';
import { viewsKey } from './subscribers-key';

interface NameViewDialogProps {
  /** null: a new one. */
  id: string | null;
  name: string;
  filter: UrlFilter;
  close: () => void;
}

export function NameViewDialog({ id, name, filter, close }: NameViewDialogProps) {
  const [typed, setTyped] = useState(name);
  const [isForAll, setForAll] = useState(false);
  const save = useAction({
    run: () => {
      if (id !== null) return savedViews.rename(id, typed.trim());
      const given = Object.entries(filter).filter(([, value]) => value !== '');
      const query = new URLSearchParams(given).toString();
      return savedViews.create({ page: 'subscribers', name: typed.trim(), query, isForAll });
    },
    changes: [viewsKey],
    done: (view) => `The view “${view.name}” is saved`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={id === null ? 'Save the view' : 'Rename the view'}
      isOpen
      close={close}
      act="Save"
      isBusy={save.isPending}
      isDisabled={typed.trim() === ''}
      error={save.error}
      onAct={() => save.mutate(undefined)}
    >
      <TextInput
        label="Name"
        data-autofocus
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {id === null && (
        <Checkbox
          label="For everybody here"
          checked={isForAll}
          onChange={(event) => setForAll(event.currentTarget.checked)}
        />
      )}
    </Dialog>
  );
}
