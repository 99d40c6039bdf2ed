// Looks up everything receivers ask of a sending domain.
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { checkAlignment } from './check-alignment.js';
import { checkBlocklists } from './check-blocklists.js';
import { checkDkim } from './check-dkim.js';
import { checkDmarc } from './check-dmarc.js';
import { checkOptional } from './check-optional.js';
import { checkPtr } from './check-ptr.js';
import { checkReturnPath } from './check-return-path.js';
import { checkSpf } from './check-spf.js';
import { checkTrackingHost } from './check-tracking-host.js';
import { sourceAddresses } from './source-addresses.js';

export type CheckRun = (facts: SendingDomainFacts, resolver: Resolver) => Promise<Check | Check[]>;

/** In the order in which they are shown. */
export const checkRuns: readonly CheckRun[] = [
  checkSpf,
  checkDkim,
  checkDmarc,
  checkAlignment,
  checkReturnPath,
  checkTrackingHost,
  checkPtr,
  checkBlocklists,
  checkOptional,
];

/**
 * Checks SPF, DKIM, DMARC with its alignment, the return path, the host of links, where the source addresses are known their
 * names, blocklists, and records that are not needed but do harm when they are wrong. Trouble of DNS is `unknown`, never
 * `fail`: it says nothing about the records.
 *
 * @param resolver answers like resolve() of node:dns; an error without a code is a bug and passes through
 */
export async function checkSendingDomain(given: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  const facts = await withSources(given, resolver);
  return (await Promise.all(checkRuns.map((run) => run(facts, resolver)))).flat();
}

export async function withSources(facts: SendingDomainFacts, resolver: Resolver): Promise<SendingDomainFacts> {
  return { ...facts, sourceIps: await sourceAddresses(facts, resolver) };
}

interface Named {
  readonly name: string;
  readonly recordName: string | null;
}

/** Whether two are about the same record, seen at other times or by other servers. */
export const isSameCheck = (a: Named, b: Named): boolean =>
  a.name === b.name && (a.recordName === b.recordName || a.name === 'dmarc');
