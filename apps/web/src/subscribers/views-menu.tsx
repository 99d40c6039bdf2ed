// Saved views: filters under a name, one's own and everybody's; saved, opened, renamed and deleted here.
'use client';

import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { savedViews } from '../client/audience';
import { late } from '../parts/late';
import { useAction } from '../parts/use-action';
import type { UrlFilter } from './filter';
import { viewsKey, viewsQuestion } from './subscribers-key';

const NameViewDialog = late(() => import('./name-view-dialog').then((file) => file.NameViewDialog));

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
      {naming && <NameViewDialog {...naming} filter={filter} close={() => setNaming(null)} />}
    </>
  );
}
