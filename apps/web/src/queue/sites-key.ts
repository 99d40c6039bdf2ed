// The cache keys under which the destinations and sending as a whole stand, and what is asked for them.
import { sending, sites } from '../client/sending';

export const sitesKey = ['sites'] as const;
export const controlKey = ['sending', 'control'] as const;
export const liveKey = ['sending', 'live'] as const;

/** Whatever steers sending changes all of them. */
export const sendingKeys = [sitesKey, controlKey, liveKey];

export const sitesQuestion = { queryKey: sitesKey, load: sites.page };
export const controlQuestion = { queryKey: controlKey, queryFn: sending.control };
export const liveQuestion = { queryKey: liveKey, queryFn: sending.live };
