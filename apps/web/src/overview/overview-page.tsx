// The overview: what needs you first, then what runs, how it goes and whether the machine is well.
'use client';

import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { overview } from '../client/deliverability';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Checklist } from './checklist';
import { LastDays } from './last-days';
import { NeedsYou } from './needs-you';
import { Running } from './running';
import { System } from './system';

export function OverviewPage() {
  const query = useQuery({ queryKey: ['overview'], queryFn: overview, refetchInterval: 15_000 });
  return (
    <>
      <PageHeader title="Overview" />
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.isPending && (
        <Stack gap="md" aria-busy>
          <Skeleton height={112} />
          <Skeleton height={200} />
          <Skeleton height={96} />
        </Stack>
      )}
      {query.data && (
        <Stack gap="md">
          <NeedsYou cards={query.data.needsYou} />
          <Checklist steps={query.data.checklist} />
          <Running campaigns={query.data.running} />
          <LastDays numbers={query.data.lastDays} />
          <System checks={query.data.system} />
        </Stack>
      )}
    </>
  );
}
