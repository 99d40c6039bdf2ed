// A resolver over node:dns that asks now: no cache, a bounded wait, TCP where an answer does not fit into UDP.
import { Resolver as NodeResolver } from 'node:dns/promises';
import type { Resolver } from './check.js';

const PATIENCE = { timeout: 3000, tries: 2 };

/** @param servers "192.0.2.1" or "192.0.2.1:5353"; none: those of the machine */
export function nodeResolver(servers: readonly string[] = []): Resolver {
  const resolver = new NodeResolver(PATIENCE);
  if (servers.length > 0) resolver.setServers([...servers]);
  return (name, type) => resolver.resolve(name, type);
}
