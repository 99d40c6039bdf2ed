// The cache keys under which campaigns stand.
export const campaignsKey = ['campaigns'] as const;
export const campaignKey = (id: string) => ['campaign', id] as const;
