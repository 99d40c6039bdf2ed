// What can be done about a group, each with its way back.
'use client';

import type { ChronicGroup, ChronicStateChange, NewChronicAction } from '@doorstep/contracts';
import { campaigns } from '../client/campaigns';
import { chronic } from '../client/chronic';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { stateWords } from './chronic-words';

export const chronicKey = ['chronic'] as const;

const changes = [chronicKey, ['suppressions'], ['address']];

/** As it was before: what an undo brings back. */
function before({ state, until, note }: ChronicGroup): ChronicStateChange {
  if (state !== 'snoozed' || until === null) return { state, note };
  const days = Math.max(1, Math.ceil((new Date(until).getTime() - Date.now()) / 86_400_000));
  return { state, note, days };
}

export function useChronic(onDone: () => void = () => undefined) {
  const restore = useAction({
    run: ({ group, change }: { group: ChronicGroup; change: ChronicStateChange }) =>
      chronic.setState(group.key, change),
    changes,
    done: 'It is as it was',
  });
  const setState = useAction({
    run: ({ group, change }: { group: ChronicGroup; change: ChronicStateChange }) =>
      chronic.setState(group.key, change),
    changes,
    onDone: (_, { group, change }) => {
      notifyWithUndo(`${stateWords[change.state].label}: ${group.place}`, () =>
        restore.mutate({ group, change: before(group) }),
      );
      onDone();
    },
  });
  const undo = useAction({
    run: chronic.undo,
    changes,
    done: ({ count }) => `${counted(count, 'person gets', 'people get')} mail again`,
  });
  const act = useAction({
    run: ({ group, action }: { group: ChronicGroup; action: NewChronicAction }) => chronic.act(group.key, action),
    changes,
    isFaultShownInPlace: true,
    onDone: ({ id, count, days }) => {
      const words = days === null ? 'stopped' : `paused for ${counted(days, 'day', 'days')}`;
      notifyWithUndo(`${counted(count, 'person is', 'people are')} ${words}`, () => undo.mutate(id));
      onDone();
    },
  });
  const undoCorrection = useAction({
    run: chronic.undo,
    changes: [...changes, ['subscribers']],
    done: ({ count }) => `${counted(count, 'address is', 'addresses are')} as before`,
  });
  const correct = useAction({
    run: ({ group, domain, reason }: { group: ChronicGroup; domain: string; reason: string }) =>
      chronic.correct(group.key, { domain, reason }),
    changes: [...changes, ['subscribers']],
    isFaultShownInPlace: true,
    onDone: ({ id, count }, { domain }) => {
      notifyWithUndo(`${counted(count, 'address is', 'addresses are')} at ${domain} now`, () =>
        undoCorrection.mutate(id),
      );
      onDone();
    },
  });
  const keep = useAction({
    run: async (ids: string[]) => Promise.all(ids.map(campaigns.undo)),
    done: 'It does not go out',
  });
  const retry = useAction({
    run: ({ group }: { group: ChronicGroup }) => chronic.retry(group.key),
    changes: [...changes, ['campaigns']],
    isFaultShownInPlace: true,
    onDone: (made) => {
      notifyWithUndo(`One more try goes out to ${counted(made.people, 'person', 'people')}`, () =>
        keep.mutate(made.campaigns.map(({ id }) => id)),
      );
      onDone();
    },
  });
  return { setState, act, correct, retry };
}
