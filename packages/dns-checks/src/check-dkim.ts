// DKIM: the public half of the key we sign with stands in DNS (RFC 6376 §3.6.1).
import { askTexts, unknownWords } from './ask.js';
import type { Check, DkimKey, Resolver, SendingDomainFacts } from './check.js';
import { bounded, rsaBits, tagOf } from './record-text.js';
import { dkimName, wantedDkim } from './wanted-records.js';

/** One check for each key that signs; a single failing one when there is none. */
export async function checkDkim(
  { domain, dkim }: Pick<SendingDomainFacts, 'domain' | 'dkim'>,
  resolver: Resolver,
): Promise<Check[]> {
  if (dkim.length > 0) return Promise.all(dkim.map((key) => checkKey(domain, key, resolver)));
  const nowhere = { recordName: null, recordType: null, expected: null, found: [] };
  return [
    {
      ...nowhere,
      name: 'dkim',
      result: 'fail',
      words: 'There is no DKIM key. Add the sending domain again: one is made with it.',
    },
  ];
}

async function checkKey(domain: string, key: DkimKey, resolver: Resolver): Promise<Check> {
  const recordName = dkimName(domain, key);
  const asked = await askTexts(resolver, recordName);
  const found = asked.kind === 'found' ? asked.values : [];
  const check = (result: Check['result'], words: string): Check => ({
    ...{ name: 'dkim' as const, result, words, recordName },
    recordType: 'TXT',
    expected: wantedDkim(key),
    found: bounded(found),
  });
  if (asked.kind === 'unknown') return check('unknown', unknownWords('The DKIM record', asked.why));
  if (found.length === 0)
    return check(
      'fail',
      `There is no DKIM record at ${recordName}. Publish the one shown; new records can take an hour to be seen.`,
    );
  const published = found.map((text) => tagOf(text, 'p')).filter((value) => value !== null);
  if (published.includes(''))
    return check('fail', 'The DKIM record has an empty p=, which means the key was withdrawn. Publish the one shown.');
  if (!published.includes(key.publicKeyBase64))
    return check(
      'fail',
      'The DKIM record holds another key than the one Doorstep signs with. Put the one shown in its place.',
    );
  const kind = tagOf(found[0]!, 'k') ?? 'rsa';
  if (found.length === 1 && kind !== (key.algorithm === 'ed25519-sha256' ? 'ed25519' : 'rsa'))
    return check('fail', `The DKIM record says that the key is of another kind (k=${kind}). Publish the one shown.`);
  const bits = kind === 'rsa' ? rsaBits(key.publicKeyBase64) : null;
  if (bits !== null && bits < 1024)
    return check(
      'fail',
      `The DKIM key has only ${bits} bits: receivers ignore signatures of keys below 1024 (RFC 8301). Exchange the key; a new one has 2048.`,
    );
  if (bits !== null && bits < 2048)
    return check(
      'warn',
      `The DKIM key has ${bits} bits. Receivers still take it, but it is weak: exchange the key; a new one has 2048.`,
    );
  if (found.length === 1 && tagOf(found[0]!, 't')?.split(':').includes('y'))
    return check('warn', 'The DKIM record holds our key, but is marked as a test (t=y): receivers may ignore it.');
  if (found.length > 1)
    return check(
      'warn',
      'The key is there, but beside other TXT records of the same name: some receivers stumble over that. Keep one.',
    );
  return check('pass', 'The DKIM record holds our key.');
}
