// Saved views: filters under a name, one's own and everybody's; saved, opened, renamed and deleted here.
'use client';

import { ActionIcon, Button, Checkbox, Group, Menu, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { savedViews } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import type { UrlFilter } from './filter';
import { viewsKey, viewsQuestion } from './subscribers-key';

interface ViewsMenuProps {
  filter: UrlFilter;
  isFiltered: boolean;
  show: (filter: Partial<UrlFilter>) => void;
  mayEdit: boolean;
}

export function ViewsMenu({ filter, isFiltered, show, mayEdit }: ViewsMenuProps) {
  const query = useQuery(viewsQuestion);
  const [naming, setNaming] = useState<{ id: string | null; name: string } | null>(null);
  const drop = useAction({ run: savedViews.remove, changes: [viewsKey], done: 'The view is deleted' });
  const views = query.data?.data ?? [];
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={14} aria-hidden />}>
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>No view is saved yet</Menu.Label>}
          {views.map(({ id, name, query: saved, isForAll }) => (
            <Group key={id} gap={4} wrap="nowrap">
              <Menu.Item onClick={() => show(Object.fromEntries(new URLSearchParams(saved)))} style={{ flex: 1 }}>
                {name}
                {isForAll && ' (everybody’s)'}
              </Menu.Item>
              {mayEdit && (
                <>
                  <ActionIcon aria-label={`Rename the view ${name}`} onClick={() => setNaming({ id, name })}>
                    <Pencil size={14} strokeWidth={1.5} aria-hidden />
                  </ActionIcon>
                  <ActionIcon aria-label={`Delete the view ${name}`} onClick={() => drop.mutate(id)}>
                    <Trash2 size={14} strokeWidth={1.5} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </Group>
          ))}
          {mayEdit && <Menu.Divider />}
          {mayEdit && (
            <Menu.Item disabled={!isFiltered} onClick={() => setNaming({ id: null, name: '' })}>
              Save this filter as a view…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && <NameDialog {...naming} filter={filter} close={() => setNaming(null)} />}
    </>
  );
}

function NameDialog({
  id,
  name,
  filter,
  close,
}: {
  id: string | null;
  name: string;
  filter: UrlFilter;
  close: () => void;
}) {
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
