// The cache keys under which the destinations and sending as a whole stand.
export const sitesKey = ['sites'] as const;
export const controlKey = ['sending', 'control'] as const;
export const liveKey = ['sending', 'live'] as const;

/** Whatever steers sending changes all of them. */
export const sendingKeys = [sitesKey, controlKey, liveKey];
