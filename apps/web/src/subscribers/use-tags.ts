// The first hundred tags, for pickers and names.
'use client';

import { useQuery } from '@tanstack/react-query';
import { tagsQuestion } from './subscribers-key';

export const useTags = () => useQuery({ ...tagsQuestion, staleTime: 30_000, select: (page) => page.data });
