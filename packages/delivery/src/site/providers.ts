// Big receivers by the names of their MX hosts, with what they put up with from one source address. Starting values.

export interface Provider {
  readonly name: string;
  /** Ends of MX host names; a site is this provider's only if all of its hosts have one. */
  readonly mxSuffixes: readonly string[];
  readonly connections: number;
  readonly messagesPerConnection: number;
}

/** From the receivers' own postmaster pages and what large senders publish (2026-11). */
export const providers: readonly Provider[] = [
  { name: 'google', mxSuffixes: ['.google.com', '.googlemail.com'], connections: 5, messagesPerConnection: 50 },
  { name: 'yahoo', mxSuffixes: ['.yahoodns.net'], connections: 5, messagesPerConnection: 20 },
  { name: 'outlook', mxSuffixes: ['.olc.protection.outlook.com'], connections: 5, messagesPerConnection: 50 },
  {
    name: 'microsoft365',
    mxSuffixes: ['.mail.protection.outlook.com', '.mx.microsoft'],
    connections: 5,
    messagesPerConnection: 50,
  },
  { name: 'apple', mxSuffixes: ['.icloud.com'], connections: 10, messagesPerConnection: 5 },
  { name: 'comcast', mxSuffixes: ['.comcast.net'], connections: 25, messagesPerConnection: 1000 },
  { name: 'orange', mxSuffixes: ['.orange.fr'], connections: 2, messagesPerConnection: 100 },
  { name: 'gmx', mxSuffixes: ['.gmx.net', '.web.de'], connections: 4, messagesPerConnection: 20 },
  {
    name: 'mimecast',
    mxSuffixes: ['.mimecast.com', '.mimecast.co.za', '.mimecast-offshore.com'],
    connections: 10,
    messagesPerConnection: 100,
  },
  { name: 'barracuda', mxSuffixes: ['.barracudanetworks.com'], connections: 10, messagesPerConnection: 15 },
  { name: 'kpn', mxSuffixes: ['.kpnmail.nl'], connections: 10, messagesPerConnection: 10 },
  { name: 'qq', mxSuffixes: ['.qq.com'], connections: 4, messagesPerConnection: 8 },
  { name: 'netease', mxSuffixes: ['.netease.com'], connections: 4, messagesPerConnection: 7 },
];

/** Where nothing is known: polite by default. */
export const unknownSite = { connections: 2, messagesPerConnection: 100 } as const;

/** @returns the provider all hosts belong to, or null: a domain that mixes two is nobody's */
export function providerOf(mxHosts: readonly string[]): Provider | null {
  if (mxHosts.length === 0) return null;
  const fits = ({ mxSuffixes }: Provider) =>
    mxHosts.every((host) => mxSuffixes.some((suffix) => host.endsWith(suffix)));
  return providers.find(fits) ?? null;
}
