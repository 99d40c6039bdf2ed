// Segments, tags, custom fields and the audience of a campaign as the API offers them.
import type {
  AudiencePerson,
  AudienceShare,
  CampaignAudience,
  CustomField,
  CustomFieldChange,
  FieldCheck,
  FieldType,
  FoundFields,
  NewCustomField,
  Page,
  Segment,
  SegmentGroup,
  SegmentPerson,
  SegmentPreview,
  SegmentWhy,
  Tag,
  TagRemoval,
} from '@doorstep/contracts';
import { get, patch, post, remove, request } from './api';

export const segments = {
  page: (cursor?: string | null) => get<Page<Segment>>('/v1/segments', { cursor, limit: 100 }),
  one: (id: string) => get<Segment>(`/v1/segments/${id}`),
  create: (name: string, definition: SegmentGroup) => post<Segment>('/v1/segments', { name, definition }),
  change: (id: string, change: { name?: string; definition?: SegmentGroup }) =>
    patch<Segment>(`/v1/segments/${id}`, change),
  remove: (id: string) => remove(`/v1/segments/${id}`),
  restore: (id: string) => post<Segment>(`/v1/segments/${id}/restore`),
  people: (id: string, cursor: string | null) => get<Page<SegmentPerson>>(`/v1/segments/${id}/people`, { cursor }),
  preview: (definition: SegmentGroup) => post<SegmentPreview>('/v1/segments/preview', { definition }),
  why: (definition: SegmentGroup, address: string) => post<SegmentWhy>('/v1/segments/why', { definition, address }),
};

export const tags = {
  page: (query: { search?: string; cursor?: string | null } = {}) =>
    get<Page<Tag>>('/v1/tags', { limit: 100, ...query }),
  create: (name: string) => post<Tag>('/v1/tags', { name }),
  rename: (id: string, name: string) => patch<Tag>(`/v1/tags/${id}`, { name }),
  merge: (id: string, intoTagId: string) => post<TagRemoval>(`/v1/tags/${id}/merge`, { intoTagId }),
  remove: (id: string) => request<TagRemoval>('DELETE', `/v1/tags/${id}`),
  undo: (removalId: string) => post<Tag>(`/v1/tags/removals/${removalId}/undo`),
};

const fieldPath = (key: string) => `/v1/fields/${encodeURIComponent(key)}`;

export const customFields = {
  page: () => get<Page<CustomField>>('/v1/fields'),
  found: () => get<FoundFields>('/v1/fields/found'),
  create: (field: NewCustomField) => post<CustomField>('/v1/fields', field),
  change: (key: string, change: Partial<CustomFieldChange>) => patch<CustomField>(fieldPath(key), change),
  check: (key: string, type: FieldType, choices: string[]) =>
    post<FieldCheck>(`${fieldPath(key)}/check`, { type, choices }),
  remove: (key: string) => request<CustomField>('DELETE', fieldPath(key)),
};

export const audiences = {
  counts: (campaignId: string) => get<CampaignAudience>(`/v1/campaigns/${campaignId}/audience`),
  people: (campaignId: string, share: AudienceShare, cursor: string | null) =>
    get<Page<AudiencePerson>>(`/v1/campaigns/${campaignId}/audience/people`, { share, cursor }),
};
