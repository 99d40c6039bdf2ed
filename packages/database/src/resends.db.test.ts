// A report's groups and filters against its rows, and sending again to people, in a real database.
import { deliveryGroups, peopleIn } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignAudienceStore } from './campaign-audience.store.js';
import { CampaignDeliveryStore } from './campaign-deliveries.store.js';
import { CampaignStore } from './campaigns.store.js';
import { PlanStore } from './plans.store.js';
import { ReportStore } from './reports.store.js';
import { ResendStore } from './resends.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let campaigns: CampaignStore;
let resends: ResendStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  campaigns = new CampaignStore(fixture.database);
  resends = new ResendStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

/** Moves the first so many of those still planned, in the order of their ids. */
async function settle(campaignId: string, state: string, count: number, attempts = 1, category: string | null = null) {
  await fixture.query(
    `UPDATE delivery SET state = $2, next_attempt_at = CASE WHEN $2 IN ('planned','due','deferred','sending') THEN next_attempt_at END, attempts = $4, category = $5 WHERE id IN (
       SELECT id FROM delivery WHERE campaign_id = $1 AND state = 'planned' ORDER BY id LIMIT $3)`,
    [campaignId, state, count, attempts, category],
  );
}

async function planned(id: string) {
  await campaigns.sendNow(id);
  const plans = new PlanStore(fixture.database);
  while ((await plans.planPage(id, { limit: 7, usesFields: false, timeScale: 1 })).kind === 'more');
  return (await campaigns.summary(id))!.tally;
}

const idsIn = async (campaignId: string, state: string) =>
  (
    await fixture.query<{ id: string }>(
      'SELECT address_id AS id FROM delivery WHERE campaign_id = $1 AND state = $2 ORDER BY 1',
      [campaignId, state],
    )
  ).map((row) => row.id);

describe('the groups of a report', () => {
  it('add up to the audience, and each opens as many people as it says', async () => {
    const { campaignId } = await fixture.dueCampaign('groups.test', 40);
    await settle(campaignId, 'accepted', 12);
    await settle(campaignId, 'accepted', 5, 3);
    await settle(campaignId, 'refused', 4, 1, 'address_unknown');
    await settle(campaignId, 'expired', 2, 8, 'greylist');
    await settle(campaignId, 'deferred', 3, 2, 'greylist');
    await settle(campaignId, 'complained', 1);
    // A bounce that comes later takes one of those back who were accepted after a retry.
    await fixture.query(
      `UPDATE delivery SET state = 'returned', next_attempt_at = NULL WHERE id = (SELECT id FROM delivery WHERE campaign_id = $1 AND attempts = 3 LIMIT 1)`,
      [campaignId],
    );
    const { tally } = (await campaigns.summary(campaignId))!;
    const groups = Object.keys(deliveryGroups) as (keyof typeof deliveryGroups)[];
    const bar = groups.filter((group) => group !== 'missed' && group !== 'got_it');
    expect(bar.reduce((sum, group) => sum + peopleIn(group, tally), 0)).toBe(40);
    expect(peopleIn('accepted_retry', tally)).toBe(4);
    expect(peopleIn('missed', tally)).toBe(7);
    const deliveries = new CampaignDeliveryStore(fixture.database);
    for (const group of groups) {
      const filter = { group };
      expect(await deliveries.count(campaignId, filter), group).toBe(peopleIn(group, tally));
      expect(await deliveries.page({ campaignId, limit: 100, filter }), group).toHaveLength(peopleIn(group, tally));
    }
    const causes = await new ReportStore(fixture.database).causes(campaignId);
    expect(causes).toContainEqual({
      category: 'greylist',
      people: 5,
      providers: [{ provider: 'other', people: 5 }],
    });
    expect(await deliveries.count(campaignId, { category: 'greylist', provider: 'other' })).toBe(5);
    expect(await deliveries.count(campaignId, { category: 'greylist', provider: 'google' })).toBe(0);
  });
});

describe('sending again', () => {
  it('goes to exactly those who missed it, and to nobody twice', async () => {
    const { campaignId, addressIds } = await fixture.dueCampaign('again.test', 30);
    await settle(campaignId, 'accepted', 15);
    await settle(campaignId, 'refused', 9);
    await settle(campaignId, 'in_doubt', 2);
    await settle(campaignId, 'expired', 4);
    const missed = [...(await idsIn(campaignId, 'refused')), ...(await idsIn(campaignId, 'expired'))].sort();
    const [suppressed, left] = missed;
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor) VALUES ($1, 'manual', 'user', 'x')`,
      [suppressed],
    );
    await fixture.query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [left]);

    const preview = await resends.preview(campaignId, { group: 'missed' });
    expect(preview).toEqual({
      chosen: 13,
      people: 11,
      leftOut: { gotIt: 0, inDoubt: 0, onTheWay: 0, suppressed: 1, left: 1 },
    });
    const everybody = await resends.preview(campaignId, {});
    expect(everybody).toMatchObject({ chosen: 30, people: 11, leftOut: { gotIt: 15, inDoubt: 2 } });

    const first = await resends.make(campaignId, { group: 'missed' }, 'Again', 'Olga');
    const second = await resends.make(campaignId, { group: 'missed' }, 'Again, by another', 'Ines');
    expect(await new CampaignAudienceStore(fixture.database).counts(first.id)).toMatchObject({
      selected: 11,
      suppressed: 0,
      willGetIt: 11,
    });
    // Meanwhile one more leaves, and both are sent at once: each person gets one of the two.
    await fixture.query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [missed[2]]);
    const tallies = await Promise.all([planned(first.id), planned(second.id)]);
    expect(tallies.map((tally) => tally.audience)).toEqual([11, 11]);
    const going = [...(await idsIn(first.id, 'planned')), ...(await idsIn(second.id, 'planned'))].sort();
    expect(going).toEqual(missed.slice(3));
    expect(new Set(going).size).toBe(10);
    expect(addressIds).toEqual(expect.arrayContaining(going));

    // Whoever got it over the second campaign is out of a third one, asked for from either.
    await fixture.query(
      `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL WHERE campaign_id = ANY($1) AND state = 'planned'`,
      [[first.id, second.id]],
    );
    expect(await resends.preview(campaignId, { group: 'missed' })).toMatchObject({ people: 0, leftOut: { gotIt: 10 } });
    await expect(resends.make(campaignId, { group: 'missed' }, 'Third', 'Olga')).rejects.toMatchObject({
      code: 'nobody_again',
    });
    expect((await new ReportStore(fixture.database).again(campaignId)).map(({ people }) => people)).toEqual([11, 11]);
  });
});
