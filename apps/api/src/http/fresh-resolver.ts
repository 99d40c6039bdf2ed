// Answers of a resolver of its own: a check asks now, not what some cache knew a minute ago.
import { Resolver } from 'node:dns/promises';

const PATIENCE = { timeout: 3000, tries: 2 };

export function freshResolver(servers: readonly string[]): (name: string, type: string) => Promise<unknown> {
  const resolver = new Resolver(PATIENCE);
  if (servers.length > 0) resolver.setServers([...servers]);
  return (name, type) => resolver.resolve(name, type);
}
