// The cache keys of what became of mail, and what the page asks for.
import type { Query } from '../client/api';
import { campaigns } from '../client/campaigns';
import { results } from '../client/results';

export const resultsKey = ['deliverability'] as const;

/** What the page asks when its address chooses nothing. */
export const usualTable: Query = { days: 28, by: null, search: '', sort: 'sent', order: 'desc' };

export const tableQuestion = (query: Query) => ({
  queryKey: [...resultsKey, 'table', query],
  queryFn: () => results.table(query),
});

/** The newest hundred, to choose from. */
export const newestCampaignsQuestion = {
  queryKey: [...resultsKey, 'campaigns'],
  queryFn: () => campaigns.page(),
};
