// Custom fields: what a value has to be, changed with a look at the values that would not fit, taken away with an undo.
'use client';

import type { CustomField, FoundField } from '@doorstep/contracts';
import { ActionIcon, Button, Menu, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Plus } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { customFields } from '../client/segments';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { useMayEditPeople } from '../parts/use-may';
import { notifyWithUndo } from '../queue/undo';
import { fieldsKey } from '../segments/use-segments';
import { SettingsHead } from '../settings/settings-tabs';
import { typeWords } from './type-words';

const FieldDialog = late(() => import('./field-dialog').then((file) => file.FieldDialog));

export function FieldsPage() {
  const [isAdding, setIsAdding] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [changed, setChanged] = useState<CustomField | null>(null);
  const [described, setDescribed] = useState<FoundField | null>(null);
  const mayEdit = useMayEditPeople();
  const list = usePages([...fieldsKey, 'page'], () => customFields.page());
  const add = (
    <May scope="subscribers:write">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsAdding(true)}>
        New field
      </Button>
    </May>
  );
  const columns: Column<CustomField>[] = [
    { header: 'Label', cell: (field) => field.label },
    { header: 'Key', cell: (field) => <span className="mono">{field.key}</span> },
    { header: 'Type', cell: (field) => typeWords[field.type] },
    { header: 'Choices', cell: (field) => (field.choices.length === 0 ? '' : field.choices.join(', ')) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      isNumber: true,
      cell: (field) => (
        <May scope="subscribers:write">
          <FieldMenu field={field} change={() => setChanged(field)} />
        </May>
      ),
    },
  ];
  return (
    <>
      <SettingsHead
        act={add}
        needs={{ scope: 'subscribers:write', to: 'describe or change fields' }}
        about="A field with a type refuses values that do not fit, and segments compare it as what it is. Keys nobody has described are text."
      />
      <Stack gap="md">
        <FrameBox>
          <DataTable
            caption="Custom fields"
            columns={columns}
            list={list}
            rowKey={(field) => field.key}
            empty={
              <EmptyState title="No field is described yet" action={add}>
                Fields come with a list (“city”, “customer since”) and are text until you say what they are. With a
                type, “older than 40” and “in the last 30 days” can be asked.
              </EmptyState>
            }
          />
        </FrameBox>
        <Found describe={setDescribed} />
      </Stack>
      {isAdding && mayEdit && <FieldDialog field={null} firstKey="" close={() => void setIsAdding(null)} />}
      {changed && <FieldDialog field={changed} firstKey={changed.key} close={() => setChanged(null)} />}
      {described && <FieldDialog field={null} firstKey={described.key} close={() => setDescribed(null)} />}
    </>
  );
}

function FieldMenu({ field, change }: { field: CustomField; change: () => void }) {
  const { key, label, type, choices } = field;
  const restore = useAction({ run: () => customFields.create({ key, label, type, choices }), changes: [fieldsKey] });
  const remove = useAction({
    run: () => customFields.remove(key),
    changes: [fieldsKey],
    onDone: () =>
      notifyWithUndo(`“${label}” is text again; the values stay with the people`, () => restore.mutate(undefined)),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${label}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={change}>Change</Menu.Item>
        <Menu.Item onClick={() => remove.mutate(undefined)}>Delete the description</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What people have values under, and nobody has said what it is. */
function Found({ describe }: { describe: (field: FoundField) => void }) {
  const found = useQuery({ queryKey: [...fieldsKey, 'found'], queryFn: customFields.found });
  if (!found.data || found.data.fields.length === 0) return null;
  const columns: Column<FoundField>[] = [
    { header: 'Key', cell: (field) => <span className="mono">{field.key}</span> },
    { header: 'For example', cell: (field) => field.sample },
    { header: 'Filled in', isNumber: true, cell: (field) => counted(field.people, 'person', 'people') },
    {
      header: 'Describe',
      isHeaderHidden: true,
      isNumber: true,
      cell: (field) => (
        <May scope="subscribers:write">
          <Button variant="default" onClick={() => describe(field)} aria-label={`Describe ${field.key}`}>
            Describe
          </Button>
        </May>
      ),
    },
  ];
  const rows = {
    ...{ rows: found.data.fields, error: null, hasMore: false, isLoadingMore: false, isStale: false },
    loadMore: () => undefined,
    again: () => void found.refetch(),
  };
  return (
    <Section title={`Found among the newest ${counted(found.data.lookedAt, 'subscriber', 'subscribers')}`} isFlush>
      <DataTable
        caption="Fields that are not described"
        columns={columns}
        list={rows}
        rowKey={(field) => field.key}
        empty={null}
      />
    </Section>
  );
}
