// Which subscribers a filter means, as SQL over `address a` and `subscriber b`; every value is a parameter.
import type { SegmentGroup, SubscriberFilter } from '@doorstep/contracts';
import type pg from 'pg';
import { IS_SUPPRESSED, likePrefix } from './audience.sql.js';
import { compileSegment } from './compile-segment.js';
import { DomainError } from './domain-error.js';

export type SortKey = 'address' | 'addressId' | 'id';

export interface Meant {
  readonly key: SortKey;
  readonly values: unknown[];
  /** Selects `columns` of everybody meant, once each. `page` adds order, cursor and limit. */
  readonly select: (columns: string, page?: { readonly limit: number; readonly after?: string | undefined }) => string;
}

/** By address when searching, so that its index gives the order; by address id in a list, as the list's index has it; else newest first. */
export const sortKeyOf = ({ search, listId }: SubscriberFilter): SortKey =>
  search?.trim() ? 'address' : listId === undefined ? 'id' : 'addressId';

const ORDER: Readonly<Record<SortKey, { readonly by: string; readonly after: (p: string) => string }>> = {
  address: { by: 'a.normalized USING ~<~', after: (p) => `a.normalized ~>~ ${p}::text` },
  addressId: { by: 'a.id DESC', after: (p) => `a.id < ${p}::uuid` },
  id: { by: 'b.id DESC', after: (p) => `b.id < ${p}::uuid` },
};

/** The definition of the segment a filter names. @throws DomainError segment_gone */
export async function segmentOf(
  { segmentId }: SubscriberFilter,
  client: pg.Pool | pg.PoolClient,
): Promise<SegmentGroup | null> {
  if (segmentId === undefined) return null;
  const { rows } = await client.query<{ definition: SegmentGroup }>(
    'SELECT definition FROM segment WHERE id = $1 AND deleted_at IS NULL',
    [segmentId],
  );
  if (rows[0]) return rows[0].definition;
  const words = 'This segment is not there any more. Show everyone, or choose another one.';
  throw new DomainError('invalid', 'segment_gone', words, [
    { pointer: 'segmentId', code: 'segment_gone', detail: words },
  ]);
}

/** @param segment the definition of `filter.segmentId`, as segmentOf reads it */
export function meantBy(filter: SubscriberFilter, segment: SegmentGroup | null, values: unknown[] = []): Meant {
  const key = sortKeyOf(filter);
  const param = (value: unknown) => `$${values.push(value)}`;
  const from =
    filter.listId === undefined
      ? 'subscriber b JOIN address a ON a.id = b.address_id'
      : 'membership x JOIN address a ON a.id = x.address_id JOIN subscriber b ON b.address_id = a.id';
  const parts = conditions(filter, param);
  if (segment !== null) {
    const { sql, parameters } = compileSegment(segment, values.length + 1);
    values.push(...parameters);
    parts.push(`EXISTS (SELECT FROM subscriber s WHERE s.id = b.id AND ${sql})`);
  }
  const prefix = key === 'address' ? param(likePrefix(filter.search!)) : null;
  const branch = (match: string | null, columns: string, tail = '') =>
    `SELECT ${columns} FROM ${from} WHERE ${[...parts, ...(match === null ? [] : [match])].join(' AND ') || 'true'}${tail}`;
  const byAddress = `a.normalized LIKE ${prefix}`;
  const byName = `lower(b.name) LIKE ${prefix} AND a.normalized NOT LIKE ${prefix}`;
  return {
    ...{ key, values },
    select(columns, page) {
      if (page === undefined)
        return prefix === null
          ? branch(null, columns)
          : `${branch(byAddress, columns)} UNION ALL ${branch(byName, columns)}`;
      const { by, after } = ORDER[key];
      const tail = `${page.after === undefined ? '' : ` AND ${after(param(page.after))}`} ORDER BY ${by} LIMIT ${param(page.limit)}`;
      if (prefix === null) return branch(null, columns, tail);
      // Two branches, each in the order of an index, instead of one OR that reads everybody.
      return `SELECT * FROM ((${branch(byAddress, columns, tail)}) UNION ALL (${branch(byName, columns, tail)})) found
        ORDER BY address USING ~<~ LIMIT ${param(page.limit)}`;
    },
  };
}

/**
 * By the names of domains, which are few and are read once: a count asks no question per address. IS TRUE keeps it a
 * condition of the row: made a join, it would cost a page its order.
 */
function atProvider(provider: string, param: (value: unknown) => string): string {
  const domains = (condition: string) =>
    `SELECT o.name FROM mail_domain o JOIN site y ON y.id = o.site_id WHERE ${condition}`;
  return provider === 'other'
    ? `a.domain_name NOT IN (${domains("y.provider <> ''")})`
    : `(a.domain_name IN (${domains(`y.provider = ${param(provider)}`)})) IS TRUE`;
}

function conditions(filter: SubscriberFilter, param: (value: unknown) => string): string[] {
  const { listId, status, tagId, field, value, provider, standing, suppressed, importId, addedFrom, addedTo } = filter;
  const parts: string[] = [];
  if (listId !== undefined) {
    parts.push(`x.list_id = ${param(listId)}::uuid`);
    parts.push(status === undefined ? "x.status <> 'removed'" : `x.status = ${param(status)}`);
  } else if (status !== undefined)
    parts.push(`EXISTS (SELECT FROM membership m WHERE m.address_id = a.id AND m.status = ${param(status)})`);
  if (tagId !== undefined)
    parts.push(
      `EXISTS (SELECT FROM subscriber_tag t WHERE t.subscriber_id = b.id AND t.tag_id = ${param(tagId)}::uuid)`,
    );
  if (field !== undefined)
    parts.push(
      value === undefined
        ? `b.fields ->> ${param(field)}::text <> ''`
        : `lower(b.fields ->> ${param(field)}::text) = lower(${param(value.trim())})`,
    );
  if (provider !== undefined) parts.push(atProvider(provider, param));
  if (standing !== undefined) parts.push(`a.standing = ${param(standing)}`);
  if (suppressed !== undefined) parts.push(suppressed === 'yes' ? IS_SUPPRESSED : `NOT ${IS_SUPPRESSED}`);
  if (importId !== undefined) parts.push(`b.import_id = ${param(importId)}::uuid`);
  if (addedFrom !== undefined) parts.push(`b.created_at >= ${param(addedFrom)}::timestamptz`);
  if (addedTo !== undefined) parts.push(`b.created_at < ${param(addedTo)}::timestamptz`);
  return parts;
}
