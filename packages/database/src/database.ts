// One connection pool for Prisma and for the hot paths that speak SQL themselves.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { erasureOption } from './erasure-key.js';
import { PrismaClient } from './generated/client.js';

/** What every store is made with. */
export interface Database {
  /** For plain reads and writes of single rows. */
  readonly prisma: PrismaClient;
  /** For COPY, unnest batches, whatever reads much. */
  readonly pool: pg.Pool;
  /**
   * For the statements every message needs (claim, journal, results): they look rows up by index, and are planned once
   * for that. A plan made while a table was small or unknown would read all of it for each batch, later too.
   */
  readonly hot: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most of each kind (Prisma and SQL together, hot path). Default 10. */
  readonly poolSize?: number;
  /** Told of a connection that broke while idle (server restarted); the pool mends itself. */
  readonly onIdleError?: (error: Error) => void;
  /** DOORSTEP_SECRET: needed to erase a person, and to add any address once somebody was erased. */
  readonly secret?: Uint8Array;
}

const set = (...settings: readonly string[]) => settings.map((setting) => `-c ${setting}`).join(' ');

/** Compiling a statement takes longer than any of ours runs. */
const NO_JIT = set('jit=off');
const BY_INDEX = set(
  ...['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'plan_cache_mode=force_generic_plan'],
);

/**
 * Statements of the hot path at a time: claims (two), dots, results, one that takes long. More would only wait for each other, and each connection
 * plans them all anew and reads the catalogue for it.
 */
const HOT_SIZE = 5;

/**
 * A connection that nobody asked for so long is closed. Steps ask again after seconds: closed between two of them, it would be opened, signed in
 * and taught the catalogue and every plan anew each time, which costs more than the question.
 */
const IDLE_MS = 300_000;

/** Opens the pools; connects on first use, so a database that is away shows with the first query. */
export function openDatabase(url: string, { poolSize = 10, onIdleError, secret }: DatabaseOptions = {}): Database {
  const forErased = secret === undefined ? [] : [erasureOption(secret)];
  const optionsOf = (...more: string[]) => [...forErased, NO_JIT, ...more].join(' ');
  const open = (max: number, options: string) => {
    const pool = new pg.Pool({
      ...{ connectionString: url, max, options, connectionTimeoutMillis: 10_000 },
      ...{ idleTimeoutMillis: IDLE_MS, keepAlive: true },
    });
    pool.on('error', (error) => onIdleError?.(error));
    // The pool hears idle connections only. One that breaks while somebody holds it fails her next statement, which is
    // told there; its event, heard by nobody, would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pool = open(poolSize, optionsOf());
  const hot = open(Math.min(poolSize, HOT_SIZE), optionsOf(BY_INDEX));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    hot,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), hot.end()]);
    },
  };
}

/** Runs `work` in one transaction on one connection. Never hold one across a socket to anywhere else. */
export async function inTransaction<T>(
  { pool }: { readonly pool: pg.Pool },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
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
