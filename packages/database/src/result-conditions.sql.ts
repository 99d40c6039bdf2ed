// Which sums a question about results means: hours, places and campaigns as conditions on the tables of sums `c`.
import type { ResultLevel, ResultSort } from '@doorstep/contracts';
import { type CountedGroup, numberOf, resultGroups } from './result-facts.js';

export interface ResultSpan {
  readonly from: Date;
  readonly until: Date;
}

export interface ResultPlace {
  readonly provider?: string | undefined;
  readonly domain?: string | undefined;
  readonly mxHost?: string | undefined;
}

export interface ResultWish extends ResultSpan, ResultPlace {
  readonly normFrom: Date;
  readonly campaignId?: string | undefined;
  readonly level: ResultLevel;
  readonly search?: string | undefined;
  readonly sort: ResultSort;
  readonly order: 'asc' | 'desc';
  /** null: all */
  readonly limit: number | null;
}

/** In the groups that mean it was taken at some time. */
export const TAKEN = ['accepted_at_once', 'accepted_later', 'returned', 'complained'].map((group) =>
  numberOf(group as CountedGroup),
);

export const SUMS = resultGroups
  .map((group, at) => `coalesce(sum(c.count) FILTER (WHERE c.outcome = ${at}), 0)::int AS ${group}`)
  .join(', ');
export const AT_ONCE = 'coalesce(sum(c.count) FILTER (WHERE c.outcome = 0), 0)::int';

/** A share, so that a small provider that refuses everything stands before a large one that refuses a little. */
const share = (groups: string) => `(${groups})::float / nullif(sent, 0)`;
export const SORTS: Readonly<Record<ResultSort, string>> = {
  name: 'key',
  sent: 'sent',
  accepted_at_once: share('accepted_at_once'),
  accepted_later: share('accepted_later'),
  refused: share('refused + gave_up'),
  returned: share('returned'),
  complained: share('complained'),
};

export class Where {
  #parts: string[] = [];

  constructor(readonly values: unknown[] = []) {}

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  say(sql: string): this {
    this.#parts.push(sql);
    return this;
  }

  param(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(sqlOf: (parameter: string) => string, value: unknown): this {
    if (value !== undefined) this.#parts.push(sqlOf(this.param(value)));
    return this;
  }

  get sql(): string {
    return this.#parts.length === 0 ? 'true' : this.#parts.join(' AND ');
  }
}

/** Providers alone are told by the small table; whatever is finer is in the cells. */
export const isCoarse = ({ domain, mxHost }: ResultPlace) => domain === undefined && mxHost === undefined;

/** Conditions on sums `c` of the small table, but for the hours. */
export const atProvider = (where: Where, { provider }: ResultPlace): Where =>
  where.add((value) => `c.provider = ${value}`, provider);

/** The same on cells: their places are found first, since a provider has thousands and the cells are many. */
export function inPlaces(where: Where, place: ResultPlace, more: (places: Where) => Where = (places) => places): Where {
  const { provider, domain, mxHost } = place;
  const places = new Where(where.values);
  places.add((value) => `p.provider = ${value}`, provider);
  places.add((value) => `p.domain = ${value}`, domain).add((value) => `p.mx_host = ${value}`, mxHost);
  more(places);
  return places.isEmpty
    ? where
    : where.say(`c.place_id = ANY(ARRAY(SELECT p.id FROM result_place p WHERE ${places.sql}))`);
}

/** The smallest table that can tell, with the conditions of a place on it. */
export function from(where: Where, place: ResultPlace): string {
  if (isCoarse(place)) {
    atProvider(where, place);
    return 'result_hour';
  }
  inPlaces(where, place);
  return 'result_cell';
}

export const newWhere = () => new Where();

export function inSpan(where: Where, { from, until }: ResultSpan): Where {
  return where.add((value) => `c.hour >= ${value}`, from).add((value) => `c.hour < ${value}`, until);
}

const SUMS_OF_SUMS = resultGroups.map((group) => `sum(c.${group})::int AS ${group}`).join(', ');

/** Rows of a level with their sums, as a statement: key, sent, and each group. */
export function groupedBy(where: Where, wish: ResultWish): string {
  const { level, search = '' } = wish;
  const searched = (column: string) => (places: Where) =>
    search === '' ? places : places.add((value) => `position(lower(${value}) IN lower(${column})) > 0`, search);
  const inner = (key: string) =>
    `SELECT ${key} AS key, sum(c.count)::int AS sent, ${SUMS} FROM ${isCoarse(wish) && level === 'provider' ? 'result_hour' : 'result_cell'} c
     WHERE ${where.sql} GROUP BY 1`;
  if (level === 'pattern') {
    inPlaces(where, wish).say('c.pattern_id <> 0');
    if (search !== '')
      where.add(
        (value) => `c.pattern_id IN (SELECT id FROM reply_pattern WHERE position(lower(${value}) IN lower(text)) > 0)`,
        search,
      );
    return inner('c.pattern_id::text');
  }
  if (level === 'provider' && isCoarse(wish)) {
    searched('c.provider')(atProvider(where, wish));
    return inner('c.provider');
  }
  inPlaces(where, wish, searched(COLUMNS[level]));
  return `SELECT ${COLUMNS[level]} AS key, sum(c.sent)::int AS sent, ${SUMS_OF_SUMS} FROM (${inner('c.place_id')}) c
    JOIN result_place p ON p.id = c.key GROUP BY 1`;
}

/** Parts (`is_now`, outcome, bucket) of these rows, as a statement. */
export function detailedBy(where: Where, wish: ResultWish, keys: readonly string[], parts: string): string {
  const column = COLUMNS[wish.level as keyof typeof COLUMNS];
  if (wish.level === 'provider' && isCoarse(wish)) {
    atProvider(where, wish).add((value) => `c.provider = ANY(${value}::text[])`, keys);
    return `SELECT c.provider AS key, ${parts} FROM result_hour c WHERE ${where.sql} GROUP BY 1, 2, 3, 4`;
  }
  inPlaces(where, wish, (places) => places.add((value) => `${column} = ANY(${value}::text[])`, keys));
  return `SELECT ${column} AS key, c."isNow", c.outcome, c.bucket, sum(c.count)::int AS count
    FROM (SELECT c.place_id, ${parts} FROM result_cell c WHERE ${where.sql} GROUP BY 1, 2, 3, 4) c
    JOIN result_place p ON p.id = c.place_id GROUP BY 1, 2, 3, 4`;
}

/** Of a place, by what a row is. */
const COLUMNS: Readonly<Record<Exclude<ResultLevel, 'pattern'>, string>> = {
  provider: 'p.provider',
  domain: 'p.domain',
  mx_host: 'p.mx_host',
};
