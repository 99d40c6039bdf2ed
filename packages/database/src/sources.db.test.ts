// Behaviour of lanes over several source addresses: pools, pins after a deferral, caps of a provider, stored troubles.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { DeliveryStore } from './deliveries.store.js';
import { DEFAULT_SOURCE_ID, LaneStore, type WantedLane } from './lanes.store.js';
import { SendingControlStore } from './sending-control.store.js';
import { SiteStateStore } from './site-state.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UsageStore } from './usage.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let lanes: LaneStore;
let sites: SiteStateStore;
let deliveries: DeliveryStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  lanes = new LaneStore(fixture.database);
  sites = new SiteStateStore(fixture.database);
  deliveries = new DeliveryStore(fixture.database);
});
beforeEach(async () => {
  await fixture.query(`UPDATE campaign SET state = 'cancelled'`);
  await fixture.query('DELETE FROM source_address WHERE ip IS NOT NULL');
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const addSource = async (ip: string, pool = 'default') =>
  (
    await fixture.query<{ id: string }>('INSERT INTO source_address (ip, pool) VALUES ($1, $2) RETURNING id', [
      ip,
      pool,
    ])
  )[0]!.id;
const wanted = (siteId: string, sourceId: string, providerLimit: number | null = null): WantedLane => ({
  ...{ siteId, sourceId, providerLimit },
  provider: providerLimit === null ? null : 'microsoft365',
});
const dueSources = async (siteId: string) =>
  (await lanes.dueLanes('w1', 100)).filter((lane) => lane.siteId === siteId).map(({ sourceId }) => sourceId);

describe('source addresses', () => {
  it('serve the campaigns of their pool alone', async () => {
    const other = await addSource('198.51.100.1', 'slow');
    const { campaignId, siteId } = await fixture.dueCampaign('pool.example', 4);
    expect(await dueSources(siteId)).toEqual([DEFAULT_SOURCE_ID]);
    const [domain] = await fixture.query<{ id: string }>(
      `INSERT INTO sending_domain (name, return_path_domain, pool) VALUES ('pool.test', 'b.pool.test', 'slow') RETURNING id`,
    );
    await fixture.query('UPDATE campaign SET sending_domain_id = $2 WHERE id = $1', [campaignId, domain!.id]);
    expect(await dueSources(siteId)).toEqual([other]);
    await lanes.takeLanes([wanted(siteId, other), wanted(siteId, DEFAULT_SOURCE_ID)], 'w1', 60);
    expect(await deliveries.claim([{ siteId, sourceId: DEFAULT_SOURCE_ID, limit: 10 }], 'w1', 60)).toEqual([]);
    const claimed = await deliveries.claim([{ siteId, sourceId: other, limit: 10 }], 'w1', 60);
    expect(claimed.map(({ sourceId }) => sourceId)).toEqual([other, other, other, other]);
  });

  it('keep a deferred delivery for a day, as long as they are in use', async () => {
    const [a, b] = [await addSource('198.51.100.1'), await addSource('198.51.100.2')];
    const { campaignId, siteId } = await fixture.dueCampaign('pin.example', 1);
    const attempt = '(SELECT id FROM attempt WHERE delivery_id = delivery.id LIMIT 1)';
    await lanes.takeLanes([wanted(siteId, a), wanted(siteId, b)], 'w1', 60);
    await deliveries.claim([{ siteId, sourceId: a, limit: 1 }], 'w1', 60);
    await fixture.query(
      `UPDATE delivery SET state = 'deferred', attempts = 1, next_attempt_at = now(), attempt_id = ${attempt} WHERE campaign_id = $1`,
      [campaignId],
    );
    expect(await dueSources(siteId)).toEqual([a]);
    expect(await deliveries.claim([{ siteId, sourceId: b, limit: 1 }], 'w1', 60)).toEqual([]);
    await fixture.query('UPDATE source_address SET is_active = false WHERE id = $1', [a]);
    expect((await dueSources(siteId)).sort()).toEqual([DEFAULT_SOURCE_ID, b].sort());
    await fixture.query('UPDATE source_address SET is_active = true WHERE id = $1', [a]);
    await fixture.query(
      `UPDATE delivery SET attempt_id = id_floor(now() - interval '25 hours') WHERE campaign_id = $1`,
      [campaignId],
    );
    expect(await deliveries.claim([{ siteId, sourceId: b, limit: 1 }], 'w1', 60)).toHaveLength(1);
  });

  it('begin with the limit of the site and the pause a person set', async () => {
    const { siteId } = await fixture.dueCampaign('begin.example', 1);
    await fixture.query(
      `UPDATE site_state SET paused_until = now() + interval '1 hour', pause_cause = 'user', pause_reason = 'no' WHERE site_id = $1`,
      [siteId],
    );
    const source = await addSource('198.51.100.1');
    expect(await lanes.takeLanes([wanted(siteId, source)], 'w1', 60)).toEqual([]);
    const rows = await fixture.query('SELECT pause_reason, connection_limit FROM site_state WHERE source_id = $1', [
      source,
    ]);
    expect(rows).toEqual([{ pause_reason: 'no', connection_limit: 2 }]);
  });
});

describe('lanes of one provider', () => {
  it('share its connections over all of its sites, whoever asks at the same time', async () => {
    const siteIds = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => (await fixture.dueCampaign(`tenant${i}.example`, 1)).siteId),
    );
    await fixture.query(
      `UPDATE site_state SET provider = 'microsoft365', connection_limit = 5 WHERE site_id = ANY($1)`,
      [siteIds],
    );
    const workers = ['w1', 'w2', 'w3'];
    const taken = await Promise.all(
      workers.map((worker, i) =>
        lanes.takeLanes(
          siteIds.slice(i * 4, i * 4 + 4).map((id) => wanted(id, DEFAULT_SOURCE_ID, 20)),
          worker,
          60,
        ),
      ),
    );
    const granted = taken.flat().reduce((sum, lane) => sum + lane.connectionLimit, 0);
    expect(granted).toBe(20);
    // Whoever asked first has them all; what it leaves is there for the next.
    const first = taken.findIndex((own) => own.length > 0);
    await lanes.leaveLanes(
      taken[first]!.map((lane) => ({ ...lane, learnedLimit: null, wellCount: null })),
      workers[first]!,
    );
    const [again] = await lanes.takeLanes([wanted(taken[first]![0]!.siteId, DEFAULT_SOURCE_ID, 20)], 'other', 60);
    expect(again?.connectionLimit).toBe(5);
  });
});

describe('what is remembered of a site', () => {
  const lane = (siteId: string) => ({ siteId, sourceId: DEFAULT_SOURCE_ID });

  it('counts troubles within an hour, pauses within a day, and forgets a lowered limit in time', async () => {
    const { siteId } = await fixture.dueCampaign('troubled.example', 1);
    const count = () => sites.countTrouble(lane(siteId), 'any/rate', 3600);
    expect([await count(), await count()]).toEqual([1, 2]);
    expect(await sites.countTrouble(lane(siteId), 'any/rate', 0)).toBe(1);
    const pause = () => sites.pause({ ...lane(siteId), seconds: 60, reason: 'x', cause: 'any/rate', isProbed: true });
    const over = () =>
      fixture.query(`UPDATE site_state SET paused_until = now() - interval '1 second' WHERE site_id = $1`, [siteId]);
    await pause();
    await over();
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ recentPauses: 1, isProbe: true });
    await pause();
    await over();
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ recentPauses: 2, isProbe: true });
    await sites.open(lane(siteId));
    await sites.limitConnections(lane(siteId), 1);
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ isProbe: false, connectionLimit: 1 });
    await fixture.query(`UPDATE site_state SET limit_at = now() - interval '8 days' WHERE site_id = $1`, [siteId]);
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ connectionLimit: 2 });
  });

  it('keeps the slower of two rates and ends both with time', async () => {
    const { siteId } = await fixture.dueCampaign('slow.example', 1);
    const slow = (perMinute: number) =>
      sites.slow({ ...lane(siteId), perMinute, seconds: 60, reason: 'x', cause: 'yahoo/ts02' });
    await slow(10);
    await slow(30);
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ ratePerMinute: 10 });
    await slow(1);
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ ratePerMinute: 1 });
    await fixture.query(`UPDATE site_state SET rate_until = now() - interval '1 second' WHERE site_id = $1`, [siteId]);
    expect(await fixture.takeLane(siteId, 'w1')).toMatchObject({ ratePerMinute: null });
  });
});

describe('what may go', () => {
  it('is never more than the warm-up of a day, for however many ask', async () => {
    const usage = new UsageStore(fixture.database);
    const source = await addSource('198.51.100.7');
    const granted = await Promise.all(Array.from({ length: 10 }, () => usage.reserve(source, 'google', 50, 9)));
    expect(granted.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(50);
    expect(await usage.reserve(source, 'google', 5000, 1000)).toBeLessThanOrEqual(50);
    expect(await usage.reserve(source, 'google', 50, 1)).toBe(0);
    await usage.giveBack(source, 'google', 3);
    expect(await usage.reserve(source, 'google', 50, 9)).toBe(3);
    expect(await usage.reserve(source, null, 50, 9)).toBe(9);
  });

  it('is nothing while a person stopped all sending, and only what was taken from a rate', async () => {
    const control = new SendingControlStore(fixture.database);
    const { siteId } = await fixture.dueCampaign('switch.example', 3);
    await fixture.takeLane(siteId, 'w1');
    const claim = (isAllowed: boolean) =>
      deliveries.claim([{ siteId, sourceId: DEFAULT_SOURCE_ID, limit: 1 }], 'w1', 60, isAllowed);
    await control.pause(null, 'stop', 'ada');
    expect([await claim(true), await dueSources(siteId)]).toEqual([[], []]);
    await control.slow(60, 'slow', 'ada');
    expect(await claim(false)).toEqual([]);
    expect(await claim(true)).toHaveLength(1);
    expect(await control.take(100)).toBe(0);
    await control.resume();
    expect(await claim(false)).toHaveLength(1);
  });
});
