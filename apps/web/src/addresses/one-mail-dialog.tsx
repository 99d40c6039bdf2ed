// One mail to her: what goes out, and for a trial why what holds her back is lifted.
'use client';

import type { AddressPage, Suppression } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { parseAsString, useQueryState } from 'nuqs';
import { sendOneMail } from '../client/live-checks';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';

interface OneMailDialogProps {
  page: Pick<AddressPage, 'address'>;
  /** A trial: lifted for it. */
  suppression?: Suppression;
  close: () => void;
}

export function OneMailDialog({ page: { address }, suppression, close }: OneMailDialogProps) {
  const [, setMail] = useQueryState('mail', parseAsString);
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (value) => (suppression && value.trim().length < 3 ? 'A few words: it stays in the history' : null),
    },
  });
  const send = useAction({
    run: ({ reason }: typeof form.values) =>
      sendOneMail(address, suppression ? { suppressionId: suppression.id, reason: reason.trim() } : {}),
    changes: [['address'], ['suppressions'], ['campaigns']],
    isFaultShownInPlace: true,
    onDone: ({ campaignId }) => {
      close();
      void setMail(campaignId);
    },
  });
  return (
    <Dialog
      title={suppression ? 'Try with one mail' : 'Send her one mail'}
      isOpen
      close={close}
      act={suppression ? 'Lift it and send one mail' : 'Send one mail'}
      isBusy={send.isPending}
      error={send.error}
      onAct={form.onSubmit((values) => send.mutate(values))}
    >
      <Text size="sm">
        The newest campaign that {address} did not get goes out once more, to this address alone, at once and by the
        usual way. What their server says appears on this page and stays in the history.
      </Text>
      {suppression && (
        <>
          <Text size="sm">
            What holds the address back is lifted for it. If the mail is taken, it stays lifted; if it fails once, the
            address is held back again by itself.
          </Text>
          <TextInput
            label="Why"
            required
            data-autofocus
            placeholder="She says that the mailbox works again"
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </Dialog>
  );
}
