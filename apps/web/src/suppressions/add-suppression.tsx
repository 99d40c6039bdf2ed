// Suppressing an address by hand, with the reason.
'use client';

import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { suppressions } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { suppressionsKey } from './suppressions-key';
import { endOf } from './until-dialog';

export function AddSuppression({ close }: { close: () => void }) {
  const form = useForm({
    initialValues: { address: '', reason: '', day: '' },
    validate: {
      address: (value) => (value.trim() === '' ? 'An address such as ada@example.org' : null),
      reason: (value) => (value.trim() === '' ? 'A few words: it stays in the history' : null),
    },
  });
  const add = useAction({
    run: ({ address, reason, day }: typeof form.values) => {
      const expiresAt = endOf(day);
      return suppressions.create({
        ...{ address: address.trim(), reason: reason.trim() },
        ...(expiresAt !== null && { expiresAt }),
      });
    },
    changes: [suppressionsKey, ['address'], ['subscribers']],
    done: (made) => `No campaign mails ${made.address ?? made.domainName} any more`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = add.error instanceof ApiProblem ? add.error : null;
  const isFieldFault = fault?.fieldDetail('address') ?? fault?.fieldDetail('reason') ?? fault?.fieldDetail('expiresAt');
  return (
    <Dialog
      title="Suppress an address"
      isOpen
      close={close}
      act="Suppress it"
      isBusy={add.isPending}
      error={isFieldFault ? null : add.error}
      onAct={form.onSubmit((values) => add.mutate(values))}
    >
      <Text size="sm">
        No campaign mails it from now on. The person stays a subscriber with all her history, and you can lift this
        again.
      </Text>
      <TextInput
        label="Address"
        description="For everybody at a domain: @example.org"
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('address')}
        error={form.errors.address ?? fault?.fieldDetail('address')}
      />
      <TextInput
        label="Why"
        required
        placeholder="Asked us by phone to stop"
        {...form.getInputProps('reason')}
        error={form.errors.reason ?? fault?.fieldDetail('reason')}
      />
      <TextInput
        type="date"
        label="Until, this day included"
        description="Empty: until somebody lifts it"
        {...form.getInputProps('day')}
        error={form.errors.day ?? fault?.fieldDetail('expiresAt')}
      />
    </Dialog>
  );
}
