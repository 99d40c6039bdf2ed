// Names the site behind an MX answer: the sorted set of its hosts, which limits and pauses apply to.
import type { MxAnswer } from '../mx-answer.js';
import { providerOf, unknownSite } from './providers.js';

export interface SiteOfAnswer {
  /** Sorted MX hosts joined by a blank; "!nxdomain example.test" and the like where there is no host. */
  readonly mxKey: string;
  readonly mxHosts: string[];
  readonly provider: string | null;
  readonly connectionLimit: number;
  readonly messagesPerConnection: number;
}

export function siteOf(answer: MxAnswer): SiteOfAnswer {
  const mxHosts = answer.hosts.map(({ host }) => host).sort();
  const provider = providerOf(mxHosts);
  const { connections, messagesPerConnection } = provider ?? unknownSite;
  const isReachable = answer.kind === 'mx' || answer.kind === 'implicit';
  return {
    mxKey: isReachable ? mxHosts.join(' ') : `!${answer.kind} ${answer.domain}`,
    mxHosts: isReachable ? mxHosts : [],
    provider: isReachable ? (provider?.name ?? null) : null,
    connectionLimit: connections,
    messagesPerConnection,
  };
}
