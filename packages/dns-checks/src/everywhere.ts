// One record seen through every name server that counts: those of its zone, and the resolvers we are told to use.
import { unknownWords } from './ask.js';
import { authoritativeServers, behindAliases } from './authoritative.js';
import type { NameServerView, Resolver } from './check.js';

export interface NameServers {
  /** Each is asked; the first also finds the zone's own servers. */
  readonly resolvers: readonly {
    readonly name: string;
    readonly ask: Resolver;
    /** For how many seconds it keeps what it answers now, also that there is nothing; null: it did not say. */
    readonly secondsLeft?: (name: string, type: string) => Promise<number | null>;
  }[];
  /** Asks one server of a zone; null where that address must not be asked. */
  readonly at: (ip: string) => Resolver | null;
  /** The simulated internet has one server for everything, which is the resolver itself. */
  readonly hasOwnServers: boolean;
}

export type Seen = Pick<NameServerView, 'result' | 'words' | 'found'>;

/**
 * Asks each server of the zone a record stands in, then each resolver.
 *
 * @param look judges what one server says; `at` is the name to ask it for: the alias's end where the record is one (RFC 1034 §3.6.2)
 * @returns authoritative servers first; empty when there is nobody to ask
 */
export async function viewsOf(
  name: string,
  servers: NameServers,
  look: (ask: Resolver, at: string) => Promise<Seen>,
): Promise<NameServerView[]> {
  const [first] = servers.resolvers;
  const own = servers.hasOwnServers && first !== undefined ? ownViews(name, first.ask, servers, look) : [];
  const resolvers = servers.resolvers.map(async (resolver) => ({
    ...{ server: resolver.name, kind: 'resolver' as const },
    ...(await look(resolver.ask, name)),
  }));
  return [...(await own), ...(await Promise.all(resolvers))];
}

export const unknownView = (words: string): Seen => ({ result: 'unknown', words, found: [] });

async function ownViews(
  name: string,
  resolver: Resolver,
  { at }: NameServers,
  look: (ask: Resolver, at: string) => Promise<Seen>,
): Promise<NameServerView[]> {
  const kind = 'authoritative' as const;
  const end = await behindAliases(name, resolver);
  const found = await authoritativeServers(end, resolver);
  if (found.kind === 'unknown')
    return [{ ...unknownView(unknownWords('The name servers of the domain', found.why)), server: name, kind }];
  if (found.kind === 'absent')
    return [
      { ...unknownView('No zone is found that could hold the record. Does the domain exist?'), server: name, kind },
    ];
  return Promise.all(
    found.values.map(async ({ name: host, ip }) => {
      const ask = at(ip);
      const seen =
        ask === null ? unknownView('It has an address that is not on the public internet.') : await look(ask, end);
      return { ...seen, server: `${host} (${ip})`, kind };
    }),
  );
}
