// Suppressions as people handle them: looked through, added by hand, lifted with a reason. Outcomes add theirs elsewhere.

import type { Suppression, SuppressionQuery } from '@doorstep/contracts';
import type pg from 'pg';
import type { PageOptions } from './access.store.js';
import { iso, type Known, knowAddress, likePrefix, noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { forgetFailures } from './failures.sql.js';

type Times = 'createdAt' | 'expiresAt' | 'liftedAt' | 'lastHitAt';
export type SuppressionRow = Omit<Suppression, Times> & {
  readonly lastHitAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly liftedAt: Date | null;
};

export type SuppressionFilter = Omit<SuppressionQuery, 'limit' | 'cursor'>;
export interface SuppressionPageOptions extends PageOptions, SuppressionFilter {}

export interface SuppressionResultRow {
  readonly campaignName: string;
  readonly state: string;
  readonly at: Date;
  readonly reply: string | null;
  readonly mxHost: string | null;
}

/** Columns of a suppression `s` with its address `a`. */
export const SUPPRESSION_ROW = `s.id, s.scope, a.normalized AS address, s.domain_name AS "domainName", s.cause, s.source,
  s.actor, s.evidence, s.hits, s.last_hit_at AS "lastHitAt", s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.lifted_at AS "liftedAt",
  s.lifted_by AS "liftedBy", s.lift_reason AS "liftReason", CASE WHEN s.cause = 'complaint' THEN (
    SELECT jsonb_build_object('at', ${iso('r.created_at')}, 'by', r.actor, 'heard', coalesce(r.detail->>'heard', ''), 'state',
      CASE WHEN r.used_at IS NOT NULL THEN 'confirmed' WHEN r.expires_at <= now() THEN 'late' WHEN r.next_at IS NOT NULL OR r.outcome IS NULL THEN 'waiting'
        WHEN r.outcome = 'deferred' THEN 'refused' ELSE r.outcome END)
    FROM reader_letter r WHERE r.suppression_id = s.id AND r.kind = 'come_back' ORDER BY r.id DESC LIMIT 1) END AS asked`;
const FROM = 'FROM suppression s LEFT JOIN address a ON a.id = s.address_id';

/** Conditions on `suppression s`; every value is a parameter after those given. */
export function askedFor(filter: SuppressionFilter, values: unknown[]): { sql: string; values: unknown[] } {
  const param = (value: unknown) => `$${values.push(value)}`;
  const { state, cause, source, scope, addedFrom, addedTo, search } = filter;
  const parts: string[] = [];
  if (state !== 'all')
    parts.push(
      `${param(state === 'lifted')}::boolean = (s.lifted_at IS NOT NULL OR coalesce(s.expires_at <= now(), false))`,
    );
  if (cause !== undefined) parts.push(`s.cause = ${param(cause)}`);
  if (source !== undefined) parts.push(`s.source = ${param(source)}`);
  if (scope !== undefined) parts.push(`s.scope = ${param(scope)}`);
  if (addedFrom !== undefined) parts.push(`s.created_at >= ${param(addedFrom)}::timestamptz`);
  if (addedTo !== undefined) parts.push(`s.created_at < ${param(addedTo)}::timestamptz`);
  if (search !== undefined && search.trim() !== '') {
    const prefix = param(likePrefix(search));
    // The ids first, so that the start of an address is found by its index and not by walking all suppressions.
    parts.push(`s.id IN (SELECT f.id FROM address p JOIN suppression f ON f.address_id = p.id AND f.scope = 'address' WHERE p.normalized LIKE ${prefix}
      UNION ALL SELECT f.id FROM suppression f WHERE f.scope = 'domain' AND f.domain_name LIKE ${prefix})`);
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

export class SuppressionStore {
  constructor(private readonly database: Database) {}

  /** Newest first. An expired one counts among the lifted. */
  async page({ limit, after, ...filter }: SuppressionPageOptions): Promise<SuppressionRow[]> {
    const asked = askedFor(filter, [limit, after ?? null]);
    const { rows } = await this.database.pool.query<SuppressionRow>(
      `SELECT ${SUPPRESSION_ROW} ${FROM} WHERE ($2::uuid IS NULL OR s.id < $2) AND ${asked.sql} ORDER BY s.id DESC LIMIT $1`,
      asked.values,
    );
    return rows;
  }

  /** The newest three results of the address, or of a domain's addresses: what a person sees before she lifts it. */
  async lastResults(id: string): Promise<SuppressionResultRow[]> {
    const { rows } = await this.database.pool.query<SuppressionResultRow>(
      `SELECT c.name AS "campaignName", d.state, t.begun_at AS at, t.reply_text AS reply, t.mx_host AS "mxHost"
       FROM suppression s JOIN address a ON a.id = s.address_id OR (s.scope = 'domain' AND a.domain_name = s.domain_name)
       JOIN delivery d ON d.address_id = a.id JOIN campaign c ON c.id = d.campaign_id JOIN attempt t ON t.id = d.attempt_id
       WHERE s.id = $1 ORDER BY d.id DESC LIMIT 3`,
      [id],
    );
    return rows;
  }

  async one(id: string): Promise<SuppressionRow | null> {
    const { rows } = await this.database.pool.query<SuppressionRow>(
      `SELECT ${SUPPRESSION_ROW} ${FROM} WHERE s.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Everybody at a domain, by hand. Adding it twice is no error: the first reason stays. */
  async addDomain(domainName: string, reason: string, actor: string, expiresAt?: Date): Promise<SuppressionRow> {
    const { pool } = this.database;
    mustBeAhead(expiresAt);
    await pool.query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor, evidence, expires_at) VALUES ('domain', $1, 'manual', 'user', $2, $3, $4)
       ON CONFLICT (domain_name, cause) WHERE lifted_at IS NULL AND scope = 'domain' DO NOTHING`,
      [domainName, actor, JSON.stringify({ reason }), expiresAt ?? null],
    );
    const { rows } = await pool.query<SuppressionRow>(
      `SELECT ${SUPPRESSION_ROW} ${FROM} WHERE s.scope = 'domain' AND s.domain_name = $1 AND s.cause = 'manual' AND s.lifted_at IS NULL`,
      [domainName],
    );
    return rows[0]!;
  }

  /** Adding an address twice is no error: the first reason stays. */
  async addByHand(known: Known, reason: string, actor: string, expiresAt?: Date): Promise<SuppressionRow> {
    mustBeAhead(expiresAt);
    const id = await inTransaction(this.database, async (client) => {
      const addressId = await knowAddress(client, known);
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO suppression (scope, address_id, cause, source, actor, evidence, expires_at) VALUES ('address', $1, 'manual', 'user', $2, $3, $4)
         ON CONFLICT (address_id, cause) WHERE lifted_at IS NULL AND scope = 'address' DO NOTHING RETURNING id`,
        [addressId, actor, JSON.stringify({ reason }), expiresAt ?? null],
      );
      const added = rows[0];
      if (added) {
        const detail = { suppressionId: added.id, cause: 'manual', reason };
        await noteEvent(client, { addressId, actor, kind: 'suppressed', detail });
        return added.id;
      }
      const first = await client.query<{ id: string }>(
        `SELECT id FROM suppression WHERE address_id = $1 AND cause = 'manual' AND scope = 'address' AND lifted_at IS NULL`,
        [addressId],
      );
      return first.rows[0]!.id;
    });
    return (await this.one(id))!;
  }

  /**
   * Lets campaigns mail again; the row and its evidence stay. What failed before the lift counts no more, and the next
   * final failure puts the suppression back at once. A complaint only the person herself can lift.
   *
   * @returns null when there is none
   * @throws DomainError already_lifted, complaint_is_hers
   */
  async lift(id: string, reason: string, actor: string): Promise<SuppressionRow | null> {
    await inTransaction(this.database, (client) => liftSuppression(client, { id, reason, actor }));
    return this.one(id);
  }

  /**
   * Says when it ends by itself, or that it does not. What a reader asked for or complained of ends by her own wish alone.
   *
   * @returns null when there is none
   * @throws DomainError already_lifted, ends_by_her, until_past
   */
  async endAt(id: string, expiresAt: Date | null, actor: string): Promise<SuppressionRow | null> {
    await inTransaction(this.database, async (client) => {
      const one = await lockOne(client, id);
      if (!one) return;
      if (one.isLifted)
        throw new DomainError(
          'conflict',
          'already_lifted',
          'This suppression is over already. Make a new one instead.',
        );
      if (!ENDS_BY_HAND.has(one.cause))
        throw new DomainError(
          'conflict',
          'ends_by_her',
          'The person herself asked for this one, so no date of yours ends it. It ends when she takes it back.',
        );
      mustBeAhead(expiresAt);
      await client.query('UPDATE suppression SET expires_at = $2 WHERE id = $1', [id, expiresAt]);
      if (one.addressId === null) return;
      const detail = { suppressionId: id, cause: one.cause, from: one.expiresAt, to: expiresAt };
      await noteEvent(client, { addressId: one.addressId, actor, kind: 'suppression_dated', detail });
    });
    return this.one(id);
  }
}

/** Causes that are ours to end. */
const ENDS_BY_HAND: ReadonlySet<string> = new Set(['manual', 'hard_bounce', 'soft_bounces']);

/** @throws DomainError until_past */
function mustBeAhead(expiresAt: Date | null | undefined): void {
  if (!expiresAt || expiresAt > new Date()) return;
  const words = 'That day is over. Choose a later one, or lift the suppression.';
  throw new DomainError('invalid', 'until_past', words, [{ pointer: 'expiresAt', code: 'until_past', detail: words }]);
}

interface Locked {
  readonly addressId: string | null;
  readonly cause: string;
  readonly isLifted: boolean;
  readonly expiresAt: Date | null;
}

async function lockOne(client: pg.PoolClient, id: string): Promise<Locked | undefined> {
  const { rows } = await client.query<Locked>(
    `SELECT address_id AS "addressId", cause, lifted_at IS NOT NULL AS "isLifted", expires_at AS "expiresAt" FROM suppression WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

export interface Lift {
  readonly id: string;
  readonly reason: string;
  readonly actor: string;
}

/** As lift(), within a transaction of the caller's. Nothing happens when there is no such suppression. */
export async function liftSuppression(client: pg.PoolClient, { id, reason, actor }: Lift): Promise<void> {
  const lifted = await lockOne(client, id);
  if (!lifted) return;
  if (lifted.isLifted) throw new DomainError('conflict', 'already_lifted', 'This suppression was lifted already.');
  if (lifted.cause === 'complaint')
    throw new DomainError(
      'conflict',
      'complaint_is_hers',
      'This person marked your mail as spam: only she can lift it. If she asked for your mail again, have one message sent to her (POST …/ask); her own press lifts it.',
    );
  await client.query(`UPDATE suppression SET lifted_at = now(), lifted_by = $2, lift_reason = $3 WHERE id = $1`, [
    ...[id, actor, reason],
  ]);
  if (lifted.addressId === null) return;
  await forgetFailures(client, lifted.addressId, reason);
  const detail = { suppressionId: id, cause: lifted.cause, reason };
  await noteEvent(client, { addressId: lifted.addressId, actor, kind: 'suppression_lifted', detail });
}
