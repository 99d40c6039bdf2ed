// All lists, for pickers and names.
'use client';

import { useQuery } from '@tanstack/react-query';
import { allListsQuestion } from './list-questions';

export function useLists() {
  return useQuery({ ...allListsQuestion, staleTime: 30_000, select: (page) => page.data });
}
