// The report of a campaign, counted anew while the campaign moves.
'use client';

import { useQuery } from '@tanstack/react-query';
import { reports } from '../client/reports';
import { POLL_MS } from '../client/use-live';
import { campaignKey } from './campaigns-key';

export function useReport(campaignId: string, isMoving: boolean) {
  return useQuery({
    queryKey: [...campaignKey(campaignId), 'report'],
    queryFn: () => reports.one(campaignId),
    refetchInterval: isMoving ? POLL_MS : POLL_MS * 6,
  });
}
