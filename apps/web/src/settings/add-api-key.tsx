// Making an API key: name, what it may do, how long; then the key itself, shown this once.
'use client';

import type { ApiScope, CreatedApiKey } from '@doorstep/contracts';
import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { apiKeys } from '../client/settings';
import { Dialog } from '../parts/dialog';
import { RawReply } from '../parts/raw-reply';
import { useAction } from '../parts/use-action';
import { scopeTexts } from './scope-words';
import { apiKeysKey, auditKey } from './settings-keys';

const DAY_MS = 86_400_000;
const lengths = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: 'never', label: 'until it is revoked' },
];

const endOf = (days: string): string | null =>
  days === 'never' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();

export function AddApiKey({ close }: { close: () => void }) {
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const form = useForm({
    initialValues: { name: '', scopes: [] as ApiScope[], days: '365' },
    validate: {
      name: (value) => (value.trim() === '' ? 'What it is for, such as “Web shop”' : null),
      scopes: (value) => (value.length === 0 ? 'Tick what it may do' : null),
    },
  });
  const add = useAction({
    run: ({ name, scopes, days }: typeof form.values) =>
      apiKeys.create({ name: name.trim(), scopes, expiresAt: endOf(days) }),
    changes: [apiKeysKey, auditKey],
    isFaultShownInPlace: true,
    onDone: setMade,
  });
  if (made !== null) return <MadeKey made={made} close={close} />;
  const nameFault = add.error instanceof ApiProblem ? add.error.fieldDetail('name') : undefined;
  return (
    <Dialog
      title="New API key"
      isOpen
      close={close}
      act="Make the key"
      isBusy={add.isPending}
      error={nameFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <TextInput
        label="What it is for"
        required
        data-autofocus
        {...form.getInputProps('name')}
        error={form.errors.name ?? nameFault}
      />
      <Checkbox.Group label="What it may do" required {...form.getInputProps('scopes')}>
        <Stack gap={8} mt={4}>
          {scopeTexts.map(({ scope, label }) => (
            <Checkbox key={scope} value={scope} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select label="Valid for" data={lengths} allowDeselect={false} {...form.getInputProps('days')} />
    </Dialog>
  );
}

/** Closing takes the button: a click beside it must not lose a key that is never shown again. */
function MadeKey({ made, close }: { made: CreatedApiKey; close: () => void }) {
  return (
    <Modal
      opened
      onClose={close}
      title={`The key “${made.name}”`}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">Copy it now: it is shown this once. Doorstep keeps only a fingerprint of it.</Text>
        <RawReply text={made.key} what="key" />
        <Group justify="flex-end">
          <Button onClick={close}>I have copied it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
