// The cache keys of lists, and what is asked for them.
import { lists } from '../client/audience';

export const listsKey = ['lists'] as const;

export const listsQuestion = { queryKey: [...listsKey, 'page'], load: lists.page };

/** All of them, for pickers and names. */
export const allListsQuestion = { queryKey: [...listsKey, 'all'], queryFn: () => lists.page() };

export const listQuestion = (id: string) => ({
  queryKey: [...listsKey, id],
  queryFn: () => lists.one(id),
});

export const healthQuestion = (id: string) => ({
  queryKey: [...listsKey, id, 'health'],
  queryFn: () => lists.health(id),
});
