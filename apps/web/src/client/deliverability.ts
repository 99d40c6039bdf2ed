// Addresses, sending domains, bounce mailboxes and the overview as the API offers them.
import type {
  AddressHit,
  AddressPage,
  BounceMailbox,
  LoopTest,
  MadeShareLink,
  MailboxTest,
  MailboxTry,
  NewBounceMailbox,
  NewRecordsLink,
  NewSendingDomain,
  Overview,
  Page,
  SendingDomain,
  ShareLink,
} from '@doorstep/contracts';
import { get, patch, post, remove } from './api';

export const overview = (days: '7' | '28') => get<Overview>('/v1/overview', { days });

export const addresses = {
  search: (search: string, cursor?: string | null, signal?: AbortSignal) =>
    get<Page<AddressHit>>('/v1/addresses', { search, cursor }, signal),
  one: (address: string) => get<AddressPage>(`/v1/addresses/${encodeURIComponent(address)}`),
};

export const sendingDomains = {
  page: (cursor?: string | null) => get<Page<SendingDomain>>('/v1/sending-domains', { cursor, limit: 100 }),
  one: (id: string) => get<SendingDomain>(`/v1/sending-domains/${id}`),
  create: (domain: NewSendingDomain) => post<SendingDomain>('/v1/sending-domains', domain),
  check: (id: string) => post<SendingDomain>(`/v1/sending-domains/${id}/check`),
  shareLinks: (id: string) => get<Page<ShareLink>>(`/v1/sending-domains/${id}/share-links`),
  share: (id: string, link: NewRecordsLink) => post<MadeShareLink>(`/v1/sending-domains/${id}/share-links`, link),
  revoke: (id: string, linkId: string) => remove(`/v1/sending-domains/${id}/share-links/${linkId}`),
};

export const bounceMailboxes = {
  page: (cursor?: string | null) => get<Page<BounceMailbox>>('/v1/bounce-mailboxes', { cursor, limit: 100 }),
  create: (mailbox: NewBounceMailbox) => post<BounceMailbox>('/v1/bounce-mailboxes', mailbox),
  change: (id: string, change: Partial<NewBounceMailbox> & { isEnabled?: boolean }) =>
    patch<BounceMailbox>(`/v1/bounce-mailboxes/${id}`, change),
  remove: (id: string) => remove(`/v1/bounce-mailboxes/${id}`),
  test: (id: string) => post<MailboxTest>(`/v1/bounce-mailboxes/${id}/test`),
  try: (settings: MailboxTry) => post<MailboxTest>('/v1/bounce-mailboxes/try', settings),
  read: (id: string) => post<BounceMailbox>(`/v1/bounce-mailboxes/${id}/read`),
};

export const loopTests = {
  latest: () => get<Page<LoopTest>>('/v1/loop-tests'),
  begin: (sendingDomainId: string) => post<LoopTest>('/v1/loop-tests', { sendingDomainId, waitMinutes: 5 }),
};
