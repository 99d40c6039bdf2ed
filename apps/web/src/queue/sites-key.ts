// The cache key under which the destinations stand.
export const sitesKey = ['sites'] as const;
