// What a live check found, and what her last failed attempt had found: plain values to be compared.

export interface SeenHost {
  readonly host: string;
  readonly addresses: readonly string[];
}

/** As mx-answer.ts of the delivery room names them. */
export type DnsKind = 'mx' | 'implicit' | 'null-mx' | 'nxdomain' | 'no-address' | 'trouble';

export interface HostNow {
  readonly mxHost: string;
  readonly ip: string;
  readonly outcome: 'open' | 'failed';
  /** Where it failed. */
  readonly stage: string | null;
  /** The reply or what went wrong, verbatim. */
  readonly trouble: string | null;
  readonly tls: string | null;
  readonly recipient: { readonly outcome: string; readonly said: string } | null;
}

export interface LiveFacts {
  readonly domain: string;
  /** null while DNS was not answered. */
  readonly kind: DnsKind | null;
  readonly hosts: readonly SeenHost[];
  readonly checks: readonly HostNow[];
  /** Why no host was connected to. */
  readonly heldBy: string | null;
}

/** Her last failed attempt. */
export interface AttemptThen {
  readonly at: Date;
  readonly stage: string | null;
  readonly said: string | null;
  readonly tls: string | null;
  readonly kind: DnsKind | null;
  readonly hosts: readonly SeenHost[];
}
