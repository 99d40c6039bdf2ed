// Which addresses the machines of the live workers have, as their heartbeats tell.
import { isIP, SocketAddress } from 'node:net';
import type { WorkerRow } from '@doorstep/database';
import { z } from 'zod';

const Detail = z.object({ addresses: z.array(z.string().max(60)).max(1000) });

/** @returns null when no live worker tells */
export function workerAddresses(workers: readonly WorkerRow[]): ReadonlySet<string> | null {
  const told = workers
    .filter(({ isAlive }) => isAlive)
    .flatMap(({ detail }) => Detail.safeParse(detail).data?.addresses ?? null)
    .filter((address) => address !== null);
  const isTold = workers.some(({ isAlive, detail }) => isAlive && Detail.safeParse(detail).success);
  return isTold ? new Set(told.map(canonicalAddress).filter((address) => address !== null)) : null;
}

/** One form for each address: "2001:DB8:0::1" is "2001:db8::1". */
export function canonicalAddress(text: string): string | null {
  const family = isIP(text);
  if (family === 0) return null;
  return new SocketAddress({ address: text, family: family === 4 ? 'ipv4' : 'ipv6' }).address;
}
