// The cache key under which the sending domains stand, and what is asked for them.
import { sendingDomains } from '../client/deliverability';

export const domainsKey = ['sending-domains'] as const;

export const domainsQuestion = { queryKey: domainsKey, load: sendingDomains.page };
