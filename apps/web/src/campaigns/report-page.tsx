// A campaign that is scheduled, on its way or over: how it goes, who got it and who did not, what was sent.
'use client';

import type { Campaign, CampaignReport } from '@doorstep/contracts';
import { Skeleton, Stack, Tabs } from '@mantine/core';
import { parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import { late } from '../parts/late';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { campaignWords } from '../parts/words';
import { Family } from './family';
import { HoldNotice } from './hold-notice';
import { PauseReason } from './pause-reason';
import { PeopleSection, peopleFilter } from './people-section';
import { ProgressSection } from './progress-section';
import { ReportMenu } from './report-menu';
import { RunActions } from './run-actions';
import { useReport } from './use-report';

/** What stands behind a tab comes when it is chosen. */
const place = () => <Skeleton height={180} />;
const ArchiveSection = late(() => import('./archive-section').then((file) => file.ArchiveSection), place);
const CausesSection = late(() => import('./causes-section').then((file) => file.CausesSection), place);
const CompareSection = late(() => import('./compare-section').then((file) => file.CompareSection), place);
const LeavingSection = late(() => import('./leaving-section').then((file) => file.LeavingSection), place);
const MessageSection = late(() => import('./message-section').then((file) => file.MessageSection), place);
const ReadersSection = late(() => import('./readers-section').then((file) => file.ReadersSection), place);
const RepliesSection = late(() => import('./replies-section').then((file) => file.RepliesSection), place);
const TestSection = late(() => import('./test-section').then((file) => file.TestSection), place);

const tabs = ['people', 'why', 'replies', 'readers', 'compare', 'message'] as const;

interface ReportPageProps {
  campaign: Campaign;
  isMoving: boolean;
  isLive: boolean;
}

export function ReportPage({ campaign, isMoving, isLive }: ReportPageProps) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(tabs).withDefault(campaign.state === 'scheduled' ? 'message' : 'people'),
  );
  const [filter] = useQueryStates(peopleFilter);
  const report = useReport(campaign.id, isMoving);
  const part = (show: (report: CampaignReport) => ReactNode) => {
    if (report.data) return show(report.data);
    return report.error ? (
      <ProblemBox error={report.error} again={() => void report.refetch()} />
    ) : (
      <Skeleton height={180} />
    );
  };
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title={campaign.name}
        status={<Status word={campaignWords[campaign.state]} />}
        actions={campaign.tally.audience > 0 && <ReportMenu campaignId={campaign.id} />}
        act={<RunActions campaign={campaign} />}
        needs={{ scope: 'campaigns:send', to: 'pause, cancel, share or send a campaign again' }}
      />
      <Stack gap="md">
        <HoldNotice campaign={campaign} />
        <PauseReason campaign={campaign} />
        <Family campaign={campaign} again={report.data?.again ?? []} />
        <ProgressSection campaign={campaign} chosen={filter.group} isMoving={isMoving} isLive={isLive} />
        {report.data?.abTest && <TestSection campaignId={campaign.id} test={report.data.abTest} />}
        <Tabs value={tab} onChange={(value) => void setTab(value as typeof tab)}>
          <Tabs.List mb={12}>
            <Tabs.Tab value="people">People</Tabs.Tab>
            <Tabs.Tab value="why">Why</Tabs.Tab>
            <Tabs.Tab value="replies">Replies</Tabs.Tab>
            <Tabs.Tab value="readers">Readers</Tabs.Tab>
            <Tabs.Tab value="compare">Before</Tabs.Tab>
            <Tabs.Tab value="message">Message</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people">
            <PeopleSection campaignId={campaign.id} isMoving={isMoving} />
          </Tabs.Panel>
          <Tabs.Panel value="why">
            {part((told) => (
              <CausesSection report={told} />
            ))}
          </Tabs.Panel>
          <Tabs.Panel value="replies">
            {tab === 'replies' && <RepliesSection campaignId={campaign.id} isMoving={isMoving} />}
          </Tabs.Panel>
          <Tabs.Panel value="readers">
            {part((told) => (
              <Stack gap="md">
                <ReadersSection report={told} />
                <LeavingSection report={told} />
              </Stack>
            ))}
          </Tabs.Panel>
          <Tabs.Panel value="compare">
            {part((told) => (
              <CompareSection report={told} />
            ))}
          </Tabs.Panel>
          <Tabs.Panel value="message">
            <Stack gap="md">
              <MessageSection campaign={campaign} />
              <ArchiveSection campaign={campaign} />
            </Stack>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  );
}
