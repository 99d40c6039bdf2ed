// One campaign, followed while it moves: by its stream, or by asking again when the line is down.
'use client';

import type { Campaign, CampaignSummary } from '@doorstep/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { POLL_MS, useLive } from '../client/use-live';
import { campaignKey, campaignQuestion } from './campaigns-key';

const moving = new Set<Campaign['state'] | undefined>(['planned', 'sending']);

/** While its stream is down a moving campaign is asked for often; one that may change by itself, now and then. */
function pollMs(state: Campaign['state'] | undefined, isOpen: boolean): number | false {
  if (moving.has(state)) return isOpen ? false : POLL_MS;
  if (state === 'scheduled' || state === 'paused') return POLL_MS;
  return state === 'finished' ? POLL_MS * 6 : false;
}

export function useCampaign(id: string) {
  const queryClient = useQueryClient();
  const key = campaignKey(id);
  const state = queryClient.getQueryData<Campaign>(key)?.state;
  const isOpen = useLive<CampaignSummary>(moving.has(state) ? campaigns.eventsUrl(id) : null, 'campaign', (heard) =>
    queryClient.setQueryData<Campaign>(key, (known) => known && { ...known, ...heard }),
  );
  const query = useQuery({
    ...campaignQuestion(id),
    refetchInterval: (current) => pollMs(current.state.data?.state, isOpen),
  });
  return { query, isMoving: moving.has(query.data?.state), isLive: isOpen };
}
