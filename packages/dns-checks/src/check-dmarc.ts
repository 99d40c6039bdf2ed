// DMARC: a policy record at the domain or above it (RFC 9989: a walk up the tree, not a list of public suffixes).
import { askTexts, unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { wantedDmarc } from './wanted-records.js';

const MAX_STEPS = 8;

export async function checkDmarc({ domain, returnPathDomain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  const expected = wantedDmarc;
  const check = (result: Check['result'], words: string, found: string[] = [], at = domain): Check => ({
    ...{ name: 'dmarc' as const, result, words, recordName: `_dmarc.${at}` },
    recordType: 'TXT',
    expected,
    found,
  });
  for (const name of upTheTree(domain)) {
    const asked = await askTexts(resolver, `_dmarc.${name}`);
    if (asked.kind === 'unknown') return check('unknown', unknownWords('The DMARC record', asked.why));
    const records = asked.kind === 'found' ? asked.values.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/i.test(text)) : [];
    if (records.length === 0) continue;
    if (records.length > 1)
      return check(
        'fail',
        `There are ${records.length} DMARC records at _dmarc.${name}: receivers then use none. Keep one.`,
        records,
        name,
      );
    const policy = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(records[0]!)?.[1]?.toLowerCase();
    if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy))
      return check(
        'fail',
        'The DMARC record has no policy that receivers know (p=none, p=quarantine or p=reject).',
        records,
        name,
      );
    if (!isAligned(domain, returnPathDomain))
      return check(
        'warn',
        `There is a policy (p=${policy}). Bounces go to a domain outside of ${domain}, so only DKIM counts for it.`,
        records,
        name,
      );
    return check(
      'pass',
      `There is a policy (p=${policy}), and bounces go to a domain that belongs to it.`,
      records,
      name,
    );
  }
  return check(
    'fail',
    'There is no DMARC record. Gmail and Yahoo ask for one from everybody who sends newsletters. Publish the one shown.',
  );
}

function upTheTree(domain: string): string[] {
  const labels = domain.split('.');
  const names = labels.map((_, i) => labels.slice(i).join('.')).filter((name) => name.includes('.'));
  return names.length > MAX_STEPS ? [names[0]!, ...names.slice(1 - MAX_STEPS)] : names;
}

function isAligned(domain: string, returnPathDomain: string): boolean {
  return (
    returnPathDomain === domain || returnPathDomain.endsWith(`.${domain}`) || domain.endsWith(`.${returnPathDomain}`)
  );
}
