// The report of a campaign, counted anew while the campaign moves.
'use client';

import { useQuery } from '@tanstack/react-query';
import { POLL_MS } from '../client/use-live';
import { reportQuestion } from './campaigns-key';

export function useReport(campaignId: string, isMoving: boolean) {
  return useQuery({
    ...reportQuestion(campaignId),
    refetchInterval: isMoving ? POLL_MS : POLL_MS * 6,
  });
}
