import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { inTransaction, openDatabase } from './database.js';
import { readLarge } from './large-reads.js';

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

describe('the pools', () => {
  it('ask by Prisma and by SQL over the same connections', async () => {
    const database = openDatabase(fresh.url, { poolSize: 1 });
    const pid = 'SELECT pg_backend_pid() AS pid';
    const [byPrisma] = await database.prisma.$queryRawUnsafe<{ pid: number }[]>(pid);
    expect((await database.pool.query<{ pid: number }>(pid)).rows[0]).toEqual(byPrisma);
    await database.close();
    await expect(database.pool.query(pid)).rejects.toThrow();
  });
});

describe('a large reading', () => {
  it('is made once for all who ask it of the same state, and anew after a write, another question and its end', async () => {
    const database = openDatabase(fresh.url, { poolSize: 6 });
    const read = async (n = 1) => {
      const text = 'SELECT random() AS drawn, $1::int AS n FROM (SELECT pg_sleep(0.5)) s';
      const rows = await readLarge<{ drawn: number; n: number }>(database, text, [n]);
      return rows[0]!.drawn;
    };
    await Promise.all([1, 2, 3].map(() => database.pool.query('SELECT 1')));
    // Any transaction of the server makes a new state, those of other tests as well: asked again until none came in between.
    let [one, same, other] = [0, 1, 2];
    for (let tries = 0; same !== one && tries < 20; tries++)
      [one, same, other] = await Promise.all([read(), read(), read(2)]);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(await read()).not.toBe(one);
    const before = read();
    const isUnderWay = `SELECT FROM pg_stat_activity WHERE query LIKE '%drawn%' AND state = 'active' AND pid <> pg_backend_pid()`;
    while ((await database.pool.query(isUnderWay)).rowCount === 0);
    await database.pool.query(`INSERT INTO list (name) VALUES ('Letter')`);
    const after = read();
    expect(await after).not.toBe(await before);
    const wrong = [1, 2].map(() => readLarge(database, 'SELECT 1 / (pg_sleep(0.2)::text = $1)::int', ['x']));
    for (const result of await Promise.allSettled(wrong)) expect(result.status).toBe('rejected');
    await database.close();
  });
});
