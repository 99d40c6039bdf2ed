// Pausing or slowing one destination, or all of its provider, for a while: what that does is said before, and it goes on by itself.
'use client';

import type { SiteView } from '@doorstep/contracts';
import { NumberInput, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type SiteOrder, sites } from '../client/sending';
import { Dialog } from '../parts/dialog';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { effectWords } from './effect-words';
import { lengths, USUAL_MINUTES } from './lengths';
import { siteName } from './site-words';
import { sendingKeys } from './sites-key';
import { notifyWithUndo } from './undo';

export type SiteAct = 'pause' | 'slow';

interface SiteDialogProps {
  site: SiteView;
  act: SiteAct;
  /** Of the same provider, itself included. */
  siblings: readonly SiteView[];
  close: () => void;
}

/** Every source address, or one of several. */
const everySource = 'all';

export function SiteDialog({ site, act, siblings, close }: SiteDialogProps) {
  const isSlow = act === 'slow';
  const name = siteName(site);
  const form = useForm({
    initialValues: {
      minutes: USUAL_MINUTES,
      reason: '',
      perMinute: 60 as number | string,
      source: everySource,
      place: 'site',
    },
    validate: {
      reason: (value) => (value.trim() === '' ? 'A few words for those who work with you' : null),
      perMinute: (value) => (isSlow && !(Number(value) >= 1) ? 'One message a minute at least' : null),
    },
  });
  const isForProvider = form.values.place === 'provider';
  const who = isForProvider ? `all of ${name}` : name;
  const resume = useAction({
    run: () => sites.resume(site.id, { forProvider: isForProvider }),
    changes: sendingKeys,
    done: `Mail to ${who} goes on`,
  });
  const order = useAction({
    run: ({ minutes, reason, perMinute, source }: typeof form.values) => {
      const given: SiteOrder = {
        minutes: Number(minutes),
        reason: reason.trim(),
        sourceId: source === everySource ? null : source,
        forProvider: isForProvider,
      };
      return isSlow ? sites.slow(site.id, Number(perMinute), given) : sites.pause(site.id, given);
    },
    changes: sendingKeys,
    isFaultShownInPlace: true,
    onDone: () => {
      notifyWithUndo(`Mail to ${who} is ${isSlow ? 'slowed' : 'paused'}`, () => resume.mutate(undefined));
      close();
    },
  });
  const meant = isForProvider ? siblings : [site];
  const sum = (of: (one: SiteView) => number) => meant.reduce((total, one) => total + of(one), 0);
  const waiting = sum((one) => one.waiting);
  const minutes = Number(form.values.minutes);
  const slowTo = isSlow ? Math.max(0, Number(form.values.perMinute)) * meant.length : null;
  const effect = effectWords({ waiting, perMinute: sum((one) => one.endedPerMinute) }, { minutes, slowTo });
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
        {waiting > 0 && `${counted(waiting, 'message waits', 'messages wait')} for it. `}
        <span role="status">{effect}</span> {isSlow ? 'The limit' : 'The pause'} ends by itself{' '}
        <Moment at={new Date(Date.now() + minutes * 60_000).toISOString()} />. What is on its way already is finished.{' '}
        No try is used up; the time counts against how long a campaign keeps trying.
      </Text>
      {site.provider !== null && (
        <SegmentedControl
          fullWidth
          aria-label="Which destinations"
          data={[
            { value: 'site', label: 'This destination' },
            { value: 'provider', label: `All of ${name}` },
          ]}
          {...form.getInputProps('place')}
        />
      )}
      {isSlow && (
        <NumberInput
          label="Messages a minute"
          description={isForProvider ? 'To each of them' : undefined}
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
