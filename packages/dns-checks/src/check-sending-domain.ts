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
import { sourceAddresses } from './source-addresses.js';

/**
 * Checks SPF, DKIM, DMARC with its alignment, the return path, where the source addresses are known their names, blocklists,
 * and records that are not needed but do harm when they are wrong. Trouble of DNS is `unknown`, never `fail`: it says
 * nothing about the records.
 *
 * @param resolver answers like resolve() of node:dns; an error without a code is a bug and passes through
 */
export async function checkSendingDomain(given: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  const facts = { ...given, sourceIps: await sourceAddresses(given, resolver) };
  const checks = await Promise.all([
    checkSpf(facts, resolver),
    checkDkim(facts, resolver),
    checkDmarc(facts, resolver),
    checkAlignment(facts, resolver),
    checkReturnPath(facts, resolver),
    checkPtr(facts, resolver),
    checkBlocklists(facts, resolver),
    checkOptional(facts, resolver),
  ]);
  return checks.flat();
}
