// The health of a list: who is on it in which state, and how mail to them goes, by where they came from and how long they are on it.
import type { ListHealth } from '@doorstep/contracts';
import type { Database } from './database.js';
import { readLargeWithin } from './large-reads.js';

/** Whether mail was tried, and whether it fails, of an address under the alias `a`. */
const SHARES = `count(*)::int AS people, count(*) FILTER (WHERE a.standing <> 'unknown')::int AS tried,
  count(*) FILTER (WHERE a.standing IN ('failing','hard','complained'))::int AS failing`;
const STATUSES =
  'SELECT status, count(*)::int AS people FROM membership WHERE list_id = $1 GROUP BY status ORDER BY count(*) DESC';
/** By import and by age in one reading of the members: each is a set of groups of its own. */
const GROUPS = `
SELECT g."importId", g.age, g."isAge", i.file_name AS "fileName", g.people, g.tried, g.failing
FROM (SELECT s.import_id AS "importId", age, grouping(s.import_id) = 1 AS "isAge", ${SHARES}
  FROM membership m JOIN address a ON a.id = m.address_id LEFT JOIN subscriber s ON s.address_id = m.address_id
  CROSS JOIN LATERAL (SELECT CASE WHEN m.created_at > now() - interval '30 days' THEN 'month'
    WHEN m.created_at > now() - interval '1 year' THEN 'year' ELSE 'older' END AS age) o
  WHERE m.list_id = $1 AND m.status = 'subscribed' GROUP BY GROUPING SETS ((s.import_id), (age))) g
LEFT JOIN import i ON i.id = g."importId" ORDER BY g.people DESC`;

interface GroupRow {
  readonly importId: string | null;
  readonly age: 'month' | 'year' | 'older' | null;
  readonly isAge: boolean;
  readonly fileName: string | null;
  readonly people: number;
  readonly tried: number;
  readonly failing: number;
}

const MOST_SOURCES = 20;
const AGE_ORDER = ['month', 'year', 'older'] as const;

function sourcesOf(rows: readonly GroupRow[]): NonNullable<ListHealth['sources']> {
  const sources = rows.filter(({ isAge }) => !isAge).slice(0, MOST_SOURCES);
  return sources.map(({ importId, fileName, people, tried, failing }) => ({
    importId,
    fileName,
    people,
    tried,
    failing,
  }));
}

function agesOf(rows: readonly GroupRow[]): NonNullable<ListHealth['ages']> {
  return AGE_ORDER.flatMap((age) =>
    rows
      .filter((row) => row.isAge && row.age === age)
      .map(({ people, tried, failing }) => ({ age, people, tried, failing })),
  );
}

const USED_BY = `
SELECT id AS "campaignId", name, state FROM campaign WHERE $1::uuid = ANY(list_ids || excluded_list_ids) ORDER BY id DESC LIMIT 20`;

export class ListHealthStore {
  constructor(private readonly database: Database) {}

  /** null for what took longer than the time given. */
  async of(listId: string, timeoutMs: number): Promise<ListHealth> {
    const read = <Row extends object>(text: string) => readLargeWithin<Row>(this.database, timeoutMs, text, [listId]);
    const [statuses, groups, usedBy] = await Promise.all([
      read<NonNullable<ListHealth['statuses']>[number]>(STATUSES),
      read<GroupRow>(GROUPS),
      this.database.pool.query<ListHealth['usedBy'][number]>(USED_BY, [listId]),
    ]);
    return {
      statuses,
      sources: groups && sourcesOf(groups),
      ages: groups && agesOf(groups),
      usedBy: usedBy.rows,
    };
  }
}
