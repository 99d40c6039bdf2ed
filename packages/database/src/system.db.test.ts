// What the machine says of itself, in a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { SystemStore } from './system.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let system: SystemStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  system = new SystemStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

describe('SystemStore', () => {
  it('knows how long the oldest due delivery waits, and leaves paused sites out', async () => {
    expect(await system.oldestDueSeconds()).toBe(0);
    const { campaignId, siteId } = await fixture.dueCampaign('late.test', 3);
    await fixture.query(`UPDATE delivery SET next_attempt_at = now() + interval '1 hour' WHERE campaign_id = $1`, [
      campaignId,
    ]);
    expect(await system.oldestDueSeconds()).toBe(0);
    await fixture.query(
      `UPDATE delivery SET next_attempt_at = now() - interval '100 seconds'
       WHERE id = (SELECT max(id::text)::uuid FROM delivery WHERE campaign_id = $1)`,
      [campaignId],
    );
    expect(await system.oldestDueSeconds()).toBeCloseTo(100, -1);
    await fixture.query(`UPDATE site_state SET paused_until = now() + interval '1 hour' WHERE site_id = $1`, [siteId]);
    expect(await system.oldestDueSeconds()).toBe(0);
    await fixture.query(`UPDATE delivery SET site_id = NULL WHERE campaign_id = $1`, [campaignId]);
    expect(await system.oldestDueSeconds()).toBeCloseTo(100, -1);
  });

  it('names the migrations that are applied', async () => {
    expect(await system.migrations()).toContain('20261124080000_foundation');
  });
});
