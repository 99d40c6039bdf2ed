// Tags and custom fields in a real database: renamed, merged, deleted, brought back; values that do not fit are found.
import { SegmentDefinition } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CustomFieldStore } from './custom-fields.store.js';
import { SegmentStore } from './segments.store.js';
import { TagStore } from './tags.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let tags: TagStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  tags = new TagStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const give = (tagId: string, addressIds: string[]) =>
  fixture.query(
    'INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT id, $1 FROM subscriber WHERE address_id = ANY($2::uuid[])',
    [tagId, addressIds],
  );

describe('tags', () => {
  it('give everybody back what a merge or a deletion took, and nothing more', async () => {
    const { addressIds } = await fixture.people('tagged.test', 6);
    const [friend, fan] = [await tags.add('friend'), await tags.add('fan')];
    await give(friend.id, addressIds.slice(0, 4));
    await give(fan.id, addressIds.slice(3));
    const merged = (await tags.merge(friend.id, fan.id, 'Olga'))!;
    expect(merged).toMatchObject({ name: 'friend', people: 4 });
    expect(await tags.one(friend.id)).toBeNull();
    expect(await tags.one(fan.id)).toMatchObject({ people: 6, isMore: false });
    expect(await tags.undo(merged.id)).toMatchObject({ id: friend.id, people: 4 });
    expect(await tags.one(fan.id)).toMatchObject({ people: 3 });
    expect(await tags.undo(merged.id)).toBeNull();

    const removed = (await tags.remove(fan.id, 'Olga'))!;
    await fixture.query('DELETE FROM subscriber WHERE address_id = $1', [addressIds[5]]);
    await tags.add('Fan');
    await expect(tags.undo(removed.id)).resolves.toMatchObject({ people: 2 });
    await expect(tags.rename(friend.id, 'FAN')).rejects.toMatchObject({ code: 'tag_exists' });
    expect(await tags.rename(friend.id, 'Friend')).toMatchObject({ name: 'Friend' });
    expect((await tags.page({ limit: 10, search: 'fr' })).map((tag) => tag.name)).toEqual(['Friend']);
  });

  it('stay while a segment asks for them', async () => {
    const tag = await tags.add('asked for');
    const definition = SegmentDefinition.parse({ kind: 'all', parts: [{ kind: 'tag', tagId: tag.id }] });
    const segment = await new SegmentStore(fixture.database).add({ name: 'Askers', definition }, 'Olga');
    await expect(tags.remove(tag.id, 'Olga')).rejects.toMatchObject({ code: 'tag_in_use' });
    await new SegmentStore(fixture.database).remove(segment.id);
    expect(await tags.remove(tag.id, 'Olga')).toMatchObject({ people: 0 });
    await expect(tags.merge(tag.id, tag.id, 'Olga')).rejects.toMatchObject({ code: 'tag_missing' });
  });
});

describe('custom fields', () => {
  it('are found on people, described, checked against their values, and leave the values when they go', async () => {
    const fields = new CustomFieldStore(fixture.database);
    const { addressIds } = await fixture.people('typed.test', 5);
    const values = ['7', '-1.5', 'seven', 'seven', '  '];
    await fixture.query(
      `UPDATE subscriber s SET fields = jsonb_build_object('age', v.value) FROM unnest($1::uuid[], $2::text[]) v(id, value) WHERE s.address_id = v.id`,
      [addressIds, values],
    );
    expect((await fields.found()).fields).toContainEqual({ key: 'age', people: 4, sample: '-1.5' });
    await fields.add({ key: 'age', label: 'Age', type: 'text', choices: [] });
    expect((await fields.found()).fields.map((field) => field.key)).not.toContain('age');
    await expect(fields.add({ key: 'age', label: 'Age', type: 'text', choices: [] })).rejects.toMatchObject({
      code: 'field_exists',
    });
    expect(await fields.check('age', { type: 'number', choices: [] })).toEqual({
      filled: 4,
      unfit: 2,
      samples: [{ value: 'seven', people: 2 }],
    });
    expect((await fields.check('age', { type: 'choice', choices: ['SEVEN', '7'] })).unfit).toBe(1);
    expect(await fields.change('age', { type: 'number' })).toMatchObject({ label: 'Age', type: 'number' });
    expect(await fields.remove('age')).toMatchObject({ type: 'number' });
    const [kept] = await fixture.query<{ n: number }>(`SELECT count(*)::int AS n FROM subscriber WHERE fields ? 'age'`);
    expect(kept!.n).toBe(5);
  });
});
