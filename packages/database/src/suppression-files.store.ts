// Suppressions by the list: thousands at once, counted first; and given out again for other programs.
import type { SuppressionLine } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { askedFor, type SuppressionFilter } from './suppressions.store.js';

export interface SuppressionImportCounts {
  /** Not held back yet for that cause. */
  readonly added: number;
  readonly already: number;
  /** Of the added ones, those who are subscribers now. */
  readonly subscribers: number;
}

export interface SuppressionFileRow {
  readonly id: string;
  readonly address: string | null;
  readonly domainName: string | null;
  readonly scope: string;
  readonly cause: string;
  readonly source: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly liftedAt: Date | null;
}

const ASKED = `SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS x(normalized, spelling, domain_name, cause)`;

const COUNT = `
WITH asked AS (${ASKED}), known AS (
  SELECT x.*, a.id AS address_id, EXISTS (SELECT FROM suppression s WHERE s.lifted_at IS NULL AND s.cause = x.cause AND (
      (x.normalized IS NOT NULL AND s.scope = 'address' AND s.address_id = a.id)
      OR (x.normalized IS NULL AND s.scope = 'domain' AND s.domain_name = x.domain_name))) AS is_held
  FROM asked x LEFT JOIN address a ON a.normalized = x.normalized)
SELECT count(*) FILTER (WHERE NOT is_held)::int AS added, count(*) FILTER (WHERE is_held)::int AS already,
  count(*) FILTER (WHERE NOT is_held AND EXISTS (SELECT FROM subscriber b WHERE b.address_id = known.address_id))::int AS subscribers FROM known`;

const ADD_DOMAINS = `INSERT INTO mail_domain (name) SELECT DISTINCT domain_name FROM (${ASKED}) x ORDER BY 1 ON CONFLICT DO NOTHING`;
const ADD_ADDRESSES = `INSERT INTO address (normalized, spelling, domain_name)
  SELECT DISTINCT ON (normalized) normalized, spelling, domain_name FROM (${ASKED}) x WHERE normalized IS NOT NULL ORDER BY 1 ON CONFLICT DO NOTHING`;
const HOLD = `
WITH asked AS (${ASKED}), made AS (
  INSERT INTO suppression (scope, address_id, cause, source, actor, evidence)
  SELECT 'address', a.id, x.cause, 'import', $5, jsonb_build_object('reason', $6::text) FROM asked x JOIN address a ON a.normalized = x.normalized
  ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id, address_id, cause
), domains AS (
  INSERT INTO suppression (scope, domain_name, cause, source, actor, evidence)
  SELECT 'domain', x.domain_name, x.cause, 'import', $5, jsonb_build_object('reason', $6::text) FROM asked x WHERE x.normalized IS NULL
  ON CONFLICT (domain_name, cause) WHERE lifted_at IS NULL AND scope = 'domain' DO NOTHING RETURNING id
), told AS (
  INSERT INTO address_event (address_id, kind, actor, detail)
  SELECT address_id, 'suppressed', $5, jsonb_build_object('suppressionId', id, 'cause', cause, 'reason', $6::text) FROM made
)
SELECT (SELECT count(*) FROM made)::int + (SELECT count(*) FROM domains)::int AS added`;

const columnsOf = (lines: readonly SuppressionLine[]) => [
  lines.map(({ address }) => address?.normalized ?? null),
  lines.map(({ address }) => address?.spelling ?? null),
  lines.map(({ address, domainName }) => address?.domainName ?? domainName),
  lines.map(({ cause }) => cause),
];

export class SuppressionFileStore {
  constructor(private readonly database: Database) {}

  /** What `add` would do at this moment. */
  async count(lines: readonly SuppressionLine[]): Promise<SuppressionImportCounts> {
    const { rows } = await this.database.pool.query<SuppressionImportCounts>(COUNT, columnsOf(lines));
    return rows[0]!;
  }

  /** Holds all of them back; who is held already keeps her first reason. */
  async add(lines: readonly SuppressionLine[], reason: string, actor: string): Promise<SuppressionImportCounts> {
    const columns = columnsOf(lines);
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<SuppressionImportCounts>(COUNT, columns);
      await client.query(ADD_DOMAINS, columns);
      await client.query(ADD_ADDRESSES, columns);
      const { rows: held } = await client.query<{ added: number }>(HOLD, [...columns, actor, reason]);
      const { added } = held[0]!;
      return { ...rows[0]!, added, already: lines.length - added };
    });
  }

  /** By the address to hold the first reason of a domain; newest first. */
  async page(filter: SuppressionFilter, limit: number, after: string | null): Promise<SuppressionFileRow[]> {
    const asked = askedFor(filter, [limit, after]);
    const { rows } = await this.database.pool.query<SuppressionFileRow>(
      `SELECT s.id, a.normalized AS address, s.domain_name AS "domainName", s.scope, s.cause, s.source, s.actor, s.evidence->>'reason' AS reason,
         s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.lifted_at AS "liftedAt"
       FROM suppression s LEFT JOIN address a ON a.id = s.address_id
       WHERE ($2::uuid IS NULL OR s.id < $2) AND ${asked.sql} AND a.erased_at IS NULL ORDER BY s.id DESC LIMIT $1`,
      asked.values,
    );
    return rows;
  }
}
