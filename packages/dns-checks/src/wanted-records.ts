// The records an operator has to publish for a sending domain.
import type { SendingDomainFacts, WantedRecord } from './check.js';

export function wantedRecords(_facts: SendingDomainFacts): WantedRecord[] {
  throw new Error('wantedRecords is not built yet');
}
