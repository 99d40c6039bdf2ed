// The cache keys under which campaigns stand, and what is asked for them.
import type { PeopleFilter } from '@doorstep/contracts';
import { campaigns } from '../client/campaigns';
import { reports } from '../client/reports';

export const campaignsKey = ['campaigns'] as const;
export const campaignKey = (id: string) => ['campaign', id] as const;
/** With a schedule as JSON, null for that of the campaign itself. */
export const endingKey = (id: string) => [...campaignKey(id), 'ending'] as const;

/** Without those that go to one person. */
export const campaignsQuestion = {
  queryKey: campaignsKey,
  load: (cursor: string | null) => campaigns.page(cursor),
};

export const campaignQuestion = (id: string) => ({
  queryKey: campaignKey(id),
  queryFn: () => campaigns.one(id),
});

export const reportQuestion = (id: string) => ({
  queryKey: [...campaignKey(id), 'report'],
  queryFn: () => reports.one(id),
});

/** When its last message leaves, as it stands. */
export const endingQuestion = (id: string) => ({
  queryKey: [...endingKey(id), 'null'],
  queryFn: () => campaigns.ending(id),
});

export const peopleQuestion = (id: string, filter: PeopleFilter) => ({
  queryKey: [...campaignKey(id), 'deliveries', filter],
  load: (cursor: string | null) => campaigns.deliveries(id, { cursor, ...filter }),
});

export const peopleCountQuestion = (id: string, filter: PeopleFilter) => ({
  queryKey: [...campaignKey(id), 'count', filter],
  queryFn: () => reports.count(id, filter),
});
