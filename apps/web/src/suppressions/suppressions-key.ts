// The cache key under which the suppression list stands.
export const suppressionsKey = ['suppressions'] as const;
