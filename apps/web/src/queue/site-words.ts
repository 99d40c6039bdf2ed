// The name of a destination, and whether it rests.
import type { SiteView } from '@doorstep/contracts';
import { plainWords } from '../parts/words';

/** The provider, or the first of its mail servers. */
export function siteName({ provider, mxHosts }: Pick<SiteView, 'provider' | 'mxHosts'>): string {
  if (provider !== null && provider !== '') return provider.includes('.') ? provider : plainWords(provider);
  return mxHosts[0] ?? 'No mail server known';
}

export function isPaused({ pausedUntil }: Pick<SiteView, 'pausedUntil'>, now = new Date()): boolean {
  return pausedUntil !== null && new Date(pausedUntil) > now;
}

/** Who paused it. */
export function pauseSource(cause: string | null): string {
  if (cause === null) return 'by Doorstep';
  if (cause === 'user') return 'by a person';
  if (cause === 'breaker') return 'it could not be reached';
  return `rule ${cause}`;
}
