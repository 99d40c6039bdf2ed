// Pausing or stopping the people of a group, or of several: how many, for how long, why.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { NumberInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useChronic } from './use-chronic';

export type GroupAct = 'pause' | 'stop';

interface ActDialogProps {
  /** One, or several that were selected. */
  groups: readonly ChronicGroup[];
  kind: GroupAct;
  close: () => void;
  /** Once it is done. */
  onDone?: () => void;
}

export function ActDialog({ groups, kind, close, onDone }: ActDialogProps) {
  const isPause = kind === 'pause';
  const form = useForm({
    initialValues: { days: 30 as number | string, reason: '' },
    validate: {
      days: (value) => (isPause && !(Number(value) >= 1 && Number(value) <= 365) ? 'From 1 to 365 days' : null),
      reason: (value) => (value.trim().length < 3 ? 'A few words for those who work with you' : null),
    },
  });
  const { act } = useChronic(() => {
    onDone?.();
    close();
  });
  const sum = (of: (group: ChronicGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const heldBack = sum((group) => group.heldBack);
  const people = sum((group) => group.people) - heldBack;
  const [first] = groups;
  const where = groups.length === 1 ? `at ${first?.place}` : `of ${groups.length} groups`;
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
          groups,
          action: { kind, reason: reason.trim(), ...(isPause ? { days: Number(days) } : {}) },
        }),
      )}
    >
      <Text size="sm">
        {who} {where} {people === 1 ? 'gets' : 'get'} no campaign{' '}
        {isPause ? 'until the days are over; then mail is tried again by itself' : 'until somebody lifts it'}. Lists and
        history stay as they are.
        {heldBack > 0 && ` ${counted(heldBack, 'is', 'are')} held back already and stay so.`}
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
