// Addresses no mail may be sent to: an MX record is anybody's to write, also one that points into our own network.
import { BlockList, isIP, isIPv6 } from 'node:net';

export interface AddressPolicy {
  /** Sandbox and tests: loopback is allowed, and nothing else is. */
  readonly allowLoopback: boolean;
  /** Addresses of this machine in the world: mail to them would come back to us (RFC 5321 §5.1). */
  readonly ownAddresses?: readonly string[];
}

const loopback = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** Special-purpose registries (RFC 6890 and updates): what no mail server of the world has. */
const special: readonly (readonly [string, BlockList])[] = [
  ['a loopback address', loopback],
  [
    'a private address',
    listOf([
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['fc00::', 7],
      ['fec0::', 10],
    ]),
  ],
  ['an address of a carrier’s inner network', listOf([['100.64.0.0', 10]])],
  [
    'a link-local address',
    listOf([
      ['169.254.0.0', 16],
      ['fe80::', 10],
    ]),
  ],
  [
    'a multicast or broadcast address',
    listOf([
      ['224.0.0.0', 4],
      ['255.255.255.255', 32],
      ['ff00::', 8],
    ]),
  ],
  [
    'an unspecified or reserved address',
    listOf([
      ['0.0.0.0', 8],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['240.0.0.0', 4],
      ['::', 128],
      ['100::', 64],
      ['2001::', 32],
      ['2001:db8::', 32],
    ]),
  ],
];

/**
 * Says why an address must not be connected to; null when it may be. IPv4 inside IPv6 (mapped, NAT64 RFC 6052, 6to4
 * RFC 3056) is judged by the IPv4 address it leads to.
 */
export function isForbiddenAddress(ip: string, { allowLoopback, ownAddresses = [] }: AddressPolicy): string | null {
  if (isIP(ip) === 0) return 'no IP address';
  const inner = innerIpv4(ip) ?? ip;
  if (allowLoopback) return contains(loopback, inner) ? null : 'outside of the sandbox, which only reaches loopback';
  if (ownAddresses.some((own) => isSame(own, inner) || isSame(own, ip))) return 'an address of this machine itself';
  return special.find(([, list]) => contains(list, inner))?.[0] ?? null;
}

/** Equal addresses may be spelled differently. */
function isSame(a: string, b: string): boolean {
  if (isIPv6(a) && isIPv6(b)) return groupsOf(a).join() === groupsOf(b).join();
  return a === b;
}

function contains(list: BlockList, ip: string): boolean {
  return list.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
}

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
  return list;
}

const mapped = listOf([['::ffff:0:0', 96]]);
const compatible = listOf([['::', 96]]);
const nat64 = listOf([
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
]);
const sixToFour = listOf([['2002::', 16]]);

/** The IPv4 address an IPv6 address stands for, or null. */
function innerIpv4(ip: string): string | null {
  if (!isIPv6(ip)) return null;
  const groups = groupsOf(ip);
  const dotted = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (contains(sixToFour, ip)) return dotted(groups[1]!, groups[2]!);
  const isCompatible = contains(compatible, ip) && groups[6] !== 0;
  if (contains(mapped, ip) || contains(nat64, ip) || isCompatible) return dotted(groups[6]!, groups[7]!);
  return null;
}

function groupsOf(ip: string): number[] {
  const bare = ip.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const hex = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
    return `${hex(a, b)}:${hex(c, d)}`;
  });
  const [head = '', tail] = bare.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
