// Campaigns that come again: each series with its next three times, what became of the last ones, and the way to change it.
'use client';

import type { Series } from '@doorstep/contracts';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { series, seriesKey } from '../client/series';
import { POLL_MS } from '../client/use-live';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { late } from '../parts/late';
import { May } from '../parts/may';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { useMaySend } from '../parts/use-may';
import { SeriesCard } from './series-card';

const SeriesDialog = late(() => import('./series-dialog').then((file) => file.SeriesDialog));

/** A link to one of them (`#id`) finds nothing to go to until they are loaded. */
function useScrollToNamed(isLoaded: boolean) {
  useEffect(() => {
    if (isLoaded) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isLoaded]);
}

export function SeriesPage() {
  const [isNew, setIsNew] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [changed, setChanged] = useQueryState('change', parseAsString);
  const [templateId, setTemplateId] = useQueryState('campaignId', parseAsString);
  const query = useQuery({ queryKey: seriesKey, queryFn: series.all, refetchInterval: POLL_MS * 6 });
  const rows = query.data?.data ?? [];
  const mayMake = useMaySend();
  useScrollToNamed(query.isSuccess);
  const changing = rows.find((row: Series) => row.id === changed);
  const begin = (
    <May scope="campaigns:send">
      <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => void setIsNew(true)}>
        New series
      </Button>
    </May>
  );
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title="Series"
        act={begin}
        needs={{ scope: 'campaigns:send', to: 'make, change or pause series' }}
        about="At each of its times a series makes a copy of its template campaign and sends it."
      />
      {query.isPending && <Skeleton height={220} />}
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.data && rows.length === 0 && (
        <FrameBox>
          <EmptyState title="No series yet" action={begin}>
            A series sends a campaign again and again: every Tuesday, on the first of each month. You write on the
            campaign it is made from whenever you like; what stands there at its time goes out. When nothing was changed
            since the last issue, it makes a draft and tells you, unless you want otherwise.
          </EmptyState>
        </FrameBox>
      )}
      <Stack gap="md">
        {rows.map((row) => (
          <SeriesCard key={row.id} series={row} change={() => void setChanged(row.id)} />
        ))}
      </Stack>
      {isNew && mayMake && (
        <SeriesDialog
          templateId={templateId}
          close={() => {
            void setIsNew(null);
            void setTemplateId(null);
          }}
        />
      )}
      {changing && (
        <SeriesDialog series={changing} templateId={changing.templateId} close={() => void setChanged(null)} />
      )}
    </>
  );
}
