// Lists, subscribers and suppressions as the API offers them.
import type {
  List,
  NewList,
  NewSubscriber,
  NewSuppression,
  Page,
  Subscriber,
  SubscriberChange,
  Suppression,
} from '@doorstep/contracts';
import { get, patch, post, remove } from './api';

type Input<T, Optional extends keyof T> = Omit<T, Optional> & Partial<Pick<T, Optional>>;

export const lists = {
  page: (cursor?: string | null) => get<Page<List>>('/v1/lists', { cursor, limit: 100 }),
  one: (id: string) => get<List>(`/v1/lists/${id}`),
  create: (list: Input<NewList, 'description' | 'optIn'>) => post<List>('/v1/lists', list),
  change: (id: string, change: Partial<NewList>) => patch<List>(`/v1/lists/${id}`, change),
  remove: (id: string) => remove(`/v1/lists/${id}`),
};

export const subscribers = {
  page: (query: { search?: string; listId?: string; cursor?: string | null }) =>
    get<Page<Subscriber>>('/v1/subscribers', query),
  one: (id: string) => get<Subscriber>(`/v1/subscribers/${id}`),
  create: (subscriber: Input<NewSubscriber, 'fields' | 'listIds' | 'acknowledgePast'>) =>
    post<Subscriber>('/v1/subscribers', subscriber),
  change: (id: string, change: SubscriberChange) => patch<Subscriber>(`/v1/subscribers/${id}`, change),
  remove: (id: string) => remove(`/v1/subscribers/${id}`),
};

export const suppressions = {
  page: (query: { search?: string; state?: string; cursor?: string | null }) =>
    get<Page<Suppression>>('/v1/suppressions', query),
  create: (suppression: NewSuppression) => post<Suppression>('/v1/suppressions', suppression),
  lift: (id: string, reason: string, confirmsComplaint = false) =>
    post<Suppression>(`/v1/suppressions/${id}/lift`, { reason, confirmsComplaint }),
};
