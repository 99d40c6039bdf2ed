// Making a list or changing its name, description and way of joining.
'use client';

import type { List } from '@doorstep/contracts';
import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { lists } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { listsKey } from './list-questions';

interface ListDialogProps {
  /** null for a new one. */
  list: List | null;
  close: () => void;
  onMade?: (list: List) => void;
}

export function ListDialog({ list, close, onMade }: ListDialogProps) {
  const form = useForm({
    initialValues: {
      name: list?.name ?? '',
      description: list?.description ?? '',
      optIn: list?.optIn ?? ('single' as const),
    },
    validate: { name: (value) => (value.trim() === '' ? 'A name, such as “Monthly letter”' : null) },
  });
  const save = useAction({
    run: (values: typeof form.values) => (list === null ? lists.create(values) : lists.change(list.id, values)),
    changes: [listsKey],
    done: (saved) => (list === null ? `“${saved.name}” is made` : `“${saved.name}” is saved`),
    isFaultShownInPlace: true,
    onDone: (saved) => {
      onMade?.(saved);
      close();
    },
  });
  return (
    <Dialog
      title={list === null ? 'New list' : 'Change the list'}
      isOpen
      close={close}
      act={list === null ? 'Make the list' : 'Save'}
      isBusy={save.isPending}
      error={save.error}
      onAct={form.onSubmit((values) => save.mutate(values))}
    >
      <TextInput label="Name" data-autofocus required {...form.getInputProps('name')} />
      <Textarea
        label="Description"
        description="For you and those who work with you"
        autosize
        minRows={2}
        {...form.getInputProps('description')}
      />
      <Radio.Group label="Joining" {...form.getInputProps('optIn')}>
        <Stack gap={8} mt={4}>
          <Radio value="single" label="At once" description="You have their consent already" />
          <Radio value="double" label="After confirming" description="They get a message and press a button first" />
        </Stack>
      </Radio.Group>
    </Dialog>
  );
}
