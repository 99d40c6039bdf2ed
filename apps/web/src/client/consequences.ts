// What bounces lead to, incidents held for review and releases in bulk as the API offers them.
import type {
  ConsequenceChange,
  ConsequencePolicy,
  ConsequencePreview,
  Consequences,
  ConsequenceVersion,
  FloodDecision,
  HeldFailure,
  NewRelease,
  Page,
  Release,
  ReleaseFilter,
  ReleasePreview,
  SiteFlood,
} from '@doorstep/contracts';
import { get, post } from './api';

export const consequences = {
  read: () => get<Consequences>('/v1/consequences'),
  change: (change: ConsequenceChange) => post<ConsequenceVersion>('/v1/consequences', change),
  preview: (policy: ConsequencePolicy) => post<ConsequencePreview>('/v1/consequences/preview', { policy }),
};

export const siteFloods = {
  page: (state: 'open' | 'ended' | 'all', cursor?: string | null) =>
    get<Page<SiteFlood>>('/v1/site-floods', { state, cursor, limit: 20 }),
  people: (id: string, cursor?: string | null) =>
    get<Page<HeldFailure>>(`/v1/site-floods/${id}/people`, { cursor, limit: 20 }),
  decide: (id: string, decision: FloodDecision) => post<SiteFlood>(`/v1/site-floods/${id}/decide`, decision),
  undo: (id: string, reason: string) => post<SiteFlood>(`/v1/site-floods/${id}/undo`, { reason }),
};

export const releases = {
  page: (cursor?: string | null) => get<Page<Release>>('/v1/suppression-releases', { cursor, limit: 20 }),
  preview: (filter: ReleaseFilter) => get<ReleasePreview>('/v1/suppression-releases/preview', { ...filter }),
  release: (release: NewRelease) => post<Release>('/v1/suppression-releases', release),
  undo: (id: string) => post<Release>(`/v1/suppression-releases/${id}/undo`),
};
