// A/B tests in a real database: who is in which group, the rest that waits, a decision made once, and an account that holds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type AbTermsRow, AbTestStore } from './ab-tests.store.js';
import { CampaignDeliveryStore } from './campaign-deliveries.store.js';
import { CampaignMaterialStore } from './campaign-material.store.js';
import { CampaignPaceStore } from './campaign-pace.store.js';
import type { StoredVariant } from './campaign-variants.js';
import { CampaignStore } from './campaigns.store.js';
import { PlanStore } from './plans.store.js';
import { ResendStore } from './resends.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UpkeepStore } from './upkeep.store.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let tests: AbTestStore;
let campaigns: CampaignStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  tests = new AbTestStore(fixture.database);
  campaigns = new CampaignStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const terms: AbTermsRow = {
  samplePercent: 40,
  winnerBy: 'clicks',
  decideAfterHours: 4,
  deadlineHours: 24,
  ifUnclear: 'wait',
};
const variant = (number: number, subject: string): StoredVariant => ({
  ...{ number, subject, fromName: null, previewText: null },
  ...{ contentKind: null, contentSource: null, html: null, text: null },
});

async function plan(id: string): Promise<void> {
  const plans = new PlanStore(fixture.database);
  for (;;) {
    const { kind } = await plans.planPage(id, { limit: 40, usesFields: false, timeScale: 1, partMembers: 100 });
    if (kind !== 'more') return;
  }
}

/** A campaign with two variants, planned for so many at a site of their own. */
async function tried(domain: string, count: number, changes: Partial<AbTermsRow> = {}) {
  const { listId, addressIds } = await fixture.people(domain, count);
  const siteId = await fixture.site(domain);
  const id = await fixture.campaign(listId, 'draft');
  await tests.write(id, { ...terms, ...changes }, [variant(1, 'B')]);
  await campaigns.sendNow(id);
  await plan(id);
  return { id, siteId, addressIds };
}

interface GroupRow {
  readonly variant: number | null;
  readonly waits: boolean;
  readonly n: number;
}
const groups = async (id: string) =>
  fixture.query<GroupRow>(
    `SELECT variant, next_attempt_at IS NULL AND state = 'planned' AS waits, count(*)::int AS n FROM delivery WHERE campaign_id = $1
     GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2`,
    [id],
  );

/** Those of the test are accepted, and so many of each variant clicked. */
async function answered(id: string, clicks: readonly [a: number, b: number]): Promise<void> {
  await fixture.query(
    `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, attempts = 1, accepted_at = now() WHERE campaign_id = $1 AND variant IS NOT NULL`,
    [id],
  );
  for (const [number, count] of clicks.entries())
    await fixture.query(
      `INSERT INTO reader_event (campaign_id, address_id, kind, variant)
       SELECT campaign_id, address_id, 'click', variant FROM delivery WHERE campaign_id = $1 AND variant = $2 ORDER BY id LIMIT $3`,
      [id, number, count],
    );
}
const hoursPass = (id: string, hours: number) =>
  fixture.query(`UPDATE campaign SET planned_at = planned_at - $2 * interval '1 hour' WHERE id = $1`, [id, hours]);
const faults = (id: string) => new CampaignPaceStore(fixture.database).faults(id);
const letGo = async (id: string, limit = 50) => {
  while ((await tests.releasePage(id, limit, 1)) === 'more');
};

describe('a test of variants', () => {
  it('shares a part of the audience out evenly; everybody else waits and can be claimed by nobody', async () => {
    const { id, siteId } = await tried('groups.ab', 200);
    const [a, b, rest] = await groups(id);
    expect([a?.variant, b?.variant, rest?.variant]).toEqual([0, 1, null]);
    expect(rest?.waits).toBe(true);
    // 40 % of 200 in two groups: 40 each, and chance may take six standard deviations.
    for (const group of [a!, b!]) expect(Math.abs(group.n - 40)).toBeLessThan(35);
    expect(a!.n + b!.n + rest!.n).toBe(200);
    expect(await fixture.states(id)).toEqual({ planned: 200 });
    expect(await faults(id)).toEqual([]);
    await fixture.takeLane(siteId, 'w');
    const claimed = await fixture.claim(siteId, 'w', 200);
    expect(claimed.length).toBe(a!.n + b!.n);
    expect(new Set(claimed.map((one) => one.variant))).toEqual(new Set([0, 1]));
    // A pace that a person sets is for those of the test: nobody else may slip out by it.
    await new CampaignPaceStore(fixture.database).slow(id, 3600);
    expect((await groups(id)).find((one) => one.variant === null)).toMatchObject({ waits: true, n: rest!.n });
    // The same filter counts, lists and adds up.
    const people = new CampaignDeliveryStore(fixture.database);
    expect(await people.count(id, { variant: 0, abGroup: 'test' })).toBe(a!.n);
    expect(await people.count(id, { abGroup: 'test' })).toBe(a!.n + b!.n);
    expect(await people.count(id, { abGroup: 'rest', group: 'not_yet' })).toBe(rest!.n);
    expect(await people.count(id, { group: 'got_it' })).toBe(0);
  });

  it('puts the same people into the same group when a plan is begun anew, and others in another campaign', async () => {
    const { listId } = await fixture.people('stable.ab', 60);
    const split = async () => {
      const id = await fixture.campaign(listId, 'draft');
      await tests.write(id, terms, [variant(1, 'B'), variant(2, 'C')]);
      await campaigns.sendNow(id);
      await plan(id);
      return id;
    };
    const of = (id: string) =>
      fixture.query('SELECT address_id, variant FROM delivery WHERE campaign_id = $1 ORDER BY 1', [id]);
    const first = await split();
    const before = await of(first);
    // As after a kill that took the rows with it: the plan has them anew.
    await fixture.query('DELETE FROM delivery WHERE campaign_id = $1', [first]);
    await fixture.query(
      `UPDATE campaign SET state = 'planned', planned_at = NULL, plan_begun_at = NULL WHERE id = $1`,
      [first],
    );
    await plan(first);
    expect(await of(first)).toEqual(before);
    expect(new Set(before.map((row) => (row as GroupRow).variant))).toEqual(new Set([0, 1, 2, null]));
    expect(await of(await split())).not.toEqual(before);
  });

  it('is decided once by two workers, not before its time nor before all were tried, and the rest gets the winner', async () => {
    const { id, siteId } = await tried('winner.ab', 300);
    const dueIds = () => tests.due(1);
    expect(await dueIds()).not.toContain(id);
    await hoursPass(id, 5);
    // Nobody of the test was tried: it waits for them, until its deadline.
    expect(await dueIds()).not.toContain(id);
    await hoursPass(id, 20);
    expect(await dueIds()).toContain(id);
    await hoursPass(id, -20);
    await answered(id, [2, 21]);
    expect(await dueIds()).toContain(id);
    let asked = 0;
    const decided = await Promise.all(
      Array.from({ length: 2 }, () =>
        tests.decide(id, (evidence, _, variants) => {
          asked++;
          expect(variants).toBe(2);
          const clicked = evidence.map(({ number, peopleClicked, notTried }) => [number, peopleClicked, notTried]);
          expect(clicked.sort()).toEqual([
            [0, 2, 0],
            [1, 21, 0],
          ]);
          return { kind: 'send', winner: 1, words: 'B it is.' };
        }),
      ),
    );
    expect(asked).toBe(1);
    expect(decided.filter((one) => one !== null)).toHaveLength(1);
    expect(await tests.standing(id)).toMatchObject({ winner: 1, decidedBy: null, reason: 'B it is.', canUndo: false });
    expect(await tests.unreleased()).toContain(id);
    // Two let go of the rest, one is killed with a page open, the campaign is paused between two pages.
    const dying = await fixture.database.pool.connect();
    await dying.query('BEGIN');
    await dying.query('SELECT FROM campaign WHERE id = $1 FOR NO KEY UPDATE', [id]);
    expect(await tests.releasePage(id, 9, 1)).toBe('left');
    dying.release(new Error('killed'));
    let page = await tests.releasePage(id, 9, 1);
    while (page === 'left') page = await tests.releasePage(id, 9, 1);
    expect(page).toBe('more');
    await campaigns.pause(id);
    expect(await tests.releasePage(id, 9, 1)).toBe('left');
    await campaigns.resume(id);
    await Promise.all([letGo(id), letGo(id)]);
    await letGo(id);
    const all = await groups(id);
    expect(all.every(({ variant: one, waits }) => one !== null && !waits)).toBe(true);
    expect(all.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    expect((await tests.standing(id))!.restDoneAt).not.toBeNull();
    expect(await faults(id)).toEqual([]);
    await fixture.takeLane(siteId, 'w');
    const claimed = await fixture.claim(siteId, 'w', 300);
    expect(new Set(claimed.map((one) => one.variant))).toEqual(new Set([1]));
    const inTest = await new CampaignDeliveryStore(fixture.database).count(id, { variant: 1, abGroup: 'test' });
    const { people } = (await tests.evidence(id)).find(({ number }) => number === 1)!;
    expect(inTest).toBe(people);
    expect(inTest + claimed.length).toBe(await new CampaignDeliveryStore(fixture.database).count(id, { variant: 1 }));
  });

  it('asks a person once, who chooses, takes it back, chooses again, and cannot once the rest has begun', async () => {
    const { id } = await tried('asked.ab', 60);
    await answered(id, [0, 0]);
    expect(await tests.choose(id, 2, 'Olga', 60)).toBe('no_variant');
    await hoursPass(id, 5);
    await tests.decide(id, () => ({ kind: 'ask', words: 'Too few.' }));
    expect(await tests.due(1)).not.toContain(id);
    const before = await tests.standing(id);
    expect(before).toMatchObject({ winner: null, reason: 'Too few.', canUndo: false });
    expect(before!.asksSince).not.toBeNull();
    expect(await tests.choose(id, 1, 'Olga', 60)).toBe('chosen');
    expect(await tests.standing(id)).toMatchObject({ winner: 1, decidedBy: 'Olga', canUndo: true });
    expect(await tests.releasePage(id, 9, 1)).toBe('left');
    expect(await tests.undoChoice(id)).toBe(true);
    expect(await tests.standing(id)).toEqual(before);
    expect(await tests.undoChoice(id)).toBe(false);
    expect(await tests.choose(id, 0, 'Olga', 0)).toBe('chosen');
    expect(await tests.releasePage(id, 9, 1)).toBe('more');
    expect(await tests.undoChoice(id)).toBe(false);
    expect(await tests.choose(id, 1, 'Olga', 0)).toBe('decided');
    // Stopped in the middle: whoever waited gets nothing, and the account still holds.
    await campaigns.cancel(id);
    expect(await tests.releasePage(id, 9, 1)).toBe('left');
    await new UpkeepStore(fixture.database).cancelWaiting(1000);
    const states = await fixture.states(id);
    expect(states.planned).toBeUndefined();
    expect(states.accepted! + states.cancelled!).toBe(60);
    expect(await faults(id)).toEqual([]);
  });

  it('is not finished while somebody waits for the winner, and is when nobody does', async () => {
    const { id } = await tried('open.ab', 30);
    const upkeep = new UpkeepStore(fixture.database);
    await answered(id, [0, 0]);
    expect(await upkeep.finishCampaigns()).not.toContain(id);
    await tests.choose(id, 1, 'Olga', 0);
    await letGo(id);
    await answered(id, [0, 0]);
    expect(await upkeep.finishCampaigns()).toContain(id);
  });

  it('is tried on everybody when its share is all, and then waits for nothing', async () => {
    const { id } = await tried('all.ab', 40, { samplePercent: 100 });
    expect((await groups(id)).map(({ variant: one, waits }) => [one, waits])).toEqual([
      [0, false],
      [1, false],
    ]);
    await hoursPass(id, 30);
    expect(await tests.due(1)).not.toContain(id);
    expect(await tests.choose(id, 1, 'Olga', 0)).toBe('decided');
  });

  it('stays as it is once its plan has begun, and costs a campaign without one nothing', async () => {
    const { id } = await tried('frozen.ab', 10);
    expect(await tests.write(id, terms, [])).toEqual({ kind: 'stays', state: 'sending' });
    expect(await tests.remove(id)).toEqual({ kind: 'stays', state: 'sending' });
    expect((await campaigns.summary(id))?.variantCount).toBe(2);
    const { campaignId } = await fixture.dueCampaign('plain.ab', 5);
    expect(await groups(campaignId)).toEqual([{ variant: null, waits: false, n: 5 }]);
    expect(await tests.standing(campaignId)).toBeNull();
    expect((await new CampaignMaterialStore(fixture.database).load(campaignId))?.variants).toEqual([]);
  });
});

describe('sending a campaign with variants again', () => {
  it('gives everybody the variant she was to get, and tries nothing', async () => {
    const { id } = await tried('again.ab', 80);
    await tests.choose(id, 1, 'Olga', 0);
    await letGo(id);
    const refused = await fixture.query<{ address_id: string; variant: number }>(
      `UPDATE delivery SET state = 'refused', next_attempt_at = NULL, attempts = 1 WHERE campaign_id = $1 RETURNING address_id, variant`,
      [id],
    );
    const { id: again } = await new ResendStore(fixture.database).make(
      id,
      { group: 'missed' },
      'March (again)',
      'Olga',
    );
    expect(await tests.standing(again)).toBeNull();
    expect(await tests.variants(again)).toEqual(await tests.variants(id));
    await campaigns.sendNow(again);
    await plan(again);
    const planned = await fixture.query<{ address_id: string; variant: number }>(
      'SELECT address_id, variant FROM delivery WHERE campaign_id = $1 AND next_attempt_at IS NOT NULL',
      [again],
    );
    const byAddress = (rows: { address_id: string; variant: number }[]) =>
      rows.map((row) => `${row.address_id} ${row.variant}`).sort();
    expect(byAddress(planned)).toEqual(byAddress(refused));
    expect(new Set(planned.map((row) => row.variant))).toEqual(new Set([0, 1]));
  });
});
