// What a check of a sending domain says, and what it needs to know.

/** The shape of node:dns resolve(name, type), with the address itself for PTR; errors with code ENOTFOUND or ENODATA mean "not there", all others "not known". */
export type Resolver = (name: string, type: string) => Promise<unknown>;

export interface Check {
  readonly name:
    | 'spf'
    | 'dkim'
    | 'dmarc'
    | 'alignment'
    | 'return_path'
    | 'tracking_host'
    | 'ptr'
    | 'blocklist'
    | 'mta_sts'
    | 'tls_rpt'
    | 'bimi';
  readonly result: 'pass' | 'warn' | 'fail' | 'unknown';
  /** For an editor: what was found and what to do. */
  readonly words: string;
  readonly recordName: string | null;
  readonly recordType: string | null;
  readonly expected: string | null;
  /** What DNS answered, cleaned and bounded. */
  readonly found: string[];
  /** Only while name servers disagree about the record. */
  readonly spread?: Spread;
}

export interface NameServerView {
  /** "ns1.example.org (192.0.2.1)" */
  readonly server: string;
  readonly kind: 'authoritative' | 'resolver';
  readonly result: 'right' | 'missing' | 'different' | 'several' | 'unknown';
  readonly words: string;
  readonly found: string[];
}

/** A record that some name servers show and others do not yet, or no longer. Times as ISO 8601 in UTC. */
export interface Spread {
  readonly since: string;
  /** By then at the latest all agree, by what the servers say of how long they keep an answer; null: none said. */
  readonly until: string | null;
  readonly views: NameServerView[];
}

export interface DkimKey {
  readonly selector: string;
  /** SubjectPublicKeyInfo for RSA, the raw 32 bytes for Ed25519 (RFC 8463 §4), as in the p= tag. */
  readonly publicKeyBase64: string;
  /** "rsa-sha256" or "ed25519-sha256". */
  readonly algorithm: string;
}

export interface SendingDomainFacts {
  readonly domain: string;
  /** Domain of the return path; the domain itself or one below it. */
  readonly returnPathDomain: string;
  readonly dkim: readonly DkimKey[];
  /** Addresses mail leaves from; empty = not known. */
  readonly sourceIps: readonly string[];
  readonly ehloName: string | null;
  readonly isSandbox: boolean;
  /** Where links of mails lead; absent where nobody asks for it. */
  readonly tracking?: TrackingFacts;
}

export interface TrackingFacts {
  /** DOORSTEP_PUBLIC_URL: links, pixels, pictures and the pages of readers stand below it. */
  readonly publicUrl: string;
  /** Why nobody outside reaches an address ("a private address"); null for one of the public internet. */
  readonly whyPrivate: (ip: string) => string | null;
  readonly reach: Reach;
}

/** Knocks at an address as a reader would, under the name of the URL. */
export type Reach = (url: string, ip: string) => Promise<Reached>;

export type Reached =
  | {
      readonly kind: 'answered';
      readonly isDoorstep: boolean;
      /** Where it sends readers instead; null when it answers itself. */
      readonly redirectsTo: string | null;
      /** null without https. */
      readonly certificate: { readonly trouble: string | null; readonly endsAt: Date } | null;
    }
  | { readonly kind: 'silent'; readonly why: string };

export interface WantedRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Why it is needed, for an editor. */
  readonly purpose: string;
}
