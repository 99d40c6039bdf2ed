// The cache keys of the policy, of incidents and of releases.
export const consequencesKey = ['consequences'] as const;
export const floodsKey = ['site-floods'] as const;
export const releasesKey = ['suppression-releases'] as const;
