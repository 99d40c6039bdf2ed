// The addresses this machine has: what source addresses may be chosen from, and where mail must not go.
import { networkInterfaces } from 'node:os';

/** Without loopback and link-local ones, from which nothing leaves; with loopback where mail stays on the machine. */
export function ownAddresses(isLoopbackWanted: boolean): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => (isLoopbackWanted || !internal) && !/^(fe80:|169\.254\.)/i.test(address))
    .map(({ address }) => address);
}
