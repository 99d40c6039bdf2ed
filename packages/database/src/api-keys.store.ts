// API keys: what they may do, and whether a secret is theirs. The secret itself is never stored.
import type { ApiKey, ApiScope } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';

export type ApiKeyRow = Omit<ApiKey, 'createdAt' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'> & {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
};

export interface NewKey {
  readonly name: string;
  readonly prefix: string;
  /** SHA-256 of the secret part. */
  readonly secretHash: Uint8Array;
  readonly scopes: readonly ApiScope[];
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

const KEY = `id, name, prefix, scopes, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt",
  last_used_at AS "lastUsedAt"`;

export class ApiKeyStore {
  constructor(private readonly database: Database) {}

  async page({ limit, after }: PageOptions): Promise<ApiKeyRow[]> {
    const { rows } = await this.database.pool.query<ApiKeyRow>(
      `SELECT ${KEY} FROM api_key WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async add({ name, prefix, secretHash, scopes, createdBy, expiresAt }: NewKey): Promise<ApiKeyRow> {
    const { rows } = await this.database.pool.query<ApiKeyRow>(
      `INSERT INTO api_key (name, prefix, secret_hash, scopes, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${KEY}`,
      [name, prefix, secretHash, scopes, createdBy, expiresAt],
    );
    return rows[0]!;
  }

  /** The key behind a prefix while it counts: not revoked, not expired by the clock of the database. */
  async inForce(prefix: string): Promise<(ApiKeyRow & { readonly secretHash: Uint8Array }) | null> {
    const { rows } = await this.database.pool.query<ApiKeyRow & { secretHash: Uint8Array }>(
      `SELECT ${KEY}, secret_hash AS "secretHash" FROM api_key
       WHERE prefix = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      [prefix],
    );
    return rows[0] ?? null;
  }

  /** Notes a use; at most one write a minute and key. */
  async noteUse(id: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE api_key SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [id],
    );
  }

  /** @returns false when there is no such key; a revoked one stays as it is */
  async revoke(id: string): Promise<boolean> {
    const revoked = await this.database.pool.query(
      'UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1',
      [id],
    );
    return revoked.rowCount === 1;
  }
}
