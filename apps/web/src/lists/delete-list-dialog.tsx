// Deleting a list: the people and their history stay.
'use client';

import type { List } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { lists } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { listsKey } from './use-lists';

export function DeleteListDialog({ list, close }: { list: List; close: () => void }) {
  const remove = useAction({
    run: () => lists.remove(list.id),
    changes: [listsKey],
    done: `“${list.name}” is deleted`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  return (
    <Dialog
      title={`Delete “${list.name}”`}
      isOpen
      close={close}
      act="Delete the list"
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
    >
      <Text size="sm">
        {counted(list.subscribedCount, 'person is', 'people are')} on it. They stay subscribers, and the history of
        their addresses stays. Only the list goes.
      </Text>
    </Dialog>
  );
}
