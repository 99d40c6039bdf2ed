// Pausing or slowing everything: what it means in numbers, a reason for the others, and how long.
'use client';

import type { LiveFigures } from '@doorstep/contracts';
import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { sending } from '../client/sending';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { minutesLeft, roughly } from './eta-words';
import { lengthsWithOpenEnd, openEnd } from './lengths';
import { sendingKeys } from './sites-key';
import { notifyWithUndo } from './undo';

export type SendingAct = 'pause' | 'slow';

interface SendingDialogProps {
  act: SendingAct;
  live: Pick<LiveFigures, 'waiting' | 'inHand'> | undefined;
  close: () => void;
}

export function SendingDialog({ act, live, close }: SendingDialogProps) {
  const isSlow = act === 'slow';
  const form = useForm({
    initialValues: { minutes: openEnd, reason: '', perMinute: 600 as number | string },
    validate: {
      reason: (value) => (value.trim() === '' ? 'A few words for those who work with you' : null),
      perMinute: (value) => (isSlow && !(Number(value) >= 1) ? 'One message a minute at least' : null),
    },
  });
  const resume = useAction({ run: sending.resume, changes: sendingKeys, done: 'Sending goes on' });
  const order = useAction({
    run: ({ minutes, reason, perMinute }: typeof form.values) =>
      isSlow
        ? sending.slow(Number(perMinute), reason.trim())
        : sending.pause(minutes === openEnd ? null : Number(minutes), reason.trim()),
    changes: sendingKeys,
    isFaultShownInPlace: true,
    onDone: () => {
      notifyWithUndo(isSlow ? 'Sending is slowed' : 'All sending is paused', () => resume.mutate(undefined));
      close();
    },
  });
  const waiting = live?.waiting ?? 0;
  const left = isSlow ? minutesLeft(waiting, Number(form.values.perMinute)) : null;
  return (
    <Dialog
      title={isSlow ? 'Slow all sending' : 'Pause all sending'}
      isOpen
      close={close}
      act={isSlow ? 'Slow it' : 'Pause everything'}
      isBusy={order.isPending}
      error={order.error}
      onAct={form.onSubmit((values) => order.mutate(values))}
    >
      <Text size="sm">
        {counted(waiting, 'message waits', 'messages wait')}
        {isSlow
          ? left === null
            ? '.'
            : `; at this rate that takes ${roughly(left)}.`
          : ` until it goes on; ${counted(live?.inHand ?? 0, 'that is', 'that are')} in hand already ${live?.inHand === 1 ? 'is' : 'are'} finished.`}{' '}
        No try is used up; the time counts against how long a campaign keeps trying.
      </Text>
      {isSlow ? (
        <NumberInput
          label="Messages a minute"
          description="Over all destinations and workers, until somebody lifts it"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          {...form.getInputProps('perMinute')}
        />
      ) : (
        <Select label="For" data={lengthsWithOpenEnd} allowDeselect={false} {...form.getInputProps('minutes')} />
      )}
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder="The link in the letter is wrong"
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
