// What a domain asks of the encryption of its mail, host by host, and the words in which it is told what came of it.
import type { TlsaRecord } from '../dns/dns.js';

/** How one MX host is to be spoken to. */
export type HostTls =
  /** Any encryption, any certificate, plaintext where it fails (RFC 7435); `isBroken`: TLS failed here lately, plaintext at once. */
  | { readonly kind: 'opportunistic'; readonly isBroken?: true }
  /** No plaintext, any certificate: the provider always has TLS, or its TLSA records are of a kind nobody can use (RFC 7672 §2.2). */
  | { readonly kind: 'encrypted'; readonly by: 'dane' | 'required' }
  /** One of these records must fit the certificate (RFC 7672 §3). */
  | {
      readonly kind: 'dane';
      readonly records: readonly TlsaRecord[];
      /** What the records stand under when the host is an alias: asked for as server name and looked for in the certificate. */
      readonly baseName?: string;
    }
  /** A certificate for this host of a known authority, TLS 1.2 or newer (RFC 8461 §4.1). */
  | { readonly kind: 'verified' }
  /** Not to be connected to at all. */
  | {
      readonly kind: 'unusable';
      readonly by: 'dane' | 'mta-sts';
      readonly result: TlsResult;
      /** In one line: why. */
      readonly why: string;
    };

export interface TlsPolicy {
  readonly domain: string;
  /** By MX host; one that is not named is opportunistic. */
  readonly hosts: Readonly<Record<string, HostTls>>;
  /** MTA-STS in testing mode: never a hindrance, but what enforcing it would have meant is told (RFC 8461 §5). */
  readonly tested?: { readonly mx: readonly string[] };
}

export type TlsPolicyName = 'dane' | 'mta-sts' | 'mta-sts-testing' | 'required' | 'opportunistic';

/** `success`, or what failed in the words of RFC 8460 §4.3. */
export type TlsResult =
  | 'success'
  | 'starttls-not-supported'
  | 'certificate-host-mismatch'
  | 'certificate-expired'
  | 'certificate-not-trusted'
  | 'validation-failure'
  | 'tlsa-invalid'
  | 'dnssec-invalid'
  | 'sts-policy-fetch-error'
  | 'sts-policy-invalid'
  | 'sts-webpki-invalid';

/** Which policy applied to a connection and what came of it. */
export interface TlsPolicyReport {
  readonly policy: TlsPolicyName;
  readonly result: TlsResult;
  /** In one line. */
  readonly words: string;
}

export interface TlsVerdict extends TlsPolicyReport {
  /** Whether the domain's mail may go over the connection. */
  readonly isFit: boolean;
}

const OPPORTUNISTIC: HostTls = { kind: 'opportunistic' };

/** A host may bear any name, also one that every object knows ("constructor"). */
export function hostTlsOf({ hosts }: TlsPolicy, mxHost: string): HostTls {
  return (Object.hasOwn(hosts, mxHost) ? hosts[mxHost] : undefined) ?? OPPORTUNISTIC;
}

/** For tests and for sites that always have TLS: no plaintext to any of the hosts. */
export function requiredTls(domain: string, mxHosts: readonly string[]): TlsPolicy {
  return { domain, hosts: Object.fromEntries(mxHosts.map((host) => [host, { kind: 'encrypted', by: 'required' }])) };
}
