// Asks name servers.
import type { Dns } from './dns.js';

export interface DnsOptions {
  /** "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:53"; empty = the servers of the system. */
  readonly servers: readonly string[];
  /** One question to one server; 5,000 unless told. */
  readonly timeoutMs?: number;
  /** Rounds over all servers; 2 unless told. */
  readonly tries?: number;
  /** Keep answers for their TTL (60 s to 1 h; negative 5 min, trouble 30 s). */
  readonly cache?: boolean;
}

export function createDns(_options: DnsOptions): Dns {
  throw new Error('createDns is not built yet');
}
