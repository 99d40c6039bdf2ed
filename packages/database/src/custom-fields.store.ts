// Custom fields: what a value under a key has to be. The values themselves stay with the subscribers.
import type {
  CustomField,
  CustomFieldChange,
  FieldCheck,
  FieldCheckQuestion,
  FoundField,
  NewCustomField,
} from '@doorstep/contracts';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

export type CustomFieldRow = Omit<CustomField, 'createdAt'> & { readonly createdAt: Date };

export type CustomFieldUpdate = Pick<CustomFieldChange, 'label' | 'type' | 'choices'>;

const ROW = 'key, label, type, choices, created_at AS "createdAt"';

/** Whether a value (a column) fits a type, with its choices as a parameter: the same reading as readFieldValue. */
const fits = (value: string, type: string, choices: string) => `CASE ${type}
  WHEN 'number' THEN btrim(${value}) ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,10})?$'
  WHEN 'date' THEN btrim(${value}) ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
  WHEN 'boolean' THEN lower(btrim(${value})) IN ('yes','true','1','y','on','no','false','0','n','off')
  WHEN 'choice' THEN lower(btrim(${value})) IN (SELECT lower(c) FROM unnest(${choices}) c)
  ELSE true END`;

const LOOKED_AT = 10_000;

export class CustomFieldStore {
  constructor(private readonly database: Database) {}

  /** All of them, by label: there are never many. */
  async all(): Promise<CustomFieldRow[]> {
    const { rows } = await this.database.pool.query<CustomFieldRow>(
      `SELECT ${ROW} FROM custom_field ORDER BY label, key`,
    );
    return rows;
  }

  async one(key: string): Promise<CustomFieldRow | null> {
    const { rows } = await this.database.pool.query<CustomFieldRow>(`SELECT ${ROW} FROM custom_field WHERE key = $1`, [
      key,
    ]);
    return rows[0] ?? null;
  }

  /** @throws DomainError field_exists */
  async add({ key, label, type, choices }: NewCustomField): Promise<CustomFieldRow> {
    const { rows } = await this.database.pool.query<CustomFieldRow>(
      `INSERT INTO custom_field (key, label, type, choices) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING ${ROW}`,
      [key, label, type, choices],
    );
    if (rows[0]) return rows[0];
    const detail = `There is a field “${key}” already. Change that one, or choose another key.`;
    throw new DomainError('conflict', 'field_exists', detail, [{ pointer: 'key', code: 'field_exists', detail }]);
  }

  /** @returns null when it is gone */
  async change(key: string, { label, type, choices }: CustomFieldUpdate): Promise<CustomFieldRow | null> {
    const { rows } = await this.database.pool.query<CustomFieldRow>(
      `UPDATE custom_field SET label = coalesce($2, label), type = coalesce($3, type), choices = coalesce($4, choices)
       WHERE key = $1 RETURNING ${ROW}`,
      [key, label ?? null, type ?? null, choices ?? null],
    );
    return rows[0] ?? null;
  }

  /** The values stay, as text. @returns what it was, for its undo; null when it is gone */
  async remove(key: string): Promise<CustomFieldRow | null> {
    const { rows } = await this.database.pool.query<CustomFieldRow>(
      `DELETE FROM custom_field WHERE key = $1 RETURNING ${ROW}`,
      [key],
    );
    return rows[0] ?? null;
  }

  /** Reads the values of everybody, as one set. */
  async check(key: string, { type, choices }: FieldCheckQuestion): Promise<FieldCheck> {
    const { rows } = await this.database.pool.query<FieldCheck>(
      `WITH given AS MATERIALIZED (
         SELECT v AS value, count(*)::int AS people, ${fits('v', '$2::text', '$3::text[]')} AS is_fit
         FROM (SELECT s.fields ->> $1::text AS v FROM subscriber s WHERE s.fields ? $1::text) s WHERE btrim(v) <> '' GROUP BY v)
       SELECT coalesce(sum(people), 0)::int AS filled, coalesce(sum(people) FILTER (WHERE NOT is_fit), 0)::int AS unfit,
         coalesce((SELECT jsonb_agg(x) FROM (SELECT left(value, 200) AS value, people FROM given WHERE NOT is_fit
           ORDER BY people DESC, value LIMIT 10) x), '[]') AS samples FROM given`,
      [key, type, choices],
    );
    return rows[0]!;
  }

  /** Keys of the newest subscribers that nobody has described, most frequent first. */
  async found(): Promise<{ lookedAt: number; fields: FoundField[] }> {
    const { rows } = await this.database.pool.query<{ lookedAt: number; fields: FoundField[] }>(
      `WITH newest AS MATERIALIZED (SELECT fields FROM subscriber ORDER BY id DESC LIMIT $1)
       SELECT (SELECT count(*)::int FROM newest) AS "lookedAt", coalesce((SELECT jsonb_agg(x) FROM (
         SELECT f.key, count(*)::int AS people, left(min(f.value), 100) AS sample FROM newest n, jsonb_each_text(n.fields) f
         WHERE btrim(f.value) <> '' AND NOT EXISTS (SELECT FROM custom_field c WHERE c.key = f.key)
         GROUP BY f.key ORDER BY count(*) DESC, f.key LIMIT 50) x), '[]') AS fields`,
      [LOOKED_AT],
    );
    return rows[0]!;
  }
}
