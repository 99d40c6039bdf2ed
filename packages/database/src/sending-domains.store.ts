// From where we send: domains, their DKIM keys (sealed), what the last check said.
import type { DomainCheck } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';
import { DomainError } from './domain-error.js';

export interface NewDkimKey {
  readonly selector: string;
  readonly algorithm: string;
  readonly privateKeySealed: string;
  readonly publicKey: string;
}

export interface SendingDomainRow {
  readonly id: string;
  readonly name: string;
  readonly returnPathDomain: string;
  /** Of source addresses. */
  readonly pool: string;
  /** Addresses of that pool that are used; empty while the machine picks. */
  readonly sourceIps: string[];
  readonly checks: DomainCheck[] | null;
  readonly checkedAt: Date | null;
  readonly createdAt: Date;
  /** When the worker looks again by itself; null before the first check. */
  readonly nextCheckAt: Date | null;
  /** Until then it looks every 30 seconds. */
  readonly watchedUntil: Date | null;
  readonly rightSince: Date | null;
  readonly brokeAt: Date | null;
  /** Active ones, oldest first; the private half stays in the store. */
  readonly dkimKeys: readonly { readonly selector: string; readonly algorithm: string; readonly publicKey: string }[];
}

const IS_WRONG = `jsonb_path_exists(d.checks, '$[*] ? (@.result == "fail")')`;
/** No answer, or name servers that disagree: both pass by themselves. */
const IS_OPEN = `jsonb_path_exists(d.checks, '$[*] ? (@.result == "unknown" || exists(@.spread))')`;

/** How long after somebody asked what is wrong is looked up every 30 seconds. */
const OFTEN = `interval '10 minutes'`;

/** $DAY: the usual time between two looks. What is wrong: every 30 s at first, every 5 min for an hour, hourly for a day. */
const pauseOf = (day: string) => `CASE
  WHEN ${IS_WRONG} AND now() < d.watched_from + ${OFTEN} THEN interval '30 seconds'
  WHEN ${IS_WRONG} AND now() < d.watched_from + interval '1 hour' THEN interval '5 minutes'
  WHEN ${IS_OPEN} THEN interval '15 minutes'
  WHEN ${IS_WRONG} AND now() < d.watched_from + interval '1 day' THEN interval '1 hour' ELSE ${day} END`;

const ROW = `d.id, d.name, ARRAY(SELECT a.ip FROM source_address a
    WHERE a.pool = d.pool AND a.is_active AND a.ip IS NOT NULL ORDER BY a.id LIMIT 8) AS "sourceIps", d.return_path_domain AS "returnPathDomain", d.pool, d.checks, d.checked_at AS "checkedAt",
  d.created_at AS "createdAt", d.right_since AS "rightSince", d.broke_at AS "brokeAt",
  d.checked_at + ${pauseOf("interval '24 hours'")} AS "nextCheckAt",
  CASE WHEN ${IS_WRONG} AND now() < d.watched_from + ${OFTEN} THEN d.watched_from + ${OFTEN} END AS "watchedUntil", coalesce((SELECT json_agg(json_build_object(
    'selector', k.selector, 'algorithm', k.algorithm, 'publicKey', k.public_key) ORDER BY k.id)
    FROM dkim_key k WHERE k.sending_domain_id = d.id AND k.is_active), '[]') AS "dkimKeys"`;

export class SendingDomainStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({ limit, after }: PageOptions): Promise<SendingDomainRow[]> {
    const { rows } = await this.database.pool.query<SendingDomainRow>(
      `SELECT ${ROW} FROM sending_domain d WHERE $2::uuid IS NULL OR d.id < $2 ORDER BY d.id DESC LIMIT $1`,
      [limit, after ?? null],
    );
    return rows;
  }

  async one(id: string): Promise<SendingDomainRow | null> {
    const { rows } = await this.database.pool.query<SendingDomainRow>(
      `SELECT ${ROW} FROM sending_domain d WHERE d.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Checked once and long ago, or wrong or without an answer a while ago; those first that wait longest. */
  async dueForCheck(afterHours: number, limit: number): Promise<SendingDomainRow[]> {
    const { rows } = await this.database.pool.query<SendingDomainRow>(
      `SELECT ${ROW} FROM sending_domain d WHERE d.checked_at + ${pauseOf("$1 * interval '1 hour'")} < now() ORDER BY d.checked_at LIMIT $2`,
      [afterHours, limit],
    );
    return rows;
  }

  /** @throws DomainError domain_taken */
  async add(name: string, returnPathDomain: string, key: NewDkimKey): Promise<string> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `WITH made AS (
         INSERT INTO sending_domain (name, return_path_domain) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id)
       INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key)
       SELECT id, $3, $4, $5, $6 FROM made RETURNING sending_domain_id AS id`,
      [name, returnPathDomain, key.selector, key.algorithm, key.privateKeySealed, key.publicKey],
    );
    const [made] = rows;
    if (made) return made.id;
    const detail = 'This sending domain is here already.';
    throw new DomainError('invalid', 'domain_taken', detail, [{ pointer: 'name', code: 'domain_taken', detail }]);
  }

  /** Its campaigns go out from the source addresses of this pool from now on. @returns false when the domain is gone */
  async choosePool(id: string, pool: string): Promise<boolean> {
    const chosen = await this.database.pool.query('UPDATE sending_domain SET pool = $2 WHERE id = $1', [id, pool]);
    return chosen.rowCount === 1;
  }

  /**
   * Keys whose record was right are noted as seen. Since when the domain is right, and that it broke, follow from the checks.
   *
   * @param isAsked somebody asked for it: what is wrong is looked up again soon
   * @returns false when the domain is gone
   */
  async keepChecks(id: string, checks: readonly DomainCheck[], isAsked = false): Promise<boolean> {
    const seen = checks.filter(({ name, result }) => name === 'dkim' && result === 'pass').map((one) => one.recordName);
    const has = (wanted: DomainCheck['result']) => checks.some(({ result }) => result === wanted);
    const kept = await this.database.pool.query(
      `WITH seen AS (
         UPDATE dkim_key k SET seen_at = now() FROM sending_domain d
         WHERE d.id = $1 AND k.sending_domain_id = d.id AND k.selector || '._domainkey.' || d.name = ANY($3::text[]))
       UPDATE sending_domain SET checks = $2, checked_at = now(), watched_from = CASE WHEN $4 THEN now() ELSE watched_from END,
         broke_at = CASE WHEN $5 THEN CASE WHEN right_since < now() - interval '24 hours' THEN now() ELSE broke_at END WHEN $6 THEN broke_at END,
         right_since = CASE WHEN NOT $5 THEN CASE WHEN $6 THEN right_since ELSE coalesce(right_since, now()) END END
       WHERE id = $1`,
      [id, JSON.stringify(checks), seen, isAsked, has('fail'), has('unknown')],
    );
    return kept.rowCount === 1;
  }
}
