// A campaign that is scheduled, on its way or over: how it goes, who got it and who did not, what was sent.
'use client';

import type { Campaign } from '@doorstep/contracts';
import { Stack, Tabs } from '@mantine/core';
import { parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { PageHeader } from '../parts/page-header';
import { Status } from '../parts/status';
import { campaignWords } from '../parts/words';
import { MessageSection } from './message-section';
import { PauseReason } from './pause-reason';
import { PeopleSection, peopleFilter } from './people-section';
import { ProgressSection } from './progress-section';
import { RunActions } from './run-actions';

interface ReportPageProps {
  campaign: Campaign;
  isMoving: boolean;
  isLive: boolean;
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
