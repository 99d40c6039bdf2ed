// Pausing or slowing one destination for a while: nothing is lost, it goes on by itself.
'use client';

import type { SiteView } from '@doorstep/contracts';
import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type SiteOrder, sites } from '../client/sending';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { minutesLeft, roughly } from './eta-words';
import { lengths } from './lengths';
import { siteName } from './site-words';
import { sendingKeys } from './sites-key';
import { notifyWithUndo } from './undo';

export type SiteAct = 'pause' | 'slow';

interface SiteDialogProps {
  site: SiteView;
  act: SiteAct;
  close: () => void;
}

/** Every source address, or one of several. */
const everySource = 'all';

export function SiteDialog({ site, act, close }: SiteDialogProps) {
  const isSlow = act === 'slow';
  const name = siteName(site);
  const form = useForm({
    initialValues: { minutes: '60', reason: '', perMinute: 60 as number | string, source: everySource },
    validate: {
      reason: (value) => (value.trim() === '' ? 'A few words for those who work with you' : null),
      perMinute: (value) => (isSlow && !(Number(value) >= 1) ? 'One message a minute at least' : null),
    },
  });
  const resume = useAction({ run: () => sites.resume(site.id), changes: sendingKeys, done: `Mail to ${name} goes on` });
  const order = useAction({
    run: ({ minutes, reason, perMinute, source }: typeof form.values) => {
      const given: SiteOrder = {
        minutes: Number(minutes),
        reason: reason.trim(),
        sourceId: source === everySource ? null : source,
      };
      return isSlow ? sites.slow(site.id, Number(perMinute), given) : sites.pause(site.id, given);
    },
    changes: sendingKeys,
    isFaultShownInPlace: true,
    onDone: () => {
      notifyWithUndo(`Mail to ${name} is ${isSlow ? 'slowed' : 'paused'}`, () => resume.mutate(undefined));
      close();
    },
  });
  const left = isSlow ? minutesLeft(site.waiting, Number(form.values.perMinute)) : null;
  return (
    <Dialog
      title={`${isSlow ? 'Slow' : 'Pause'} ${name}`}
      isOpen
      close={close}
      act={isSlow ? 'Slow it' : 'Pause it'}
      isBusy={order.isPending}
      error={order.error}
      onAct={form.onSubmit((values) => order.mutate(values))}
    >
      <Text size="sm">
        {counted(site.waiting, 'message waits', 'messages wait')} for it
        {isSlow
          ? left === null
            ? '.'
            : `; at this rate that takes ${roughly(left)}.`
          : ' and will go out afterwards. What is on its way already is finished.'}{' '}
        No try is used up; the time counts against how long a campaign keeps trying.
      </Text>
      {isSlow && (
        <NumberInput
          label="Messages a minute"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          {...form.getInputProps('perMinute')}
        />
      )}
      <Select label="For" data={lengths} allowDeselect={false} {...form.getInputProps('minutes')} />
      {site.sources.length > 1 && (
        <Select
          label="From"
          data={[
            { value: everySource, label: 'every source address' },
            ...site.sources.map(({ sourceId, ip }) => ({ value: sourceId, label: ip ?? 'the one the machine picks' })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('source')}
        />
      )}
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder="They block our IP; delisting is asked for"
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
