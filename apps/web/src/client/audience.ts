// Lists, subscribers and suppressions as the API offers them.
import type {
  AddressCorrection,
  AddressHint,
  BulkChange,
  CorrectedAddress,
  Erasure,
  List,
  ListHealth,
  ListPeopleCount,
  ListPeopleFilter,
  ListPerson,
  ListPublic,
  ListPublicChange,
  NewAddressCorrection,
  NewBulkChange,
  NewList,
  NewSavedView,
  NewSubscriber,
  NewSuppression,
  Page,
  SavedView,
  Subscriber,
  SubscriberChange,
  SubscriberCount,
  SubscriberFilter,
  Suppression,
  SuppressionImportResult,
  SuppressionQuery,
  SuppressionResult,
} from '@doorstep/contracts';
import { get, patch, post, remove, withQuery } from './api';

type Input<T, Optional extends keyof T> = Omit<T, Optional> & Partial<Pick<T, Optional>>;

export const lists = {
  page: (cursor?: string | null) => get<Page<List>>('/v1/lists', { cursor, limit: 100 }),
  one: (id: string) => get<List>(`/v1/lists/${id}`),
  create: (list: Input<NewList, 'description' | 'optIn'>) => post<List>('/v1/lists', list),
  change: (id: string, change: Partial<NewList>) => patch<List>(`/v1/lists/${id}`, change),
  remove: (id: string) => remove(`/v1/lists/${id}`),
  public: (id: string) => get<ListPublic>(`/v1/lists/${id}/public`),
  changePublic: (id: string, change: ListPublicChange) => patch<ListPublic>(`/v1/lists/${id}/public`, change),
  restore: (id: string) => post<List>(`/v1/lists/${id}/restore`),
  health: (id: string) => get<ListHealth>(`/v1/lists/${id}/health`),
  people: (id: string, filter: ListPeopleFilter, cursor?: string | null) =>
    get<Page<ListPerson>>(`/v1/lists/${id}/people`, { ...filter, cursor }),
  countPeople: (id: string, filter: ListPeopleFilter) => get<ListPeopleCount>(`/v1/lists/${id}/people/count`, filter),
};

export const subscribers = {
  page: (query: SubscriberFilter & { cursor?: string | null; limit?: number }) =>
    get<Page<Subscriber>>('/v1/subscribers', query),
  hint: (address: string) => get<AddressHint>('/v1/subscribers/hint', { address }),
  count: (filter: SubscriberFilter) => get<SubscriberCount>('/v1/subscribers/count', filter),
  fileHref: (filter: SubscriberFilter, format: 'csv' | 'json') =>
    withQuery('/v1/subscribers/export', { ...filter, format }),
  one: (id: string) => get<Subscriber>(`/v1/subscribers/${id}`),
  create: (subscriber: Input<NewSubscriber, 'fields' | 'listIds' | 'acknowledgePast'>) =>
    post<Subscriber>('/v1/subscribers', subscriber),
  change: (id: string, change: SubscriberChange) => patch<Subscriber>(`/v1/subscribers/${id}`, change),
  remove: (id: string) => remove(`/v1/subscribers/${id}`),
  previewCorrection: (id: string, to: string | null) =>
    get<AddressCorrection>(`/v1/subscribers/${id}/correction`, { to }),
  correct: (id: string, correction: NewAddressCorrection) =>
    post<CorrectedAddress>(`/v1/subscribers/${id}/correction`, correction),
};

export const suppressions = {
  page: (query: Partial<Omit<SuppressionQuery, 'cursor'>> & { cursor?: string | null }) =>
    get<Page<Suppression>>('/v1/suppressions', query),
  results: (id: string) => get<Page<SuppressionResult>>(`/v1/suppressions/${id}/results`),
  read: (text: string, reason: string, isTrial: boolean) =>
    post<SuppressionImportResult>('/v1/suppression-files', { text, reason, isTrial }),
  fileHref: (query: Partial<Omit<SuppressionQuery, 'cursor' | 'limit'>>, format: string) =>
    withQuery('/v1/suppression-files', { ...query, format }),
  create: (suppression: NewSuppression) => post<Suppression>('/v1/suppressions', suppression),
  lift: (id: string, reason: string) => post<Suppression>(`/v1/suppressions/${id}/lift`, { reason }),
  ask: (id: string, heard: string) => post<Suppression>(`/v1/suppressions/${id}/ask`, { heard }),
  endAt: (id: string, expiresAt: string | null) => patch<Suppression>(`/v1/suppressions/${id}`, { expiresAt }),
};

export const bulkChanges = {
  page: (cursor?: string | null) => get<Page<BulkChange>>('/v1/bulk-changes', { cursor }),
  one: (id: string) => get<BulkChange>(`/v1/bulk-changes/${id}`),
  begin: (change: NewBulkChange) => post<BulkChange>('/v1/bulk-changes', change),
  undo: (id: string) => post<BulkChange>(`/v1/bulk-changes/${id}/undo`),
};

export const savedViews = {
  all: (page: NewSavedView['page']) => get<Page<SavedView>>('/v1/saved-views', { page }),
  create: (view: NewSavedView) => post<SavedView>('/v1/saved-views', view),
  rename: (id: string, name: string) => patch<SavedView>(`/v1/saved-views/${id}`, { name }),
  remove: (id: string) => remove(`/v1/saved-views/${id}`),
};

export const people = {
  fileHref: (addressId: string) => `/v1/people/${addressId}/export`,
  erase: (addressId: string, confirm: string) => post<Erasure>(`/v1/people/${addressId}/erase`, { confirm }),
};
