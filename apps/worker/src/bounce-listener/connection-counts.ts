// How many connections each remote place holds open; an IPv6 place is its /64, which one machine has to itself.
import { isIPv6 } from 'node:net';

export interface ConnectionCounts {
  /** @returns false when the place holds as many as it may already */
  open(session: string, remoteAddress: string): boolean;
  /** Sessions that were never opened are passed over. */
  close(session: string): void;
}

/** @param most connections at a time from one place */
export function createConnectionCounts(most: number): ConnectionCounts {
  const places = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    open(session, remoteAddress) {
      const place = placeOf(remoteAddress);
      const count = counts.get(place) ?? 0;
      if (count >= most) return false;
      counts.set(place, count + 1);
      places.set(session, place);
      return true;
    },
    close(session) {
      const place = places.get(session);
      if (place === undefined) return;
      places.delete(session);
      const left = (counts.get(place) ?? 1) - 1;
      if (left > 0) counts.set(place, left);
      else counts.delete(place);
    },
  };
}

/** The address, or the first four groups of an IPv6 address. */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
