// What all workers remember of encryption: MTA-STS policies as they were fetched, and hosts whose TLS is broken.
import type { Database } from './database.js';

export interface PublishedPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  readonly mx: readonly string[];
  readonly maxAgeSeconds: number;
}

export interface KeptStsPolicy {
  readonly id: string;
  readonly policy: PublishedPolicy;
  readonly ageSeconds: number;
  /** Zero or less: over. */
  readonly expiresInSeconds: number;
}

export interface BrokenTls {
  readonly mxHost: string;
  readonly failedSecondsAgo: number;
}

/** After so long without a failure a host is forgotten: nobody has tried since. */
const FORGOTTEN = `interval '3 days'`;
const MOST = 50_000;

export class TlsStore {
  constructor(private readonly database: Database) {}

  /** All ages are by the database's clock, so that workers with clocks of their own agree. */
  async policyOf(domain: string): Promise<KeptStsPolicy | null> {
    const { rows } = await this.database.pool.query<PublishedPolicy & Omit<KeptStsPolicy, 'policy'>>(
      `SELECT policy_id AS id, mode, mx, max_age_seconds AS "maxAgeSeconds",
              extract(epoch FROM now() - fetched_at)::float8 AS "ageSeconds",
              extract(epoch FROM expires_at - now())::float8 AS "expiresInSeconds"
       FROM mta_sts_policy WHERE domain = $1 AND policy_id IS NOT NULL`,
      [domain],
    );
    if (rows[0] === undefined) return null;
    const { mode, mx, maxAgeSeconds, ...kept } = rows[0];
    return { ...kept, policy: { mode, mx, maxAgeSeconds } };
  }

  /** Domains whose policy holds now: few, so that most need not be asked for one by one. */
  async policyDomains(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ domain: string }>(
      'SELECT domain FROM mta_sts_policy WHERE expires_at > now()',
    );
    return rows.map(({ domain }) => domain);
  }

  async keepPolicy(domain: string, id: string, { mode, mx, maxAgeSeconds }: PublishedPolicy): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO mta_sts_policy (domain, policy_id, mode, mx, max_age_seconds, fetched_at, expires_at)
       VALUES ($1, $2, $3, $4, $5::int, now(), now() + $5::int * interval '1 second')
       ON CONFLICT (domain) DO UPDATE SET policy_id = excluded.policy_id, mode = excluded.mode, mx = excluded.mx,
         max_age_seconds = excluded.max_age_seconds, fetched_at = excluded.fetched_at, expires_at = excluded.expires_at,
         last_failure = NULL, last_failed_at = NULL`,
      [domain, id, mode, mx, maxAgeSeconds],
    );
  }

  /** The policy that is kept stays as it is. */
  async notePolicyFailure(domain: string, words: string): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO mta_sts_policy (domain, mx, last_failure, last_failed_at) VALUES ($1, '{}', $2, now())
       ON CONFLICT (domain) DO UPDATE SET last_failure = excluded.last_failure, last_failed_at = excluded.last_failed_at`,
      [domain, words],
    );
  }

  async brokenHosts(): Promise<BrokenTls[]> {
    const { rows } = await this.database.pool.query<BrokenTls>(
      `SELECT mx_host AS "mxHost", extract(epoch FROM now() - failed_at)::float8 AS "failedSecondsAgo"
       FROM tls_trouble WHERE failed_at > now() - ${FORGOTTEN} ORDER BY failed_at DESC LIMIT ${MOST}`,
    );
    return rows;
  }

  async noteBroken(mxHost: string, reason: string): Promise<void> {
    await this.database.pool.query(`DELETE FROM tls_trouble WHERE failed_at < now() - ${FORGOTTEN}`);
    await this.database.pool.query(
      `INSERT INTO tls_trouble (mx_host, reason) VALUES ($1, $2)
       ON CONFLICT (mx_host) DO UPDATE SET reason = excluded.reason, failed_at = now()`,
      [mxHost, reason],
    );
  }

  async noteMended(mxHost: string): Promise<void> {
    await this.database.pool.query('DELETE FROM tls_trouble WHERE mx_host = $1', [mxHost]);
  }
}
