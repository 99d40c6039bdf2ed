// Taking back a decision about an incident: the failures are held again.
'use client';

import type { SiteFlood } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { siteFloods } from '../client/consequences';
import { floodsKey } from '../consequences/consequences-key';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { suppressionsKey } from './suppressions-key';

export function UndoIncident({ flood, close }: { flood: SiteFlood; close: () => void }) {
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'A few words: it stays in the history' : null) },
  });
  const undo = useAction({
    run: ({ reason }: typeof form.values) => siteFloods.undo(flood.id, reason.trim()),
    changes: [floodsKey, suppressionsKey, ['overview'], ['address']],
    done: 'The failures are held again',
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title="Undo the decision"
      isOpen
      close={close}
      act="Hold them again"
      isBusy={undo.isPending}
      error={undo.error}
      onAct={form.onSubmit((values) => undo.mutate(values))}
    >
      <Text size="sm">
        What the decision led to is taken back: suppressions made by it are lifted, and the failures wait for a decision
        again, for another 48 hours.
      </Text>
      <TextInput label="Why" required data-autofocus {...form.getInputProps('reason')} />
    </Dialog>
  );
}
