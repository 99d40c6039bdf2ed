// A database that was put back to an older state holds what it has as waiting, once, and lets it go on when somebody says so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignStore } from './campaigns.store.js';
import { OverviewStore } from './overview.store.js';
import { RestoreStore } from './restores.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let restores: RestoreStore;
let campaigns: CampaignStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  restores = new RestoreStore(fixture.database);
  campaigns = new CampaignStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

describe('a restored backup', () => {
  it('is held once, tells what may have gone, and never lets its mark go back', async () => {
    const { listId } = await fixture.people('restored.example', 3);
    const [past, future, sending, draft] = await Promise.all(
      ['draft', 'draft', 'sending', 'draft'].map((state) => fixture.campaign(listId, state)),
    );
    await campaigns.schedule(past!, new Date(Date.now() + 60_000), 'UTC');
    await campaigns.schedule(future!, new Date(Date.now() + 3 * 86_400_000), 'UTC');
    await fixture.query('UPDATE campaign SET plan_begun_at = now() WHERE id = $1', [sending]);
    const { at } = await restores.beat();
    const lastAliveAt = new Date(at.getTime() + 86_400_000);
    expect(await restores.hold(new Date(at.getTime() - 1))).toBeNull();
    const found = await Promise.all([restores.hold(lastAliveAt), restores.hold(lastAliveAt)]);
    expect(found.filter((held) => held !== null)).toEqual([3]);
    expect((await restores.beat()).at.getTime()).toBeGreaterThanOrEqual(lastAliveAt.getTime());
    const open = (await restores.open())!;
    expect(Object.fromEntries(open.campaigns.map(({ id, mayHaveGone }) => [id, mayHaveGone]))).toEqual({
      ...{ [past!]: true, [future!]: false, [sending!]: true },
    });
    expect(await campaigns.summary(past!)).toMatchObject({
      state: 'paused',
      pauseReason: expect.stringMatching(/^A backup of .* UTC was restored/),
    });
    expect(await campaigns.summary(draft!)).toMatchObject({ state: 'draft' });
    const { restored, pausedCampaigns } = await new OverviewStore(fixture.database).facts();
    expect(restored).toMatchObject({ held: 3, backupAt: at, lastAliveAt });
    expect(pausedCampaigns).toEqual([]);
    await campaigns.resume(future!);
    expect(await campaigns.summary(future!)).toMatchObject({ state: 'scheduled', pauseReason: null });
    expect((await restores.open())!.campaigns).toHaveLength(2);
    expect([await restores.settle(open.id), await restores.settle(open.id)]).toEqual([true, false]);
    expect(await restores.open()).toBeNull();
  });
});
