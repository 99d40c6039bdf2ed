// Two that write many deliveries at once wait for one another, and never each for the other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type ClaimedDelivery, DeliveryStore } from './deliveries.store.js';
import { moveDeliveries } from './outcomes.sql.js';
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

const accepted = (claimed: ClaimedDelivery) =>
  ({
    ...claimed,
    nextState: 'accepted',
    waitSeconds: null,
    countsAsAttempt: true,
    isReroute: false,
    speaks: true,
    category: null,
  }) as never;

async function waiting(): Promise<number> {
  const [found] = await fixture.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return found!.n;
}

describe('results and leases of the same deliveries', () => {
  it.each([
    ['renew', 'in', 0],
    ['renew', 'against', 1],
    ['giveBack', 'in', 0],
    ['giveBack', 'against', 1],
  ] as const)('%s, its ids %s their order, beside results that come the other way', async (step, _order, turned) => {
    const { siteId } = await fixture.dueCampaign(`${step}-${turned}.locks`, 40);
    await fixture.takeLane(siteId, 'w');
    const claimed = (await fixture.claim(siteId, 'w', 40)).sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    const leases = turned ? [...claimed].reverse() : claimed;
    const results = turned ? claimed : [...claimed].reverse();
    // Somebody holds the first and the last of them, and lets both go at one moment.
    const holder = await fixture.database.pool.connect();
    const writer = await fixture.database.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM delivery WHERE id = ANY($1) FOR UPDATE', [
        [claimed[0]!.deliveryId, claimed.at(-1)!.deliveryId],
      ]);
      await writer.query('BEGIN');
      const written = moveDeliveries(writer, results.map(accepted)).then(async (moved) => {
        await writer.query('COMMIT');
        return moved.size;
      });
      const kept = new DeliveryStore(fixture.database)[step](leases, 60);
      const both = Promise.all([written, kept]);
      while ((await waiting()) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      await holder.query('ROLLBACK');
      const [moved] = await both;
      expect(step === 'renew' ? [40] : [0, 40]).toContain(moved);
    } finally {
      holder.release(true);
      writer.release(true);
    }
  });
});
