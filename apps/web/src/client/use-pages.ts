// A list of the API as rows to show: page after page by cursor, kept while it is asked for again.
'use client';

import type { Page } from '@doorstep/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

export interface Rows<Row> {
  rows: Row[] | undefined;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  isStale: boolean;
  loadMore: () => void;
  again: () => void;
}

export function usePages<Row>(
  key: readonly unknown[],
  load: (cursor: string | null) => Promise<Page<Row>>,
  options: { refetchInterval?: number | false; enabled?: boolean } = {},
): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    ...options,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.data),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    isStale: query.isPlaceholderData,
    loadMore: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}
