// Pausing a destination for a while: nothing is lost, it goes on by itself.
'use client';

import type { SiteView } from '@doorstep/contracts';
import { Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { sites } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { siteName } from './site-words';
import { sitesKey } from './sites-key';

const lengths = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: '1 day' },
  { value: '4320', label: '3 days' },
];

export function PauseDialog({ site, close }: { site: SiteView; close: () => void }) {
  const form = useForm({
    initialValues: { minutes: '60', reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'A few words for those who work with you' : null) },
  });
  const pause = useAction({
    run: (values: typeof form.values) => sites.pause(site.id, Number(values.minutes), values.reason.trim()),
    changes: [sitesKey],
    done: `Mail to ${siteName(site)} is paused`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Pause ${siteName(site)}`}
      isOpen
      close={close}
      act="Pause it"
      isBusy={pause.isPending}
      error={pause.error}
      onAct={form.onSubmit((values) => pause.mutate(values))}
    >
      <Text size="sm">
        {counted(site.waiting, 'message waits', 'messages wait')} for it and will go out afterwards. What is on its way
        already is finished. The time counts against how long a campaign keeps trying.
      </Text>
      <Select label="For" data={lengths} allowDeselect={false} {...form.getInputProps('minutes')} />
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
