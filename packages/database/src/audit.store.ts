// Who changed what, when: appended, never changed.
import type { AuditChoices, AuditEntry, AuditFilter } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import { auditConditions, SUBJECT_NAME } from './audit-filter.sql.js';
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

export interface AuditPageOptions extends PageOptions {
  readonly filter?: AuditFilter;
  /** The page begins with this entry, when it is the first one. */
  readonly entry?: string | undefined;
}

/** A change beside which an entry is looked for. */
export interface AuditedChange {
  readonly at: Date;
  readonly who?: string | undefined;
  /** kind:id */
  readonly about?: string | undefined;
}

/** Work on many is carried out after it was asked for; its entry is known by its object. */
const LONGEST_WORK = `interval '1 day'`;
/** A request ends, and is written down, soon after its change. */
const LONGEST_REQUEST = `interval '1 minute'`;
const USUAL_REQUEST = `interval '10 seconds'`;

/** Each value of a column once, by its index: the log is far longer than what stands in it. */
const valuesOf = (column: 'actor_label' | 'action') => `
  WITH RECURSIVE found(value) AS (
    (SELECT ${column} FROM audit_entry ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${column} FROM audit_entry WHERE ${column} > f.value ORDER BY ${column} LIMIT 1) FROM found f WHERE f.value IS NOT NULL)
  SELECT value FROM found WHERE value IS NOT NULL LIMIT 500`;

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
  async page({ limit, after, filter = {}, entry }: AuditPageOptions): Promise<AuditRow[]> {
    const values: unknown[] = [limit, after ?? null, entry ?? null];
    const conditions = auditConditions(filter, values);
    const { rows } = await this.database.pool.query<AuditRow>(
      `SELECT e.id, e.at, e.actor_label AS "actorLabel", e.action, e.subject_kind AS "subjectKind", e.subject_id AS "subjectId",
         ${SUBJECT_NAME} AS "subjectName", e.detail, e.ip
       FROM audit_entry e WHERE ($2::uuid IS NULL OR e.id < $2) AND ($2 IS NOT NULL OR $3::uuid IS NULL OR e.id <= $3) AND ${conditions}
       ORDER BY e.id DESC LIMIT $1`,
      values,
    );
    return rows;
  }

  /** Who and what stands in the log, by name. */
  async choices(): Promise<AuditChoices> {
    const [actors, actions] = await Promise.all(
      (['actor_label', 'action'] as const).map((column) =>
        this.database.pool
          .query<{ value: string }>(valuesOf(column))
          .then(({ rows }) => rows.map(({ value }) => value)),
      ),
    );
    return { actors: actors!, actions: actions! };
  }

  /**
   * The entry of a change: the one about the same object, else the one by the same actor, nearest in time. A change and its
   * entry are not written together: the entry comes when the request has succeeded, so the next one goes before the last one.
   */
  async near({ at, who, about }: AuditedChange): Promise<string | null> {
    if (who === undefined && about === undefined) return null;
    const { rows } = await this.database.pool.query<{ id: string }>(
      `SELECT id FROM (
         SELECT e.id, e.at, coalesce(e.subject_kind || ':' || e.subject_id = $3::text, false) AS is_about FROM audit_entry e
         WHERE ($2::text IS NULL OR e.actor_label = $2) AND e.id >= id_floor($1::timestamptz - ${LONGEST_WORK})
           AND e.id < id_floor($1::timestamptz + ${LONGEST_REQUEST})) c
       WHERE is_about OR ($2 IS NOT NULL AND at >= $1::timestamptz - interval '2 seconds')
       ORDER BY is_about DESC, at BETWEEN $1::timestamptz AND $1::timestamptz + ${USUAL_REQUEST} DESC, abs(extract(epoch FROM at - $1::timestamptz)) LIMIT 1`,
      [at, who ?? null, about ?? null],
    );
    return rows[0]?.id ?? null;
  }
}
