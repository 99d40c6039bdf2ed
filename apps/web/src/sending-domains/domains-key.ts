// The cache key under which the sending domains stand.
export const domainsKey = ['sending-domains'] as const;
