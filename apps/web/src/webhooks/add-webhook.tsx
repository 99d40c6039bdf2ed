// Making a webhook: where to, what it is told; then its secret, shown this once.
'use client';

import { type MadeWebhook, WebhookEventType } from '@doorstep/contracts';
import { MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { webhooks, webhooksKey } from '../client/webhooks';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { SecretOnce } from './secret-once';

export function AddWebhook({ close }: { close: () => void }) {
  const [made, setMade] = useState<MadeWebhook | null>(null);
  const form = useForm({
    initialValues: { url: '', description: '', eventTypes: [] as string[] },
    validate: {
      url: (value) => (value.trim() === '' ? 'Where your program listens, such as https://crm.example/hook' : null),
    },
  });
  const add = useAction({
    run: ({ url, description, eventTypes }: typeof form.values) =>
      webhooks.add({
        url: url.trim(),
        description,
        eventTypes: eventTypes.length === 0 ? ['*'] : (eventTypes as WebhookEventType[]),
      }),
    changes: [webhooksKey],
    isFaultShownInPlace: true,
    onDone: setMade,
  });
  if (made !== null) return <SecretOnce secret={made.secret} close={close} />;
  const urlFault = add.error instanceof ApiProblem ? add.error.fieldDetail('url') : undefined;
  return (
    <Dialog
      title="New webhook"
      isOpen
      close={close}
      act="Make the webhook"
      isBusy={add.isPending}
      error={urlFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <TextInput
        label="Address"
        required
        data-autofocus
        placeholder="https://"
        {...form.getInputProps('url')}
        error={form.errors.url ?? urlFault}
      />
      <TextInput label="What it is for" {...form.getInputProps('description')} />
      <MultiSelect
        label="What it is told"
        description="Nothing chosen: everything"
        data={WebhookEventType.options}
        searchable
        {...form.getInputProps('eventTypes')}
      />
    </Dialog>
  );
}
