// Returned mail as the API offers it: the list, one message, its raw text, matches by hand, laying aside.
import type {
  Dismissal,
  InboundCounts,
  InboundDetail,
  InboundMatch,
  InboundShow,
  InboundText,
  InboundView,
  MatchCandidates,
  NewDismissal,
  NewInboundMatch,
  Page,
} from '@doorstep/contracts';
import { get, post, withQuery } from './api';

export interface InboundFilter {
  readonly show: InboundShow;
  readonly search: string;
}

export const returnedMail = {
  page: (filter: InboundFilter, cursor?: string | null) => get<Page<InboundView>>('/v1/inbound', { ...filter, cursor }),
  counts: () => get<InboundCounts>('/v1/inbound/counts'),
  one: (id: string) => get<InboundDetail>(`/v1/inbound/${id}`),
  text: (id: string) => get<InboundText>(`/v1/inbound/${id}/text`),
  candidates: (id: string, search: string) => get<MatchCandidates>(`/v1/inbound/${id}/candidates`, { search }),
  match: (id: string, match: NewInboundMatch) => post<InboundMatch>(`/v1/inbound/${id}/match`, match),
  undoMatch: (id: string) => post<InboundMatch>(`/v1/inbound/matches/${id}/undo`),
  dismiss: (dismissal: NewDismissal) => post<Dismissal>('/v1/inbound/dismissals', dismissal),
  undoDismissal: (id: string) => post<Dismissal>(`/v1/inbound/dismissals/${id}/undo`),
  restore: (id: string) => post<void>(`/v1/inbound/${id}/restore`),
};

export const rawHref = (id: string) => `/v1/inbound/${id}/raw`;
export const exportHref = (filter: InboundFilter, format: 'csv' | 'jsonl') =>
  withQuery('/v1/inbound/export', { ...filter, format });
