// Taking a bounce mailbox out: what was read stays, what comes from now on is not read.
'use client';

import type { BounceMailbox } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { bounceMailboxes } from '../client/deliverability';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { mailboxesKey } from './mailboxes-key';

export function DeleteMailbox({ mailbox, close }: { mailbox: BounceMailbox; close: () => void }) {
  const remove = useAction({
    run: () => bounceMailboxes.remove(mailbox.id),
    changes: [mailboxesKey, ['overview']],
    done: `“${mailbox.name}” is not read any more`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Remove “${mailbox.name}”`}
      isOpen
      close={close}
      act="Remove the mailbox"
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
    >
      <Text size="sm">
        The mailbox itself and everything read from it stay. Bounce messages that arrive there from now on are not read,
        so returns of campaigns already out will be missing.
      </Text>
    </Dialog>
  );
}
