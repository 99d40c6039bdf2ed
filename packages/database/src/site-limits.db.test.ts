// Limits set by a person: taken before what Doorstep knows and learns, held by all workers together, given back as they were.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { DEFAULT_SOURCE_ID, LaneStore } from './lanes.store.js';
import { type LimitOrder, SiteLimitStore } from './site-limits.store.js';
import { SiteStateStore } from './site-state.store.js';
import { SiteStore } from './sites.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let lanes: LaneStore;
let limits: SiteLimitStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  lanes = new LaneStore(fixture.database);
  limits = new SiteLimitStore(fixture.database);
});
beforeEach(() => fixture.query('TRUNCATE limit_by_hand'));
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const order = (changes: Partial<LimitOrder> = {}): LimitOrder => ({
  ...{ connections: null, messagesPerConnection: null, perMinute: null },
  ...{ reason: 'They asked for it', actor: 'Ada' },
  ...changes,
});
const keyOf = (siteId: string) => ({ siteId, sourceId: DEFAULT_SOURCE_ID });

let count = 0;
async function site(provider: string | null = null, connectionLimit = 2): Promise<string> {
  const name = `limit${++count}.example`;
  return lanes.rememberRoute({
    ...{ domainName: name, mxKey: `mx.${name}`, mxHosts: [`mx.${name}`], provider, connectionLimit },
    ...{ resolution: 'mx', snapshot: null, ttlSeconds: 300 },
  });
}
async function take(siteId: string, provider: string | null = null, providerLimit: number | null = null) {
  const [lane] = await lanes.takeLanes([{ ...keyOf(siteId), provider, providerLimit }], 'w', 60);
  return lane ?? null;
}
const leave = (siteId: string, learnedLimit: number | null = null) =>
  lanes.leaveLanes([{ ...keyOf(siteId), learnedLimit, wellCount: null }], 'w');

describe('limits by hand of a site', () => {
  it('stand above what was learned, and end it', async () => {
    const siteId = await site();
    await take(siteId);
    await leave(siteId, 9);
    await limits.set(siteId, order({ connections: 4, messagesPerConnection: 7, perMinute: 30 }), null);
    expect(await take(siteId)).toMatchObject({
      ...{ connectionLimit: 4, isLimitByHand: true, messagesByHand: 7, messageLimit: null, ratePerMinute: 30 },
    });
    await leave(siteId, 9);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 4 });
    await leave(siteId);
    expect(await limits.lift(siteId)).toBe(true);
    expect(await limits.lift(siteId)).toBe(false);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 2, isLimitByHand: false, limitsSetAt: null });
    await leave(siteId);
  });

  it('are not undone by what a lane learned that ran while they were set', async () => {
    const siteId = await site();
    await take(siteId);
    await limits.set(siteId, order({ connections: 20 }), null);
    await leave(siteId, 5);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 20 });
    await leave(siteId);
  });

  it('give way to the site’s own trouble for an hour', async () => {
    const siteId = await site();
    await limits.set(siteId, order({ connections: 8 }), null);
    await fixture.query(`UPDATE limit_by_hand SET set_at = now() - interval '2 hours'`);
    await new SiteStateStore(fixture.database).limitConnections(keyOf(siteId), 1);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 1 });
    await leave(siteId);
    await fixture.query(`UPDATE site_state SET limit_at = now() - interval '61 minutes' WHERE site_id = $1`, [siteId]);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 8 });
    await leave(siteId);
  });

  it('leave what they do not speak of to Doorstep', async () => {
    const siteId = await site();
    await limits.set(siteId, order({ perMinute: 60 }), null);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 2, isLimitByHand: false, messagesByHand: null });
    await leave(siteId, 6);
    expect(await take(siteId)).toMatchObject({ connectionLimit: 6, ratePerMinute: 60 });
    await leave(siteId);
  });

  it('let the slower of two rates hold', async () => {
    const siteId = await site();
    const states = new SiteStateStore(fixture.database);
    await limits.set(siteId, order({ perMinute: 60 }), null);
    await states.slow({ ...keyOf(siteId), perMinute: 10, seconds: 60, reason: 'TS03', cause: 'rule' });
    expect(await lanes.orders([keyOf(siteId)])).toMatchObject([{ perMinute: 10 }]);
    await fixture.query(`UPDATE site_state SET rate_until = now() - interval '1 second' WHERE site_id = $1`, [siteId]);
    expect(await lanes.orders([keyOf(siteId)])).toMatchObject([{ perMinute: 60 }]);
  });

  it('are told as another moment with every change, so that lanes follow', async () => {
    const siteId = await site();
    const at = async () => (await lanes.orders([keyOf(siteId)]))[0]!.limitsSetAt?.getTime() ?? null;
    expect(await at()).toBeNull();
    await limits.set(siteId, order({ connections: 3 }), null);
    const first = await at();
    expect((await take(siteId))!.limitsSetAt!.getTime()).toBe(first);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await limits.set(siteId, order({ connections: 3 }), null);
    expect(await at()).not.toBe(first);
    await limits.lift(siteId);
    expect(await at()).toBeNull();
    await leave(siteId);
  });

  it('are shown with who set them and why', async () => {
    const siteId = await site();
    await limits.set(siteId, order({ connections: 6 }), null);
    const row = await new SiteStore(fixture.database).one(siteId);
    expect(row).toMatchObject({
      ...{ connectionLimit: 6, providerLimit: null },
      ownLimit: {
        connections: 6,
        messagesPerConnection: null,
        perMinute: null,
        reason: 'They asked for it',
        actor: 'Ada',
      },
    });
    expect(row!.sources).toMatchObject([{ connectionLimit: 6 }]);
    expect(await limits.set('0199a1b2-0000-7000-8000-000000000001', order({ connections: 1 }), null)).toBe(false);
  });
});

describe('limits by hand of a provider', () => {
  it('are shared by all of its sites, also those met later', async () => {
    const [one, two] = [await site('google', 5), await site('google', 5)];
    await limits.setProvider('google', order({ connections: 3 }), 3);
    const first = await take(one, 'google', 5);
    const second = await take(two, 'google', 5);
    expect(first).toMatchObject({ connectionLimit: 3, isLimitByHand: true });
    expect(second).toBeNull();
    await leave(one);
    const later = await site('google', 5);
    expect(await take(later, 'google', 5)).toMatchObject({ connectionLimit: 3 });
    await leave(later);
  });

  it('may be higher than what Doorstep begins with', async () => {
    const siteId = await site('yahoo', 5);
    await limits.setProvider('yahoo', order({ connections: 12 }), 12);
    expect(await take(siteId, 'yahoo', 5)).toMatchObject({ connectionLimit: 12 });
    await leave(siteId);
    await limits.liftProvider('yahoo');
    expect(await take(siteId, 'yahoo', 5)).toMatchObject({ connectionLimit: 5 });
    await leave(siteId);
  });

  it('stand behind those of one of its sites, which gets no more than all together', async () => {
    const siteId = await site('gmx', 4);
    await expect(limits.set(siteId, order({ connections: 6 }), 4)).rejects.toMatchObject({ code: 'above_provider' });
    await limits.setProvider('gmx', order({ connections: 6, perMinute: 100 }), 6);
    await limits.set(siteId, order({ connections: 5 }), 4);
    expect(await take(siteId, 'gmx', 4)).toMatchObject({ connectionLimit: 5, ratePerMinute: 100 });
    await leave(siteId);
  });
});
