// Whether campaigns may start from a sending domain, and why not.
import type { Config } from '@doorstep/config';
import type { SendingDomainRow } from '@doorstep/database';

const NEEDED_LIVE = new Set(['spf', 'dkim', 'dmarc']);

/** @returns what stands in the way, in words; nothing when campaigns may start */
export function domainObstacles(mode: Config['mode'], domain: Pick<SendingDomainRow, 'dkimKeys' | 'checks'>): string[] {
  const obstacles: string[] = [];
  if (domain.dkimKeys.length === 0) obstacles.push('It has no DKIM key.');
  if (mode === 'live' && domain.checks === null) obstacles.push('Its DNS records have not been checked yet.');
  for (const check of domain.checks ?? []) {
    // DNS that does not answer says nothing about the records: only a check that failed stands in the way.
    if (check.result === 'fail' && (mode === 'sandbox' || NEEDED_LIVE.has(check.name))) obstacles.push(check.words);
  }
  return obstacles;
}
