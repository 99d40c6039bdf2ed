// Templates that people saved. At most one of them is what new campaigns begin with.
import type { NewTemplate, Template, TemplateChange } from '@doorstep/contracts';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

export type TemplateRow = Omit<Template, 'description' | 'isBuiltIn' | 'updatedAt'> & { readonly updatedAt: Date };

const ROW = `id, name, content_kind AS "contentKind", content_source AS "contentSource", html, is_default AS "isDefault",
  created_by AS "createdBy", updated_at AS "updatedAt"`;

export class TemplateStore {
  constructor(private readonly database: Database) {}

  /** By name. */
  async all(): Promise<TemplateRow[]> {
    const { rows } = await this.database.pool.query<TemplateRow>(`SELECT ${ROW} FROM template ORDER BY name LIMIT 500`);
    return rows;
  }

  async one(id: string): Promise<TemplateRow | null> {
    const { rows } = await this.database.pool.query<TemplateRow>(`SELECT ${ROW} FROM template WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  async default(): Promise<TemplateRow | null> {
    const { rows } = await this.database.pool.query<TemplateRow>(
      `SELECT ${ROW} FROM template WHERE is_default LIMIT 1`,
    );
    return rows[0] ?? null;
  }

  /** @throws DomainError when the name is taken */
  async add({ name, contentKind, contentSource, html }: NewTemplate, createdBy: string): Promise<TemplateRow> {
    const { rows } = await this.database.pool.query<TemplateRow>(
      `INSERT INTO template (name, content_kind, content_source, html, created_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name) DO NOTHING RETURNING ${ROW}`,
      [name, contentKind, contentSource, html, createdBy],
    );
    return rows[0] ?? taken(name);
  }

  async change(id: string, { name, isDefault }: TemplateChange): Promise<TemplateRow | null> {
    if (name !== undefined) await this.mustBeFree(name, id);
    if (isDefault) await this.database.pool.query('UPDATE template SET is_default = false WHERE is_default', []);
    const { rows } = await this.database.pool.query<TemplateRow>(
      `UPDATE template SET name = coalesce($2, name), is_default = coalesce($3, is_default), updated_at = now()
       WHERE id = $1 RETURNING ${ROW}`,
      [id, name ?? null, isDefault ?? null],
    );
    return rows[0] ?? null;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.database.pool.query('DELETE FROM template WHERE id = $1', [id])).rowCount === 1;
  }

  private async mustBeFree(name: string, id: string): Promise<void> {
    const { rowCount } = await this.database.pool.query('SELECT FROM template WHERE name = $1 AND id <> $2', [
      name,
      id,
    ]);
    if (rowCount !== 0) taken(name);
  }
}

function taken(name: string): never {
  const words = `There is a template called “${name}” already. Choose another name.`;
  throw new DomainError('conflict', 'name_taken', words, [{ pointer: 'name', code: 'name_taken', detail: words }]);
}
