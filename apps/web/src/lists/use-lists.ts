// All lists, for pickers and names.
'use client';

import { useQuery } from '@tanstack/react-query';
import { lists } from '../client/audience';

export const listsKey = ['lists'] as const;

export function useLists() {
  return useQuery({
    queryKey: [...listsKey, 'all'],
    queryFn: () => lists.page(),
    staleTime: 30_000,
    select: (page) => page.data,
  });
}
