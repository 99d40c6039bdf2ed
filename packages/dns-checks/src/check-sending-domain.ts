// Looks up everything receivers ask of a sending domain.
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { checkDkim } from './check-dkim.js';
import { checkDmarc } from './check-dmarc.js';
import { checkPtr } from './check-ptr.js';
import { checkReturnPath } from './check-return-path.js';
import { checkSpf } from './check-spf.js';

/**
 * Checks SPF, DKIM, DMARC, the return path and, where the source addresses are known, their names. Trouble of DNS is
 * `unknown`, never `fail`: it says nothing about the records.
 */
export async function checkSendingDomain(facts: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  const checks = await Promise.all([
    checkSpf(facts, resolver),
    checkDkim(facts, resolver),
    checkDmarc(facts, resolver),
    checkReturnPath(facts, resolver),
    checkPtr(facts, resolver),
  ]);
  return checks.flat();
}
