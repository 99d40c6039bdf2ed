import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Database, openDatabase } from './database.js';
import { ListHealthStore } from './list-health.store.js';
import { ListStore } from './lists.store.js';
import { type AddedSubscriber, SubscriberStore } from './subscribers.store.js';
import { SuppressionStore } from './suppressions.store.js';

let fresh: FreshDatabase;
let database: Database;
let lists: ListStore;
let subscribers: SubscriberStore;
let suppressions: SuppressionStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  lists = new ListStore(database);
  subscribers = new SubscriberStore(database);
  suppressions = new SuppressionStore(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await database.pool.query<Row>(text, values)).rows;
const known = (address: string) => ({
  normalized: address.toLowerCase(),
  spelling: address,
  domainName: address.split('@')[1]!,
});
const person = (address: string, listIds: string[] = []): AddedSubscriber => ({
  ...known(address),
  name: 'Ann',
  fields: { city: 'Rome' },
  listIds,
  consentSource: 'At the fair',
});
const newList = (name: string, optIn: 'single' | 'double' = 'single') => lists.add({ name, description: '', optIn });
const statuses = (address: string) =>
  query<{ status: string }>(
    'SELECT m.status FROM membership m JOIN address a ON a.id = m.address_id WHERE a.normalized = $1',
    [address],
  ).then((rows) => rows.map((row) => row.status));
const events = (address: string) =>
  query<{ kind: string }>(
    'SELECT e.kind FROM address_event e JOIN address a ON a.id = e.address_id WHERE a.normalized = $1 ORDER BY e.id',
    [address],
  ).then((rows) => rows.map((row) => row.kind));

describe('lists', () => {
  it('tell how mail to their members goes, by where they came from and for how long they are there', async () => {
    const list = await newList('Health');
    const names = ['ann', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gone'];
    for (const name of names) await subscribers.add(person(`${name}@health.example`, [list.id]), 'Olga');
    const [file] = await query<{ id: string }>(
      `INSERT INTO import (file_name, state, stored_as, list_ids) VALUES ('people.csv', 'finished', 'x', ARRAY[$1::uuid]) RETURNING id`,
      [list.id],
    );
    const of = (...some: string[]) => [some.map((name) => `${name}@health.example`)];
    const ids = 'SELECT id FROM address WHERE normalized = ANY($1)';
    await query(`UPDATE address SET standing = 'good' WHERE id IN (${ids})`, of('ann', 'bob'));
    await query(`UPDATE address SET standing = 'hard' WHERE id IN (${ids})`, of('cleo', 'gone'));
    await query(`UPDATE subscriber SET import_id = $2 WHERE address_id IN (${ids})`, [
      ...of('ann', 'bob', 'cleo', 'gone'),
      file!.id,
    ]);
    await query(
      `UPDATE membership SET created_at = now() - interval '2 years' WHERE address_id IN (${ids})`,
      of('ann', 'eve'),
    );
    await query(
      `UPDATE membership SET created_at = now() - interval '2 months' WHERE address_id IN (${ids})`,
      of('cleo'),
    );
    await query(`UPDATE membership SET status = 'unsubscribed' WHERE address_id IN (${ids})`, of('gone'));
    const health = await new ListHealthStore(database).of(list.id, 5000);
    expect(health).toEqual({
      statuses: [
        { status: 'subscribed', people: 6 },
        { status: 'unsubscribed', people: 1 },
      ],
      sources: expect.any(Array),
      ages: [
        { age: 'month', people: 3, tried: 1, failing: 0 },
        { age: 'year', people: 1, tried: 1, failing: 1 },
        { age: 'older', people: 2, tried: 1, failing: 0 },
      ],
      usedBy: [],
    });
    expect(new Set(health.sources)).toEqual(
      new Set([
        { importId: file!.id, fileName: 'people.csv', people: 3, tried: 3, failing: 1 },
        { importId: null, fileName: null, people: 3, tried: 0, failing: 0 },
      ]),
    );
  });

  it('know how many are subscribed through joining, leaving and folding', async () => {
    const list = await newList('Tally');
    const ann = await subscribers.add(person('ann@tally.example', [list.id]), 'Olga');
    await subscribers.add(person('bob@tally.example', [list.id]), 'Olga');
    expect((await lists.one(list.id))!.subscribedCount).toBe(2);
    await subscribers.remove(ann.id, 'Olga');
    expect(await lists.foldTallies(1)).toBeGreaterThan(0);
    expect((await lists.one(list.id))!.subscribedCount).toBe(1);
    expect(await query('SELECT count FROM list_tally WHERE list_id = $1', [list.id])).toEqual([{ count: 1 }]);
  });

  it('are put away with their memberships kept, but not while a campaign waits for them', async () => {
    const list = await newList('Going');
    await subscribers.add(person('ann@going.example', [list.id]), 'Olga');
    const [campaign] = await query<{ id: string }>(
      `INSERT INTO campaign (name, state, list_ids) VALUES ('Soon', 'scheduled', ARRAY[$1::uuid]) RETURNING id`,
      [list.id],
    );
    await expect(lists.archive(list.id)).rejects.toMatchObject({ code: 'list_in_use' });
    await query(`UPDATE campaign SET state = 'cancelled' WHERE id = $1`, [campaign!.id]);
    expect(await lists.archive(list.id)).toBe(true);
    expect(await lists.archive(list.id)).toBe(false);
    expect(await lists.one(list.id)).toBeNull();
    expect(await statuses('ann@going.example')).toEqual(['subscribed']);
  });
});

describe('subscribers', () => {
  it('wait unconfirmed on lists that ask for a confirmation', async () => {
    const [single, double] = [await newList('A single'), await newList('B double', 'double')];
    const added = await subscribers.add(person('ann@confirm.example', [single.id, double.id]), 'Olga');
    expect(added.memberships).toMatchObject([
      {
        listName: 'A single',
        status: 'subscribed',
        consentSource: 'At the fair',
        consentAt: expect.stringMatching(/Z$/),
      },
      { listName: 'B double', status: 'unconfirmed' },
    ]);
  });

  it('are there once: adding one again is a conflict, an unknown list is a fault', async () => {
    await subscribers.add(person('Ann@once.example'), 'Olga');
    await expect(subscribers.add(person('ann@once.example'), 'Olga')).rejects.toMatchObject({
      code: 'already_subscriber',
    });
    const nowhere = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
    await expect(subscribers.add(person('bob@once.example', [nowhere]), 'Olga')).rejects.toMatchObject({
      code: 'list_unknown',
    });
    expect(await query(`SELECT FROM address WHERE normalized = 'bob@once.example'`)).toEqual([]);
  });

  it('leave address, unsubscribe, suppression and events behind, and go on with them when added again', async () => {
    const [left, kept] = [await newList('Left'), await newList('Kept')];
    const her = person('her@past.example', [left.id, kept.id]);
    const first = await subscribers.add(her, 'Olga');
    await query(
      `UPDATE membership SET status = 'unsubscribed', unsubscribed_at = now() WHERE list_id = $1 AND address_id = $2`,
      [left.id, first.addressId],
    );
    await suppressions.addByHand(known('her@past.example'), 'She asked', 'Olga');
    expect(await subscribers.remove(first.id, 'Olga')).toBe(true);
    expect(await subscribers.remove(first.id, 'Olga')).toBe(false);
    expect((await statuses('her@past.example')).sort()).toEqual(['removed', 'unsubscribed']);
    expect(await subscribers.past('her@past.example')).toMatchObject({
      lastDeletedBy: 'Olga',
      suppressedBy: 'manual',
      wasSuppressed: true,
      unsubscribedFrom: ['Left'],
      timesDeleted: 1,
      failed: 0,
      tried: 0,
    });

    const again = await subscribers.add(her, 'Olga');
    expect(again).toMatchObject({ addressId: first.addressId, suppressedBy: 'manual' });
    expect((await statuses('her@past.example')).sort()).toEqual(['subscribed', 'unsubscribed']);
    expect(await events('her@past.example')).toEqual([
      ...['subscriber_added', 'list_joined', 'list_joined', 'suppressed', 'subscriber_deleted'],
      ...['subscriber_added', 'list_joined'],
    ]);
    const added = await query<{ again: boolean }>(
      `SELECT detail->'again' AS again FROM address_event WHERE address_id = $1 AND kind = 'subscriber_added' ORDER BY id`,
      [first.addressId],
    );
    expect(added).toEqual([{ again: false }, { again: true }]);
  });

  it('have no past when nothing but good came of them', async () => {
    await subscribers.add(person('well@past.example'), 'Olga');
    expect(await subscribers.past('well@past.example')).toBeNull();
    expect(await subscribers.past('never@past.example')).toBeNull();
  });

  it('change lists without reviving an unsubscribed one', async () => {
    const [a, b, c] = [await newList('Ch A'), await newList('Ch B'), await newList('Ch C')];
    const { id, addressId } = await subscribers.add(person('ann@change.example', [a.id, b.id]), 'Olga');
    await query(`UPDATE membership SET status = 'unsubscribed' WHERE list_id = $1 AND address_id = $2`, [
      b.id,
      addressId,
    ]);
    const changed = await subscribers.change(id, { name: null, listIds: [b.id, c.id] }, 'Olga');
    expect(changed!.name).toBeNull();
    expect(changed!.memberships.map((one) => one.status)).toEqual(['removed', 'unsubscribed', 'subscribed']);
    expect((await events('ann@change.example')).slice(-3)).toEqual(['subscriber_changed', 'list_left', 'list_joined']);
    await subscribers.change(id, { name: null }, 'Olga');
    expect((await events('ann@change.example')).length).toBe(6);
  });

  it('keep the consent they gave when they are taken off a list and put back without a new one', async () => {
    const list = await newList('Consent');
    const { id } = await subscribers.add(person('ann@consent.example', [list.id]), 'Olga');
    const [given] = (await subscribers.one(id))!.memberships;
    await subscribers.change(id, { listIds: [] }, 'Olga');
    await subscribers.change(id, { listIds: [list.id] }, 'Olga');
    expect((await subscribers.one(id))!.memberships).toEqual([given]);
  });

  it('stay one person, on each list once, when many add, move and suppress her at the same moment', async () => {
    const [one, other] = [await newList('At once 1'), await newList('At once 2')];
    const orders = [
      [one.id, other.id],
      [other.id, one.id],
    ];
    const added = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => subscribers.add(person('ann@atonce.example', orders[i % 2]), `User ${i}`)),
    );
    const done = added.filter((result) => result.status === 'fulfilled');
    expect(done).toHaveLength(1);
    for (const result of added)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_subscriber' });
    const { id } = done[0]!.value;
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        i % 3 === 0
          ? suppressions.addByHand(known('ann@atonce.example'), 'x', 'Olga')
          : subscribers.change(id, { listIds: i % 3 === 1 ? [] : orders[i % 2] }, 'Olga'),
      ),
    );
    await subscribers.change(id, { listIds: [one.id] }, 'Olga');
    const counts = await Promise.all([one, other].map(async (list) => (await lists.one(list.id))!.subscribedCount));
    expect(counts).toEqual([1, 0]);
    expect((await events('ann@atonce.example')).filter((kind) => kind === 'suppressed')).toHaveLength(1);
  });

  it('page by id, by list, and by the start of the address, each person once', async () => {
    const list = await newList('Pages');
    for (const name of ['c', 'a', 'b', 'a_x', 'ab'])
      await subscribers.add(person(`${name}@page.example`, [list.id]), 'O');
    await subscribers.add(person('azz@page.example'), 'O');
    const all = async (options: { search?: string; listId?: string }, key: 'address' | 'addressId' | 'id') => {
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const rows = await subscribers.page({ filter: options, limit: 2, after });
        if (rows.length === 0) return seen;
        seen.push(...rows.map((row) => row.address.split('@')[0]!));
        after = rows.at(-1)![key];
      }
    };
    expect(await all({ listId: list.id }, 'addressId')).toEqual(['ab', 'a_x', 'b', 'a', 'c']);
    expect((await all({}, 'id')).slice(0, 6)).toEqual(['azz', 'ab', 'a_x', 'b', 'a', 'c']);
    expect(await all({ search: 'A_', listId: list.id }, 'address')).toEqual(['a_x']);
    expect(await all({ search: 'a', listId: list.id }, 'address')).toEqual(expect.arrayContaining(['a', 'a_x', 'ab']));
  });
});

describe('suppressions', () => {
  it('keep the first reason, are lifted once with a reason, and keep what they rest on', async () => {
    const first = await suppressions.addByHand(known('Stop@hold.example'), 'Wrong person', 'Olga');
    const second = await suppressions.addByHand(known('stop@hold.example'), 'Another', 'Otto');
    expect(second).toMatchObject({ id: first.id, evidence: { reason: 'Wrong person' }, actor: 'Olga' });
    const lifted = await suppressions.lift(first.id, 'It was a mistake', 'Otto');
    expect(lifted).toMatchObject({ liftedBy: 'Otto', liftReason: 'It was a mistake', evidence: first.evidence });
    await expect(suppressions.lift(first.id, 'Again', 'Otto')).rejects.toMatchObject({ code: 'already_lifted' });
    expect(await events('stop@hold.example')).toEqual(['suppressed', 'suppression_lifted']);
    const third = await suppressions.addByHand(known('stop@hold.example'), 'Another', 'Otto');
    expect(third.id).not.toBe(first.id);
  });

  it('are found by the start of the address and by their state', async () => {
    await suppressions.addByHand(known('find@me.example'), 'x', 'Olga');
    await query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor, expires_at) VALUES ('domain', 'find.example', 'manual', 'user', 'Olga', now() - interval '1 day')`,
    );
    const found = (state: 'in_force' | 'lifted' | 'all', search: string) =>
      suppressions
        .page({ limit: 10, search, state })
        .then((rows) => rows.map(({ address, domainName }) => address ?? domainName));
    expect(await found('in_force', 'FIND')).toEqual(['find@me.example']);
    expect(await found('lifted', 'find')).toEqual(['find.example']);
    expect(await found('all', 'find')).toEqual(['find.example', 'find@me.example']);
    expect(await found('all', 'f%')).toEqual([]);
  });
});
