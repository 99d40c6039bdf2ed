// A DKIM record seen through every name server that counts: those of its zone, and the resolvers we are told to use.
import { askTexts } from './ask.js';
import type { DkimKey, NameServerView, Resolver } from './check.js';
import { type NameServers, type Seen, unknownView, viewsOf } from './everywhere.js';
import { bounded, tagOf } from './record-text.js';
import { dkimName } from './wanted-records.js';

/** Looks at the record of one key. Every view must be `right` before the key may sign: receivers ask any of them. */
export function lookEverywhere(domain: string, key: DkimKey, servers: NameServers): Promise<NameServerView[]> {
  return viewsOf(dkimName(domain, key), servers, (ask, at) => look(at, key, ask));
}

/** Whether a key may sign by what was seen. */
export const isSeenEverywhere = (views: readonly Pick<NameServerView, 'result'>[]): boolean =>
  views.length > 0 && views.every(({ result }) => result === 'right');

async function look(name: string, key: DkimKey, resolver: Resolver): Promise<Seen> {
  const asked = await askTexts(resolver, name);
  if (asked.kind === 'unknown') return unknownView(`It gave no answer (${asked.why}).`);
  if (asked.kind === 'absent') return { result: 'missing', words: 'It has no such record yet.', found: [] };
  const found = bounded(asked.values);
  if (asked.values.length > 1)
    return { result: 'several', words: `It has ${asked.values.length} TXT records of this name. Keep one.`, found };
  return { ...judge(asked.values[0]!, key), found };
}

function judge(text: string, key: DkimKey): Omit<Seen, 'found'> {
  const different = (words: string) => ({ result: 'different' as const, words });
  const published = tagOf(text, 'p');
  if (published === null) return different('The record has no p=, so it holds no key.');
  if (published === '') return different('The record has an empty p=, which means the key was withdrawn.');
  if (published !== key.publicKeyBase64) {
    const at = firstDifference(key.publicKeyBase64, published);
    return different(`It holds another key: the part behind p= differs from sign ${at} on.`);
  }
  const kind = tagOf(text, 'k') ?? 'rsa';
  if (kind !== (key.algorithm === 'ed25519-sha256' ? 'ed25519' : 'rsa'))
    return different(`The key is right, but the record says it is of another kind (k=${kind}).`);
  if (tagOf(text, 't')?.split(':').includes('y'))
    return different('The key is right, but marked as a test (t=y): receivers may ignore it.');
  return { result: 'right', words: 'It holds exactly our key.' };
}

/** Counted from 1. */
function firstDifference(wanted: string, found: string): number {
  let at = 0;
  while (at < wanted.length && wanted[at] === found[at]) at++;
  return at + 1;
}
