// Erasing a person for good: what goes, what holds on, and her address typed once more.
'use client';

import type { Subscriber } from '@doorstep/contracts';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { people } from '../client/audience';
import { listsKey } from '../lists/list-questions';
import { Dialog } from '../parts/dialog';
import { useAction } from '../parts/use-action';
import { subscribersKey } from './subscribers-key';

export function EraseDialog({
  subscriber,
  close,
  done,
}: {
  subscriber: Subscriber;
  close: () => void;
  done: () => void;
}) {
  const [typed, setTyped] = useState('');
  const erase = useAction({
    run: () => people.erase(subscriber.addressId, typed),
    changes: [subscribersKey, listsKey, ['address'], ['suppressions']],
    done: 'The person is erased',
    isFaultShownInPlace: true,
    onDone: done,
  });
  return (
    <Dialog
      title="Erase the person"
      isOpen
      close={close}
      act="Erase the person"
      isDangerous
      isBusy={erase.isPending}
      isDisabled={typed.trim().toLowerCase() !== subscriber.address}
      error={erase.error}
      onAct={() => erase.mutate(undefined)}
    >
      <Text size="sm">
        Name, fields, address, returned mails and every mention of the address go for good; messages that wait are
        cancelled. A keyed hash stays, so that a suppression or an unsubscribe holds if the address is ever added again.
        This cannot be undone.
      </Text>
      <TextInput
        label={`Type ${subscriber.address}`}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Dialog>
  );
}
