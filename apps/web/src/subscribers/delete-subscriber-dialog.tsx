// Deleting a subscriber: off all lists; what happened to the address stays known.
'use client';

import type { Subscriber } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { subscribers } from '../client/audience';
import { listsKey } from '../lists/list-questions';
import { AddressLink } from '../parts/address-link';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { subscribersKey } from './subscribers-key';

export function DeleteSubscriberDialog({ subscriber, close }: { subscriber: Subscriber; close: () => void }) {
  const remove = useAction({
    run: () => subscribers.remove(subscriber.id),
    changes: [subscribersKey, listsKey, ['address']],
    done: `${subscriber.address} is no subscriber any more`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title="Delete the subscriber"
      isOpen
      close={close}
      act="Delete the subscriber"
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
    >
      <Text size="sm">
        <AddressLink address={subscriber.address} /> comes off all lists. Every attempt and bounce of the address stays
        on its page, and so does a suppression: adding the address again changes neither.
      </Text>
    </Dialog>
  );
}
