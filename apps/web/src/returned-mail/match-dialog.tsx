// Matching by hand: what a person vouches for, and that it can be taken back.
'use client';

import type { InboundDetail, MatchCandidate } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { returnedMail } from '../client/returned-mail';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { inboundKey } from './returned-mail-keys';

interface MatchDialogProps {
  message: InboundDetail;
  candidate: MatchCandidate;
  close: () => void;
}

export function MatchDialog({ message, candidate, close }: MatchDialogProps) {
  const { address, campaignName, deliveryId } = candidate;
  const form = useForm({ initialValues: { reason: '' } });
  const match = useAction({
    run: ({ reason }: typeof form.values) =>
      returnedMail.match(message.id, { deliveryId, reason: reason.trim() === '' ? null : reason.trim() }),
    changes: [inboundKey],
    isFaultShownInPlace: true,
    onDone: close,
  });
  const isNamed = message.named.includes(address);
  return (
    <Dialog
      title="Match it by hand"
      isOpen
      close={close}
      act="Match it"
      isBusy={match.isPending}
      error={match.error}
      onAct={() => match.mutate(form.values)}
    >
      <Text size="sm">
        You say that this message answers “{campaignName}” to <b>{address}</b>. It then counts as any other report:{' '}
        {isNamed
          ? 'if it says that the mailbox is gone, no campaign mails it any more.'
          : 'it names somebody else, so the mail was passed on, and the address is not stopped for it at once.'}{' '}
        Your name stays with it as the proof. You can take it back.
      </Text>
      <TextInput
        label="Why you are sure"
        description="For those who work with you; may be empty"
        {...form.getInputProps('reason')}
      />
    </Dialog>
  );
}
