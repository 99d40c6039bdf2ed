// Rules an installation adds itself: in order, with every form they have had. Deleted ones stay and can come back.
import type { NewRule, RuleChange, RuleDefinition, RuleVersion, RuleView } from '@doorstep/contracts';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export type RuleRow = Omit<RuleView, 'createdAt' | 'updatedAt' | 'deletedAt' | 'ruleId'> & {
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
};
export type RuleVersionRow = Omit<RuleVersion, 'at'> & { readonly at: Date };

/** A rule as the classifier is given it. */
export type RuleInForce = RuleDefinition & { readonly slug: string; readonly version: number };

export type NamedRule = NewRule & { readonly slug: string };

type Change = 'created' | 'changed' | 'enabled' | 'disabled' | 'deleted' | 'restored' | 'imported';

const MOST = 200;
const ROW = `id, slug, version, name, note, is_enabled AS "isEnabled", definition, created_at AS "createdAt",
  updated_at AS "updatedAt", deleted_at AS "deletedAt"`;

export class OwnRuleStore {
  constructor(private readonly database: Database) {}

  /** In the order they are asked; deleted ones last, newest first. */
  async all({ withDeleted = false } = {}): Promise<RuleRow[]> {
    const { rows } = await this.database.pool.query<RuleRow>(
      `SELECT ${ROW} FROM own_rule WHERE $1 OR deleted_at IS NULL ORDER BY deleted_at DESC NULLS FIRST, position, id`,
      [withDeleted],
    );
    return rows;
  }

  /** Those that are switched on, in order. */
  async inForce(): Promise<RuleInForce[]> {
    return (await this.all()).filter((rule) => rule.isEnabled).map(asInForce);
  }

  async one(id: string): Promise<RuleRow | null> {
    const { rows } = await this.database.pool.query<RuleRow>(`SELECT ${ROW} FROM own_rule WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Newest first. */
  async versions(id: string): Promise<RuleVersionRow[]> {
    const { rows } = await this.database.pool.query<RuleVersionRow>(
      `SELECT version, change, name, note, is_enabled AS "isEnabled", definition, actor, at FROM own_rule_version
       WHERE rule_id = $1 ORDER BY version DESC LIMIT 500`,
      [id],
    );
    return rows;
  }

  /**
   * Adds a rule, asked after the others.
   *
   * @throws DomainError slug_taken, too_many_rules
   */
  async add(rule: NamedRule, actor: string): Promise<RuleRow> {
    return inTransaction(this.database, async (client) => {
      await lock(client);
      return insert(client, rule, actor, 'created');
    });
  }

  /**
   * Changes a rule; the former version stays. What is the same already makes no version.
   *
   * @returns null when there is none
   * @throws DomainError rule_changed when it is no longer at `ifVersion`, rule_deleted
   */
  async change(id: string, change: RuleChange, actor: string): Promise<RuleRow | null> {
    return inTransaction(this.database, async (client) => {
      const known = await locked(client, id);
      if (known === null) return null;
      if (known.deletedAt !== null)
        throw new DomainError('conflict', 'rule_deleted', 'This rule was deleted. Bring it back before changing it.');
      if (change.ifVersion !== undefined && change.ifVersion !== known.version)
        throw new DomainError(
          'conflict',
          'rule_changed',
          'Somebody changed this rule meanwhile. Load it again and repeat your change.',
        );
      const next = {
        name: change.name ?? known.name,
        note: change.note ?? known.note,
        isEnabled: change.isEnabled ?? known.isEnabled,
        definition: change.definition ?? known.definition,
      };
      if (isSame(next, known)) return known;
      const isSwitched = isSame({ ...next, isEnabled: known.isEnabled }, known);
      return update(client, known, next, actor, isSwitched ? (next.isEnabled ? 'enabled' : 'disabled') : 'changed');
    });
  }

  /** Takes a rule out of use. @returns false when there is none */
  async remove(id: string, actor: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      const known = await locked(client, id);
      if (known === null || known.deletedAt !== null) return false;
      await update(client, known, known, actor, 'deleted');
      return true;
    });
  }

  /** Brings a deleted rule back, asked after the others. @returns null when there is none */
  async restore(id: string, actor: string): Promise<RuleRow | null> {
    return inTransaction(this.database, async (client) => {
      await lock(client);
      const known = await locked(client, id);
      if (known === null || known.deletedAt === null) return known;
      await client.query(
        'UPDATE own_rule SET position = (SELECT coalesce(max(position), 0) + 1 FROM own_rule) WHERE id = $1',
        [id],
      );
      return update(client, known, known, actor, 'restored');
    });
  }

  /** @throws DomainError order_incomplete when `ids` are not all of them */
  async reorder(ids: readonly string[]): Promise<void> {
    await inTransaction(this.database, async (client) => {
      await lock(client);
      const { rows } = await client.query<{ id: string }>('SELECT id FROM own_rule WHERE deleted_at IS NULL');
      const known = new Set(rows.map((row) => row.id));
      if (ids.length !== known.size || new Set(ids).size !== ids.length || !ids.every((id) => known.has(id)))
        throw new DomainError('conflict', 'order_incomplete', 'The rules have changed meanwhile. Load the list again.');
      await client.query(
        `UPDATE own_rule r SET position = o.position FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, position) WHERE r.id = o.id`,
        [ids],
      );
    });
  }

  /** Adds what is new and changes what differs, by slug; nothing is taken away. All of it or nothing. */
  async importAll(rules: readonly NamedRule[], actor: string) {
    return inTransaction(this.database, async (client) => {
      await lock(client);
      const counts = { added: 0, changed: 0, unchanged: 0 };
      for (const rule of rules) {
        const { rows } = await client.query<RuleRow>(`SELECT ${ROW} FROM own_rule WHERE slug = $1 FOR UPDATE`, [
          rule.slug,
        ]);
        const known = rows[0];
        if (known === undefined) {
          await insert(client, rule, actor, 'imported');
          counts.added++;
        } else if (known.deletedAt === null && isSame(rule, known)) counts.unchanged++;
        else {
          await update(client, known, rule, actor, 'imported');
          counts.changed++;
        }
      }
      return counts;
    });
  }
}

export const asInForce = ({
  slug,
  version,
  definition,
}: Pick<RuleRow, 'slug' | 'version' | 'definition'>): RuleInForce => ({
  ...definition,
  ...{ slug, version },
});

type Content = Pick<RuleRow, 'name' | 'note' | 'isEnabled' | 'definition'>;

/** Two people who add at once must not get the same place. */
const lock = (client: pg.PoolClient) => client.query(`SELECT pg_advisory_xact_lock(hashtext('own_rule'))`);

async function locked(client: pg.PoolClient, id: string): Promise<RuleRow | null> {
  const { rows } = await client.query<RuleRow>(`SELECT ${ROW} FROM own_rule WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

async function insert(client: pg.PoolClient, rule: NamedRule, actor: string, change: Change): Promise<RuleRow> {
  const { rows: count } = await client.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM own_rule WHERE deleted_at IS NULL',
  );
  if (count[0]!.n >= MOST)
    throw new DomainError(
      'conflict',
      'too_many_rules',
      `There are ${MOST} rules already. Delete some, or bring several together in one.`,
    );
  const { rows } = await client.query<RuleRow>(
    `INSERT INTO own_rule (slug, position, name, note, is_enabled, definition)
     VALUES ($1, (SELECT coalesce(max(position), 0) + 1 FROM own_rule), $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING RETURNING ${ROW}`,
    [rule.slug, rule.name, rule.note, rule.isEnabled, JSON.stringify(rule.definition)],
  );
  const made = rows[0];
  if (made === undefined)
    throw new DomainError('invalid', 'slug_taken', 'There is, or was, a rule of this name. Choose another one.', [
      { pointer: 'slug', code: 'slug_taken', detail: 'There is, or was, a rule of this name.' },
    ]);
  await keepVersion(client, made, actor, change);
  return made;
}

async function update(
  client: pg.PoolClient,
  known: RuleRow,
  next: Content,
  actor: string,
  change: Change,
): Promise<RuleRow> {
  const { rows } = await client.query<RuleRow>(
    `UPDATE own_rule SET version = version + 1, name = $2, note = $3, is_enabled = $4, definition = $5, updated_at = now(),
       deleted_at = CASE WHEN $6 THEN now() END WHERE id = $1 RETURNING ${ROW}`,
    [known.id, next.name, next.note, next.isEnabled, JSON.stringify(next.definition), change === 'deleted'],
  );
  await keepVersion(client, rows[0]!, actor, change);
  return rows[0]!;
}

async function keepVersion(client: pg.PoolClient, rule: RuleRow, actor: string, change: Change): Promise<void> {
  await client.query(
    `INSERT INTO own_rule_version (rule_id, version, change, name, note, is_enabled, definition, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [rule.id, rule.version, change, rule.name, rule.note, rule.isEnabled, JSON.stringify(rule.definition), actor],
  );
}

/** JSON of the store has its keys in another order. */
function isSame(one: Content, other: Content): boolean {
  const form = ({ name, note, isEnabled, definition }: Content) =>
    JSON.stringify([name, note, isEnabled, ...Object.entries(definition).sort(([a], [b]) => a.localeCompare(b))]);
  return form(one) === form(other);
}
