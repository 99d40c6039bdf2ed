// Alignment: the domains DKIM and SPF speak for must fit the one in From, or DMARC does not count them (RFC 9989 §4.4).
import { unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { organizationalDomain, walkDmarc } from './dmarc-walk.js';
import { bounded, tagOf } from './record-text.js';

/** Nothing where there is no single DMARC record that could ask for it: the check of DMARC says so. */
export async function checkAlignment(
  { domain, returnPathDomain }: SendingDomainFacts,
  resolver: Resolver,
): Promise<Check[]> {
  const walk = await walkDmarc(domain, resolver);
  const [at] = walk.kind === 'walked' ? walk.found : [];
  const check = (result: Check['result'], words: string): Check[] => [
    {
      ...{ name: 'alignment' as const, result, words, recordName: `_dmarc.${at?.name ?? domain}` },
      ...{ recordType: 'TXT', expected: null, found: bounded(at?.records ?? []) },
    },
  ];
  if (walk.kind === 'unknown') return check('unknown', unknownWords('The DMARC record', walk.why));
  if (at?.records.length !== 1) return [];
  const isStrict = tagOf(at.records[0]!, 'aspf')?.toLowerCase() === 's';
  const organization = organizationalDomain(domain, walk.found);
  const isAligned = isStrict
    ? returnPathDomain === domain
    : returnPathDomain === organization || returnPathDomain.endsWith(`.${organization}`);
  // Doorstep signs with the domain of From itself, which fits in strict mode too.
  const mode = isStrict ? 'strict' : 'relaxed';
  if (isAligned)
    return check('pass', `DKIM speaks for ${domain} and SPF for ${returnPathDomain}: both fit the sender (${mode}).`);
  return check(
    'warn',
    isStrict
      ? `Only DKIM counts for DMARC: the record asks that SPF speaks for ${domain} itself (aspf=s), but bounces go to ${returnPathDomain}. Take aspf=s out of the record.`
      : `Only DKIM counts for DMARC: bounces go to ${returnPathDomain}, which does not belong to ${organization}. Choose a bounce domain below it.`,
  );
}
