// Campaigns and their deliveries in a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignAudienceStore } from './campaign-audience.store.js';
import { CampaignDeliveryStore } from './campaign-deliveries.store.js';
import { CampaignStore } from './campaigns.store.js';
import { PlanStore } from './plans.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UpkeepStore } from './upkeep.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let campaigns: CampaignStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  campaigns = new CampaignStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const content = {
  name: 'May',
  sendingDomainId: null,
  fromName: '',
  fromLocal: '',
  replyTo: null,
  subject: 'Hello',
  html: '<p>Hi</p>',
  text: '',
  ...{ segmentIds: [], excludedListIds: [], excludedSegmentIds: [] },
  contentKind: 'html' as const,
  contentSource: '',
  previewText: '',
  maxAgeHours: 48,
  inDoubtPolicy: 'leave' as const,
  tracking: 'off' as const,
  spreadMinutes: 0,
  sendWindow: null,
  missedPolicy: 'send' as const,
  missedHours: 3,
};

describe('CampaignStore', () => {
  it('counts the audience as the plan then freezes it', async () => {
    const { listId, addressIds } = await fixture.people('counted.test', 6);
    const [first, second, third, fourth] = addressIds;
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'manual', 'user', 'x'), ($1, 'complaint', 'user', 'x')`,
      [first],
    );
    await fixture.query(`UPDATE membership SET status = 'unconfirmed' WHERE address_id = $1`, [second]);
    await fixture.query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [third]);
    await fixture.query('DELETE FROM subscriber WHERE address_id = $1', [fourth]);
    const id = await campaigns.add({ ...content, listIds: [listId] }, 'Olga');
    const counts = (await new CampaignAudienceStore(fixture.database).counts(id))!;
    expect(counts).toMatchObject({ selected: 5, suppressed: 1, willGetIt: 2 });

    expect(await campaigns.sendNow(id)).toEqual({ kind: 'moved' });
    await new PlanStore(fixture.database).planPage(id, { limit: 100, usesFields: false, timeScale: 1 });
    const { tally } = (await campaigns.summary(id))!;
    expect(tally.audience).toBe(counts.selected);
    expect(tally.states).toEqual({ planned: 2, suppressed: 1, excluded: 2 });
    expect(tally.reasons).toMatchObject({
      'excluded:unconfirmed': 1,
      'excluded:no_subscriber': 1,
    });
  });

  it('lets one of two that press send move it', async () => {
    const id = await campaigns.add({ ...content, listIds: [] }, 'Olga');
    const moves = await Promise.all([campaigns.sendNow(id), campaigns.sendNow(id)]);
    expect(moves.map((move) => move.kind).sort()).toEqual(['moved', 'stays']);
  });

  it('takes changes while nothing is frozen, and none afterwards', async () => {
    const { listId } = await fixture.people('edited.test', 2);
    const id = await campaigns.add({ ...content, listIds: [listId] }, 'Olga');
    expect(await campaigns.change(id, { subject: 'Better' })).toEqual({ kind: 'moved' });
    await campaigns.schedule(id, new Date(Date.now() + 3_600_000), 'Europe/Berlin');
    expect(await campaigns.change(id, { subject: 'Late' })).toEqual({ kind: 'stays', state: 'scheduled' });
    expect(await campaigns.pause(id)).toEqual({ kind: 'moved' });
    expect(await campaigns.change(id, { subject: 'In time' })).toEqual({ kind: 'moved' });
    expect(await campaigns.resume(id)).toEqual({ kind: 'moved' });
    expect(await campaigns.summary(id)).toMatchObject({ state: 'scheduled', subject: 'In time' });
    await campaigns.sendNow(id);
    await new PlanStore(fixture.database).planPage(id, { limit: 100, usesFields: false, timeScale: 1 });
    await campaigns.pause(id);
    expect(await campaigns.change(id, { subject: 'Too late' })).toEqual({ kind: 'stays', state: 'paused' });
    expect(await campaigns.remove(id)).toEqual({ kind: 'stays', state: 'paused' });
    expect(await campaigns.change('0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44', {})).toEqual({ kind: 'missing' });
  });

  it('cancels in the middle of the plan, and every planned row ends as cancelled', async () => {
    const { listId } = await fixture.people('cancelled.test', 10);
    const id = await campaigns.add({ ...content, listIds: [listId] }, 'Olga');
    await campaigns.sendNow(id);
    const plans = new PlanStore(fixture.database);
    await plans.planPage(id, { limit: 4, usesFields: false, timeScale: 1 });
    expect(await campaigns.cancel(id)).toEqual({ kind: 'moved' });
    expect(await plans.planPage(id, { limit: 4, usesFields: false, timeScale: 1 })).toEqual({ kind: 'stopped' });
    await new UpkeepStore(fixture.database).cancelWaiting(100);
    const campaign = (await campaigns.summary(id))!;
    expect(campaign.tally).toMatchObject({ audience: 4, states: { cancelled: 4 } });
    expect(await campaigns.cancel(id)).toEqual({ kind: 'stays', state: 'cancelled' });
    expect(await campaigns.resume(id)).toEqual({ kind: 'stays', state: 'cancelled' });
  });

  it('names the list that is gone', async () => {
    await expect(
      campaigns.add({ ...content, listIds: ['0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44'] }, 'Olga'),
    ).rejects.toMatchObject({ code: 'not_here', faults: [{ pointer: 'listIds' }] });
  });

  it('finds the fields somebody has', async () => {
    const { listId } = await fixture.people('fields.test', 1);
    expect(await campaigns.knownFields([listId], ['city', 'shoe_size'])).toEqual(['city']);
  });
});

describe('CampaignDeliveryStore', () => {
  it('pages through every delivery once, whatever its state', async () => {
    const { campaignId } = await fixture.dueCampaign('paged.test', 7);
    await fixture.query(
      `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL WHERE id IN (SELECT id FROM delivery WHERE campaign_id = $1 LIMIT 3)`,
      [campaignId],
    );
    const store = new CampaignDeliveryStore(fixture.database);
    const seen = new Set<string>();
    let after: { state: string; id: string } | undefined;
    for (let pages = 0; pages < 10; pages++) {
      const rows = await store.page({ campaignId, limit: 2, after });
      if (rows.length === 0) break;
      for (const row of rows) seen.add(row.id);
      after = rows.at(-1)!;
    }
    expect(seen.size).toBe(7);
    expect(await store.page({ campaignId, limit: 10, filter: { state: 'accepted' } })).toHaveLength(3);
  });

  it('knows whether a test may go to an address', async () => {
    const { addressIds } = await fixture.people('tested.test', 1);
    const store = new CampaignDeliveryStore(fixture.database);
    expect(await store.testRecipient('p1@tested.test', 'tested.test')).toMatchObject({
      name: 'Ann',
      suppressedBy: null,
    });
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'manual', 'user', 'x')`,
      [addressIds[0]],
    );
    expect(await store.testRecipient('p1@tested.test', 'tested.test')).toMatchObject({ suppressedBy: 'manual' });
    expect(await store.testRecipient('new@else.test', 'else.test')).toEqual({
      name: null,
      fields: {},
      suppressedBy: null,
    });
  });
});
