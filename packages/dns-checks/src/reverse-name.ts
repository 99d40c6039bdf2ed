// The name under which the PTR record of an address stands.
import { isIPv6 } from 'node:net';

/** RFC 1035 section 3.5 for IPv4, RFC 3596 section 2.5 for IPv6. */
export function reverseName(ip: string): string {
  if (!isIPv6(ip)) return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  return `${[...groupsOf(ip).join('')].reverse().join('.')}.ip6.arpa`;
}

/** The address in its one full spelling: equal addresses are equal texts. */
export function canonicalIp(ip: string): string {
  return isIPv6(ip) ? groupsOf(ip).join(':') : ip;
}

/** Eight groups of four digits. */
function groupsOf(ip: string): string[] {
  // The URL parser knows every spelling of an IPv6 address and gives back one.
  const [head = '', tail] = new URL(`http://[${ip}]/`).hostname.slice(1, -1).split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':'));
  const before = read(head);
  const after = read(tail ?? '');
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
}
