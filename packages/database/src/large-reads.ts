// Readings of whole audiences: with memory for sets as large as those, stopped at the server when they take too long.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';

const QUERY_CANCELED = '57014';

/**
 * For sorting and hashing a hundred thousand people; with less it would go over the disk. And pages are as near one as the
 * other, in memory or on flash: so that two indexes are read side by side where that is less than to make a hash of each.
 */
const ROOM = "SET LOCAL work_mem = '64MB'; SET LOCAL random_page_cost = 1.1";

/** For what reads whole tables and joins them: somebody waits for the answer while the other cores have little to do. */
export const ALL_CORES = 'SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0.001';

type Pool = Pick<Database, 'pool'>;

/** Readings under way, by the state of the database they see and what they ask. */
const underWay = new WeakMap<Pool['pool'], Map<string, Promise<pg.QueryResult>>>();

/**
 * One statement that reads much and changes nothing. A page asks some of them several times at once: whoever asks the same
 * of the same state of the database while it is read gets that answer. After any write, and once it is read, it is read anew.
 */
export async function readLarge<Row extends pg.QueryResultRow>(
  database: Pool,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const readings = underWay.get(database.pool) ?? new Map<string, Promise<pg.QueryResult>>();
  underWay.set(database.pool, readings);
  const reading = await inTransaction(database, async (client) => {
    // From here to the end of the transaction the snapshot is one: what is read is what the key says.
    await client.query(`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; ${ROOM}`);
    const { rows } = await client.query<{ state: string }>('SELECT pg_current_snapshot()::text AS state');
    const key = JSON.stringify([rows[0]!.state, text, values]);
    const found = readings.get(key);
    if (found !== undefined) return { found };
    const mine = client.query<Row>(text, [...values]);
    readings.set(key, mine);
    try {
      return { found: null, rows: (await mine).rows };
    } finally {
      readings.delete(key);
    }
  });
  return [...(reading.found === null ? reading.rows : ((await reading.found).rows as Row[]))];
}

/**
 * One for itself, stopped at the server after `timeoutMs`.
 *
 * @param settings more of them, as SQL
 * @returns null when it takes longer
 */
export async function readLargeWithin<Row extends pg.QueryResultRow>(
  database: Pool,
  timeoutMs: number,
  text: string,
  values: readonly unknown[],
  settings = '',
): Promise<Row[] | null> {
  try {
    return await inTransaction(database, async (client) => {
      await client.query(`${ROOM}; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}; ${settings}`);
      return (await client.query<Row>(text, [...values])).rows;
    });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return null;
    throw error;
  }
}
