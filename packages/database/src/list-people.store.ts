// The people behind a number of a list's page: what is counted there and what is listed here are the same conditions.
import type { ListPeopleFilter, ListPerson } from '@doorstep/contracts';
import type { PageOptions } from './access.store.js';
import type { Database } from './database.js';
import { AGE_ON_LIST, FAILING, TRIED_BEFORE } from './list-health.store.js';

export type ListPersonRow = Omit<ListPerson, 'since'> & { readonly since: Date };

const PEOPLE =
  'membership m JOIN address a ON a.id = m.address_id LEFT JOIN subscriber s ON s.address_id = m.address_id';

function conditionsOf(listId: string, { status, source, age, mail }: ListPeopleFilter, values: unknown[]): string {
  const param = (value: unknown) => `$${values.push(value)}`;
  return [
    `m.list_id = ${param(listId)}`,
    ...(status === undefined ? [] : [`m.status = ${param(status)}`]),
    ...(source === undefined
      ? []
      : [source === 'none' ? 's.import_id IS NULL' : `s.import_id = ${param(source)}::uuid`]),
    ...(age === undefined ? [] : [`${AGE_ON_LIST} = ${param(age)}`]),
    ...(mail === undefined ? [] : [mail === 'tried' ? TRIED_BEFORE('a.standing') : FAILING('a.standing')]),
  ].join(' AND ');
}

export class ListPeopleStore {
  constructor(private readonly database: Database) {}

  /** The address known last comes first. */
  async page(listId: string, filter: ListPeopleFilter, { limit, after }: PageOptions): Promise<ListPersonRow[]> {
    const values: unknown[] = [limit, after ?? null];
    const { rows } = await this.database.pool.query<ListPersonRow>(
      `SELECT a.id AS "addressId", a.normalized AS address, s.name, m.status, s.id IS NOT NULL AS "isSubscriber", a.standing,
         m.created_at AS since FROM ${PEOPLE}
       WHERE ${conditionsOf(listId, filter, values)} AND ($2::uuid IS NULL OR m.address_id < $2) ORDER BY m.address_id DESC LIMIT $1`,
      values,
    );
    return rows;
  }

  async count(listId: string, filter: ListPeopleFilter): Promise<number> {
    const values: unknown[] = [];
    const { rows } = await this.database.pool.query<{ people: number }>(
      `SELECT count(*)::int AS people FROM ${PEOPLE} WHERE ${conditionsOf(listId, filter, values)}`,
      values,
    );
    return rows[0]!.people;
  }
}
