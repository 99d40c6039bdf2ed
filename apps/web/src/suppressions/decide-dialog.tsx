// Deciding about an incident: what will happen to whom, and a reason that stays.
'use client';

import type { FloodDecision, SiteFlood } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { siteFloods } from '../client/consequences';
import { floodsKey } from '../consequences/consequences-key';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { serverName } from './incident-words';
import { suppressionsKey } from './suppressions-key';

interface DecideDialogProps {
  flood: SiteFlood;
  decision: FloodDecision['decision'];
  close: () => void;
}

export function DecideDialog({ flood, decision, close }: DecideDialogProps) {
  const people = counted(flood.held, 'person', 'people');
  const isRelease = decision === 'release';
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'A few words: it stays in the history' : null) },
  });
  const decide = useAction({
    run: ({ reason }: typeof form.values) => siteFloods.decide(flood.id, { decision, reason: reason.trim() }),
    changes: [floodsKey, suppressionsKey, ['overview'], ['address']],
    done: isRelease ? `The failures of ${people} are dropped` : `${people}: their failures count now`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={isRelease ? `It was the trouble of ${serverName(flood)}` : `${serverName(flood)} is right`}
      isOpen
      close={close}
      act={isRelease ? `Drop the failures of ${people}` : `Let the failures of ${people} count`}
      isDangerous={!isRelease}
      isBusy={decide.isPending}
      error={decide.error}
      onAct={form.onSubmit((values) => decide.mutate(values))}
    >
      <Text size="sm">
        {isRelease
          ? 'Nobody is suppressed, their failures stay in the history but count no more, and sending to this server goes on. The messages that were refused are not sent again; the next campaign reaches these people.'
          : 'The failures count by the rules of “What bounces lead to”: who is gone for certain is suppressed now, with the reply as evidence. Sending to this server goes on, and it is believed for a day.'}{' '}
        You can undo this for 30 days.
      </Text>
      <TextInput
        label="Why"
        required
        data-autofocus
        placeholder={isRelease ? 'Their status page tells of an outage' : 'The company closed this office'}
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
