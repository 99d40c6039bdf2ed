// Lists, subscribers and suppressions as the dashboard uses them, over the real API.
import type { AddressHint, List, Page, Problem, Subscriber, Suppression } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, OWNER, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = (text: string, values: unknown[] = []) => api.dependencies.database.pool.query(text, values);
const newList = async (name: string) => (await owner('POST', '/v1/lists', { name })).json<List>();
const add = (address: string, more: object = {}) => owner('POST', '/v1/subscribers', { address, ...more });

describe('lists', () => {
  it('are made, renamed without losing the rest, and put away', async () => {
    const made = await owner('POST', '/v1/lists', {
      name: ' Monthly letter ',
      description: 'Once a month',
      optIn: 'double',
    });
    expect(made.statusCode).toBe(201);
    const list = made.json<List>();
    expect(list).toMatchObject({ name: 'Monthly letter', optIn: 'double', subscribedCount: 0 });
    const renamed = await owner('PATCH', `/v1/lists/${list.id}`, { name: 'Letter' });
    expect(renamed.json()).toEqual({ ...list, name: 'Letter' });
    expect((await owner('DELETE', `/v1/lists/${list.id}`)).statusCode).toBe(204);
    expect((await owner('DELETE', `/v1/lists/${list.id}`)).statusCode).toBe(404);
    expect((await owner('GET', `/v1/lists/${list.id}`)).json()).toMatchObject({ code: 'not_found' });
  });

  it('stay while a campaign is scheduled to them, and the answer says which one', async () => {
    const list = await newList('Wanted');
    await query(`INSERT INTO campaign (name, state, list_ids) VALUES ('Autumn', 'scheduled', ARRAY[$1::uuid])`, [
      list.id,
    ]);
    const answer = await owner('DELETE', `/v1/lists/${list.id}`);
    expect(answer.statusCode).toBe(409);
    expect(answer.json<Problem>()).toMatchObject({ code: 'list_in_use', detail: expect.stringContaining('Autumn') });
  });
});

describe('adding a subscriber', () => {
  it('reads the address, joins the lists and keeps the consent', async () => {
    const list = await newList('Fair');
    const answer = await add(' Ada@Example.ORG ', {
      name: ' Ada ',
      listIds: [list.id],
      consentSource: 'Asked at the fair',
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json<Subscriber>()).toMatchObject({
      address: 'ada@example.org',
      name: 'Ada',
      standing: 'unknown',
      suppressedBy: null,
      memberships: [{ listName: 'Fair', status: 'subscribed', consentSource: 'Asked at the fair' }],
    });
    expect((await owner('GET', `/v1/lists/${list.id}`)).json()).toMatchObject({ subscribedCount: 1 });
  });

  it.each([
    ['ada@example.org\r\nBcc: eve@example.org', 'control_characters'],
    ['ada@example.org, eve@example.org', 'many_addresses'],
    ['ada@localhost', 'domain_invalid'],
  ])('refuses %j at its field', async (address, code) => {
    const answer = await add(address);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<Problem>().errors).toMatchObject([{ pointer: '#/address', code }]);
  });

  it('says what was probably meant', async () => {
    expect((await add('a da@example.org')).json<Problem>().detail).toContain('Did you mean ada@example.org?');
  });

  it('asks about a slip in a well-known domain, and about none that took mail', async () => {
    const meant = async (address: string) =>
      (await owner('GET', `/v1/subscribers/hint?address=${encodeURIComponent(address)}`)).json<AddressHint>().meant;
    expect(await meant('Ada.L@gmial.com')).toBe('Ada.L@gmail.com');
    for (const address of ['ada@gmail.com', 'ada@choir.example', 'ada@', 'ada'])
      expect(await meant(address)).toBeNull();
    await add('real@gmial.com');
    expect(await meant('ada@gmial.com')).toBe('ada@gmail.com');
    await query(`UPDATE address SET last_accepted_at = now() WHERE normalized = 'real@gmial.com'`);
    expect(await meant('ada@gmial.com')).toBeNull();
  });

  it('tells the past of an address first, and undoes nothing once it was read', async () => {
    const list = await newList('Past');
    const first = (await add('her@past.example', { listIds: [list.id] })).json<Subscriber>();
    await query(`UPDATE membership SET status = 'unsubscribed', unsubscribed_at = now() WHERE list_id = $1`, [list.id]);
    await owner('POST', '/v1/suppressions', { address: 'her@past.example', reason: 'She asked by telephone' });
    expect((await owner('DELETE', `/v1/subscribers/${first.id}`)).statusCode).toBe(204);

    const told = await add('Her@past.example', { listIds: [list.id] });
    expect(told.statusCode).toBe(409);
    expect(told.json<Problem>()).toMatchObject({
      code: 'address_has_past',
      detail:
        'her@past.example has a past. It is suppressed, because somebody here suppressed it by hand. ' +
        'It was unsubscribed from “Past”. It was deleted once already, last by ' +
        `${OWNER.name} on ${new Date().toISOString().slice(0, 10)}. ` +
        'Adding it again changes nothing about that: no campaign will be mailed to it.',
    });
    const again = await add('her@past.example', { listIds: [list.id], acknowledgePast: true });
    expect(again.statusCode).toBe(201);
    expect(again.json<Subscriber>()).toMatchObject({
      suppressedBy: 'manual',
      memberships: [{ status: 'unsubscribed' }],
    });
  });

  it('is a conflict of its own for somebody who is one already', async () => {
    await add('twice@example.org');
    const answer = await add('TWICE@example.org');
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'already_subscriber' });
  });

  it('names a list that is gone', async () => {
    const list = await newList('Gone');
    await owner('DELETE', `/v1/lists/${list.id}`);
    const answer = await add('gone@example.org', { listIds: [list.id] });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<Problem>().errors).toMatchObject([{ pointer: '#/listIds', code: 'list_unknown' }]);
  });
});

describe('the pages of subscribers', () => {
  it('go on where they ended, in a list, in a search and in all', async () => {
    const list = await newList('Long');
    for (const name of ['e', 'a', 'd', 'b', 'c']) await add(`${name}@pages.example`, { listIds: [list.id] });
    for (const asked of [`listId=${list.id}`, `listId=${list.id}&search=%20`]) {
      expect(await walk(asked), asked).toEqual(['c', 'b', 'd', 'a', 'e'].map((name) => `${name}@pages.example`));
    }
    await add('pager.two@pages.example');
    await add('Pager.one@pages.example');
    expect(await walk('search=PAGER')).toEqual(['pager.one@pages.example', 'pager.two@pages.example']);
    expect((await walk('')).slice(0, 2)).toEqual(['pager.one@pages.example', 'pager.two@pages.example']);
  });

  it('refuse a cursor of another order', async () => {
    const list = await newList('Cursors');
    const cursor = Buffer.from(JSON.stringify(['not an id'])).toString('base64url');
    const answer = await owner('GET', `/v1/subscribers?listId=${list.id}&cursor=${cursor}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'bad_cursor' });
  });

  async function walk(asked: string): Promise<string[]> {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await owner('GET', `/v1/subscribers?limit=2&${asked}&cursor=${cursor}`);
      expect(answer.statusCode).toBe(200);
      const page = answer.json<Page<Subscriber>>();
      seen.push(...page.data.map((row) => row.address));
      cursor = page.nextCursor;
    }
    return seen;
  }
});

describe('changing a subscriber', () => {
  it('moves lists and fields, audited under who did it', async () => {
    const [from, to] = [await newList('From'), await newList('To')];
    const { id } = (await add('move@example.org', { listIds: [from.id], fields: { town: 'Ulm' } })).json<Subscriber>();
    const change = { name: 'Mo', fields: { town: 'Rome' }, listIds: [to.id] };
    const changed = (await owner('PATCH', `/v1/subscribers/${id}`, change)).json<Subscriber>();
    expect(changed).toMatchObject({ name: 'Mo', fields: { town: 'Rome' } });
    expect(changed.memberships.map(({ listName, status }) => [listName, status])).toEqual([
      ['From', 'removed'],
      ['To', 'subscribed'],
    ]);
    const { rows } = await query('SELECT action, actor_label FROM audit_entry WHERE subject_id = $1 ORDER BY id', [id]);
    expect(rows).toEqual([
      { action: 'subscribers.add', actor_label: OWNER.name },
      { action: 'subscribers.change', actor_label: OWNER.name },
    ]);
  });
});

describe('suppressions', () => {
  it('are added by hand once, found, and lifted with a reason', async () => {
    const add = (reason: string) => owner('POST', '/v1/suppressions', { address: 'Hold@stop.example', reason });
    const made = await add('Wrong person');
    expect(made.statusCode).toBe(201);
    const one = made.json<Suppression>();
    expect(one).toMatchObject({ address: 'hold@stop.example', cause: 'manual', actor: OWNER.name, hits: 0 });
    expect((await add('Again')).json<Suppression>().id).toBe(one.id);
    expect((await owner('POST', `/v1/suppressions/${one.id}/lift`, { reason: ' ' })).statusCode).toBe(422);
    const lifted = await owner('POST', `/v1/suppressions/${one.id}/lift`, { reason: 'It was a mistake' });
    expect(lifted.json<Suppression>()).toMatchObject({ liftedBy: OWNER.name, liftReason: 'It was a mistake' });
    const twice = await owner('POST', `/v1/suppressions/${one.id}/lift`, { reason: 'Once more' });
    expect(twice.json()).toMatchObject({ status: 409, code: 'already_lifted' });
    const page = async (state: string) =>
      (await owner('GET', `/v1/suppressions?search=hold@stop&state=${state}`)).json<Page<Suppression>>().data.length;
    expect([await page('in_force'), await page('lifted'), await page('all')]).toEqual([0, 1, 1]);
  });
});
