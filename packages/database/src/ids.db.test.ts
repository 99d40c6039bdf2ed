// Ids that are made for many rows at once, in a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** Milliseconds since 1970. */
const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
const randomPartOf = (id: string) => id.slice(19);

async function idsOf(moments: number, secret: string): Promise<string[]> {
  const found = await fixture.query<{ id: string }>(
    `SELECT id_of(7298000000000000 + n, decode($2, 'hex')) AS id FROM generate_series(1, $1) n ORDER BY n`,
    [moments, secret],
  );
  return found.map(({ id }) => id);
}

describe('ids of a page', () => {
  it('are of version 7, each of its own moment, in the order of the moments', async () => {
    const ids = await idsOf(10_000, 'aa'.repeat(32));
    expect(ids.filter((id) => !VERSION_7.test(id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(timeOf(ids[0]!)).toBe(Math.floor(7298000000000001 / 4096));
    expect(timeOf(ids.at(-1)!) - timeOf(ids[0]!)).toBeLessThanOrEqual(3);
  });

  it('share nothing but the moment with those of another secret', async () => {
    const [ones, others] = [await idsOf(500, 'aa'.repeat(32)), await idsOf(500, 'ab'.repeat(32))];
    expect(await idsOf(500, 'aa'.repeat(32))).toEqual(ones);
    expect(ones.map((id) => id.slice(0, 18))).toEqual(others.map((id) => id.slice(0, 18)));
    expect(new Set([...ones, ...others].map(randomPartOf)).size).toBe(1000);
  });

  it('have a secret of their own every time', async () => {
    const seeds = await fixture.query<{ secret: Buffer }>('SELECT (id_seed()).secret FROM generate_series(1, 100)');
    expect(new Set(seeds.map(({ secret }) => secret.toString('hex'))).size).toBe(100);
    expect(seeds.every(({ secret }) => secret.length === 32)).toBe(true);
  });

  it('are what planned deliveries and claimed attempts are called', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('ids.example', 40);
    const now = Date.now();
    const deliveries = await fixture.query<{ id: string }>(
      'SELECT id FROM delivery WHERE campaign_id = $1 ORDER BY address_id',
      [campaignId],
    );
    const planned = deliveries.map(({ id }) => id);
    expect(planned).toEqual([...planned].sort());
    await fixture.takeLane(siteId, 'w');
    const attempts = (await fixture.claim(siteId, 'w', 40)).map(({ attemptId }) => attemptId);
    expect(attempts).toHaveLength(40);
    const ids = [...planned, ...attempts];
    expect(ids.filter((id) => !VERSION_7.test(id) || Math.abs(timeOf(id) - now) > 60_000)).toEqual([]);
    expect(new Set(ids.map(randomPartOf)).size).toBe(80);
  });
});
