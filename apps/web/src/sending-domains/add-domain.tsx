// Adding a sending domain: its name, and where bounces for it go.
'use client';

import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { sendingDomains } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { domainsKey } from './domains-key';

export function AddDomain({ close }: { close: () => void }) {
  const form = useForm({
    initialValues: { name: '', returnPathDomain: '' },
    validate: { name: (value) => (/^\S+\.\S+$/.test(value.trim()) ? null : 'A domain such as news.example.org') },
  });
  const add = useAction({
    run: ({ name, returnPathDomain }: typeof form.values) =>
      sendingDomains.create({
        name: name.trim(),
        ...(returnPathDomain.trim() && { returnPathDomain: returnPathDomain.trim() }),
      }),
    changes: [domainsKey, ['overview']],
    done: (domain) => `${domain.name} is added; its key is made`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = add.error instanceof ApiProblem ? add.error : null;
  const isFieldFault = fault?.fieldDetail('name') ?? fault?.fieldDetail('returnPathDomain');
  const usual = form.values.name.trim() || 'news.example.org';
  return (
    <Dialog
      title="Add a sending domain"
      isOpen
      close={close}
      act="Add the domain"
      isBusy={add.isPending}
      error={isFieldFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <Text size="sm">A key to sign your mail with is made at once. The DNS records to set are shown next.</Text>
      <TextInput
        label="Domain"
        placeholder="news.example.org"
        required
        data-autofocus
        spellCheck={false}
        {...form.getInputProps('name')}
        error={form.errors.name ?? fault?.fieldDetail('name')}
      />
      <TextInput
        label="Domain for bounces"
        description={`Leave it empty for bounces.${usual}`}
        spellCheck={false}
        {...form.getInputProps('returnPathDomain')}
        error={fault?.fieldDetail('returnPathDomain')}
      />
    </Dialog>
  );
}
