// Readings of whole audiences: with memory for sets as large as those, stopped at the server when they take too long.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';

const QUERY_CANCELED = '57014';

/** For sorting and hashing a hundred thousand people; with less it would go over the disk. */
const ROOM = "SET LOCAL work_mem = '64MB'";

type Pool = Pick<Database, 'pool'>;

/** One statement that reads much and changes nothing. */
export function readLarge<Row extends pg.QueryResultRow>(
  database: Pool,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return inTransaction(database, async (client) => {
    await client.query(ROOM);
    return (await client.query<Row>(text, [...values])).rows;
  });
}

/** The same, stopped at the server after `timeoutMs`. @returns null when it takes longer */
export async function readLargeWithin<Row extends pg.QueryResultRow>(
  database: Pool,
  timeoutMs: number,
  text: string,
  values: readonly unknown[],
): Promise<Row[] | null> {
  try {
    return await inTransaction(database, async (client) => {
      await client.query(`${ROOM}; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`);
      return (await client.query<Row>(text, [...values])).rows;
    });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return null;
    throw error;
  }
}
