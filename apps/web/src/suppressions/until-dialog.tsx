// When a suppression ends by itself: set by hand, taken back from the toast.
'use client';

import type { Suppression } from '@doorstep/contracts';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { suppressions } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { localDay } from '../parts/local-day';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { dayRange } from './day-range';
import { suppressionsKey } from './suppressions-key';

const changes = [suppressionsKey, ['address'], ['subscribers']];

export function UntilDialog({ suppression, close }: { suppression: Suppression; close: () => void }) {
  const { id, expiresAt, scope } = suppression;
  const who = suppression.address ?? `everyone at ${suppression.domainName}`;
  const form = useForm({
    initialValues: { day: expiresAt === null ? '' : localDay(new Date(new Date(expiresAt).getTime() - 1)) },
    validate: {
      day: (value) => {
        const end = endOf(value);
        return end !== null && new Date(end) <= new Date() ? 'A day that is not over yet' : null;
      },
    },
  });
  const undo = useAction({ run: () => suppressions.endAt(id, expiresAt), changes, done: 'It is as it was' });
  const set = useAction({
    run: (end: string | null) => suppressions.endAt(id, end),
    changes,
    isFaultShownInPlace: true,
    onDone: (changed) => {
      const words = changed.expiresAt === null ? 'stays until it is lifted' : 'ends by itself';
      notifyWithUndo(`The suppression of ${who} ${words}`, () => undo.mutate(undefined));
      close();
    },
  });
  return (
    <Dialog
      title={`How long ${who} ${scope === 'domain' ? 'are' : 'is'} held back`}
      isOpen
      close={close}
      act="Set it"
      isBusy={set.isPending}
      error={set.error}
      onAct={form.onSubmit(({ day }) => set.mutate(endOf(day)))}
    >
      <Text size="sm">
        After that day campaigns mail {scope === 'domain' ? 'them' : 'the address'} again by themselves.
      </Text>
      <Group align="flex-end" gap={8} wrap="nowrap">
        <TextInput
          type="date"
          label="Until, this day included"
          description="Empty: until somebody lifts it"
          data-autofocus
          style={{ flex: 1 }}
          {...form.getInputProps('day')}
        />
        {form.values.day !== '' && (
          <Button variant="default" onClick={() => form.setFieldValue('day', '')}>
            No end
          </Button>
        )}
      </Group>
    </Dialog>
  );
}

/** The end of that day on the clock of whoever looks; null for no day. */
export function endOf(day: string): string | null {
  return day === '' ? null : (dayRange(day, day)?.to ?? null);
}
