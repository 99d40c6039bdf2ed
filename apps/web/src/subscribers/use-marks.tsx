// What stands before and after the columns of a subscriber: the mark that selects her, and the ways to change and delete her.
'use client';

import type { Subscriber } from '@doorstep/contracts';
import { ActionIcon, Checkbox, Group } from '@mantine/core';
import { Pencil, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { Column } from '../parts/data-table';
import type { useSelection } from './use-selection';

interface Marked {
  columns: readonly Column<Subscriber>[];
  selection: Pick<ReturnType<typeof useSelection>, 'has' | 'toggle'>;
  mayEdit: boolean;
  open: (id: string) => unknown;
  remove: (subscriber: Subscriber) => void;
}

/** The same columns as long as nothing of it changes: rows that stand there are not drawn again when more come. */
export function useMarks({ columns, selection: { has, toggle }, mayEdit, open, remove }: Marked) {
  return useMemo((): Column<Subscriber>[] => {
    const choose: Column<Subscriber> = {
      header: 'Select',
      isHeaderHidden: true,
      width: 40,
      cell: (row) => (
        <Checkbox
          size="xs"
          aria-label={`Select ${row.address}`}
          checked={has(row.id)}
          onChange={() => toggle(row.id)}
        />
      ),
    };
    const ends: Column<Subscriber> = {
      header: 'Change',
      isHeaderHidden: true,
      isNumber: true,
      width: 80,
      cell: (row) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <ActionIcon aria-label={`Edit ${row.address}`} data-row={row.id} onClick={() => void open(row.id)}>
            <Pencil size={14} strokeWidth={1.5} aria-hidden />
          </ActionIcon>
          {mayEdit && (
            <ActionIcon aria-label={`Delete ${row.address}`} onClick={() => remove(row)}>
              <Trash2 size={14} strokeWidth={1.5} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ),
    };
    return [...(mayEdit ? [choose] : []), ...columns, ends];
  }, [columns, has, toggle, mayEdit, open, remove]);
}
