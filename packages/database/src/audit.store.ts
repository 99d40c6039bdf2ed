// Who changed what, when: appended, never changed.
import type { AuditEntry } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';

export interface NewAuditEntry {
  readonly actorKind: 'user' | 'api-key' | 'system';
  readonly actorId: string | null;
  readonly actorLabel: string;
  /** `campaigns.schedule` */
  readonly action: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly detail: Record<string, unknown>;
  readonly ip: string | null;
}

export type AuditRow = Omit<AuditEntry, 'at'> & { readonly at: Date };

export class AuditStore {
  constructor(private readonly database: Database) {}

  async append(entry: NewAuditEntry): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO audit_entry (actor_kind, actor_id, actor_label, action, subject_kind, subject_id, detail, ip)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        entry.actorKind,
        entry.actorId,
        entry.actorLabel,
        entry.action,
        entry.subjectKind,
        entry.subjectId,
        JSON.stringify(entry.detail),
        entry.ip,
      ],
    );
  }

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<AuditRow[]> {
    const { rows } = await this.database.pool.query<AuditRow>(
      `SELECT id, at, actor_label AS "actorLabel", action, subject_kind AS "subjectKind", subject_id AS "subjectId", detail, ip
       FROM audit_entry WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }
}
