// Big receivers by the names of their MX hosts, with what they put up with from one source address. Starting values.

export interface Provider {
  readonly name: string;
  /** Ends of MX host names; a site is this provider's only if all of its hosts have one. */
  readonly mxSuffixes: readonly string[];
  /** To one site. */
  readonly connections: number;
  /** To all of its sites together, from one source address. */
  readonly connectionsInAll: number;
  readonly messagesPerConnection: number;
  /** It is known to offer TLS everywhere: without it somebody is in between. */
  readonly isTlsRequired: boolean;
}

function provider(
  name: string,
  mxSuffixes: readonly string[],
  limits: readonly [connections: number, messagesPerConnection: number],
  more: { readonly tls?: true; readonly inAll?: number } = {},
): Provider {
  const [connections, messagesPerConnection] = limits;
  const { tls: isTlsRequired = false, inAll: connectionsInAll = connections } = more;
  return { name, mxSuffixes, connections, connectionsInAll, messagesPerConnection, isTlsRequired };
}

/** From the receivers' own postmaster pages and what large senders publish (2026-11). */
export const providers: readonly Provider[] = [
  provider('google', ['.google.com', '.googlemail.com'], [5, 50], { tls: true }),
  provider('yahoo', ['.yahoodns.net'], [5, 20]),
  provider('outlook', ['.olc.protection.outlook.com'], [5, 50]),
  // Every customer is a site of its own there, behind the same doors.
  provider('microsoft365', ['.mail.protection.outlook.com', '.mx.microsoft'], [5, 50], { inAll: 20 }),
  provider('apple', ['.icloud.com'], [10, 5]),
  provider('comcast', ['.comcast.net'], [25, 1000], { tls: true }),
  provider('orange', ['.orange.fr'], [2, 100], { tls: true }),
  provider('gmx', ['.gmx.net', '.web.de'], [4, 20], { tls: true }),
  // Ten for each of its regions, and a region is a site.
  provider('mimecast', ['.mimecast.com', '.mimecast.co.za', '.mimecast-offshore.com'], [10, 100], { inAll: 40 }),
  provider('barracuda', ['.barracudanetworks.com'], [10, 15], { tls: true }),
  provider('kpn', ['.kpnmail.nl'], [10, 10], { tls: true }),
  provider('qq', ['.qq.com'], [4, 8], { tls: true }),
  provider('netease', ['.netease.com'], [4, 7], { tls: true }),
];

/** Connections all sites of a provider may have together from one source address; null where nothing is known. */
export function providerLimitOf(name: string | null): number | null {
  return providers.find((known) => known.name === name)?.connectionsInAll ?? null;
}

/** What one site of a provider gets of the connections that a person gives all of them: a share as large as by itself. */
export function siteShareOf(name: string, inAll: number): number {
  const known = providers.find((one) => one.name === name);
  return known === undefined || known.connections === known.connectionsInAll
    ? inAll
    : Math.min(known.connections, inAll);
}

/** Where nothing is known: polite by default. */
export const unknownSite = { connections: 2, messagesPerConnection: 100, isTlsRequired: false } as const;

/** @returns the provider all hosts belong to, or null: a domain that mixes two is nobody's */
export function providerOf(mxHosts: readonly string[]): Provider | null {
  if (mxHosts.length === 0) return null;
  const fits = ({ mxSuffixes }: Provider) =>
    mxHosts.every((host) => mxSuffixes.some((suffix) => host.endsWith(suffix)));
  return providers.find(fits) ?? null;
}
