// The cache key under which the source addresses stand.
export const sourcesKey = ['source-addresses'] as const;
