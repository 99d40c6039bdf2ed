// The merge fields there are: those that were defined, and those of the first people on a list.
'use client';

import { useQuery } from '@tanstack/react-query';
import { subscribers } from '../client/audience';
import { content } from '../client/content';

async function fieldKeys(listId: string | undefined): Promise<string[]> {
  const [defined, people] = await Promise.all([
    content.fields(),
    subscribers.page(listId === undefined ? {} : { listId }),
  ]);
  const keys = new Set(defined.data.map(({ key }) => key));
  for (const { fields } of people.data) for (const key of Object.keys(fields)) keys.add(key);
  return [...keys].sort().slice(0, 60);
}

/** Beside name and address, which everybody has. */
export function useFieldKeys(listId: string | undefined): string[] {
  const keys = useQuery({
    queryKey: ['subscribers', 'field-keys', listId ?? 'all'],
    queryFn: () => fieldKeys(listId),
    staleTime: 60_000,
  });
  return keys.data ?? [];
}

export const useMergeFields = (listId: string | undefined): string[] => {
  const keys = useFieldKeys(listId);
  return ['name', 'address', ...keys.filter((key) => key !== 'name' && key !== 'address')];
};
