// Live checks and single mails as the API offers them.
import type { LiveCheck, NewOneMail, OneMail, Page } from '@doorstep/contracts';
import { get, post } from './api';

export const liveChecks = {
  latest: (target: string) => get<Page<LiveCheck>>('/v1/live-checks', { target }),
  begin: (target: string, asksRecipient: boolean) => post<LiveCheck>('/v1/live-checks', { target, asksRecipient }),
};

export const sendOneMail = (address: string, wish: NewOneMail) =>
  post<OneMail>(`/v1/addresses/${encodeURIComponent(address)}/one-mail`, wish);
