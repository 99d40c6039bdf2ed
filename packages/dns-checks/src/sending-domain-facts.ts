// What is checked of a sending domain, from what is stored of it and how this installation is set up.
import type { SendingDomainFacts } from './check.js';
import { reachPublicUrl } from './reach-public-url.js';

export interface StoredSender {
  readonly name: string;
  readonly returnPathDomain: string;
  readonly sourceIps: readonly string[];
  readonly dkimKeys: readonly { readonly selector: string; readonly algorithm: string; readonly publicKey: string }[];
}

export interface Installation {
  readonly mode: 'sandbox' | 'live';
  readonly ehloName?: string | undefined;
  readonly publicUrl: string;
}

/** @param whyPrivate why nobody outside reaches an address; null for one of the public internet */
export function sendingDomainFacts(
  { name, returnPathDomain, sourceIps, dkimKeys }: StoredSender,
  { mode, ehloName, publicUrl }: Installation,
  whyPrivate: (ip: string) => string | null,
): SendingDomainFacts {
  return {
    domain: name,
    returnPathDomain,
    dkim: dkimKeys.map(({ selector, algorithm, publicKey }) => ({ selector, algorithm, publicKeyBase64: publicKey })),
    sourceIps: mode === 'live' ? sourceIps : [],
    ehloName: ehloName ?? null,
    isSandbox: mode === 'sandbox',
    tracking: { publicUrl, whyPrivate, reach: reachPublicUrl },
  };
}
