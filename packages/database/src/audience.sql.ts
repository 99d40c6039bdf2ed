// Pieces of SQL the audience's stores share: what is in force, memberships as JSON, an address made known, lists joined.
import type { MembershipView } from '@doorstep/contracts';
import type pg from 'pg';
import { DomainError } from './domain-error.js';

/** Of a suppression under the alias `s`. */
export const IN_FORCE = 's.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())';

/** Cause of the oldest suppression in force for an address under the alias `a`. */
export const SUPPRESSED_BY = `(SELECT s.cause FROM suppression s WHERE ${IN_FORCE}
  AND ((s.scope = 'address' AND s.address_id = a.id) OR (s.scope = 'domain' AND s.domain_name = a.domain_name))
  ORDER BY s.id LIMIT 1)`;

/**
 * Whether an address under the alias `a` is suppressed. Two questions of one column each: asked of many people, PostgreSQL
 * reads what is in force once and looks each of them up in it; asked of few, it goes by index.
 */
export const IS_SUPPRESSED = `(EXISTS (SELECT FROM suppression s WHERE s.scope = 'address' AND s.address_id = a.id AND ${IN_FORCE})
  OR EXISTS (SELECT FROM suppression s WHERE s.scope = 'domain' AND s.domain_name = a.domain_name AND ${IN_FORCE}))`;

/** A time as JSON carries it. */
export const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Memberships of an address under the alias `a`, lists by name, as MembershipView[]. */
export const MEMBERSHIPS = `coalesce((SELECT jsonb_agg(jsonb_build_object('listId', l.id, 'listName', l.name,
    'status', m.status, 'consentSource', m.consent_source, 'consentAt', ${iso('m.consent_at')},
    'unsubscribedAt', ${iso('m.unsubscribed_at')}) ORDER BY l.name, l.id)
  FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = a.id), '[]')`;

export interface Known {
  readonly normalized: string;
  readonly spelling: string;
  readonly domainName: string;
}

/** Makes an address known; the spelling that was first given stays. @returns its id */
export async function knowAddress(client: pg.PoolClient, { normalized, spelling, domainName }: Known): Promise<string> {
  await client.query('INSERT INTO mail_domain (name) VALUES ($1) ON CONFLICT DO NOTHING', [domainName]);
  await client.query(
    'INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [normalized, spelling, domainName],
  );
  // A lock, so that two who act on one address at once come one after the other.
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM address WHERE normalized = $1 FOR NO KEY UPDATE',
    [normalized],
  );
  return rows[0]!.id;
}

/** Of a membership that begins anew: she is asked to confirm again; how often she was asked before still counts. */
export const ASK_ANEW = 'confirmation_tries = 0, confirmation_next_at = now()';

export interface Joining {
  readonly addressId: string;
  readonly listIds: readonly string[];
  readonly consentSource: string | null;
  readonly actor: string;
}

/**
 * Puts an address on lists: unconfirmed where the list asks for a confirmation. An unsubscribed membership stays; one
 * that was taken off keeps the consent it had unless a new one is told.
 *
 * @throws DomainError list_unknown when one of them is not there (any more)
 */
export async function joinLists(client: pg.PoolClient, joining: Joining): Promise<MembershipView['listId'][]> {
  const listIds = [...new Set(joining.listIds)];
  if (listIds.length === 0) return [];
  await mustHaveLists(client, listIds);
  const { rows } = await client.query<{ listId: string }>(
    `WITH joined AS (
       INSERT INTO membership (list_id, address_id, status, consent_source, consent_at)
       SELECT id, $1, CASE WHEN opt_in = 'double' THEN 'unconfirmed' ELSE 'subscribed' END, $3::text, now()
       FROM list WHERE id = ANY($2::uuid[]) ORDER BY id
       ON CONFLICT (list_id, address_id) DO UPDATE SET status = excluded.status, confirmed_at = NULL, ${ASK_ANEW},
         consent_source = coalesce(excluded.consent_source, membership.consent_source),
         consent_at = CASE WHEN excluded.consent_source IS NULL THEN membership.consent_at ELSE excluded.consent_at END
         WHERE membership.status = 'removed'
       RETURNING list_id, status)
     INSERT INTO address_event (address_id, kind, actor, detail)
     SELECT $1, 'list_joined', $4, jsonb_build_object('listId', l.id, 'listName', l.name, 'status', j.status)
     FROM joined j JOIN list l ON l.id = j.list_id RETURNING (detail->>'listId') AS "listId"`,
    [joining.addressId, listIds, joining.consentSource, joining.actor],
  );
  return rows.map((row) => row.listId);
}

/** @throws DomainError list_unknown when one of them is not there (any more) */
export async function mustHaveLists(client: { query: pg.Pool['query'] }, listIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(listIds)];
  const known = await client.query('SELECT FROM list WHERE id = ANY($1::uuid[]) AND archived_at IS NULL', [wanted]);
  if (known.rowCount === wanted.length) return;
  const detail = 'One of the lists is not there any more. Load the page again and choose anew.';
  throw new DomainError('invalid', 'list_unknown', detail, [{ pointer: 'listIds', code: 'list_unknown', detail }]);
}

/** Appends one event of an address. */
export async function noteEvent(
  client: { query: pg.PoolClient['query'] },
  event: { addressId: string; kind: string; actor: string; detail?: Record<string, unknown> },
): Promise<void> {
  await client.query('INSERT INTO address_event (address_id, kind, actor, detail) VALUES ($1, $2, $3, $4)', [
    event.addressId,
    event.kind,
    event.actor,
    JSON.stringify(event.detail ?? {}),
  ]);
}

/** A prefix for LIKE: the signs that mean something there mean themselves. */
export const likePrefix = (text: string) =>
  `${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
