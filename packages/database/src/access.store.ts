// Users and the one-time links of the console. Sessions are better-auth's.
import type { Role, UserView } from '@doorstep/contracts';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export interface NewAccount {
  readonly name: string;
  /** Lower-cased. */
  readonly address: string;
  readonly passwordHash: string;
  readonly role: Role;
}

export interface PageOptions {
  /** Rows wanted; ask for one more to see whether there is a next page. */
  readonly limit: number;
  readonly after?: string | undefined;
}

type Runner = { query: Database['pool']['query'] };

const USER = `id, name, email AS address, role, created_at AS "createdAt"`;
/** Taken by whoever makes the first account or changes owners, so that two at once see each other. */
const ACCOUNTS_LOCK = 'SELECT pg_advisory_xact_lock(hashtext($1))';

export type UserRow = Omit<UserView, 'createdAt'> & { readonly createdAt: Date };

export class AccessStore {
  constructor(private readonly database: Database) {}

  async hasUsers(): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ has: boolean }>('SELECT EXISTS (SELECT FROM "user") AS has');
    return rows[0]!.has;
  }

  /** Remembers a link of the console by the hash of its token; one that is known already stays as it is. */
  async rememberLink(tokenHash: Uint8Array, validSeconds: number): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO one_time_link (token_hash, expires_at) VALUES ($1, now() + $2 * interval '1 second')
       ON CONFLICT (token_hash) DO NOTHING`,
      [tokenHash, validSeconds],
    );
  }

  /** Uses a link up. @returns false when it is unknown, too old or used */
  async useLink(tokenHash: Uint8Array): Promise<boolean> {
    const used = await this.database.pool.query(
      'UPDATE one_time_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()',
      [tokenHash],
    );
    return used.rowCount === 1;
  }

  /**
   * Makes the first account and uses its link up, in one transaction. The link counts, however old, while there is no user.
   *
   * @returns id of the owner · 'taken': there is a user already · 'unknown': no such link, or it was used
   */
  async setUp(tokenHash: Uint8Array, account: NewAccount): Promise<{ id: string } | 'taken' | 'unknown'> {
    return inTransaction(this.database, async (client) => {
      await client.query(ACCOUNTS_LOCK, ['accounts']);
      const { rows } = await client.query<{ has: boolean }>('SELECT EXISTS (SELECT FROM "user") AS has');
      if (rows[0]!.has) return 'taken';
      const used = await client.query(
        'UPDATE one_time_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL',
        [tokenHash],
      );
      if (used.rowCount !== 1) return 'unknown';
      return { id: (await insertUser(client, { ...account, role: 'owner' })).id };
    });
  }

  /** @throws DomainError address_taken */
  async addUser(account: NewAccount): Promise<UserRow> {
    return inTransaction(this.database, (client) => insertUser(client, account));
  }

  async user(id: string): Promise<UserRow | null> {
    const { rows } = await this.database.pool.query<UserRow>(`SELECT ${USER} FROM "user" WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** The owner who was made first: whom a link of the console signs in. */
  async firstOwner(): Promise<UserRow | null> {
    const { rows } = await this.database.pool.query<UserRow>(
      `SELECT ${USER} FROM "user" WHERE role = 'owner' ORDER BY id LIMIT 1`,
    );
    return rows[0] ?? null;
  }

  async users({ limit, after }: PageOptions): Promise<UserRow[]> {
    const { rows } = await this.database.pool.query<UserRow>(
      `SELECT ${USER} FROM "user" WHERE $2::uuid IS NULL OR id > $2 ORDER BY id LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  /**
   * Removes a user; her sessions end with her.
   *
   * @returns false when there is no such user
   * @throws DomainError last_owner
   */
  async removeUser(id: string): Promise<boolean> {
    return inTransaction(this.database, async (client) => {
      await client.query(ACCOUNTS_LOCK, ['accounts']);
      const { rows } = await client.query<{ others: boolean; role: string }>(
        `SELECT role, EXISTS (SELECT FROM "user" WHERE role = 'owner' AND id <> $1) AS others FROM "user" WHERE id = $1`,
        [id],
      );
      const [user] = rows;
      if (!user) return false;
      if (user.role === 'owner' && !user.others) {
        const words = 'This is the last owner. Make somebody else an owner first.';
        throw new DomainError('conflict', 'last_owner', words);
      }
      await client.query('DELETE FROM "user" WHERE id = $1', [id]);
      return true;
    });
  }
}

async function insertUser(client: Runner, { name, address, passwordHash, role }: NewAccount): Promise<UserRow> {
  const { rows } = await client.query<UserRow>(
    `INSERT INTO "user" (name, email, role) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING RETURNING ${USER}`,
    [name, address, role],
  );
  const [user] = rows;
  if (!user) {
    const detail = 'Somebody here has this address already.';
    throw new DomainError('invalid', 'address_taken', detail, [{ pointer: 'address', code: 'address_taken', detail }]);
  }
  await client.query(
    `INSERT INTO account (account_id, provider_id, user_id, password) VALUES ($1::text, 'credential', $1::uuid, $2)`,
    [user.id, passwordHash],
  );
  return user;
}
