// A DKIM record seen through every name server that counts: those of its zone, and the resolvers we are told to use.
import { askTexts, unknownWords } from './ask.js';
import { authoritativeServers } from './authoritative.js';
import type { DkimKey, Resolver } from './check.js';
import { bounded, tagOf } from './record-text.js';
import { dkimName } from './wanted-records.js';

export interface NameServerView {
  /** "ns1.example.org (192.0.2.1)" */
  readonly server: string;
  readonly kind: 'authoritative' | 'resolver';
  readonly result: 'right' | 'missing' | 'different' | 'several' | 'unknown';
  readonly words: string;
  readonly found: string[];
}

export interface NameServers {
  /** Each is asked; the first also finds the zone's own servers. */
  readonly resolvers: readonly { readonly name: string; readonly ask: Resolver }[];
  /** Asks one server of a zone; null where that address must not be asked. */
  readonly at: (ip: string) => Resolver | null;
  /** The simulated internet has one server for everything, which is the resolver itself. */
  readonly hasOwnServers: boolean;
}

/** Looks at the record of one key. Every view must be `right` before the key may sign: receivers ask any of them. */
export async function lookEverywhere(domain: string, key: DkimKey, servers: NameServers): Promise<NameServerView[]> {
  const name = dkimName(domain, key);
  const views = servers.resolvers.map(async (resolver) => ({
    ...{ server: resolver.name, kind: 'resolver' as const },
    ...(await look(name, key, resolver.ask)),
  }));
  const [first] = servers.resolvers;
  const own = servers.hasOwnServers && first !== undefined ? await ownViews(name, key, first.ask, servers) : [];
  return [...own, ...(await Promise.all(views))];
}

/** Whether a key may sign by what was seen. */
export const isSeenEverywhere = (views: readonly Pick<NameServerView, 'result'>[]): boolean =>
  views.length > 0 && views.every(({ result }) => result === 'right');

type Seen = Pick<NameServerView, 'result' | 'words' | 'found'>;

async function ownViews(
  name: string,
  key: DkimKey,
  resolver: Resolver,
  { at }: NameServers,
): Promise<NameServerView[]> {
  const kind = 'authoritative' as const;
  const found = await authoritativeServers(name, resolver);
  if (found.kind === 'unknown')
    return [{ ...unknown(unknownWords('The name servers of the domain', found.why)), server: name, kind }];
  if (found.kind === 'absent')
    return [{ ...unknown('No zone is found that could hold the record. Does the domain exist?'), server: name, kind }];
  return Promise.all(
    found.values.map(async ({ name: host, ip }) => {
      const ask = at(ip);
      const seen =
        ask === null ? unknown('It has an address that is not on the public internet.') : await look(name, key, ask);
      return { ...seen, server: `${host} (${ip})`, kind };
    }),
  );
}

async function look(name: string, key: DkimKey, resolver: Resolver): Promise<Seen> {
  const asked = await askTexts(resolver, name);
  if (asked.kind === 'unknown') return unknown(`It gave no answer (${asked.why}).`);
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

const unknown = (words: string): Seen => ({ result: 'unknown', words, found: [] });
