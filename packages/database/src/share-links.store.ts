// Links that show the report of a campaign to whoever has them; only a hash of their token is kept.
import type { Database } from './database.js';

export interface ShareLinkRow {
  readonly id: string;
  readonly showsAddresses: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastOpenedAt: Date | null;
  readonly opened: number;
}

export interface NewShareLinkRow {
  readonly campaignId: string;
  readonly tokenHash: Uint8Array;
  readonly showsAddresses: boolean;
  readonly days: number;
  readonly createdBy: string;
}

const COLUMNS = `id, shows_addresses AS "showsAddresses", created_by AS "createdBy", created_at AS "createdAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt", last_opened_at AS "lastOpenedAt", opened`;

export class ShareLinkStore {
  constructor(private readonly database: Database) {}

  async make({ campaignId, tokenHash, showsAddresses, days, createdBy }: NewShareLinkRow): Promise<ShareLinkRow> {
    const { rows } = await this.database.pool.query<ShareLinkRow>(
      `INSERT INTO share_link (campaign_id, token_hash, shows_addresses, created_by, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 day') RETURNING ${COLUMNS}`,
      [campaignId, tokenHash, showsAddresses, createdBy, days],
    );
    return rows[0]!;
  }

  /** Newest first, the ended ones too. */
  async list(campaignId: string): Promise<ShareLinkRow[]> {
    const { rows } = await this.database.pool.query<ShareLinkRow>(
      `SELECT ${COLUMNS} FROM share_link WHERE campaign_id = $1 ORDER BY id DESC LIMIT 100`,
      [campaignId],
    );
    return rows;
  }

  /** For good; again is no error. @returns false when there is none of this id */
  async revoke(campaignId: string, id: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      'UPDATE share_link SET revoked_at = coalesce(revoked_at, now()) WHERE campaign_id = $1 AND id = $2',
      [campaignId, id],
    );
    return rowCount === 1;
  }

  /** What a token opens, noted as opened; null when it opens nothing (any more). */
  async open(tokenHash: Uint8Array): Promise<{ campaignId: string; showsAddresses: boolean; expiresAt: Date } | null> {
    const { rows } = await this.database.pool.query<{ campaignId: string; showsAddresses: boolean; expiresAt: Date }>(
      `UPDATE share_link SET opened = opened + 1, last_opened_at = now()
       WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now()
       RETURNING campaign_id AS "campaignId", shows_addresses AS "showsAddresses", expires_at AS "expiresAt"`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }
}
