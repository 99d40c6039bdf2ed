import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Consumer, consume } from './consumer.js';
import { migrateQueues } from './migrate-queues.js';
import { openProducer, type Producer } from './producer.js';

const siteId = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const otherSiteId = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b45';

let database: FreshDatabase;
let producer: Producer;
const consumers: Consumer[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  await migrateQueues(database.url);
  await migrateQueues(database.url);
  producer = await openProducer({ databaseUrl: database.url });
});
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.close(true)));
  await producer.close();
  await database.drop();
});

describe('queues on PostgreSQL', () => {
  it('carries a wake to its handler', async () => {
    const seen: string[] = [];
    consumers.push(
      consume('inbox', async ({ mailboxId }) => void seen.push(mailboxId), {
        databaseUrl: database.url,
        concurrency: 1,
      }),
    );
    expect(await producer.add('inbox', { mailboxId: siteId })).toBe(true);
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([siteId]);
    expect(await producer.add('inbox', { mailboxId: siteId })).toBe(true);
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([siteId, siteId]);
  });

  it('keeps one of many waiting wakes for the same id, and one more while a handler is at work', async () => {
    for (let i = 0; i < 5; i++) await producer.add('lane', { siteId });
    await producer.add('lane', { siteId: otherSiteId });
    let runs = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const run = async (payload: { siteId: string }) => {
      if (payload.siteId === siteId && ++runs === 1) await held;
    };
    consumers.push(consume('lane', run, { databaseUrl: database.url, concurrency: 4 }));
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    for (let i = 0; i < 5; i++) await producer.add('lane', { siteId });
    release();
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(runs).toBe(2);
  });

  it('reports a handler that throws and goes on with the next wake', async () => {
    const errors: string[] = [];
    const seen: string[] = [];
    const run = async ({ campaignId }: { campaignId: string }) => {
      seen.push(campaignId);
      if (seen.length === 1) throw new Error('first one fails');
    };
    const onError = (error: Error) => void errors.push(error.message);
    consumers.push(consume('campaign', run, { databaseUrl: database.url, concurrency: 1, onError }));
    await producer.add('campaign', { campaignId: siteId });
    await expect.poll(() => errors, { timeout: 10_000 }).toContain('first one fails');
    await producer.add('campaign', { campaignId: otherSiteId });
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([siteId, otherSiteId]);
  });

  it('refuses a payload that is not of the queue', async () => {
    await expect(producer.add('lane', { siteId: 'x' })).rejects.toThrow();
  });

  it('answers false, soon, when the queue is away', async () => {
    const lost = await openProducer({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    const startedAt = Date.now();
    expect(await lost.add('lane', { siteId })).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(4000);
    await lost.close();
  });

  it('makes its tables anew when they are gone, without using up the memory meanwhile', async () => {
    const own = await freshDatabase();
    const seen: string[] = [];
    const told: string[] = [];
    const handler = async ({ importId }: { importId: string }) => void seen.push(importId);
    const consumer = consume('import', handler, {
      ...{ databaseUrl: own.url, concurrency: 1 },
      onError: (error) => told.push(error.name),
    });
    const sender = await openProducer({ databaseUrl: own.url });
    const isTaken = async (importId: string) => {
      await sender.add('import', { importId });
      return seen.includes(importId);
    };
    try {
      await expect.poll(() => isTaken(siteId), { timeout: 20_000, interval: 500 }).toBe(true);
      expect(told.length).toBeLessThan(50);
      await dropTables(own.url);
      await expect.poll(() => isTaken(otherSiteId), { timeout: 30_000, interval: 500 }).toBe(true);
    } finally {
      await consumer.close(true);
      await sender.close();
      await own.drop();
    }
  }, 60_000);
});

/** Whoever works with the tables holds locks in another order: then PostgreSQL ends one of the two, and it is tried again. */
async function dropTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let isGone = false; !isGone; ) {
      isGone = await client.query('DROP SCHEMA bullmq CASCADE').then(
        () => true,
        (error: { code?: string }) => {
          if (error.code !== '40P01') throw error;
          return false;
        },
      );
    }
  } finally {
    await client.end();
  }
}
