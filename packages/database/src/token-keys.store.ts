// Keys of signed tokens: the first comes from DOORSTEP_SECRET, others are added, sign after everybody knows them, and retire.
import type { TokenKey } from '@doorstep/contracts';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';

export interface TokenKeyRow {
  readonly id: string;
  readonly keySealed: string;
  readonly signsFrom: Date;
}

export type TokenKeyView = Omit<
  TokenKey,
  'createdAt' | 'signsFrom' | 'replacedAt' | 'retiredAt' | 'retirableAt' | 'lastUsedAt'
> &
  Readonly<
    Record<'createdAt' | 'signsFrom', Date> &
      Record<'replacedAt' | 'retiredAt' | 'retirableAt' | 'lastUsedAt', Date | null>
  >;

/** A new key signs after this long: until then every process has read it, many times over. */
export const LEARN_SECONDS = 60;
/** The least of it where time runs faster: a process looks for keys every 5 s, and before it signs with any older than 10 s. */
const LEAST_LEARN_SECONDS = 12;
/** People unsubscribe by mails they find again a year later. */
export const LINK_DAYS = 400;

const IDS = 'abcdefghijklmnopqrstuvwxyz234567';

const VIEW = `
WITH k AS (SELECT *, lead(signs_from) OVER (ORDER BY signs_from) AS next_from FROM token_key)
SELECT k.id, k.created_at AS "createdAt", k.signs_from AS "signsFrom", k.retired_at AS "retiredAt", k.last_used_at AS "lastUsedAt",
  CASE WHEN k.retired_at IS NOT NULL THEN 'retired' WHEN k.signs_from > now() THEN 'coming'
    WHEN k.next_from <= now() THEN 'verifying' ELSE 'signing' END AS state,
  CASE WHEN k.next_from <= now() THEN k.next_from END AS "replacedAt",
  CASE WHEN k.next_from <= now() THEN k.next_from + interval '${LINK_DAYS} days' END AS "retirableAt",
  (SELECT coalesce(sum(t.count), 0)::int FROM campaign c JOIN campaign_tally t ON t.campaign_id = c.id
   WHERE t.state IN ('accepted', 'returned', 'complained') AND c.started_at < coalesce(k.next_from, 'infinity')
     AND c.started_at >= greatest(k.signs_from, now() - interval '${LINK_DAYS} days')) AS messages
FROM k`;

export class TokenKeyStore {
  private readonly learnSeconds: number;

  /** @param timeScale waits are divided by it: 1 outside of sandbox and tests */
  constructor(
    private readonly database: Database,
    timeScale = 1,
  ) {
    this.learnSeconds = Math.max(LEAST_LEARN_SECONDS, LEARN_SECONDS / timeScale);
  }

  /** Those that verify, with the clock of the database. */
  async verifying(): Promise<{ readonly keys: TokenKeyRow[]; readonly now: Date }> {
    const { rows } = await this.database.pool.query<TokenKeyRow & { now: Date }>(
      `SELECT id, key_sealed AS "keySealed", signs_from AS "signsFrom", now() AS now FROM token_key WHERE retired_at IS NULL`,
    );
    return { keys: rows.map(({ now: _, ...key }) => key), now: rows[0]?.now ?? new Date() };
  }

  /** The newest that was sealed with the secret of this database before there were token keys; null when there is nothing. */
  async somethingSealed(): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ sealed: string }>(
      `SELECT private_key_sealed AS sealed FROM dkim_key WHERE private_key_sealed <> '' ORDER BY id DESC LIMIT 1`,
    );
    return rows[0]?.sealed ?? null;
  }

  /** The first key; whoever comes second changes nothing. */
  async begin(id: string, keySealed: string): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO token_key (id, key_sealed, signs_from) SELECT $1, $2, 'epoch' WHERE NOT EXISTS (SELECT FROM token_key)
       ON CONFLICT DO NOTHING`,
      [id, keySealed],
    );
  }

  /** Newest first. */
  async all(): Promise<TokenKeyView[]> {
    const { rows } = await this.database.pool.query<TokenKeyView>(`${VIEW} ORDER BY k.signs_from DESC`);
    return rows;
  }

  /**
   * Adds the next key; it signs in a minute.
   *
   * @returns its id
   * @throws DomainError token_key_coming, token_keys_used_up
   */
  async rotate(keySealed: string): Promise<string> {
    return this.locked(async (client) => {
      const { rows } = await client.query<{ id: string; isComing: boolean }>(
        'SELECT id, signs_from > now() AS "isComing" FROM token_key',
      );
      if (rows.some(({ isComing }) => isComing))
        throw new DomainError('conflict', 'token_key_coming', 'A new key is on its way already. Give it a minute.');
      const used = new Set(rows.map(({ id }) => id));
      const id = [...IDS].find((one) => !used.has(one));
      if (id === undefined)
        throw new DomainError(
          'conflict',
          'token_keys_used_up',
          'All 32 names of keys are used; no link may be reused.',
        );
      await client.query(
        `INSERT INTO token_key (id, key_sealed, signs_from) VALUES ($1, $2, now() + $3 * interval '1 second')`,
        [id, keySealed, this.learnSeconds],
      );
      return id;
    });
  }

  /**
   * Its links and return paths are not known any more.
   *
   * @param breakLinks also while messages with its links are younger than 400 days
   * @throws DomainError not_found, token_key_signs, token_key_in_use
   */
  async retire(id: string, breakLinks: boolean): Promise<void> {
    const key = await this.must(id);
    if (key.state === 'retired') return;
    if (key.state !== 'verifying')
      throw new DomainError('conflict', 'token_key_signs', 'This key signs. Exchange it first; then it may retire.');
    if (!breakLinks && key.retirableAt !== null && key.retirableAt.getTime() > Date.now())
      throw new DomainError(
        'conflict',
        'token_key_in_use',
        `About ${key.messages} messages of the last ${LINK_DAYS} days carry links of this key. Retired now, their unsubscribe links stop working and their bounces are not recognised. Without harm it can retire from ${key.retirableAt.toISOString().slice(0, 10)} on.`,
      );
    await this.database.pool.query('UPDATE token_key SET retired_at = now() WHERE id = $1', [id]);
  }

  /** A retired key verifies again. @throws DomainError not_found */
  async restore(id: string): Promise<void> {
    await this.must(id);
    await this.database.pool.query('UPDATE token_key SET retired_at = NULL WHERE id = $1', [id]);
  }

  async noteUsed(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.pool.query('UPDATE token_key SET last_used_at = now() WHERE id = ANY($1::text[])', [ids]);
  }

  private async must(id: string): Promise<TokenKeyView> {
    const { rows } = await this.database.pool.query<TokenKeyView>(`${VIEW} WHERE k.id = $1`, [id]);
    if (rows[0]) return rows[0];
    throw new DomainError('missing', 'not_found', 'There is no such key here.');
  }

  private locked<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (client) => {
      await client.query('LOCK TABLE token_key IN SHARE ROW EXCLUSIVE MODE');
      return work(client);
    });
  }
}
