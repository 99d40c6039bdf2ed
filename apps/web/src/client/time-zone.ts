// The time zone of the account.
import type { AccountTimeZone } from '@doorstep/contracts';
import { get, request } from './api';

export const timeZoneKey = ['time-zone'] as const;

export const accountTimeZone = {
  read: () => get<AccountTimeZone>('/v1/time-zone'),
  set: (timeZone: string | null) => request<AccountTimeZone>('PUT', '/v1/time-zone', { body: { timeZone } }),
};
