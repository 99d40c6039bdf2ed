// The first hundred tags, for pickers and names.
'use client';

import { useQuery } from '@tanstack/react-query';
import { tags } from '../client/segments';

export const useTags = () =>
  useQuery({ queryKey: ['tags', 'all'], queryFn: () => tags.page(), staleTime: 30_000, select: (page) => page.data });
