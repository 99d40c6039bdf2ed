// What can be done about a group, each with its way back.
'use client';

import type { ChronicAction, ChronicGroup, ChronicStateChange, NewChronicAction } from '@doorstep/contracts';
import { campaigns } from '../client/campaigns';
import { chronic } from '../client/chronic';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { notifyWithUndo } from '../queue/undo';
import { chronicKey } from './chronic-questions';
import { stateWords } from './chronic-words';

const changes = [chronicKey, ['suppressions'], ['address']];

/** As it was before: what an undo brings back. */
function before({ state, until, note }: ChronicGroup): ChronicStateChange {
  if (state !== 'snoozed' || until === null) return { state, note };
  const days = Math.max(1, Math.ceil((new Date(until).getTime() - Date.now()) / 86_400_000));
  return { state, note, days };
}

const sumOf = (actions: readonly ChronicAction[]) => actions.reduce((sum, { count }) => sum + count, 0);

/** All or none: what was done before one of them failed is taken back. */
async function actOnAll(groups: readonly ChronicGroup[], action: NewChronicAction): Promise<ChronicAction[]> {
  const made: ChronicAction[] = [];
  try {
    for (const { key } of groups) made.push(await chronic.act(key, action));
  } catch (error) {
    await Promise.all(made.map(({ id }) => chronic.undo(id)));
    throw error;
  }
  return made;
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
    run: (ids: readonly string[]) => Promise.all(ids.map(chronic.undo)),
    changes,
    done: (undone) => `${counted(sumOf(undone), 'person gets', 'people get')} mail again`,
  });
  const act = useAction({
    run: ({ groups, action }: { groups: readonly ChronicGroup[]; action: NewChronicAction }) =>
      actOnAll(groups, action),
    changes,
    isFaultShownInPlace: true,
    onDone: (made, { action: { days } }) => {
      const words = days === undefined ? 'stopped' : `paused for ${counted(days, 'day', 'days')}`;
      notifyWithUndo(`${counted(sumOf(made), 'person is', 'people are')} ${words}`, () =>
        undo.mutate(made.map(({ id }) => id)),
      );
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
