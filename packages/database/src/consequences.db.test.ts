// What failures lead to in the store: streaks, decay, probation, lifts, releases in bulk, the policy and its preview.
import { type ConsequencePolicy, consequenceDefaults } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { ConsequencePreviewStore } from './consequence-preview.store.js';
import { ConsequenceStore } from './consequences.store.js';
import { SuppressionReleaseStore } from './suppression-releases.store.js';
import { SuppressionUpkeepStore } from './suppression-upkeep.store.js';
import { SuppressionStore } from './suppressions.store.js';
import { type Letters, lettersFixture } from './testing/letters-fixture.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let upkeep: SuppressionUpkeepStore;
let suppressions: SuppressionStore;
let releases: SuppressionReleaseStore;
let letters: Letters;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  upkeep = new SuppressionUpkeepStore(fixture.database);
  suppressions = new SuppressionStore(fixture.database);
  releases = new SuppressionReleaseStore(fixture.database);
  letters = await lettersFixture(fixture);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

describe('streaks', () => {
  it.each([
    { name: 'four letters given back are not enough', given: [0, 1, 2, 3], is: [] },
    { name: 'five over forty days end in a suppression', given: [0, 1, 2, 3, 4], is: ['soft_bounces'] },
  ])('$name', async ({ given, is }) =>
    expect((await letters.standing(await letters.streakOf(given))).causes).toEqual(is),
  );

  it('begin anew after a letter that stayed', async () => {
    const addressId = await letters.streakOf([0, 1, 2, 3]);
    await letters.accept(addressId, 4);
    expect(await letters.standing(addressId)).toMatchObject({ standing: 'good', streak: 0 });
    await letters.giveBack(addressId, await letters.accept(addressId, 5), 'soft');
    expect(await letters.standing(addressId)).toEqual({ standing: 'failing', streak: 1, causes: [] });
  });

  it('keep the numbers and the earlier failures as evidence', async () => {
    const { evidence } = (await letters.inForce(await letters.streakOf([0, 1, 2, 3, 4])))!;
    expect(evidence).toMatchObject({
      why: 'streak',
      policyVersion: 0,
      failures: 5,
      rule: { failures: 5, days: 30 },
      replyText: 'full 4',
    });
    expect(evidence.earlier).toHaveLength(4);
    expect(evidence).toHaveProperty('inboundMessageId');
  });
});

describe('after a lift', () => {
  it('the next hard failure puts it back at once, with what it rested on before', async () => {
    const addressId = await letters.newAddress();
    await letters.giveBack(addressId, await letters.accept(addressId, 0), 'hard', '550 gone');
    const first = (await letters.inForce(addressId))!;
    await suppressions.lift(first.id, 'She wrote that it works', 'Olga');
    expect(await letters.standing(addressId)).toMatchObject({ standing: 'unknown', causes: [] });
    await letters.giveBack(addressId, await letters.accept(addressId, 1), 'hard_if_seen_before', '550 still gone');
    expect((await letters.inForce(addressId))!.evidence).toMatchObject({
      ...{ why: 'probation', replyText: '550 still gone' },
      before: { suppressionId: first.id, evidence: { replyText: '550 gone' } },
    });
  });

  it('a letter that stays ends the probation', async () => {
    const addressId = await letters.newAddress();
    await letters.giveBack(addressId, await letters.accept(addressId, 0, 110), 'hard');
    await suppressions.lift((await letters.inForce(addressId))!.id, 'It works', 'Olga');
    await letters.accept(addressId, 1, 120);
    await letters.giveBack(addressId, await letters.accept(addressId, 2, 121), 'hard_if_seen_before');
    expect(await letters.inForce(addressId)).toBeUndefined();
  });

  it('but not for what is only noted after one that ran out: what led to it leads to no new one by itself', async () => {
    const addressId = await letters.streakOf([0, 1, 2, 3, 4]);
    await fixture.query(`UPDATE suppression SET expires_at = now() - interval '1 second' WHERE address_id = $1`, [
      addressId,
    ]);
    expect(await upkeep.endRunOut(100)).toBe(1);
    await letters.giveBack(addressId, await letters.accept(addressId, 5), 'noted');
    expect(await letters.standing(addressId)).toMatchObject({ streak: 5, causes: [] });
  });

  it('and the same after one that ran out: one try', async () => {
    const addressId = await letters.streakOf([0, 1, 2, 3, 4]);
    await fixture.query(`UPDATE suppression SET expires_at = now() - interval '1 second' WHERE address_id = $1`, [
      addressId,
    ]);
    expect(await upkeep.endRunOut(100)).toBe(1);
    expect(await letters.standing(addressId)).toMatchObject({ causes: [] });
    await letters.giveBack(addressId, await letters.accept(addressId, 5), 'soft');
    expect((await letters.inForce(addressId))!.evidence).toMatchObject({ why: 'probation' });
  });

  it('a complaint is lifted by nobody here: she is asked once, over a link, and has no date of ours', async () => {
    const addressId = await letters.newAddress();
    await letters.giveBack(addressId, await letters.accept(addressId, 0), 'complained');
    const { id } = (await letters.inForce(addressId))!;
    await expect(suppressions.lift(id, 'She is my aunt', 'Olga')).rejects.toMatchObject({ code: 'complaint_is_hers' });
    await expect(suppressions.endAt(id, new Date(Date.now() + 1e7), 'Olga')).rejects.toMatchObject({
      code: 'ends_by_her',
    });
    expect((await letters.standing(addressId)).causes).toEqual(['complaint']);
  });
});

describe('releases after a fault of ours', () => {
  const range = () => ({
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  });

  it('are shown first, lift what rests on that rule, set nobody on probation, and can be undone', async () => {
    const hit = await Promise.all([0, 1, 2].map(() => letters.newAddress()));
    for (const addressId of hit) await letters.giveBack(addressId, await letters.accept(addressId, 0), 'hard');
    const complained = await letters.newAddress();
    await letters.giveBack(complained, await letters.accept(complained, 0), 'complained');
    await fixture.query(
      `UPDATE suppression SET evidence = evidence || '{"ruleId":"own/wrong@1"}' WHERE address_id = ANY($1::uuid[])`,
      [[...hit, complained]],
    );
    // One of the day before, and one by hand: neither is of that mistake.
    const early = await letters.newAddress();
    await fixture.query(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence, created_at)
       VALUES ($1, 'hard_bounce', 'outcome', 'Doorstep', '{"ruleId":"own/wrong@1"}', now() - interval '1 day'), ($1, 'manual', 'user', 'Olga', '{"ruleId":"own/wrong@1"}', now())`,
      [early],
    );
    const filter = { ...range(), ruleId: 'own/wrong@1' };
    expect(await releases.preview(filter)).toMatchObject({
      count: 3,
      rules: [{ ruleId: 'own/wrong@1', category: 'address_unknown', count: 3 }],
    });
    const release = await releases.release(filter, 'Our rule was wrong', 'Olga');
    expect(release).toMatchObject({ count: 3, undoneAt: null });
    for (const addressId of hit)
      expect(await letters.standing(addressId)).toEqual({ standing: 'unknown', streak: 0, causes: [] });
    expect((await letters.standing(complained)).causes).toEqual(['complaint']);
    expect((await letters.standing(early)).causes.sort()).toEqual(['hard_bounce', 'manual']);
    await letters.accept(hit[0]!, 1, 121);
    expect(await releases.undo(release.id, 'Olga')).toMatchObject({ undoneBy: 'Olga', restored: 2 });
    expect((await letters.standing(hit[0]!)).causes).toEqual([]);
    expect(await letters.standing(hit[1]!)).toMatchObject({ standing: 'hard', causes: ['hard_bounce'] });
    await expect(releases.undo(release.id, 'Olga')).rejects.toMatchObject({ code: 'already_undone' });
  });

  it('say so when nobody fits', async () => {
    const filter = { ...range(), ruleId: 'no/such' };
    await expect(releases.release(filter, 'why', 'Olga')).rejects.toMatchObject({ code: 'nothing_to_release' });
    expect(await releases.page({ limit: 50 })).toHaveLength(1);
  });
});

describe('the policy', () => {
  const withOther = (changes: object): ConsequencePolicy => ({
    ...consequenceDefaults,
    groups: { ...consequenceDefaults.groups, other: { ...consequenceDefaults.groups.other, ...changes } },
  });

  it('shows what a change would have done to the addresses of today', async () => {
    const preview = new ConsequencePreviewStore(fixture.database);
    const before = await preview.preview(consequenceDefaults);
    const addressId = await letters.streakOf([0, 1, 2]);
    const [{ normalized }] = (await fixture.query('SELECT normalized FROM address WHERE id = $1', [addressId])) as [
      { normalized: string },
    ];
    const stricter = await preview.preview(withOther({ failures: 3, days: 10 }));
    expect(stricter.added.people).toContainEqual({ address: normalized, group: 'other', failures: 3 });
    const never = await preview.preview(withOther({ action: 'never' }));
    expect(never.freed.count).toBeGreaterThan(before.freed.count);
    expect(never.isComplete).toBe(true);
  });

  it('is kept in versions, and nobody overwrites what another changed meanwhile', async () => {
    const store = new ConsequenceStore(fixture.database);
    expect(await store.current()).toMatchObject({ version: 0, actor: 'Doorstep' });
    const second = await store.change(withOther({ failures: 3 }), 'Stricter', 0, 'Olga');
    await expect(store.change(consequenceDefaults, 'Back', 0, 'Emil')).rejects.toMatchObject({
      code: 'policy_changed',
    });
    expect(await store.current()).toMatchObject({
      version: second.version,
      policy: { groups: { other: { failures: 3 } } },
    });
    await store.change({ ...consequenceDefaults, acceptsToForget: 2 }, 'Twice', second.version, 'Emil');
    expect((await store.versions(10)).map(({ actor }) => actor)).toEqual(['Emil', 'Olga', 'Doorstep']);
  });

  it('may want two letters that stay before failures are forgotten', async () => {
    const addressId = await letters.streakOf([0, 1, 2]);
    await letters.accept(addressId, 3);
    expect(await letters.standing(addressId)).toMatchObject({ standing: 'failing', streak: 3 });
    await letters.accept(addressId, 4);
    expect(await letters.standing(addressId)).toMatchObject({ standing: 'good', streak: 0 });
  });
});
