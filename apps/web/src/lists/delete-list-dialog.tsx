// Deleting a list: the people and their history stay.
'use client';

import type { List } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { lists } from '../client/audience';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { listsKey } from './list-questions';

export function DeleteListDialog({ list, close }: { list: List; close: () => void }) {
  const restore = useAction({
    run: () => lists.restore(list.id),
    changes: [listsKey],
    done: `“${list.name}” is back, with everybody who was on it`,
  });
  const remove = useAction({
    run: () => lists.remove(list.id),
    changes: [listsKey],
    isFaultShownInPlace: true,
    onDone: () => {
      close();
      notifyWithUndo(`“${list.name}” is deleted`, () => restore.mutate(undefined));
    },
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
        their addresses stays. Only the list goes, and that can be undone.
      </Text>
    </Dialog>
  );
}
