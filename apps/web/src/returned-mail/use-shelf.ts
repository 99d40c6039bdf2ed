// Laying messages aside and taking that back, from the list and from one message alike.
'use client';

import type { Dismissal, NewDismissal } from '@doorstep/contracts';
import { returnedMail } from '../client/returned-mail';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { inboundKey } from './returned-mail-keys';

export function useShelf(onDismissed?: (dismissal: Dismissal) => void) {
  const undo = useAction({
    run: (id: string) => returnedMail.undoDismissal(id),
    changes: [inboundKey],
    done: ({ count }) => `${counted(count, 'message is', 'messages are')} back on the shelf`,
  });
  const dismiss = useAction({
    run: (dismissal: NewDismissal) => returnedMail.dismiss(dismissal),
    changes: [inboundKey],
    onDone: (dismissal) => {
      notifyWithUndo(`${counted(dismissal.count, 'message', 'messages')} laid aside as not ours`, () =>
        undo.mutate(dismissal.id),
      );
      onDismissed?.(dismissal);
    },
  });
  const restore = useAction({
    run: (id: string) => returnedMail.restore(id),
    changes: [inboundKey],
    done: 'Back on the shelf',
  });
  return { dismiss, restore };
}
