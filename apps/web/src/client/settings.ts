// Users, API keys and the audit log as the API offers them.
import type {
  ApiKey,
  AuditChoices,
  AuditEntry,
  AuditNear,
  CreatedApiKey,
  NewApiKey,
  NewUser,
  Page,
  UserView,
} from '@doorstep/contracts';
import { get, post, type Query, remove, withQuery } from './api';

export const users = {
  page: (cursor?: string | null) => get<Page<UserView>>('/v1/users', { cursor, limit: 100 }),
  create: (user: NewUser) => post<UserView>('/v1/users', user),
  remove: (id: string) => remove(`/v1/users/${id}`),
};

export const apiKeys = {
  page: (cursor?: string | null) => get<Page<ApiKey>>('/v1/api-keys', { cursor, limit: 100 }),
  create: (key: Omit<NewApiKey, 'expiresAt'> & { expiresAt?: string | null }) =>
    post<CreatedApiKey>('/v1/api-keys', key),
  revoke: (id: string) => remove(`/v1/api-keys/${id}`),
};

export const audit = {
  page: (query: Query, cursor?: string | null) => get<Page<AuditEntry>>('/v1/audit', { ...query, cursor }),
  choices: () => get<AuditChoices>('/v1/audit/choices'),
  near: (at: string, who: string | null, about: string | null) => get<AuditNear>('/v1/audit/near', { at, who, about }),
  exportHref: (query: Query, format: 'csv' | 'json') => withQuery('/v1/audit/export', { ...query, format }),
};
