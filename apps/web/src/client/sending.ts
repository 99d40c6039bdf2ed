// Sending as a whole, sites, waiting deliveries and source addresses as the API offers them.
import type {
  LiveFigures,
  NewSourceAddress,
  Page,
  SendingControl,
  SendingDomain,
  SiteView,
  SourceAddress,
  SourceAddressChange,
  SourceAddressCheck,
  WaitingReason,
} from '@doorstep/contracts';
import { get, patch, post, remove } from './api';

export const sending = {
  control: () => get<SendingControl>('/v1/sending'),
  live: () => get<LiveFigures>('/v1/sending/live'),
  pause: (minutes: number | null, reason: string) => post<SendingControl>('/v1/sending/pause', { minutes, reason }),
  slow: (perMinute: number, reason: string) => post<SendingControl>('/v1/sending/slow', { perMinute, reason }),
  resume: () => post<SendingControl>('/v1/sending/resume'),
};

export interface SiteOrder {
  minutes: number;
  reason: string;
  sourceId: string | null;
  /** For all destinations of its provider that are known now. */
  forProvider: boolean;
}

export interface SiteLimitOrder {
  connections: number | null;
  messagesPerConnection: number | null;
  perMinute: number | null;
  /** For all destinations of its provider. */
  forProvider: boolean;
  reason: string;
}

export const sites = {
  page: (cursor?: string | null) => get<Page<SiteView>>('/v1/sites', { cursor, limit: 100 }),
  pause: (id: string, order: SiteOrder) => post<SiteView>(`/v1/sites/${id}/pause`, order),
  slow: (id: string, perMinute: number, order: SiteOrder) =>
    post<SiteView>(`/v1/sites/${id}/slow`, { perMinute, ...order }),
  limit: (id: string, order: SiteLimitOrder) => post<SiteView>(`/v1/sites/${id}/limit`, order),
  automatic: (id: string, forProvider: boolean) => post<SiteView>(`/v1/sites/${id}/automatic`, { forProvider }),
  resume: (id: string, order: Partial<Pick<SiteOrder, 'sourceId' | 'forProvider'>> = {}) =>
    post<SiteView>(`/v1/sites/${id}/resume`, order),
};

export const waitingReason = (deliveryId: string) => get<WaitingReason>(`/v1/deliveries/${deliveryId}/waiting`);

export const sourceAddresses = {
  page: () => get<Page<SourceAddress>>('/v1/source-addresses'),
  add: (source: NewSourceAddress) => post<SourceAddress>('/v1/source-addresses', source),
  change: (id: string, change: SourceAddressChange) => patch<SourceAddress>(`/v1/source-addresses/${id}`, change),
  remove: (id: string) => remove(`/v1/source-addresses/${id}`),
  check: (id: string) => post<SourceAddressCheck>(`/v1/source-addresses/${id}/check`),
};

export const choosePool = (domainId: string, pool: string) =>
  patch<SendingDomain>(`/v1/sending-domains/${domainId}`, { pool });
