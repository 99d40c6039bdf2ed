// The name servers a look at a record goes to, over node:dns: the configured resolvers, and any server of a zone.
import { getServers } from 'node:dns';
import { askSecondsLeft } from './ask-seconds-left.js';
import type { NameServers } from './everywhere.js';
import { nodeResolver } from './node-resolver.js';

export interface NodeNameServersOptions {
  /** As nodeResolver takes them. */
  readonly servers: readonly string[];
  /** False in the simulated internet: its one server answers for every zone. */
  readonly hasOwnServers: boolean;
  /** Addresses of a zone's servers are anybody's to write: never one of our own network. */
  readonly isForbidden: (ip: string) => boolean;
}

export function nodeNameServers({ servers, hasOwnServers, isForbidden }: NodeNameServersOptions): NameServers {
  return {
    resolvers:
      servers.length === 0
        ? [{ name: 'the resolver of this machine', ask: nodeResolver(), ...lifetimeAt(getServers()[0]) }]
        : servers.map((server) => ({
            ...{ name: `our resolver ${server}`, ask: nodeResolver([server]) },
            ...lifetimeAt(server),
          })),
    at: (ip) => (isForbidden(ip) ? null : nodeResolver([ip])),
    hasOwnServers,
  };
}

const lifetimeAt = (server: string | undefined) =>
  server === undefined ? {} : { secondsLeft: (name: string, type: string) => askSecondsLeft(server, name, type) };
