// Uploaded images, the files with them. The same file is kept once; one that a campaign shows is not deleted.
import type { Media } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';

export type MediaRow = Omit<Media, 'url' | 'createdAt'> & { readonly createdAt: Date };

export interface NewMedia extends Omit<MediaRow, 'id' | 'createdAt' | 'sizeBytes'> {
  readonly sha256: string;
  readonly content: Uint8Array;
}

const ROW = `id, name, mime, size_bytes AS "sizeBytes", width, height, alt, created_by AS "createdBy", created_at AS "createdAt"`;

export class MediaStore {
  constructor(private readonly database: Database) {}

  /** Newest first, without the files. */
  async page({ limit, after }: PageOptions): Promise<MediaRow[]> {
    const { rows } = await this.database.pool.query<MediaRow>(
      `SELECT ${ROW} FROM media WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  /** The same file again is the one that is there; words that come with it replace empty ones. */
  async add({ name, mime, width, height, alt, sha256, content, createdBy }: NewMedia): Promise<MediaRow> {
    const { rows } = await this.database.pool.query<MediaRow>(
      `INSERT INTO media AS m (name, mime, size_bytes, width, height, sha256, alt, content, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (sha256) DO UPDATE SET alt = CASE WHEN m.alt = '' THEN excluded.alt ELSE m.alt END RETURNING ${ROW}`,
      [name, mime, content.byteLength, width, height, sha256, alt, Buffer.from(content), createdBy],
    );
    return rows[0]!;
  }

  async describe(id: string, alt: string): Promise<MediaRow | null> {
    const { rows } = await this.database.pool.query<MediaRow>(
      `UPDATE media SET alt = $2 WHERE id = $1 RETURNING ${ROW}`,
      [id, alt],
    );
    return rows[0] ?? null;
  }

  async file(id: string): Promise<{ mime: string; content: Buffer } | null> {
    const { rows } = await this.database.pool.query<{ mime: string; content: Buffer }>(
      'SELECT mime, content FROM media WHERE id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  /** Readers open old messages for years: what any campaign or template shows stays. */
  async remove(id: string): Promise<'removed' | 'missing' | 'used'> {
    const { rowCount } = await this.database.pool.query(
      `DELETE FROM media m WHERE m.id = $1
         AND NOT EXISTS (SELECT FROM campaign WHERE html LIKE $2 OR content_source LIKE $2)
         AND NOT EXISTS (SELECT FROM template WHERE html LIKE $2 OR content_source LIKE $2)`,
      [id, `%/m/${id}%`],
    );
    if (rowCount === 1) return 'removed';
    const there = await this.database.pool.query('SELECT FROM media WHERE id = $1', [id]);
    return there.rowCount === 1 ? 'used' : 'missing';
  }
}
