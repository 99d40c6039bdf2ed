// Freezing an audience in parts, several pages at a time, in a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { PlanStore } from './plans.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let plans: PlanStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  plans = new PlanStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const inParts = { limit: 3, usesFields: true, timeScale: 1, partMembers: 10 } as const;

/** Rows of the pages of the last plan. */
let told = 0;

/** Plans as a worker does, some pages at a time. @returns how often it was told that the plan is done */
async function planAll(campaignId: string, lanes: number): Promise<number> {
  let done = 0;
  told = 0;
  const lane = async () => {
    for (;;) {
      const page = await plans.planPage(campaignId, inParts);
      if (page.kind === 'done') done++;
      if (page.kind === 'done' || page.kind === 'more') told += page.rows;
      if (page.kind !== 'more') return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

async function row(campaignId: string) {
  const [found] = await fixture.query<{ state: string; parts: number; planned_at: Date | null }>(
    `SELECT state, planned_at, (SELECT count(*)::int FROM campaign_plan_part WHERE campaign_id = c.id) AS parts
     FROM campaign c WHERE id = $1`,
    [campaignId],
  );
  return found!;
}

describe('a plan in parts', () => {
  it('freezes everybody once, with four planners at it and suppressed domains in every part', async () => {
    const domains = ['one.parts', 'two.parts', 'three.parts'];
    const lists: string[] = [];
    for (const domain of domains) lists.push((await fixture.people(domain, 30)).listId);
    await fixture.query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor)
       SELECT 'domain', d, 'by_hand', 'person', 'Olga' FROM unnest($1::text[]) d`,
      [domains.slice(1)],
    );
    // Whoever is on several lists is one of the audience.
    await fixture.query(
      `INSERT INTO membership (list_id, address_id, status) SELECT $1, address_id, 'subscribed' FROM membership WHERE list_id = $2`,
      [lists[0], lists[1]],
    );
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      const campaignId = await fixture.campaign(lists[0]!, 'planned');
      await fixture.query('UPDATE campaign SET list_ids = $2 WHERE id = $1', [campaignId, lists]);
      expect(await planAll(campaignId, 4)).toBe(1);
      expect(told).toBe(90);
      expect(await fixture.states(campaignId)).toEqual({ planned: 30, suppressed: 60 });
      expect(await fixture.tally(campaignId)).toEqual({ planned: 30, suppressed: 60 });
      expect(await row(campaignId)).toMatchObject({ state: 'sending', parts: 0 });
    }
    const hits = await fixture.query<{ hits: number }>(`SELECT hits FROM suppression WHERE domain_name = ANY ($1)`, [
      domains,
    ]);
    expect(hits).toEqual([{ hits: 30 * rounds }, { hits: 30 * rounds }]);
  });

  it('goes on where each part stood', async () => {
    const { listId } = await fixture.people('halfway.parts', 35);
    const campaignId = await fixture.campaign(listId, 'planned');
    for (let page = 0; page < 5; page++) expect((await plans.planPage(campaignId, inParts)).kind).toBe('more');
    expect((await row(campaignId)).parts).toBe(4);
    // Somebody died with a page open: her part is free again, and what she wrote is gone with her.
    const dying = await fixture.database.pool.connect();
    await dying.query('BEGIN');
    await dying.query('SELECT 1 FROM campaign_plan_part WHERE campaign_id = $1 FOR NO KEY UPDATE', [campaignId]);
    expect(await plans.planPage(campaignId, inParts)).toEqual({ kind: 'busy' });
    dying.release(new Error('killed'));
    while ((await planAll(campaignId, 1)) === 0);
    expect(await fixture.states(campaignId)).toEqual({ planned: 35 });
    expect(await plans.planPage(campaignId, inParts)).toEqual({ kind: 'stopped' });
  });

  it('ends at a pause, and ends rightly after it', async () => {
    const { listId } = await fixture.people('paused.parts', 35);
    const campaignId = await fixture.campaign(listId, 'planned');
    await plans.planPage(campaignId, inParts);
    await plans.pause(campaignId, 'A reason.');
    expect(await plans.planPage(campaignId, inParts)).toEqual({ kind: 'stopped' });
    await fixture.query(`UPDATE campaign SET state = 'planned' WHERE id = $1`, [campaignId]);
    expect(await planAll(campaignId, 2)).toBe(1);
    expect(await fixture.states(campaignId)).toEqual({ planned: 35 });
  });

  it('passes over whoever has a delivery of the campaign already, and counts nothing for her', async () => {
    const { listId, addressIds } = await fixture.people('corrected.parts', 20);
    await fixture.query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor) VALUES ('domain', 'corrected.parts', 'by_hand', 'person', 'Olga')`,
    );
    const campaignId = await fixture.campaign(listId, 'planned');
    await plans.planPage(campaignId, inParts);
    const [{ address_id: reached } = { address_id: '' }] = await fixture.query<{ address_id: string }>(
      'SELECT address_id FROM delivery WHERE campaign_id = $1 ORDER BY address_id DESC LIMIT 1',
      [campaignId],
    );
    const later = addressIds.filter((id) => id > reached).slice(0, 2);
    await fixture.query(
      `INSERT INTO delivery (campaign_id, address_id, domain_name, state) SELECT $1, id, domain_name, 'accepted' FROM address WHERE id = ANY($2)`,
      [campaignId, later],
    );
    expect(await planAll(campaignId, 2)).toBe(1);
    expect(await fixture.states(campaignId)).toEqual({ suppressed: 18, accepted: 2 });
    expect(
      await fixture.query(
        `SELECT hits, (SELECT audience_planned FROM campaign WHERE id = $1) AS people
        FROM suppression WHERE domain_name = 'corrected.parts'`,
        [campaignId],
      ),
    ).toEqual([{ hits: 18, people: 20 }]);
  });

  it('plans few of many addresses as it plans most of them', async () => {
    const { listId, addressIds } = await fixture.people('few.parts', 12);
    await fixture.site('few.parts');
    await fixture.query(
      `INSERT INTO suppression (scope, address_id, cause, source, actor) VALUES ('address', $1, 'by_hand', 'person', 'Olga')`,
      [addressIds[4]],
    );
    await fixture.query(`UPDATE membership SET status = 'unconfirmed' WHERE list_id = $1 AND address_id = $2`, [
      listId,
      addressIds[7],
    ]);
    const rows = async () => {
      const campaignId = await fixture.campaign(listId, 'planned');
      expect(await planAll(campaignId, 2)).toBe(1);
      return fixture.query(
        `SELECT address_id, domain_name, site_id, state, reason, merge_fields FROM delivery WHERE campaign_id = $1 ORDER BY address_id`,
        [campaignId],
      );
    };
    const counted = (addresses: number) =>
      fixture.query(`UPDATE pg_class SET reltuples = $1::int WHERE oid = 'address'::regclass`, [addresses]);
    await counted(12);
    const most = await rows();
    await counted(100_000);
    expect(await rows()).toEqual(most);
    expect(most.map((one) => (one as { state: string }).state).sort()).toEqual([
      'excluded',
      ...Array(10).fill('planned'),
      'suppressed',
    ]);
    expect(most[0]).toMatchObject({ merge_fields: { name: 'Ann', fields: { city: 'Rome' } } });
  });

  it('plans a list of nobody', async () => {
    const { listId } = await fixture.people('nobody.parts', 0);
    const campaignId = await fixture.campaign(listId, 'planned');
    expect(await plans.planPage(campaignId, inParts)).toEqual({ kind: 'done', rows: 0 });
    expect(await row(campaignId)).toMatchObject({ state: 'sending' });
  });
});

describe('a delivery and its campaign', () => {
  it('refuses a delivery of no campaign, and the removal of a campaign with deliveries', async () => {
    const { campaignId, addressIds } = await fixture.dueCampaign('kept.parts', 1);
    await expect(
      fixture.query(
        `INSERT INTO delivery (campaign_id, address_id, domain_name, state) VALUES (gen_random_uuid(), $1, 'kept.parts', 'planned')`,
        [addressIds[0]],
      ),
    ).rejects.toMatchObject({ code: '23503' });
    await expect(fixture.query('DELETE FROM campaign WHERE id = $1', [campaignId])).rejects.toMatchObject({
      code: '23503',
    });
    await expect(
      fixture.query(
        `INSERT INTO delivery (campaign_id, address_id, domain_name, state) VALUES ($1, $2, 'kept.parts', 'planned')`,
        [campaignId, addressIds[0]],
      ),
    ).rejects.toMatchObject({ code: '23505' });
  });
});
