// The health of a list: who is on it in which state, and how mail to them goes, by where they came from and how long they are on it.
import type { ListHealth } from '@doorstep/contracts';
import type { Database } from './database.js';
import { ALL_CORES, readLargeWithin } from './large-reads.js';

const STATUSES =
  'SELECT status, count(*)::int AS people FROM membership WHERE list_id = $1 GROUP BY status ORDER BY count(*) DESC';
/** How long somebody is on the list, of `membership m`. */
export const AGE_ON_LIST = `CASE WHEN m.created_at > now() - interval '30 days' THEN 'month'
    WHEN m.created_at > now() - interval '1 year' THEN 'year' ELSE 'older' END`;
/** Something is known of mail to them; it fails. Of SQL for a standing. */
export const TRIED_BEFORE = (standing: string) => `${standing} <> 'unknown'`;
export const FAILING = (standing: string) => `${standing} IN ('failing','hard','complained')`;

/**
 * The members are read once; what they are grouped by is small after that. Most people's mail goes well: only the others are
 * looked up among the addresses.
 */
const GROUPS = `
WITH counted AS (
  SELECT m.status, s.import_id, ${AGE_ON_LIST} AS age,
    coalesce(a.standing, 'good') AS standing, count(*)::int AS people
  FROM membership m LEFT JOIN (SELECT id, standing FROM address WHERE standing <> 'good') a ON a.id = m.address_id
  LEFT JOIN subscriber s ON s.address_id = m.address_id WHERE m.list_id = $1 GROUP BY 1, 2, 3, 4
), grouped AS (
  SELECT CASE WHEN grouping(status) = 0 THEN 'status' WHEN grouping(age) = 0 THEN 'age' ELSE 'import' END AS "by",
    status, import_id, age, sum(people)::int AS members,
    coalesce(sum(people) FILTER (WHERE status = 'subscribed'), 0)::int AS people,
    coalesce(sum(people) FILTER (WHERE status = 'subscribed' AND ${TRIED_BEFORE('standing')}), 0)::int AS tried,
    coalesce(sum(people) FILTER (WHERE status = 'subscribed' AND ${FAILING('standing')}), 0)::int AS failing
  FROM counted GROUP BY GROUPING SETS ((status), (import_id), (age)))
SELECT g."by", g.status, g.import_id AS "importId", g.age, i.file_name AS "fileName", g.members, g.people, g.tried, g.failing
FROM grouped g LEFT JOIN import i ON i.id = g.import_id ORDER BY g.members DESC, g.status, g.import_id`;

type Status = NonNullable<ListHealth['statuses']>[number];

interface GroupRow {
  readonly by: 'status' | 'import' | 'age';
  readonly status: Status['status'];
  readonly importId: string | null;
  readonly age: 'month' | 'year' | 'older' | null;
  readonly fileName: string | null;
  /** Whatever their status; the three below are of those who are subscribed. */
  readonly members: number;
  readonly people: number;
  readonly tried: number;
  readonly failing: number;
}

const MOST_SOURCES = 20;
/** Share of the time given; the rest is for the statuses alone. */
const FOR_GROUPS = 0.8;
const AGE_ORDER = ['month', 'year', 'older'] as const;

function statusesOf(rows: readonly GroupRow[]): NonNullable<ListHealth['statuses']> {
  return rows.filter(({ by }) => by === 'status').map(({ status, members }) => ({ status, people: members }));
}

function sourcesOf(rows: readonly GroupRow[]): NonNullable<ListHealth['sources']> {
  const sources = rows.filter(({ by, people }) => by === 'import' && people > 0);
  return sources
    .sort((one, other) => other.people - one.people)
    .slice(0, MOST_SOURCES)
    .map(({ importId, fileName, people, tried, failing }) => ({ importId, fileName, people, tried, failing }));
}

function agesOf(rows: readonly GroupRow[]): NonNullable<ListHealth['ages']> {
  return AGE_ORDER.flatMap((age) =>
    rows
      .filter((row) => row.by === 'age' && row.age === age && row.people > 0)
      .map(({ people, tried, failing }) => ({ age, people, tried, failing })),
  );
}

const USED_BY = `
SELECT id AS "campaignId", name, state FROM campaign WHERE $1::uuid = ANY(list_ids || excluded_list_ids) ORDER BY id DESC LIMIT 20`;

export class ListHealthStore {
  constructor(private readonly database: Database) {}

  /** null for what took longer than the time given. */
  async of(listId: string, timeoutMs: number): Promise<ListHealth> {
    const [groups, usedBy] = await Promise.all([
      readLargeWithin<GroupRow>(this.database, timeoutMs * FOR_GROUPS, GROUPS, [listId], ALL_CORES),
      this.database.pool.query<ListHealth['usedBy'][number]>(USED_BY, [listId]),
    ]);
    if (groups !== null)
      return { statuses: statusesOf(groups), sources: sourcesOf(groups), ages: agesOf(groups), usedBy: usedBy.rows };
    const statuses = await readLargeWithin<Status>(this.database, timeoutMs * (1 - FOR_GROUPS), STATUSES, [listId]);
    return { statuses, sources: null, ages: null, usedBy: usedBy.rows };
  }
}
