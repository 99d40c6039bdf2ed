// The report of a campaign, counted anew while the campaign moves.
'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { POLL_MS } from '../client/use-live';
import { reportQuestion } from './campaigns-key';

export function useReport(campaignId: string, isMoving: boolean) {
  const query = useQuery({
    ...reportQuestion(campaignId),
    refetchInterval: isMoving ? POLL_MS : POLL_MS * 6,
  });
  // Once it stands still it is asked for seldom: first what stands there then.
  const moved = useRef(isMoving);
  const { refetch } = query;
  useEffect(() => {
    if (moved.current !== isMoving) void refetch();
    moved.current = isMoving;
  }, [isMoving, refetch]);
  return query;
}
