// The time in which a start can still be taken back: a countdown, and Undo.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { campaigns } from '../client/campaigns';
import { May } from '../parts/may';
import { counted } from '../parts/numbers';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { useSecondsUntil } from './use-seconds-until';

export function HoldNotice({ campaign }: { campaign: Campaign }) {
  const seconds = useSecondsUntil(campaign.holdUntil);
  const undo = useAction({
    run: () => campaigns.undo(campaign.id),
    changes: [campaignKey(campaign.id), campaignsKey, ['overview']],
    done: `“${campaign.name}” is as it was before; nobody was mailed`,
  });
  if (!campaign.canUndo || (campaign.state !== 'scheduled' && seconds === 0)) return null;
  return (
    <Group
      justify="space-between"
      gap={12}
      p={14}
      bg="var(--wash-warn)"
      style={{ borderRadius: 8, border: '1px solid var(--hairline)' }}
    >
      <div>
        <Text fw={600}>
          {campaign.state === 'scheduled' ? 'Nothing has left yet' : 'It is held: nothing has left yet'}
        </Text>
        <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {campaign.state === 'scheduled'
            ? 'Undo puts it back to what it was before it was scheduled.'
            : `The first message leaves in ${counted(seconds, 'second', 'seconds')}. Undo makes it a draft again, as it was.`}
        </Text>
      </div>
      <May scope="campaigns:send">
        <Button
          variant="default"
          leftSection={<Undo2 size={14} aria-hidden />}
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined)}
        >
          {campaign.state === 'scheduled' ? 'Undo the schedule' : 'Undo'}
        </Button>
      </May>
    </Group>
  );
}
