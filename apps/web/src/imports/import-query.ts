// One import from the API: asked for once, heard live while it works, polled while the line is down.
'use client';

import type { Import } from '@doorstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { imports } from '../client/imports';
import { POLL_MS, useLive } from '../client/use-live';

export const importsKey = ['imports'] as const;
export const importKey = (id: string) => [...importsKey, 'one', id] as const;
export const importRowsKey = (id: string) => [...importsKey, 'rows', id] as const;

/** Keeps an answer of the API as what is known of the import, so that its page moves on at once. */
export function useRemember(id: string) {
  const queryClient = useQueryClient();
  return (run: Import) => void queryClient.setQueryData(importKey(id), run);
}

const atWork: readonly string[] = ['checking', 'importing', 'undoing'];

/** Whether the worker has it in hand. */
export const isAtWork = (run: Import): boolean => atWork.includes(run.state);

export function useImport(id: string) {
  const queryClient = useQueryClient();
  const known = queryClient.getQueryData<Import>(importKey(id));
  const isWorking = known !== undefined && isAtWork(known);
  const hear = useCallback(
    (run: Import) => {
      queryClient.setQueryData(importKey(id), run);
      if (isAtWork(run)) return;
      void queryClient.invalidateQueries({ queryKey: importRowsKey(id) });
      void queryClient.invalidateQueries({ queryKey: ['lists'] });
      void queryClient.invalidateQueries({ queryKey: ['subscribers'] });
    },
    [queryClient, id],
  );
  const isLive = useLive<Import>(isWorking ? imports.eventsUrl(id) : null, 'import', hear);
  const query = useQuery({
    queryKey: importKey(id),
    queryFn: () => imports.one(id),
    refetchInterval: (asked) =>
      asked.state.data !== undefined && isAtWork(asked.state.data) && !isLive ? POLL_MS : false,
  });
  return { ...query, isLive };
}
