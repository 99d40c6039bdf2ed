// How fast a campaign under way goes, a way to change it, and the way back.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Gauge, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { campaigns } from '../client/campaigns';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { rateSentence } from './schedule-options';
import { firstTriesLeft } from './tally';

const PaceDialog = late(() => import('./pace-dialog').then((file) => file.PaceDialog));

export function PaceLine({ campaign }: { campaign: Campaign }) {
  const [isOpen, setIsOpen] = useState(false);
  const undo = useAction({
    run: () => campaigns.undoSlow(campaign.id),
    changes: [campaignKey(campaign.id), campaignsKey],
    done: 'Its pace is what it was before',
  });
  const left = firstTriesLeft(campaign.tally);
  if (campaign.plannedAt === null || left === 0) return null;
  return (
    <Group gap={8} mt={8}>
      <Text size="sm" c="dimmed">
        {campaign.ratePerHour === null
          ? 'It goes as fast as its mail servers take it, or as it was spread.'
          : rateSentence(campaign.ratePerHour, left)}
      </Text>
      <May scope="campaigns:send">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Gauge size={14} aria-hidden />}
          onClick={() => setIsOpen(true)}
        >
          Change the pace
        </Button>
        {campaign.canUndoPace && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<Undo2 size={14} aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate(undefined)}
          >
            Undo the change of pace
          </Button>
        )}
      </May>
      {isOpen && <PaceDialog campaign={campaign} left={left} close={() => setIsOpen(false)} />}
    </Group>
  );
}
