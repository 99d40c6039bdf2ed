// The cache key under which the keys of links stand.
export const linkKeysKey = ['token-keys'] as const;
