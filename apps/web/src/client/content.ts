// What campaigns are written with, as the API offers it: preview, versions, templates, images, fields.
import type {
  Campaign,
  CampaignPreview,
  CampaignVersion,
  CampaignVersionView,
  ContentKind,
  CustomField,
  Media,
  MissingFields,
  Page,
  Template,
} from '@doorstep/contracts';
import { get, patch, post, remove, request } from './api';

export type Reader = { as: 'sample' | 'nameless' } | { person: string };

export const content = {
  preview: (id: string, reader: Reader, variant = 0) =>
    get<CampaignPreview>(`/v1/campaigns/${id}/preview`, { ...reader, variant }),
  missing: (id: string) => get<MissingFields>(`/v1/campaigns/${id}/missing-fields`),
  versions: (id: string) => get<Page<CampaignVersion>>(`/v1/campaigns/${id}/versions`),
  version: (id: string, versionId: string) => get<CampaignVersionView>(`/v1/campaigns/${id}/versions/${versionId}`),
  restore: (id: string, versionId: string) => post<Campaign>(`/v1/campaigns/${id}/versions/${versionId}/restore`),
  fields: () => get<Page<CustomField>>('/v1/fields'),
};

export interface Written {
  contentKind: ContentKind;
  contentSource: string;
  html: string;
}

export const templates = {
  all: () => get<Page<Template>>('/v1/templates'),
  save: (name: string, { contentKind, contentSource, html }: Written) =>
    post<Template>('/v1/templates', {
      name,
      contentKind,
      ...(contentKind === 'html' ? { html } : { contentSource }),
    }),
  setDefault: (id: string, isDefault: boolean) => patch<Template>(`/v1/templates/${id}`, { isDefault }),
  remove: (id: string) => remove(`/v1/templates/${id}`),
};

export const media = {
  page: (cursor?: string | null) => get<Page<Media>>('/v1/media', { cursor, limit: 24 }),
  upload: (file: File, alt: string) =>
    request<Media>('POST', '/v1/media', { query: { name: file.name.slice(0, 255) || 'image', alt }, body: file }),
  describe: (id: string, alt: string) => patch<Media>(`/v1/media/${id}`, { alt }),
  remove: (id: string) => remove(`/v1/media/${id}`),
};
