// Pausing or stopping the people of a group: how many, for how long, why.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { NumberInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useChronic } from './use-chronic';

export type GroupAct = 'pause' | 'stop';

export function ActDialog({ group, kind, close }: { group: ChronicGroup; kind: GroupAct; close: () => void }) {
  const isPause = kind === 'pause';
  const form = useForm({
    initialValues: { days: 30 as number | string, reason: '' },
    validate: {
      days: (value) => (isPause && !(Number(value) >= 1 && Number(value) <= 365) ? 'From 1 to 365 days' : null),
      reason: (value) => (value.trim().length < 3 ? 'A few words for those who work with you' : null),
    },
  });
  const { act } = useChronic(close);
  const people = group.people - group.heldBack;
  const who = counted(people, 'person', 'people');
  return (
    <Dialog
      title={isPause ? 'Pause these people' : 'Stop these people'}
      isOpen
      close={close}
      act={`${isPause ? 'Pause' : 'Stop'} ${who}`}
      isBusy={act.isPending}
      error={act.error}
      onAct={form.onSubmit(({ days, reason }) =>
        act.mutate({
          group,
          action: { kind, reason: reason.trim(), ...(isPause ? { days: Number(days) } : {}) },
        }),
      )}
    >
      <Text size="sm">
        {who} at {group.place} {people === 1 ? 'gets' : 'get'} no campaign{' '}
        {isPause ? 'until the days are over; then mail is tried again by itself' : 'until somebody lifts it'}. Lists and
        history stay as they are.
        {group.heldBack > 0 && ` ${counted(group.heldBack, 'is', 'are')} held back already and stay so.`}
      </Text>
      {isPause && <NumberInput label="Days" min={1} max={365} allowDecimal={false} {...form.getInputProps('days')} />}
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder={isPause ? 'Mailboxes full since October' : 'The mailboxes are gone'}
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
