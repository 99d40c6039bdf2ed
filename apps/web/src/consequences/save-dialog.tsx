// Saving a changed policy: what differs is named, and the reason is kept with the version.
'use client';

import type { ConsequencePolicy, ConsequenceVersion } from '@doorstep/contracts';
import { List, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { consequences } from '../client/consequences';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { consequencesKey } from './consequences-key';
import { differences } from './rule-words';

interface SaveDialogProps {
  current: ConsequenceVersion;
  policy: ConsequencePolicy;
  close: () => void;
}

export function SaveDialog({ current, policy, close }: SaveDialogProps) {
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'A few words: they stay with this version' : null) },
  });
  const save = useAction({
    run: ({ reason }: typeof form.values) =>
      consequences.change({ policy, reason: reason.trim(), basedOn: current.version }),
    changes: [consequencesKey],
    done: 'The rules hold from now on',
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title="Save what bounces lead to"
      isOpen
      close={close}
      act="Save the rules"
      isBusy={save.isPending}
      error={save.error}
      onAct={form.onSubmit((values) => save.mutate(values))}
    >
      <div>
        <Text size="sm">Different from now on:</Text>
        <List size="sm">
          {differences(current.policy, policy).map((part) => (
            <List.Item key={part}>{part}</List.Item>
          ))}
        </List>
      </div>
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder="Our readers are away for months at a time"
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
