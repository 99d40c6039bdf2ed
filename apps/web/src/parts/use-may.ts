// What the one who is signed in may do: buttons for the rest are left out.
'use client';

import type { ApiScope } from '@doorstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { meQuestion } from '../client/session';

function useMay(scope: ApiScope): boolean {
  const me = useQuery({ ...meQuestion, staleTime: 60_000 });
  return me.data?.scopes.includes(scope) ?? false;
}

export const useMayEditPeople = () => useMay('subscribers:write');
export const useMaySend = () => useMay('campaigns:send');
export const useMayDeliver = () => useMay('deliverability:write');
export const useMayChangeSettings = () => useMay('settings:write');
export const useMayWriteCampaigns = () => useMay('campaigns:write');
export const useMayReadLog = () => useMay('settings:read');
