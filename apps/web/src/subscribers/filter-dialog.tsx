// Every condition subscribers are told apart by, set at once.
'use client';

import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useLists } from '../lists/use-lists';
import { Dialog } from '../parts/dialog';
import { membershipWords, standingWords } from '../parts/words';
import { providerNames } from '../rules/provider-names';
import { useSegments } from '../segments/use-segments';
import type { UrlFilter } from './filter';
import { fieldsQuestion } from './subscribers-key';
import { useTags } from './use-tags';

const any = (label: string) => ({ value: '', label });
const optionsOf = (words: Readonly<Record<string, { readonly label: string }>>) =>
  Object.entries(words).map(([value, { label }]) => ({ value, label }));

interface FilterDialogProps {
  filter: UrlFilter;
  set: (filter: Partial<UrlFilter>) => void;
  close: () => void;
}

export function FilterDialog({ filter, set, close }: FilterDialogProps) {
  const lists = useLists();
  const tags = useTags();
  const segments = useSegments();
  const fields = useQuery(fieldsQuestion);
  const form = useForm({ initialValues: filter });
  const choice = (key: keyof UrlFilter) => form.getInputProps(key);
  return (
    <Dialog
      title="Filter the subscribers"
      isOpen
      close={close}
      act="Show them"
      onAct={form.onSubmit((values) => {
        set(values);
        close();
      })}
    >
      <Group grow gap={8}>
        <NativeSelect
          label="List"
          data={[any('Any list'), ...(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          {...choice('listId')}
        />
        <NativeSelect label="Status there" data={[any('Any'), ...optionsOf(membershipWords)]} {...choice('status')} />
      </Group>
      <Group grow gap={8}>
        <NativeSelect
          label="Tag"
          data={[any('Any'), ...(tags.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          {...choice('tagId')}
        />
        <NativeSelect
          label="Mail server run by"
          data={[any('Anybody'), ...providerNames, { value: 'other', label: 'Others' }]}
          {...choice('provider')}
        />
      </Group>
      <NativeSelect
        label="Segment"
        data={[any('Any'), ...(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        {...choice('segmentId')}
      />
      <Group grow gap={8}>
        <TextInput label="Field" placeholder="town" list="subscriber-fields" autoComplete="off" {...choice('field')} />
        <TextInput label="Holds" placeholder="Anything" autoComplete="off" {...choice('value')} />
      </Group>
      <datalist id="subscriber-fields">
        {(fields.data?.data ?? []).map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </datalist>
      <Group grow gap={8}>
        <NativeSelect label="Mail to them" data={[any('Any'), ...optionsOf(standingWords)]} {...choice('standing')} />
        <NativeSelect
          label="Suppressed"
          data={[any('Either'), { value: 'yes', label: 'Suppressed' }, { value: 'no', label: 'Not suppressed' }]}
          {...choice('suppressed')}
        />
      </Group>
      <Group grow gap={8}>
        <TextInput type="date" label="Added from" {...choice('addedFrom')} />
        <TextInput type="date" label="Added until" {...choice('addedTo')} />
      </Group>
    </Dialog>
  );
}
