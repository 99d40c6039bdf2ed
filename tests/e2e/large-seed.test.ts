// The large seed, made small: every law of the schema holds of it, the same seed gives the same year, and nothing is overwritten.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../scripts/seed/fill.mjs';
import { type FreshDatabase, freshDatabase } from '../database.js';

const YEAR = { people: 400, campaigns: 5, attempts: 2600, seed: 7, now: Math.floor(Date.now() / 60_000) * 60_000 };
const SECRET = Buffer.alloc(32, 7);

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that has an id of its own time; passwords and keys are new every time. */
const SUM = `SELECT (SELECT md5(string_agg(d::text, ' ' ORDER BY id)) FROM delivery d) AS deliveries,
  (SELECT md5(string_agg(a::text, ' ' ORDER BY id)) FROM attempt a) AS attempts,
  (SELECT md5(string_agg(s.id::text || s.cause || s.created_at, ' ' ORDER BY id)) FROM suppression s) AS suppressions`;

describe('the large seed', () => {
  const databases: FreshDatabase[] = [];
  const seeded = async () => {
    const database = await freshDatabase();
    databases.push(database);
    const figures = await fill({ url: database.url, secret: SECRET }, { ...YEAR, say: () => {} });
    return { url: database.url, figures };
  };
  let first: Awaited<ReturnType<typeof seeded>>;
  beforeAll(async () => {
    first = await seeded();
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
  });

  it('makes exactly what was asked for, with people whom mail fails issue after issue', async () => {
    expect(first.figures).toMatchObject({ people: 400, campaigns: 5, attempts: 2600 });
    expect(first.figures.chronic_people).toBeGreaterThan(3);
    expect(await ask(first.url, 'SELECT count(DISTINCT state)::int AS n FROM delivery')).toEqual([
      { n: expect.toSatisfy((n: number) => n >= 6) },
    ]);
    expect(await ask(first.url, 'SELECT * FROM campaign_account_faults(NULL)')).toEqual([]);
  });

  it('gives the same year for the same seed', async () => {
    const [sum] = await ask(first.url, SUM);
    expect(await ask((await seeded()).url, SUM)).toEqual([sum]);
  });

  it('leaves a year that is there alone, and makes another one of its own database when asked', async () => {
    const again = { url: first.url, secret: SECRET };
    expect(await fill(again, { ...YEAR, say: () => {} })).toMatchObject({ isReused: true });
    expect(await fill(again, { ...YEAR, people: 250, attempts: 1600, say: () => {} })).toMatchObject({ people: 250 });
    expect(await ask(first.url, 'SELECT count(*)::int AS n FROM address')).toEqual([{ n: 250 }]);
  });

  it('refuses a database somebody uses, and says the way out', async () => {
    const database = await freshDatabase();
    databases.push(database);
    await ask(database.url, `INSERT INTO list (name) VALUES ('Real people')`);
    await expect(fill({ url: database.url, secret: SECRET }, { ...YEAR, say: () => {} })).rejects.toMatchObject({
      message: 'The database is in use: there is something in the table list.',
      todo: expect.stringContaining('--data-dir'),
    });
    expect(await ask(database.url, 'SELECT name FROM list')).toEqual([{ name: 'Real people' }]);
  });
});
