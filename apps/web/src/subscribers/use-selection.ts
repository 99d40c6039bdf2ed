// Who is selected: some by id, or everybody a filter means, counted before anything is done with them.
'use client';

import type { Subscriber, SubscriberFilter } from '@doorstep/contracts';
import { useCallback, useRef, useState } from 'react';
import { subscribers } from '../client/audience';
import { useAction } from '../parts/use-action';

/** As many as one order may name; more are meant by a filter. */
const MOST = 1000;

export function useSelection(filter: SubscriberFilter, rows: readonly Subscriber[] | undefined) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [matching, setMatching] = useState<number | null>(null);
  const counting = useAction({ run: () => subscribers.count(filter), onDone: ({ count }) => setMatching(count) });
  const clear = () => {
    setIds(new Set());
    setMatching(null);
  };
  const isAll = matching !== null;
  const has = useCallback((id: string) => isAll || ids.has(id), [isAll, ids]);
  const latest = useRef<(id: string) => void>(() => undefined);
  latest.current = (id) => {
    // Out of everybody comes everybody on the page without her.
    const next = new Set(isAll ? (rows ?? []).map((row) => row.id).slice(0, MOST) : ids);
    if (!next.delete(id) && next.size < MOST) next.add(id);
    setMatching(null);
    setIds(next);
  };
  const toggle = useCallback((id: string) => latest.current(id), []);
  return {
    ...{ has, toggle, clear, isAny: isAll || ids.size > 0, count: matching ?? ids.size },
    chosen: isAll ? { filter } : { ids: [...ids] },
    bar: {
      selected: isAll ? null : ids.size,
      matching: matching ?? undefined,
      isCounting: counting.isPending,
      shown: rows?.length ?? 0,
      selectShown: () => {
        setMatching(null);
        setIds(new Set((rows ?? []).map((row) => row.id).slice(0, MOST)));
      },
      selectAll: () => counting.mutate(undefined),
      clear,
    },
  };
}
