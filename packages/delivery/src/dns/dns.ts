// What this room asks of a resolver: answers are values, nothing is thrown for what a name server may say.

/** The server validated the answer with DNSSEC and found it right (AD, RFC 4035 §3.2.3). Only where such a server is configured. */
interface Validated {
  readonly isAuthenticated?: true;
}

export type Answer<T> =
  | ({
      readonly kind: 'records';
      readonly records: readonly T[];
      readonly ttlSeconds: number;
      /** The name the records stand under, where the one asked for is an alias of it (CNAME): lower case, no final dot. */
      readonly canonicalName?: string;
    } & Validated)
  /** no-data: the name exists without such records (RFC 2308 §2.2) · nxdomain: no such name (§2.1). */
  | ({ readonly kind: 'no-data' | 'nxdomain'; readonly ttlSeconds: number } & Validated)
  /** "ESERVFAIL: mx example.test", "ETIMEOUT: …", in one line; never a statement about the name. */
  | { readonly kind: 'trouble'; readonly trouble: string };

export interface MxRecord {
  readonly exchange: string;
  readonly preference: number;
}

/** A certificate, or a fingerprint of one, that DNS vouches for (RFC 6698 §2.1); the numbers as they stand in the record. */
export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  readonly association: Uint8Array;
}

export interface Dns {
  mx(name: string): Promise<Answer<MxRecord>>;
  a(name: string): Promise<Answer<string>>;
  aaaa(name: string): Promise<Answer<string>>;
  /** Each record's strings joined (RFC 7208 §3.3). */
  txt(name: string): Promise<Answer<string>>;
  ptr(ip: string): Promise<Answer<string>>;
  /** @param name with port and protocol: "_25._tcp.mx.example.test" (RFC 6698 §3) */
  tlsa(name: string): Promise<Answer<TlsaRecord>>;
}
