// Names the site behind an MX answer: the sorted set of its hosts, which limits and pauses apply to.
import { createHash } from 'node:crypto';
import type { MxAnswer } from '../mx-answer.js';
import { providerOf, unknownSite } from './providers.js';

export interface SiteOfAnswer {
  /** Sorted MX hosts joined by a blank; "!nxdomain example.test" and the like where there is no host. */
  readonly mxKey: string;
  readonly mxHosts: string[];
  readonly provider: string | null;
  readonly connectionLimit: number;
  readonly messagesPerConnection: number;
  /** No plaintext, whatever the host says. */
  readonly isTlsRequired: boolean;
}

export function siteOf(answer: MxAnswer): SiteOfAnswer {
  const mxHosts = answer.hosts.map(({ host }) => host).sort();
  const provider = providerOf(mxHosts);
  const isReachable = answer.kind === 'mx' || answer.kind === 'implicit';
  const { connections, messagesPerConnection, isTlsRequired } = provider ?? unknownSite;
  return {
    mxKey: isReachable ? keyOf(mxHosts) : `!${answer.kind} ${answer.domain}`,
    mxHosts: isReachable ? mxHosts : [],
    provider: isReachable ? (provider?.name ?? null) : null,
    connectionLimit: connections,
    messagesPerConnection,
    isTlsRequired: isReachable && isTlsRequired,
  };
}

/** An index entry of PostgreSQL holds less than 2,704 bytes; twenty long names are more. */
const MAX_KEY_SIGNS = 1500;

function keyOf(mxHosts: readonly string[]): string {
  const key = mxHosts.join(' ');
  if (key.length <= MAX_KEY_SIGNS) return key;
  const digest = createHash('sha256').update(key).digest('hex');
  return `${mxHosts[0]} and ${mxHosts.length - 1} more, sha256:${digest}`;
}
