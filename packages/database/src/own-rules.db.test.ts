// Own rules in the store: order, versions, coming back, import; and which unknown replies a trigger keeps.
import type { NewRule, RuleDefinition } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { OwnRuleStore } from './own-rules.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';
import { UnclassifiedStore } from './unclassified.store.js';

let fresh: FreshDatabase;
let world: SendingFixture;
let store: OwnRuleStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = sendingFixture(fresh.url);
  store = new OwnRuleStore(world.database);
});
afterAll(async () => {
  await world.database.close();
  await fresh.drop();
});

const definition: RuleDefinition = {
  ...{ provider: null, stages: [], codes: [550], enhancedCodes: [], phrases: ['gone'], category: 'address_unknown' },
  ...{ scope: 'address', certainty: 'likely', isPermanent: true },
};
const rule = (slug: string, more: Partial<Omit<NewRule, 'slug'>> = {}) => ({
  ...{ name: slug, slug, note: '', isEnabled: true, definition },
  ...more,
});

describe('own rules', () => {
  it('keep every form they have had, with who changed what', async () => {
    const made = await store.add(rule('gone'), 'Ann');
    const changed = await store.change(made.id, { definition: { ...definition, codes: [551] }, ifVersion: 1 }, 'Bob');
    expect(changed).toMatchObject({ version: 2, definition: { codes: [551] } });
    await expect(store.change(made.id, { name: 'Late', ifVersion: 1 }, 'Cid')).rejects.toMatchObject({
      code: 'rule_changed',
    });
    expect((await store.change(made.id, { note: '' }, 'Cid'))?.version).toBe(2);
    expect((await store.change(made.id, { isEnabled: false }, 'Cid'))?.version).toBe(3);
    expect(await store.inForce()).toEqual([]);
    await store.change(made.id, { isEnabled: true }, 'Cid');
    expect((await store.versions(made.id)).map(({ version, change, actor }) => [version, change, actor])).toEqual([
      ...[
        [4, 'enabled', 'Cid'],
        [3, 'disabled', 'Cid'],
        [2, 'changed', 'Bob'],
        [1, 'created', 'Ann'],
      ],
    ]);
    expect((await store.versions(made.id)).at(-1)?.definition).toEqual(definition);
    await expect(world.query(`UPDATE own_rule_version SET actor = 'x'`)).rejects.toThrow(/append-only/);
    await expect(store.add(rule('gone'), 'Ann')).rejects.toMatchObject({ code: 'slug_taken' });
  });

  it('are asked in the order people give them', async () => {
    const [first] = await store.all();
    const second = await store.add(rule('second'), 'Ann');
    await store.reorder([second.id, first!.id]);
    expect((await store.inForce()).map(({ slug, version }) => `${slug}@${version}`)).toEqual(['second@1', 'gone@4']);
    await expect(store.reorder([second.id])).rejects.toMatchObject({ code: 'order_incomplete' });
  });

  it('come back as they were, last in order', async () => {
    const second = (await store.all())[0]!;
    expect(await store.remove(second.id, 'Ann')).toBe(true);
    expect(await store.remove(second.id, 'Ann')).toBe(false);
    expect((await store.all()).map(({ slug }) => slug)).toEqual(['gone']);
    expect((await store.all({ withDeleted: true })).map(({ slug }) => slug)).toEqual(['gone', 'second']);
    await expect(store.change(second.id, { name: 'x' }, 'Ann')).rejects.toMatchObject({ code: 'rule_deleted' });
    expect(await store.restore(second.id, 'Ann')).toMatchObject({ deletedAt: null, version: 3 });
    expect((await store.all()).map(({ slug }) => slug)).toEqual(['gone', 'second']);
  });

  it('are imported by their slug, all or nothing', async () => {
    const rules = [rule('second'), rule('third'), rule('gone', { name: 'Another name' })];
    expect(await store.importAll(rules, 'Ann')).toEqual({ added: 1, changed: 1, unchanged: 1 });
    expect(await store.importAll(rules, 'Ann')).toEqual({ added: 0, changed: 0, unchanged: 3 });
  });
});

describe('a reply no rule knows', () => {
  it('is kept apart the moment its attempt is finished, and no other is', async () => {
    const { siteId } = await world.dueCampaign('club.example', 2);
    await world.takeLane(siteId, 'w');
    const [one, other] = await world.claim(siteId, 'w', 2);
    const finish = (id: string, category: string) =>
      world.query(
        `UPDATE attempt SET phase = 'finished', outcome = 'deferred', finished_at = now(), category = $2, reply_text = 'Qx 7', reply_code = 450 WHERE id = $1`,
        [id, category],
      );
    await finish(one!.attemptId, 'unclassified');
    await finish(other!.attemptId, 'greylist');
    const unknown = new UnclassifiedStore(world.database);
    const since = new Date(Date.now() - 60_000);
    expect(await unknown.newest(since, 10)).toMatchObject([
      { addressId: one!.addressId, text: 'Qx 7', replyCode: 450 },
    ]);
    await world.query(
      `INSERT INTO reclassification (subject_kind, subject_id, category, scope, rule_id, replay_id) VALUES ('attempt', $1, 'greylist', 'site', 'own/x@1', $1)`,
      [one!.attemptId],
    );
    expect(await unknown.newest(since, 10)).toEqual([]);
  });
});
