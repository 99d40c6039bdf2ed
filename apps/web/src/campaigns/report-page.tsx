// A campaign that is scheduled, on its way or over: how it goes, who got it and who did not, what was sent.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Group, Stack, Tabs, Text } from '@mantine/core';
import { parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { PageHeader } from '../parts/page-header';
import { Status, ToneIcon } from '../parts/status';
import { campaignWords } from '../parts/words';
import { MessageSection } from './message-section';
import { PeopleSection, peopleFilter } from './people-section';
import { ProgressSection } from './progress-section';
import { RunActions } from './run-actions';

interface ReportPageProps {
  campaign: Campaign;
  isMoving: boolean;
  isLive: boolean;
}

function PauseReason({ campaign }: { campaign: Campaign }) {
  if (campaign.state !== 'paused') return null;
  return (
    <Group
      role="status"
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
      </div>
    </Group>
  );
}

export function ReportPage({ campaign, isMoving, isLive }: ReportPageProps) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(['people', 'message'] as const).withDefault(
      campaign.state === 'scheduled' ? 'message' : 'people',
    ),
  );
  const [filter] = useQueryStates(peopleFilter);
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title={campaign.name}
        status={<Status word={campaignWords[campaign.state]} />}
        actions={<RunActions campaign={campaign} />}
      />
      <Stack gap="md">
        <PauseReason campaign={campaign} />
        <ProgressSection campaign={campaign} chosen={filter.state} isMoving={isMoving} isLive={isLive} />
        <Tabs value={tab} onChange={(value) => void setTab(value as typeof tab)}>
          <Tabs.List mb={12}>
            <Tabs.Tab value="people">People</Tabs.Tab>
            <Tabs.Tab value="message">Message</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people">
            <PeopleSection campaignId={campaign.id} isMoving={isMoving} />
          </Tabs.Panel>
          <Tabs.Panel value="message">
            <MessageSection campaign={campaign} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  );
}
