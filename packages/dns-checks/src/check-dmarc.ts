// DMARC: a policy record at the domain or above it (RFC 9989: a walk up the tree, not a list of public suffixes).
import { unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { walkDmarc } from './dmarc-walk.js';
import { bounded, tagOf } from './record-text.js';
import { wantedDmarc } from './wanted-records.js';

export async function checkDmarc({ domain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  const walk = await walkDmarc(domain, resolver, true);
  const [at] = walk.kind === 'walked' ? walk.found : [];
  const check = (result: Check['result'], words: string): Check => ({
    ...{ name: 'dmarc' as const, result, words, recordName: `_dmarc.${at?.name ?? domain}` },
    ...{ recordType: 'TXT', expected: wantedDmarc, found: bounded(at?.records ?? []) },
  });
  if (walk.kind === 'unknown') return check('unknown', unknownWords('The DMARC record', walk.why));
  if (at === undefined)
    return check(
      'fail',
      'There is no DMARC record. Gmail and Yahoo ask for one from everybody who sends newsletters. Publish the one shown.',
    );
  if (at.records.length > 1)
    return check(
      'fail',
      `There are ${at.records.length} DMARC records at _dmarc.${at.name}: receivers then use none. Keep one.`,
    );
  const policy = tagOf(at.records[0]!, 'p')?.toLowerCase();
  if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy))
    return check('fail', 'The DMARC record has no policy that receivers know (p=none, p=quarantine or p=reject).');
  return check('pass', `There is a policy (p=${policy}).`);
}
