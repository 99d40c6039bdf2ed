import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { HeartbeatStore } from './heartbeats.store.js';
import { DEFAULT_SOURCE_ID, LaneStore } from './lanes.store.js';
import { SiteStateStore } from './site-state.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let lanes: LaneStore;
let sites: SiteStateStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  lanes = new LaneStore(fixture.database);
  sites = new SiteStateStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const first = (siteId: string) => ({ siteId, sourceId: DEFAULT_SOURCE_ID });
const dueSites = async (worker: string, limit: number) =>
  (await lanes.dueLanes(worker, limit)).map(({ siteId }) => siteId);

describe('lanes', () => {
  it('belong to one worker at a time, and to the next when the lease ran out', async () => {
    const siteId = await fixture.people('own.example', 1).then(() => fixture.site('own.example'));
    const taken = await Promise.all(['a', 'b', 'c'].map((worker) => fixture.takeLane(siteId, worker, 60)));
    const key = { siteId, sourceId: DEFAULT_SOURCE_ID };
    expect(taken.filter((lane) => lane !== null)).toHaveLength(1);
    await fixture.query(`UPDATE site_state SET lane_lease_until = now() - interval '1 second' WHERE site_id = $1`, [
      siteId,
    ]);
    expect(await fixture.takeLane(siteId, 'd', 60)).toMatchObject({
      siteId,
      mxKey: 'mx.own.example',
      provider: null,
      connectionLimit: 2,
    });
    expect(await lanes.renewLanes([key], 'a', 60)).toEqual([]);
    expect(await lanes.renewLanes([key], 'd', 60)).toEqual([key]);
    await lanes.leaveLanes([{ ...key, learnedLimit: 3, wellCount: 17 }], 'd');
    expect(await fixture.takeLane(siteId, 'a', 60)).toMatchObject({ connectionLimit: 3, wellCount: 17 });
    await sites.limitConnections(key, 1);
    await lanes.leaveLanes([{ ...key, learnedLimit: null, wellCount: null }], 'a');
    expect(await fixture.takeLane(siteId, 'a', 60)).toMatchObject({ connectionLimit: 1, wellCount: 0 });
  });

  it('are not taken while the site is paused', async () => {
    const { siteId } = await fixture.dueCampaign('paused.example', 1);
    expect(await dueSites('w1', 10)).toContain(siteId);
    await sites.pause({ ...first(siteId), isProbed: true, seconds: 60, reason: '421 too many', cause: 'rule' });
    expect(await fixture.takeLane(siteId, 'w1', 60)).toBeNull();
    expect(await dueSites('w1', 10)).not.toContain(siteId);
  });

  it('have the rate of a rule or a person while it is in force', async () => {
    const siteId = await fixture.people('rated.example', 1).then(() => fixture.site('rated.example'));
    const key = first(siteId);
    const rate = async () => (await lanes.orders([key])).map(({ perMinute }) => perMinute);
    expect(await rate()).toEqual([null]);
    await sites.slow({ ...key, perMinute: 10, seconds: 60, reason: 'slowly', cause: 'user' });
    expect(await rate()).toEqual([10]);
    await fixture.query(`UPDATE site_state SET rate_until = now() - interval '1 second' WHERE site_id = $1`, [siteId]);
    expect(await rate()).toEqual([null]);
  });

  it('lists each due site once, over several campaigns', async () => {
    const both = await fixture.dueCampaign('due-a.example', 3);
    await fixture.dueCampaign('due-a.example', 3);
    const second = await fixture.dueCampaign('due-b.example', 2);
    const due = await dueSites('w1', 10);
    expect(due.filter((id) => id === both.siteId)).toHaveLength(1);
    expect(due).toContain(second.siteId);
    await fixture.takeLane(second.siteId, 'other', 60);
    expect(await dueSites('w1', 10)).not.toContain(second.siteId);
  });
});

describe('pauses', () => {
  it('keep the longer one, and the one a person set', async () => {
    const siteId = await fixture.people('long.example', 1).then(() => fixture.site('long.example'));
    await sites.pause({ ...first(siteId), isProbed: true, seconds: 600, reason: 'long', cause: 'rule' });
    await sites.pause({ ...first(siteId), isProbed: true, seconds: 60, reason: 'short', cause: 'rule' });
    const reason = () => fixture.query('SELECT pause_reason FROM site_state WHERE site_id = $1', [siteId]);
    expect(await reason()).toEqual([{ pause_reason: 'long' }]);
    await fixture.query(`UPDATE site_state SET pause_cause = 'user' WHERE site_id = $1`, [siteId]);
    await sites.pause({ ...first(siteId), isProbed: true, seconds: 6000, reason: 'longer', cause: 'rule' });
    expect(await reason()).toEqual([{ pause_reason: 'long' }]);
  });

  it('counts failures in a row and forgets them with an accept', async () => {
    const siteId = await fixture.people('fail.example', 1).then(() => fixture.site('fail.example'));
    expect(await sites.countUnreachable(first(siteId))).toBe(1);
    expect(await sites.countUnreachable(first(siteId))).toBe(2);
    await sites.noteAccepted([first(siteId)]);
    expect(await sites.countUnreachable(first(siteId))).toBe(1);
  });
});

describe('routing', () => {
  it('finds waiting domains without a site and puts their deliveries on one', async () => {
    const { listId } = await fixture.people('new.example', 5);
    const campaignId = await fixture.campaign(listId, 'planned');
    const { PlanStore } = await import('./plans.store.js');
    await new PlanStore(fixture.database).planPage(campaignId, { limit: 100, usesFields: false, timeScale: 1 });
    expect(await lanes.unroutedDomains(10)).toEqual([{ name: 'new.example', siteId: null }]);
    const siteId = await fixture.site('new.example');
    expect(await lanes.unroutedDomains(10)).toEqual([{ name: 'new.example', siteId }]);
    expect(await lanes.route([{ name: 'new.example', siteId }], 3)).toBe(3);
    expect(await lanes.route([{ name: 'new.example', siteId }], 3)).toBe(2);
    expect(await lanes.unroutedDomains(10)).toEqual([]);
  });
});

describe('heartbeats', () => {
  it('show a worker until it leaves', async () => {
    const heartbeats = new HeartbeatStore(fixture.database);
    const startedAt = new Date();
    await heartbeats.beat('w1', startedAt, { lanes: 1 });
    await heartbeats.beat('w1', startedAt, { lanes: 2 });
    expect(await fixture.query('SELECT worker, detail FROM worker_heartbeat')).toEqual([
      { worker: 'w1', detail: { lanes: 2 } },
    ]);
    await heartbeats.leave('w1');
    expect(await fixture.query('SELECT worker FROM worker_heartbeat')).toEqual([]);
  });

  it('tell who has been silent for how long', async () => {
    const heartbeats = new HeartbeatStore(fixture.database);
    for (const worker of ['fresh', 'old']) await heartbeats.beat(worker, new Date(), {});
    await fixture.query(`UPDATE worker_heartbeat SET seen_at = now() - interval '21 seconds' WHERE worker = 'old'`);
    expect((await heartbeats.silent(['fresh', 'old', 'never'], 20)).sort()).toEqual(['never', 'old']);
    await fixture.query('DELETE FROM worker_heartbeat');
  });
});
