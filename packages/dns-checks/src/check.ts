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
}

export interface WantedRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Why it is needed, for an editor. */
  readonly purpose: string;
}
