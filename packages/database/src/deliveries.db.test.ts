import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { DeliveryStore } from './deliveries.store.js';
import { OutcomeStore } from './outcomes.store.js';
import { decidedWell } from './testing/decided.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UpkeepStore } from './upkeep.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let deliveries: DeliveryStore;
let upkeep: UpkeepStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  deliveries = new DeliveryStore(fixture.database);
  upkeep = new UpkeepStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const expireLeases = (campaignId: string) =>
  fixture.query(
    `WITH l AS (UPDATE delivery_lease SET lease_until = now() - interval '1 second') UPDATE delivery SET lease_until = now() - interval '1 second' WHERE campaign_id = $1 AND state = 'sending'`,
    [campaignId],
  );

describe('claiming deliveries', () => {
  it('begins an attempt for each delivery it takes and carries what sending needs', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('claim.example', 3);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = await fixture.claim(siteId, 'w1', 2, 60);
    expect(claimed).toHaveLength(2);
    expect(claimed[0]).toMatchObject({ campaignId, siteId, fence: 1, attempts: 0, domainName: 'claim.example' });
    expect(claimed[0]!.spelling).toMatch(/^P\d@claim\.example$/);
    expect(Math.abs(claimed[0]!.queuedAt.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await fixture.states(campaignId)).toEqual({ sending: 2, planned: 1 });
    expect(await fixture.tally(campaignId)).toEqual({ sending: 2, planned: 1 });
    const attempts = await fixture.query(`SELECT phase, worker FROM attempt WHERE campaign_id = $1`, [campaignId]);
    expect(attempts).toEqual([
      { phase: 'begun', worker: 'w1' },
      { phase: 'begun', worker: 'w1' },
    ]);
  });

  it('never gives one row to two claimers', async () => {
    const { siteId } = await fixture.dueCampaign('crowd.example', 400);
    await fixture.takeLane(siteId, 'w1', 60);
    const batches = await Promise.all(Array.from({ length: 16 }, () => fixture.claim(siteId, 'w1', 40, 60)));
    const rest: string[] = [];
    for (;;) {
      const more = await fixture.claim(siteId, 'w1', 100, 60);
      if (more.length === 0) break;
      rest.push(...more.map((row) => row.deliveryId));
    }
    const ids = [...batches.flat().map((row) => row.deliveryId), ...rest];
    expect(ids).toHaveLength(400);
    expect(new Set(ids).size).toBe(400);
  });

  it('takes nothing without the lane of the site', async () => {
    const { siteId } = await fixture.dueCampaign('lane.example', 1);
    expect(await fixture.claim(siteId, 'w1', 10, 60)).toEqual([]);
    await fixture.takeLane(siteId, 'w2', 60);
    expect(await fixture.claim(siteId, 'w1', 10, 60)).toEqual([]);
    expect(await fixture.claim(siteId, 'w2', 10, 60)).toHaveLength(1);
  });

  it('stops at once when the campaign is paused and goes on when it is resumed', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('pause.example', 4);
    await fixture.takeLane(siteId, 'w1', 60);
    await fixture.claim(siteId, 'w1', 1, 60);
    await fixture.query(`UPDATE campaign SET state = 'paused' WHERE id = $1`, [campaignId]);
    expect(await fixture.claim(siteId, 'w1', 10, 60)).toEqual([]);
    expect(await fixture.states(campaignId)).toEqual({ sending: 1, planned: 3 });
    await fixture.query(`UPDATE campaign SET state = 'sending' WHERE id = $1`, [campaignId]);
    expect(await fixture.claim(siteId, 'w1', 10, 60)).toHaveLength(3);
  });

  it('puts readers aside who were suppressed or left after the plan', async () => {
    const { campaignId, siteId, addressIds, listId } = await fixture.dueCampaign('left.example', 4);
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'manual', 'user', 'Ann')`,
      [addressIds[0]],
    );
    await fixture.query(`UPDATE membership SET status = 'unsubscribed' WHERE list_id = $1 AND address_id = $2`, [
      listId,
      addressIds[1],
    ]);
    await fixture.query(`UPDATE membership SET status = 'removed' WHERE list_id = $1 AND address_id = $2`, [
      listId,
      addressIds[2],
    ]);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = await fixture.claim(siteId, 'w1', 10, 60);
    expect(claimed.map((row) => row.addressId)).toEqual([addressIds[3]]);
    const aside = await fixture.query<{ state: string; reason: string }>(
      `SELECT state, reason FROM delivery WHERE campaign_id = $1 AND state <> 'sending' ORDER BY state, reason`,
      [campaignId],
    );
    expect(aside).toEqual([
      { state: 'excluded', reason: 'no_subscriber' },
      { state: 'excluded', reason: 'unsubscribed' },
      { state: 'suppressed', reason: 'manual' },
    ]);
    expect(await fixture.query('SELECT hits FROM suppression WHERE address_id = $1', [addressIds[0]])).toEqual([
      { hits: 1 },
    ]);
  });
});

describe('leases', () => {
  it('are told of what is on the wire and of nothing else, whoever moves it', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('wire.example', 4);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = await fixture.claim(siteId, 'w1', 3, 60);
    const onTheWire = () =>
      fixture.query<{ seconds: number }>(
        `SELECT round(extract(epoch FROM l.lease_until - now()))::int AS seconds FROM delivery_lease l
         JOIN delivery d ON d.id = l.delivery_id AND d.campaign_id = $1 ORDER BY 1`,
        [campaignId],
      );
    expect((await onTheWire()).length).toBe(3);
    await deliveries.renew(claimed.slice(0, 1), 600);
    expect((await onTheWire()).map(({ seconds }) => seconds > 500)).toEqual([false, false, true]);
    await deliveries.giveBack(claimed.slice(1, 2));
    expect((await onTheWire()).length).toBe(2);
    await fixture.query(`UPDATE delivery SET state = 'cancelled', next_attempt_at = NULL WHERE id = $1`, [
      claimed[0]!.deliveryId,
    ]);
    await expireLeases(campaignId);
    await upkeep.endExpiredLeases(100);
    expect(await onTheWire()).toEqual([]);
    expect(await fixture.states(campaignId)).toEqual({ planned: 1, due: 2, cancelled: 1 });
  });

  it('run on, and claims are made, without an entry in any index of deliveries: none names what they change', async () => {
    const named = await fixture.query(
      `SELECT i.indexname, c.name FROM pg_indexes i, unnest(ARRAY['state','lease_until','fence','source_id','reason']) c(name)
       WHERE i.tablename = 'delivery' AND i.indexdef ~ ('\\m' || c.name || '\\M')`,
    );
    expect(named).toEqual([]);
  });

  it('lets the dot pass only while the attempt is open', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('dot.example', 2);
    await fixture.takeLane(siteId, 'w1', 60);
    const [first, second] = await fixture.claim(siteId, 'w1', 2, 60);
    expect(await deliveries.markDotSending([first!.attemptId])).toEqual(new Set([first!.attemptId]));
    await expireLeases(campaignId);
    expect(await upkeep.endExpiredLeases(100)).toEqual({ due: 1, inDoubt: 1, held: 0 });
    // The frozen worker wakes up: its second message must not be finished.
    expect(await deliveries.markDotSending([second!.attemptId])).toEqual(new Set());
    expect(await deliveries.renew([first!, second!], 60)).toEqual([]);
    expect(await fixture.states(campaignId)).toEqual({ due: 1, in_doubt: 1 });
    expect(await fixture.tally(campaignId)).toEqual({ due: 1, in_doubt: 1 });
  });

  it('gives each expired lease to one of two reconcilers', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('two.example', 200);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = await fixture.claim(siteId, 'w1', 200, 60);
    await deliveries.markDotSending(claimed.slice(0, 50).map((row) => row.attemptId));
    await expireLeases(campaignId);
    const rounds = await Promise.all(Array.from({ length: 6 }, () => upkeep.endExpiredLeases(60)));
    expect(rounds.reduce((sum, round) => sum + round.due, 0)).toBe(150);
    expect(rounds.reduce((sum, round) => sum + round.inDoubt, 0)).toBe(50);
    expect(await fixture.tally(campaignId)).toEqual({ due: 150, in_doubt: 50 });
  });

  it('ends all that a worker held whose process has ended, and nothing of another', async () => {
    const gone = await fixture.dueCampaign('gone.example', 3);
    const living = await fixture.dueCampaign('living.example', 2);
    await fixture.takeLane(gone.siteId, 'gone', 60);
    await fixture.takeLane(living.siteId, 'living', 60);
    const [first] = await fixture.claim(gone.siteId, 'gone', 3, 60);
    await fixture.claim(living.siteId, 'living', 2, 60);
    await deliveries.markDotSending([first!.attemptId]);
    expect(await fixture.takeLane(gone.siteId, 'third', 60)).toBeNull();

    expect(await upkeep.endLeasesOf(['gone'])).toEqual({ lanes: 1, deliveries: 3 });

    expect(await upkeep.endExpiredLeases(100)).toEqual({ due: 2, inDoubt: 1, held: 0 });
    expect(await fixture.states(living.campaignId)).toEqual({ sending: 2 });
    expect(await fixture.takeLane(gone.siteId, 'third', 60)).toMatchObject({ siteId: gone.siteId });
    expect(await fixture.takeLane(living.siteId, 'third', 60)).toBeNull();
    expect(await upkeep.endLeasesOf(['gone'])).toEqual({ lanes: 0, deliveries: 0 });
  });

  it('holds a delivery whose worker died three times before the dot', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('poison.example', 1);
    await fixture.takeLane(siteId, 'w1', 60);
    for (let death = 1; death <= 3; death++) {
      expect(await fixture.claim(siteId, 'w1', 1, 60)).toHaveLength(1);
      await expireLeases(campaignId);
      await upkeep.endExpiredLeases(10);
    }
    expect(await fixture.states(campaignId)).toEqual({ held: 1 });
  });

  it('takes back what a stopping worker had not begun, and nothing past the dot', async () => {
    const { campaignId, siteId } = await fixture.dueCampaign('back.example', 3);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = await fixture.claim(siteId, 'w1', 3, 60);
    await deliveries.markDotSending([claimed[0]!.attemptId]);
    expect(await deliveries.giveBack(claimed)).toBe(2);
    expect(await fixture.states(campaignId)).toEqual({ sending: 1, due: 2 });
    expect(await fixture.claim(siteId, 'w1', 3, 60)).toHaveLength(2);
  });
});

describe('results and leases of the same deliveries', () => {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

  it.each([
    ['renew', 'in', 0],
    ['renew', 'against', 1],
    ['giveBack', 'in', 0],
    ['giveBack', 'against', 1],
  ] as const)('%s, its ids %s their order, beside results that come the other way', async (step, _order, turned) => {
    const { siteId } = await fixture.dueCampaign(`${step}-${turned}.locks`, 40);
    await fixture.takeLane(siteId, 'w1', 60);
    const claimed = (await fixture.claim(siteId, 'w1', 40)).sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    const leases = turned ? [...claimed].reverse() : claimed;
    const results = turned ? claimed : [...claimed].reverse();
    // Somebody holds the first and the last of them, and lets both go at one moment.
    const holder = await fixture.database.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM delivery WHERE id = ANY($1) FOR UPDATE', [
        [claimed[0]!.deliveryId, claimed.at(-1)!.deliveryId],
      ]);
      const both = Promise.all([
        new OutcomeStore(fixture.database).finishBatch(results.map((one) => decidedWell(one))),
        deliveries[step](leases, 60),
      ]);
      while ((await fixture.query(waiting)).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      await holder.query('ROLLBACK');
      const [{ moved }] = await both;
      expect(step === 'renew' ? [40] : [0, 40]).toContain(moved.size);
    } finally {
      holder.release(true);
    }
  });
});
