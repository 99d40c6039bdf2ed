// The DKIM keys of a sending domain, and the keys of links, as the API offers them.
import type { DkimRotation, Page, TokenKey } from '@doorstep/contracts';
import { get, post, request } from './api';

const of = (id: string) => `/v1/sending-domains/${id}/dkim`;

export const dkim = {
  of: (id: string) => get<DkimRotation>(of(id)),
  makeNext: (id: string, withEd25519: boolean) => post<DkimRotation>(`${of(id)}/next`, { withEd25519 }),
  discardNext: (id: string) => request<DkimRotation>('DELETE', `${of(id)}/next`),
  look: (id: string) => post<DkimRotation>(`${of(id)}/look`),
  /** @param at ISO-8601; null: now */
  switchToNext: (id: string, at: string | null) => post<DkimRotation>(`${of(id)}/switch`, { at }),
  takePlanBack: (id: string) => request<DkimRotation>('DELETE', `${of(id)}/switch`),
  switchBack: (id: string) => post<DkimRotation>(`${of(id)}/switch-back`),
  remove: (id: string, selector: string) => request<DkimRotation>('DELETE', `${of(id)}/keys/${selector}`),
};

export const tokenKeys = {
  page: () => get<Page<TokenKey>>('/v1/token-keys'),
  rotate: () => post<TokenKey>('/v1/token-keys'),
  retire: (id: string, breakLinks: boolean) => post<TokenKey>(`/v1/token-keys/${id}/retire`, { breakLinks }),
  restore: (id: string) => post<TokenKey>(`/v1/token-keys/${id}/restore`),
};
