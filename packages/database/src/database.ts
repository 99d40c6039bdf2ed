// One connection pool for Prisma and for the hot paths that speak SQL themselves.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** What every store is made with. */
export interface Database {
  /** For plain reads and writes of single rows. */
  readonly prisma: PrismaClient;
  /** For COPY, unnest batches, claims with SKIP LOCKED. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; Prisma takes as many again. Default 10. */
  readonly poolSize?: number;
  /** Told of a connection that broke while idle (server restarted); the pool mends itself. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens the pools; connects on first use, so a database that is away shows with the first query. */
export function openDatabase(url: string, { poolSize = 10, onIdleError }: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => onIdleError?.(error));
  // The pool hears idle connections only. One that breaks while somebody holds it fails her next statement, which is
  // told there; its event, heard by nobody, would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 }),
  });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Runs `work` in one transaction on one connection. Never hold one across a socket to anywhere else. */
export async function inTransaction<T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  // A connection that breaks while nothing is asked of it tells so by an event; unheard, that ends the process.
  const onBreak = (error: Error) => {
    broken = error;
  };
  client.on('error', onBreak);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError; // the connection itself is gone: do not give it back to the pool
    });
    throw error;
  } finally {
    client.off('error', onBreak);
    client.release(broken);
  }
}
