// The name of a destination, and whether it rests.
import type { SiteLimit, SiteView } from '@doorstep/contracts';
import type { SiteLimitOrder } from '../client/sending';
import { count, counted } from '../parts/numbers';
import { providerWords } from '../parts/words';

export const NO_HOST = 'No mail server known';

/** The provider, or the first of its mail servers; where there is none, the domain. */
export function siteName({ provider, mxHosts, domain }: Pick<SiteView, 'provider' | 'mxHosts' | 'domain'>): string {
  if (provider !== null && provider !== '') return providerWords(provider);
  return mxHosts[0] ?? domain ?? NO_HOST;
}

export function isPaused({ pausedUntil }: Pick<SiteView, 'pausedUntil'>, now = new Date()): boolean {
  return pausedUntil !== null && new Date(pausedUntil) > now;
}

/** Who paused it. */
export function pauseSource(cause: string | null): string {
  if (cause === null) return 'by Doorstep';
  if (cause === 'user') return 'by a person';
  if (cause === 'breaker') return 'it could not be reached';
  return 'because of its reply';
}

/** "3 connections, 20 messages in each, 60 messages a minute" */
export function limitWords({ connections, connectionsInAll, messagesPerConnection, perMinute }: SiteLimit): string {
  const said = [
    ...(connections === null ? [] : [counted(connectionsInAll ?? connections, 'connection', 'connections')]),
    ...(messagesPerConnection === null ? [] : [`${count(messagesPerConnection)} messages in each`]),
    ...(perMinute === null ? [] : [`${count(perMinute)} messages a minute`]),
  ];
  return said.join(', ');
}

/** The order that sets a limit again. */
export function orderOfLimit(limit: SiteLimit, forProvider: boolean): SiteLimitOrder {
  const { messagesPerConnection, perMinute, reason } = limit;
  const connections = limit.connectionsInAll ?? limit.connections;
  return { connections, messagesPerConnection, perMinute, reason, forProvider };
}
