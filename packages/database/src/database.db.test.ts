import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { inTransaction, openDatabase } from './database.js';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

describe('a connection that breaks while it is held', () => {
  it('fails the transaction and not the process; the next one has a new connection', async () => {
    const database = openDatabase(fresh.url, { poolSize: 2 });
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', note);
    const broken = inTransaction(database, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      // Listened for first: the end may be there before the answer to what brings it about.
      const ended = new Promise((resolve) => client.once('end', resolve));
      await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
      await ended;
      await client.query('SELECT 1');
    });
    await expect(broken).rejects.toThrow();
    await expect(inTransaction(database, (client) => client.query('SELECT 1'))).resolves.toBeDefined();
    process.off('uncaughtException', note);
    expect(uncaught).toEqual([]);
    await database.close();
  });
});
