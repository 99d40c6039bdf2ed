// The cache key under which everything about subscribers stands.
export const subscribersKey = ['subscribers'] as const;
