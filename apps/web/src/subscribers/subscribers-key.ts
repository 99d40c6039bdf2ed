// The cache keys under which subscribers stand, and what their page asks for.
import type { SubscriberFilter } from '@doorstep/contracts';
import { savedViews, subscribers } from '../client/audience';
import { customFields, tags } from '../client/segments';

export const subscribersKey = ['subscribers'] as const;
/** Of one person: apart, so that nobody is asked for who was erased or deleted a moment ago. */
export const oneKey = ['subscriber'] as const;
export const viewsKey = ['saved-views', 'subscribers'] as const;

const PAGE = 100;

export const subscribersQuestion = (filter: SubscriberFilter) => ({
  queryKey: [...subscribersKey, filter],
  load: (cursor: string | null) => subscribers.page({ ...filter, cursor, limit: PAGE }),
});

export const fieldsQuestion = { queryKey: ['custom-fields'], queryFn: customFields.page };
export const viewsQuestion = { queryKey: viewsKey, queryFn: () => savedViews.all('subscribers') };
/** The first hundred. */
export const tagsQuestion = { queryKey: ['tags', 'all'], queryFn: () => tags.page() };
