// One campaign: a draft is written here, any other is followed here.
'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { ApiProblem } from '../client/api';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { Link } from '../parts/link';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { isEditable } from './is-editable';
import { ReportPage } from './report-page';
import { useCampaign } from './use-campaign';

/** The editor is the heaviest of all pages: whoever reads a report does not wait for it. */
const DraftPage = late(() => import('./draft-page').then((file) => file.DraftPage), Coming);

function Gone() {
  return (
    <FrameBox>
      <EmptyState
        title="There is no such campaign"
        action={
          <Button component={Link} href="/campaigns" variant="default">
            See all campaigns
          </Button>
        }
      >
        The draft may have been deleted. A campaign that went out is never deleted.
      </EmptyState>
    </FrameBox>
  );
}

function Coming() {
  return (
    <>
      <PageHeader back={{ href: '/campaigns', label: 'Campaigns' }} title="Campaign" />
      <Stack gap="md" aria-busy>
        <Skeleton height={180} />
        <Skeleton height={320} />
      </Stack>
    </>
  );
}

export function CampaignPage({ id }: { id: string }) {
  const { query, isMoving, isLive } = useCampaign(id);
  const campaign = query.data;
  if (campaign && isEditable(campaign)) return <DraftPage key={id} campaign={campaign} />;
  if (campaign) return <ReportPage campaign={campaign} isMoving={isMoving} isLive={isLive} />;
  return (
    <>
      {query.isPending ? <Coming /> : <PageHeader back={{ href: '/campaigns', label: 'Campaigns' }} title="Campaign" />}
      {query.error &&
        (query.error instanceof ApiProblem && query.error.status === 404 ? (
          <Gone />
        ) : (
          <ProblemBox error={query.error} again={() => void query.refetch()} />
        ))}
    </>
  );
}
