// What DNS says about where the mail of a domain goes.

export interface MxHost {
  /** Lower-case A-labels, without a final dot. */
  readonly host: string;
  readonly preference: number;
  /** IPv4 and IPv6 addresses as text; empty when the host has none. */
  readonly addresses: readonly string[];
  /** Its addresses were validated with DNSSEC; only where a validating resolver is configured. */
  readonly isAuthenticated?: true;
  /** The name its addresses stand under when it is an alias (CNAME), the way there validated as well. */
  readonly canonicalName?: string;
}

/**
 * mx: hosts in order of preference · implicit: no MX, the domain's own A/AAAA (RFC 5321 §5.1) · null-mx: RFC 7505 ·
 * nxdomain: no such name · no-address: the name exists, no host of it has an address · trouble: SERVFAIL, timeout, refused.
 */
export type MxAnswer =
  | {
      readonly kind: 'mx' | 'implicit';
      readonly domain: string;
      readonly hosts: readonly MxHost[];
      readonly ttlSeconds: number;
      /** That these are the hosts was validated with DNSSEC; only where a validating resolver is configured. */
      readonly isAuthenticated?: true;
    }
  | {
      readonly kind: 'null-mx' | 'nxdomain' | 'no-address';
      readonly domain: string;
      readonly hosts: readonly MxHost[];
      readonly ttlSeconds: number;
    }
  | {
      readonly kind: 'trouble';
      readonly domain: string;
      readonly hosts: readonly MxHost[];
      readonly ttlSeconds: number;
      /** SERVFAIL, timeout …, in one line. */
      readonly trouble: string;
    };
