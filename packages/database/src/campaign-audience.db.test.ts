// The audience of a campaign: counted before, listed, planned in parts and counted after, always the same people.
import { SegmentDefinition } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type AudienceShare, CampaignAudienceStore } from './campaign-audience.store.js';
import { PlanStore } from './plans.store.js';
import { PublicPageStore } from './public-pages.store.js';
import { SegmentStore } from './segments.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let audiences: CampaignAudienceStore;
let segments: SegmentStore;
let plans: PlanStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  audiences = new CampaignAudienceStore(fixture.database);
  segments = new SegmentStore(fixture.database);
  plans = new PlanStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

async function all(campaignId: string, share: AudienceShare): Promise<string[]> {
  const found: string[] = [];
  for (let after: Parameters<CampaignAudienceStore['people']>[1]['after']; ; ) {
    const page = await audiences.people(campaignId, { share, limit: 3, after });
    if (page.length === 0) return found;
    found.push(...page.map((person) => person.address));
    after = page.at(-1)!.place;
  }
}

async function plan(campaignId: string): Promise<void> {
  const options = { limit: 3, usesFields: false, timeScale: 1, partMembers: 10 };
  await Promise.all(
    [1, 2, 3].map(async () => {
      while ((await plans.planPage(campaignId, options)).kind === 'more');
    }),
  );
}

const inDomain = (domain: string) =>
  SegmentDefinition.parse({ kind: 'all', parts: [{ kind: 'domain', test: { op: 'is', value: domain } }] });

/** One list of 40, a segment of 20 on another list, five of them on both; some of every kind of exclusion. */
async function world() {
  const own = await fixture.people('own.test', 40);
  const other = await fixture.people('other.test', 20);
  const outside = await fixture.people('outside.test', 4);
  const set = (text: string, values: unknown[]) => fixture.query(text, values);
  await set(
    `INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM unnest($2::uuid[]) id`,
    [own.listId, other.addressIds.slice(0, 5)],
  );
  await set(
    `INSERT INTO suppression (scope, address_id, cause, source, actor) SELECT 'address', id, 'manual', 'user', 'O' FROM unnest($1::uuid[]) id`,
    [own.addressIds.slice(0, 3)],
  );
  await set(`UPDATE suppression SET evidence = '{"chronicActionId":"of a group"}' WHERE address_id = $1`, [
    own.addressIds[2],
  ]);
  await set(
    `INSERT INTO suppression (scope, address_id, cause, source, actor) SELECT 'address', id, 'soft_bounces', 'outcome', 'D' FROM unnest($1::uuid[]) id`,
    [other.addressIds.slice(0, 2)],
  );
  await set(`UPDATE membership SET status = 'unconfirmed' WHERE list_id = $1 AND address_id = ANY($2::uuid[])`, [
    own.listId,
    own.addressIds.slice(3, 5),
  ]);
  await set(`DELETE FROM subscriber WHERE address_id = $1`, [own.addressIds[5]]);
  // On the excluded list, in the excluded segment; and one of the segment who left the campaign's own list.
  await set(
    `INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM unnest($2::uuid[]) id`,
    [outside.listId, own.addressIds.slice(6, 10)],
  );
  await set(`UPDATE subscriber SET fields = '{"city":"Oslo"}' WHERE address_id = ANY($1::uuid[])`, [
    [own.addressIds[10], other.addressIds[19]],
  ]);
  await set(`INSERT INTO membership (list_id, address_id, status) VALUES ($1, $2, 'unsubscribed')`, [
    own.listId,
    other.addressIds[10],
  ]);
  // In the segment by their domain, but on no list any more: nobody may mail them.
  await set(`UPDATE membership SET status = 'unsubscribed' WHERE list_id = $1 AND address_id = $2`, [
    other.listId,
    other.addressIds[11],
  ]);
  const included = await segments.add({ name: 'Other', definition: inDomain('OTHER.test') }, 'O');
  const oslo = SegmentDefinition.parse({
    kind: 'all',
    parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'oslo' } }],
  });
  const excluded = await segments.add({ name: 'Oslo', definition: oslo }, 'O');
  const campaignId = await fixture.campaign(own.listId, 'planned');
  await set('UPDATE campaign SET segment_ids = $2, excluded_list_ids = $3, excluded_segment_ids = $4 WHERE id = $1', [
    campaignId,
    [included.id],
    [outside.listId],
    [excluded.id],
  ]);
  return { campaignId, own, other, included };
}

const TERMS = {
  suppressed: 2,
  chronic: 3,
  unconfirmed: 2,
  unsubscribed: 1,
  no_subscriber: 1,
  excluded_list: 4,
  excluded_segment: 2,
};

describe('the audience of a campaign', () => {
  it('adds up before and after the plan, and every number opens exactly its people', async () => {
    const { campaignId, own, other, included } = await world();
    const before = (await audiences.counts(campaignId))!;
    const terms = Object.fromEntries(before.terms.map(({ term, count }) => [term, count]));
    expect(terms).toEqual({ duplicates: 5, ...TERMS });
    expect(before).toMatchObject({ from: 'now', chosen: 64, selected: 59, suppressed: 5, willGetIt: 44 });
    const shares: AudienceShare[] = ['chosen', 'selected', 'will_get_it', ...before.terms.map(({ term }) => term)];
    for (const share of shares) {
      const counted = { chosen: 64, selected: 59, will_get_it: 44 }[share as 'chosen'] ?? terms[share];
      expect(await all(campaignId, share), share).toHaveLength(counted!);
    }
    expect(new Set(await all(campaignId, 'duplicates'))).toEqual(
      new Set([1, 2, 3, 4, 5].map((n) => `p${n}@other.test`)),
    );
    const expected = (await all(campaignId, 'will_get_it')).sort();
    await lack(campaignId, expected);

    await plans.planPage(campaignId, { limit: 3, usesFields: false, timeScale: 1, partMembers: 10 });
    // Changed while it is planned: the plan goes on with what it began with.
    await segments.change(included.id, { definition: inDomain('nowhere.test') });
    await plan(campaignId);
    const after = (await audiences.counts(campaignId))!;
    expect(after).toMatchObject({ from: 'plan', chosen: 59, selected: 59, suppressed: 5, willGetIt: 44 });
    expect(Object.fromEntries(after.terms.map(({ term, count }) => [term, count]))).toEqual(TERMS);
    expect((await all(campaignId, 'will_get_it')).sort()).toEqual(expected);
    for (const { term, count } of after.terms) expect(await all(campaignId, term), term).toHaveLength(count);
    await leaves(campaignId, own.listId, other.addressIds[6]!);
  });

  it('is exactly the people that were named, as far as they are still on a list', async () => {
    const { listId, addressIds } = await fixture.people('named.test', 12);
    const campaignId = await fixture.campaign(listId, 'planned');
    await fixture.query(`UPDATE campaign SET audience_kind = 'people' WHERE id = $1`, [campaignId]);
    await fixture.query('INSERT INTO campaign_recipient (campaign_id, address_id) SELECT $1, unnest($2::uuid[])', [
      campaignId,
      addressIds.slice(0, 5),
    ]);
    await fixture.query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [addressIds[0]]);
    expect(await audiences.counts(campaignId)).toMatchObject({
      chosen: 5,
      willGetIt: 4,
      terms: [{ term: 'unsubscribed', count: 1 }],
    });
    await plan(campaignId);
    expect(await fixture.states(campaignId)).toEqual({ planned: 4, excluded: 1 });
    expect((await audiences.counts(campaignId))!).toMatchObject({ from: 'plan', chosen: 5, willGetIt: 4 });
  });
});

/** Fields with nothing in them are counted among exactly those who will get it. */
async function lack(campaignId: string, expected: readonly string[]): Promise<void> {
  await fixture.query(`UPDATE subscriber SET name = NULL WHERE id IN (SELECT id FROM subscriber ORDER BY id LIMIT 50)`);
  await fixture.query(`UPDATE subscriber s SET fields = fields || '{"plan":"free"}' FROM address a
    WHERE a.id = s.address_id AND a.normalized LIKE 'p1%'`);
  const [plainly] = await fixture.query<{ name: number; plan: number }>(
    `SELECT count(*) FILTER (WHERE coalesce(s.name, '') = '')::int AS name,
       count(*) FILTER (WHERE coalesce(s.fields->>'plan', '') = '')::int AS plan
     FROM subscriber s JOIN address a ON a.id = s.address_id WHERE a.normalized = ANY($1)`,
    [expected],
  );
  expect(plainly!.plan).toBeGreaterThan(0);
  expect(plainly!.name).toBeGreaterThan(0);
  const found = await audiences.emptyFields(campaignId, ['plan', 'name', 'ada']);
  expect(found).toEqual([
    { name: 'ada', people: expected.length },
    { name: 'name', people: plainly!.name },
    { name: 'plan', people: plainly!.plan },
  ]);
}

/** Somebody a segment chose leaves by her link: off everything she is on, or the next segment would find her again. */
async function leaves(campaignId: string, listId: string, addressId: string): Promise<void> {
  const [delivery] = await fixture.query<{ id: string }>(
    'SELECT id FROM delivery WHERE campaign_id = $1 AND address_id = $2',
    [campaignId, addressId],
  );
  const pages = new PublicPageStore(fixture.database);
  expect((await pages.departure(delivery!.id))!.lists).toMatchObject([{ name: 'Letter', isLeft: false }]);
  expect(await pages.unsubscribe(delivery!.id)).toBe(true);
  const left = await fixture.query<{ status: string; list_id: string }>(
    'SELECT status, list_id FROM membership WHERE address_id = $1',
    [addressId],
  );
  expect(left).toMatchObject([{ status: 'unsubscribed' }]);
  expect(left[0]!.list_id).not.toBe(listId);
}
