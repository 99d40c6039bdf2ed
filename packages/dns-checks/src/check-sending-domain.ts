// Looks up everything receivers ask of a sending domain.
import type { Check, Resolver, SendingDomainFacts } from './check.js';

export async function checkSendingDomain(_facts: SendingDomainFacts, _resolver: Resolver): Promise<Check[]> {
  throw new Error('checkSendingDomain is not built yet');
}
