// What this room asks of a resolver: answers are values, nothing is thrown for what a name server may say.

export type Answer<T> =
  | { readonly kind: 'records'; readonly records: readonly T[]; readonly ttlSeconds: number }
  /** no-data: the name exists without such records (RFC 2308 §2.2) · nxdomain: no such name (§2.1). */
  | { readonly kind: 'no-data' | 'nxdomain'; readonly ttlSeconds: number }
  /** "ESERVFAIL: mx example.test", "ETIMEOUT: …", in one line; never a statement about the name. */
  | { readonly kind: 'trouble'; readonly trouble: string };

export interface MxRecord {
  readonly exchange: string;
  readonly preference: number;
}

export interface Dns {
  mx(name: string): Promise<Answer<MxRecord>>;
  a(name: string): Promise<Answer<string>>;
  aaaa(name: string): Promise<Answer<string>>;
  /** Each record's strings joined (RFC 7208 §3.3). */
  txt(name: string): Promise<Answer<string>>;
  ptr(ip: string): Promise<Answer<string>>;
}
