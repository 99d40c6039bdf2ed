// Why a campaign stands still: by hand, or because Doorstep saw something that has to be mended first.
import type { Campaign } from '@doorstep/contracts';
import { Group, Text } from '@mantine/core';
import { ToneIcon } from '../parts/status';
import { GotIt } from './got-it';

export function PauseReason({ campaign }: { campaign: Campaign }) {
  if (campaign.state !== 'paused') return null;
  return (
    <Group
      wrap="nowrap"
      align="flex-start"
      gap={12}
      p={14}
      bg="var(--wash-warn)"
      style={{ borderRadius: 8, border: '1px solid var(--hairline)' }}
    >
      <ToneIcon tone="warn" size={20} />
      <div>
        <Text fw={600}>
          {campaign.pauseReason === null ? 'Paused by hand' : 'Doorstep paused this campaign by itself'}
        </Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {campaign.pauseReason ?? 'Nothing new goes out until someone resumes it. Nobody is lost meanwhile.'}
        </Text>
        {campaign.plannedAt !== null && <GotIt campaignId={campaign.id} />}
      </div>
    </Group>
  );
}
