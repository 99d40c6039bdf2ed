// What the one who is signed in may do: buttons for the rest are left out, and the page says who may (`OnlyFor`).
'use client';

import type { ApiScope } from '@doorstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { meQuestion } from '../client/session';

/** Unknown until it is answered who is signed in. */
export function useRight(scope: ApiScope): 'has' | 'lacks' | 'unknown' {
  const me = useQuery({ ...meQuestion, staleTime: 60_000 });
  if (me.data === undefined) return 'unknown';
  return me.data.scopes.includes(scope) ? 'has' : 'lacks';
}

const useMay = (scope: ApiScope): boolean => useRight(scope) === 'has';

export const useMayEditPeople = () => useMay('subscribers:write');
export const useMaySend = () => useMay('campaigns:send');
export const useMayDeliver = () => useMay('deliverability:write');
export const useMayChangeSettings = () => useMay('settings:write');
export const useMayWriteCampaigns = () => useMay('campaigns:write');
export const useMayReadSettings = () => useMay('settings:read');
