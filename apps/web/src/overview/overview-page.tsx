// The overview: what needs you first, then what runs, how it goes and whether the machine is well.
'use client';

import { Skeleton, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Checklist } from './checklist';
import { LastDays } from './last-days';
import { NeedsYou } from './needs-you';
import { overviewQuestion } from './overview-question';
import { Running } from './running';
import { System } from './system';

export function OverviewPage() {
  const [days, setDays] = useQueryState('days', parseAsStringLiteral(['7', '28'] as const).withDefault('7'));
  const query = useQuery({
    ...overviewQuestion(days),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
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
          <LastDays numbers={query.data.lastDays} days={days} choose={(chosen) => void setDays(chosen)} />
          <System checks={query.data.system} />
        </Stack>
      )}
    </>
  );
}
