// The cache key under which everything about subscribers stands.
export const subscribersKey = ['subscribers'] as const;
/** Of one person: apart, so that nobody is asked for who was erased or deleted a moment ago. */
export const oneKey = ['subscriber'] as const;
