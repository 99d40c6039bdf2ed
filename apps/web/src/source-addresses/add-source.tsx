// Adding a source address: one that a worker machine has, the name it greets with, its pool, and a careful beginning.
'use client';

import { Checkbox, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { sourceAddresses } from '../client/sending';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { sourcesKey } from './sources-key';

export function AddSource({ close }: { close: () => void }) {
  const form = useForm({
    initialValues: { ip: '', ehloName: '', pool: 'default', note: '', isWarmUp: true },
    validate: { ip: (value) => (value.trim() === '' ? 'An IP address such as 192.0.2.10' : null) },
  });
  const add = useAction({
    run: ({ ip, ehloName, pool, note, isWarmUp }: typeof form.values) =>
      sourceAddresses.add({
        ...{ isWarmUp, note: note.trim(), ip: ip.trim(), pool: pool.trim() },
        ehloName: ehloName.trim() || null,
      }),
    changes: [sourcesKey],
    done: ({ ip }) => `${ip} is added`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = add.error instanceof ApiProblem ? add.error : null;
  const fields = ['ip', 'ehloName', 'pool', 'note'] as const;
  const field = (name: (typeof fields)[number]) => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? fault?.fieldDetail(name),
  });
  const isFieldFault = fields.some((name) => fault?.fieldDetail(name) !== undefined);
  return (
    <Dialog
      title="Add a source address"
      isOpen
      close={close}
      act="Add the address"
      isBusy={add.isPending}
      error={isFieldFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <Text size="sm">
        Mail of the sending domains that choose its pool goes out from it too. Limits and pauses hold for each address.
      </Text>
      <TextInput
        label="IP address"
        placeholder="192.0.2.10"
        required
        data-autofocus
        spellCheck={false}
        {...field('ip')}
      />
      <TextInput
        label="Name it greets with"
        description="Its PTR name; empty for the name of the machine"
        placeholder="mail2.example.org"
        spellCheck={false}
        {...field('ehloName')}
      />
      <TextInput label="Pool" spellCheck={false} {...field('pool')} />
      <TextInput label="Note" {...field('note')} />
      <Checkbox
        label="Warm it up: 50 messages a day to each provider, more after each good day"
        {...form.getInputProps('isWarmUp', { type: 'checkbox' })}
      />
    </Dialog>
  );
}
