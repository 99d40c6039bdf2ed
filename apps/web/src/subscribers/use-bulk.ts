// Changing many: begun, followed while the worker is at it, and taken back from the toast.
'use client';

import type { BulkChange, NewBulkChange } from '@doorstep/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { bulkChanges } from '../client/audience';
import { listsKey } from '../lists/list-questions';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { bulkWords } from './bulk-words';
import { subscribersKey } from './subscribers-key';

export const bulkKey = ['bulk-changes'] as const;
const changes = [subscribersKey, bulkKey, listsKey, ['tags'], ['suppressions'], ['address']];
const FOLLOW_MS = 1000;

export function useBulk() {
  const client = useQueryClient();
  const undo = useAction({
    run: bulkChanges.undo,
    changes,
    done: (change) => (change.state === 'undone' ? 'Everything is as it was' : 'It is being undone: see the history'),
  });
  const told = (change: BulkChange) => {
    if (change.isUndoable) notifyWithUndo(bulkWords(change), () => undo.mutate(change.id));
  };
  /** Until it is done, however long: the worker goes on with the tab closed. */
  const follow = async (change: BulkChange): Promise<void> => {
    if (change.state !== 'running') return told(change);
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
    await client.invalidateQueries({ queryKey: bulkKey });
    await follow(await bulkChanges.one(change.id));
    await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const begin = useAction({
    run: (asked: NewBulkChange) => bulkChanges.begin(asked),
    changes,
    isFaultShownInPlace: true,
    onDone: (change) => void follow(change),
  });
  return { begin, undo };
}
