// Replacing what a campaign says as a whole: another way of writing, a template. What stood there stays a version.
'use client';

import type { CampaignChange } from '@doorstep/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { useAction } from '../parts/use-action';
import { campaignKey } from './campaigns-key';

export function useContentChange(id: string, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useAction({
    run: (change: CampaignChange) => campaigns.change(id, { ...change, keepVersion: true }),
    changes: [[...campaignKey(id), 'preflight']],
    onDone: (answer) => {
      queryClient.setQueryData(campaignKey(id), answer);
      onDone?.();
    },
  });
}
