// Changes of many subscribers against PostgreSQL: who is meant, what each kind does, and that an undo gives all of it back.
import type { SubscriberFilter } from '@doorstep/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type AskedChange, BulkChangeStore } from './bulk-changes.store.js';
import { type Database, openDatabase } from './database.js';
import { ListStore } from './lists.store.js';
import { SubscriberStore } from './subscribers.store.js';

let fresh: FreshDatabase;
let database: Database;
let changes: BulkChangeStore;
let subscribers: SubscriberStore;
let list: { id: string };
let other: { id: string };

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  changes = new BulkChangeStore(database);
  subscribers = new SubscriberStore(database);
  list = await new ListStore(database).add({ name: 'Letter', description: '', optIn: 'single' });
  other = await new ListStore(database).add({ name: 'Other', description: '', optIn: 'double' });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<Row>(text, values)).rows;
const add = (address: string, fields: Record<string, string> = {}, name = 'Ann') =>
  subscribers.add(
    {
      ...{ normalized: address, spelling: address, domainName: address.split('@')[1]! },
      ...{ name, fields, listIds: [list.id], consentSource: 'Fair' },
    },
    'Olga',
  );
const found = async (filter: SubscriberFilter) => {
  const page = await subscribers.page({ limit: 100, filter });
  expect(await subscribers.count(filter), JSON.stringify(filter)).toBe(page.length);
  return page.map(({ address }) => address);
};
async function run(asked: AskedChange) {
  const { id } = await changes.begin(asked, 'Olga');
  while (await changes.work(id, 2));
  return (await changes.one(id))!;
}
async function takeBack(id: string) {
  await changes.undo(id, 'Otto');
  while (await changes.work(id, 2));
  return (await changes.one(id))!;
}
/** Everything a bulk change may touch, as it stands. */
const everything = () =>
  query(
    `SELECT a.normalized, b.id, b.name, b.fields, b.created_at, ARRAY(SELECT l.name || ' ' || m.status FROM membership m JOIN list l ON l.id = m.list_id
       WHERE m.address_id = a.id AND m.status <> 'removed' ORDER BY 1) AS lists, ARRAY(SELECT t.name FROM subscriber_tag x JOIN tag t ON t.id = x.tag_id WHERE x.subscriber_id = b.id ORDER BY 1) AS tags,
       EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.lifted_at IS NULL) AS held
     FROM address a LEFT JOIN subscriber b ON b.address_id = a.id ORDER BY 1`,
  );

beforeEach(async () => {
  await query('TRUNCATE address, subscriber, membership, suppression, bulk_change, tag CASCADE');
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await add(`${name}@bulk.example`, { town: name < 'd' ? 'Ulm' : 'Rome' });
});

describe('the filter of subscribers', () => {
  it('finds exactly the people of a segment, together with its other conditions, for a page, a count and a change of many', async () => {
    const [segment] = await query<{ id: string }>(
      `INSERT INTO segment (name, definition) VALUES ('In Ulm', $1) RETURNING id`,
      [JSON.stringify({ kind: 'any', parts: [{ kind: 'field', key: 'town', test: { op: 'is', value: 'Ulm' } }] })],
    );
    const segmentId = segment!.id;
    expect((await found({ segmentId })).sort()).toEqual(['a@bulk.example', 'b@bulk.example', 'c@bulk.example']);
    expect(await found({ segmentId, search: 'b' })).toEqual(['b@bulk.example']);
    expect(await found({ segmentId, listId: list.id, field: 'town', value: 'Rome' })).toEqual([]);
    expect(await run({ kind: 'add_tag', chosen: { filter: { segmentId } }, tag: 'ulm' })).toMatchObject({ changed: 3 });
    await query('UPDATE segment SET deleted_at = now()');
    await expect(subscribers.page({ limit: 9, filter: { segmentId } })).rejects.toMatchObject({ code: 'segment_gone' });
  });

  it('finds by name and address, field, list, status, tag, standing, suppression and day; the count agrees', async () => {
    await add('zoe@far.example', { town: 'ULM' }, 'Bella Rossi');
    const [first] = await subscribers.page({ limit: 1, filter: { search: 'a@' } });
    await subscribers.change(first!.id, { tags: ['vip'] }, 'Olga');
    await query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [first!.addressId]);
    await query(`UPDATE address SET standing = 'hard' WHERE id = $1`, [first!.addressId]);
    await query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor) VALUES ('domain', 'far.example', 'manual', 'user', 'Olga')`,
    );
    const [tag] = await query<{ id: string }>('SELECT id FROM tag');
    expect(await found({ search: 'bel' })).toEqual(['zoe@far.example']);
    expect(await found({ search: 'B' })).toEqual(['b@bulk.example', 'zoe@far.example']);
    expect((await found({ field: 'town', value: 'ulm' })).sort()).toEqual([
      'a@bulk.example',
      'b@bulk.example',
      'c@bulk.example',
      'zoe@far.example',
    ]);
    expect(await found({ listId: list.id, status: 'unsubscribed' })).toEqual(['a@bulk.example']);
    expect(await found({ status: 'unsubscribed' })).toEqual(['a@bulk.example']);
    expect(await found({ tagId: tag!.id })).toEqual(['a@bulk.example']);
    expect(await found({ standing: 'hard' })).toEqual(['a@bulk.example']);
    expect(await found({ suppressed: 'yes' })).toEqual(['zoe@far.example']);
    expect(await found({ suppressed: 'no', field: 'town', value: 'Rome' })).toEqual([
      'e@bulk.example',
      'd@bulk.example',
    ]);
    expect(await found({ provider: 'google' })).toEqual([]);
    expect(await found({ addedTo: '2020-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await found({ addedFrom: '2020-01-01T00:00:00.000Z', search: 'zo' })).toEqual(['zoe@far.example']);
  });
});

describe('a change of many', () => {
  it.each<[string, Omit<AskedChange, 'chosen'>]>([
    ['puts on a list', { kind: 'add_to_list' }],
    ['takes off a list', { kind: 'remove_from_list' }],
    ['tags', { kind: 'add_tag', tag: 'vip' }],
    ['takes a tag off', { kind: 'remove_tag', tag: 'old' }],
    ['deletes', { kind: 'delete' }],
    ['suppresses', { kind: 'suppress', reason: 'Moved away' }],
  ])('%s: only those meant at the click, and an undo leaves all as it was', async (_, asked) => {
    const whole = { ...asked, listId: asked.kind === 'add_to_list' ? other.id : list.id };
    for (const { id } of await subscribers.page({ limit: 10, filter: {} }))
      await subscribers.change(id, { tags: ['old'] }, 'Olga');
    const before = await everything();
    const done = await run({ ...whole, chosen: { filter: { field: 'town', value: 'Ulm' } } });
    expect(done).toMatchObject({ state: 'done', total: 3, done: 3, changed: 3, isUndoable: true });
    const after = await everything();
    expect(after.slice(3)).toEqual(before.slice(3));
    for (const row of [0, 1, 2]) expect(after[row]).not.toEqual(before[row]);
    // A second time nothing is left to change.
    if (asked.kind !== 'delete')
      expect((await run({ ...whole, chosen: { filter: { field: 'town', value: 'Ulm' } } })).changed).toBe(0);
    const undone = await takeBack(done.id);
    expect(undone).toMatchObject({ state: 'undone', reverted: 3, undoneBy: 'Otto', isUndoable: false });
    expect(await everything()).toEqual(before);
    await expect(changes.undo(done.id, 'Otto')).rejects.toMatchObject({ code: 'not_undoable' });
    const [events] = await query<{ count: number }>(
      `SELECT count(*)::int AS count FROM address_event WHERE detail->>'bulkChangeId' = $1`,
      [done.id],
    );
    expect(events!.count).toBe(6);
  });

  it('revives nobody who unsubscribed, and leaves alone who was changed since', async () => {
    await query(
      `UPDATE membership m SET status = 'unsubscribed' FROM address a WHERE a.id = m.address_id AND a.normalized LIKE 'a@%'`,
    );
    await query(
      `UPDATE membership m SET status = 'removed' FROM address a WHERE a.id = m.address_id AND a.normalized LIKE 'b@%'`,
    );
    const done = await run({ kind: 'add_to_list', listId: list.id, chosen: { filter: {} } });
    expect(done).toMatchObject({ total: 5, changed: 1 });
    await query(
      `UPDATE membership m SET status = 'unsubscribed' FROM address a WHERE a.id = m.address_id AND a.normalized LIKE 'b@%'`,
    );
    expect((await takeBack(done.id)).reverted).toBe(0);
  });

  it('refuses what means nobody, a list that is gone and a tag nobody has', async () => {
    await expect(run({ kind: 'delete', chosen: { filter: { search: 'nobody' } } })).rejects.toMatchObject({
      code: 'nobody_chosen',
    });
    await expect(
      run({ kind: 'add_to_list', listId: '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44', chosen: { filter: {} } }),
    ).rejects.toMatchObject({ code: 'list_unknown' });
    await expect(run({ kind: 'remove_tag', tag: 'none', chosen: { filter: {} } })).rejects.toMatchObject({
      code: 'tag_unknown',
    });
    expect(await query('SELECT FROM bulk_change')).toEqual([]);
  });
});
