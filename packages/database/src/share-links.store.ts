// Links that show a report, or the records of a sending domain, to whoever has them; only a hash of their token is kept.
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

/** What a link shows: the report of a campaign, or the records of a sending domain. */
export type Shared = { readonly campaignId: string } | { readonly sendingDomainId: string };

export interface NewShareLinkRow {
  readonly shared: Shared;
  readonly tokenHash: Uint8Array;
  readonly showsAddresses: boolean;
  readonly days: number;
  readonly createdBy: string;
}

/** Of the two ids exactly one. */
export interface OpenedLink {
  readonly campaignId: string | null;
  readonly sendingDomainId: string | null;
  readonly showsAddresses: boolean;
  readonly expiresAt: Date;
}

const COLUMNS = `id, shows_addresses AS "showsAddresses", created_by AS "createdBy", created_at AS "createdAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt", last_opened_at AS "lastOpenedAt", opened`;

export class ShareLinkStore {
  constructor(private readonly database: Database) {}

  async make({ shared, tokenHash, showsAddresses, days, createdBy }: NewShareLinkRow): Promise<ShareLinkRow> {
    const { column, id } = place(shared);
    const { rows } = await this.database.pool.query<ShareLinkRow>(
      `INSERT INTO share_link (${column}, token_hash, shows_addresses, created_by, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 day') RETURNING ${COLUMNS}`,
      [id, tokenHash, showsAddresses, createdBy, days],
    );
    return rows[0]!;
  }

  /** Newest first, the ended ones too. */
  async list(shared: Shared): Promise<ShareLinkRow[]> {
    const { column, id } = place(shared);
    const { rows } = await this.database.pool.query<ShareLinkRow>(
      `SELECT ${COLUMNS} FROM share_link WHERE ${column} = $1 ORDER BY id DESC LIMIT 100`,
      [id],
    );
    return rows;
  }

  /** For good; again is no error. @returns false when there is none of this id */
  async revoke(shared: Shared, linkId: string): Promise<boolean> {
    const { column, id } = place(shared);
    const { rowCount } = await this.database.pool.query(
      `UPDATE share_link SET revoked_at = coalesce(revoked_at, now()) WHERE ${column} = $1 AND id = $2`,
      [id, linkId],
    );
    return rowCount === 1;
  }

  /** What a token opens, noted as opened; null when it opens nothing (any more). */
  async open(tokenHash: Uint8Array): Promise<OpenedLink | null> {
    const { rows } = await this.database.pool.query<OpenedLink>(
      `UPDATE share_link SET opened = opened + 1, last_opened_at = now()
       WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now()
       RETURNING campaign_id AS "campaignId", sending_domain_id AS "sendingDomainId", shows_addresses AS "showsAddresses",
         expires_at AS "expiresAt"`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }
}

const place = (shared: Shared) =>
  'campaignId' in shared
    ? { column: 'campaign_id', id: shared.campaignId }
    : { column: 'sending_domain_id', id: shared.sendingDomainId };
