// SPF of the return path's domain: exactly one record (RFC 7208 §3.2), and it allows the addresses mail leaves from.
import { spf } from 'mailauth/lib/spf/index.js';
import { askTexts, unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { mergeSpf, ownLookups } from './merge-spf.js';
import { bounded } from './record-text.js';
import { allowedBySpf, wantedSpf } from './wanted-records.js';

/** A chain of includes is anybody's to write (RFC 7208 §4.6.4 asks for at least 20 s). */
const EVALUATION_MS = 20_000;

export async function checkSpf(facts: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  const { returnPathDomain } = facts;
  const asked = await askTexts(resolver, returnPathDomain);
  const records = asked.kind === 'found' ? asked.values.filter((text) => /^v=spf1(\s|$)/i.test(text)) : [];
  const check = (result: Check['result'], words: string): Check => ({
    name: 'spf',
    result,
    words,
    recordName: returnPathDomain,
    recordType: 'TXT',
    // Where something stands already it is merged: others may send for the domain, too.
    expected: result === 'pass' ? records[0]! : wanted,
    found: bounded(records),
  });
  const wanted =
    records.length === 0 || facts.sourceIps.length === 0
      ? wantedSpf(facts)
      : mergeSpf(records, allowedBySpf(facts.sourceIps));
  if (asked.kind === 'unknown') return check('unknown', unknownWords('The SPF record', asked.why));
  if (records.length === 0)
    return check(
      'fail',
      `There is no SPF record at ${returnPathDomain}, the domain bounces go to. Publish the one shown.`,
    );
  if (records.length > 1)
    return check(
      'fail',
      `There are ${records.length} SPF records at ${returnPathDomain}: receivers take that for an error. Put the one shown in their place: it holds what all of them say. It asks for at least ${ownLookups(wanted)} of the 10 DNS lookups receivers make.`,
    );
  if (facts.sourceIps.length === 0)
    return check(
      'warn',
      'There is one SPF record. Whether it allows this machine cannot be said: its public address is not known.',
    );
  return judge(facts, resolver, check);
}

async function judge(
  { sourceIps, returnPathDomain, ehloName }: SendingDomainFacts,
  resolver: Resolver,
  check: (result: Check['result'], words: string) => Check,
): Promise<Check> {
  let most = 0;
  for (const ip of sourceIps) {
    const sender = `bounce@${returnPathDomain}`;
    const { status, lookups } = await spf({
      ...{ sender, ip, helo: ehloName ?? returnPathDomain, resolver: resolver as never },
      maxElapsedTime: EVALUATION_MS,
    });
    const { result } = status as { result: string };
    if (result === 'temperror') return check('unknown', unknownWords('A record that SPF needs', 'DNS trouble'));
    if (result === 'permerror') return check('fail', permErrorWords(lookups as Lookups | undefined));
    most = Math.max(most, (lookups as Lookups | undefined)?.count ?? 0);
    if (result !== 'pass')
      return check(
        'fail',
        `The SPF record does not allow ${ip}, from which this machine sends (it says "${result}"). Put the one shown in its place: it is yours with ${allowedBySpf([ip])[0]} added. ${lookupWords(most)}`,
      );
  }
  return check('pass', `The SPF record allows ${sourceIps.join(', ')}. ${lookupWords(most)}`);
}

/** RFC 7208 section 4.6.4. */
const lookupWords = (count: number) => `It needs ${count} of the 10 DNS lookups receivers make.`;

interface Lookups {
  readonly count?: number;
  readonly void?: number;
}

/** RFC 7208 section 4.6.4: ten lookups at most, of which two may find nothing. */
function permErrorWords({ count = 0, void: empty = 0 }: Lookups = {}): string {
  if (count > 10)
    return 'The SPF record needs more than the 10 DNS lookups receivers make, so it counts as broken. Take parts out of it (include:, a, mx), or put the one shown in its place.';
  if (empty > 2)
    return 'The SPF record names more than 2 hosts that do not exist, so it counts as broken. Take them out, or put the one shown in its place.';
  return 'The SPF record has an error: a part nobody understands, or one that includes itself. Put the one shown in its place.';
}
