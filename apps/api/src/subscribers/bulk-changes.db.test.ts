// Many subscribers at once over the real API: counted, changed, undone, exported; views kept; a person erased.
import type { BulkChange, Page, Problem, SavedView, Subscriber } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  for (const name of ['ada', 'bob', 'cyd'])
    await owner('POST', '/v1/subscribers', {
      address: `${name}@many.example`,
      name: `=${name}`,
      fields: { town: 'Ulm' },
    });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const all = async (asked: string) => (await owner('GET', `/v1/subscribers?${asked}`)).json<Page<Subscriber>>().data;

describe('many subscribers', () => {
  it('are counted, tagged by filter, found by the tag and given back', async () => {
    expect((await owner('GET', '/v1/subscribers/count?field=town&value=ulm')).json()).toEqual({ count: 3 });
    const answer = await owner('POST', '/v1/bulk-changes', {
      kind: 'add_tag',
      tag: 'speaker',
      filter: { search: 'b' },
    });
    expect(answer.statusCode).toBe(201);
    const change = answer.json<BulkChange>();
    expect(change).toMatchObject({
      state: 'done',
      total: 1,
      changed: 1,
      filter: { search: 'b' },
      params: { tag: 'speaker' },
    });
    expect((await all('search=bob'))[0]).toMatchObject({ tags: ['speaker'] });
    const undone = await owner('POST', `/v1/bulk-changes/${change.id}/undo`);
    expect(undone.json<BulkChange>()).toMatchObject({ state: 'undone', reverted: 1 });
    expect((await all('search=bob'))[0]).toMatchObject({ tags: [] });
    expect((await owner('GET', '/v1/bulk-changes')).json<Page<BulkChange>>().data).toHaveLength(1);
  });

  it.each([
    [{ kind: 'delete' }, 'one_of'],
    [{ kind: 'delete', ids: ['0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44'], filter: {} }, 'one_of'],
    [{ kind: 'add_to_list', filter: {} }, 'required'],
    [{ kind: 'suppress', filter: {} }, 'required'],
  ])('refuse the half order %j', async (body, code) => {
    const answer = await owner('POST', '/v1/bulk-changes', body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<Problem>().errors).toMatchObject([{ code }]);
  });

  it('come as a file no spreadsheet runs, and as JSON', async () => {
    const csv = await owner('GET', '/v1/subscribers/export?search=ada&bom=no');
    const [about, head, row] = csv.body.split('\r\n');
    expect(about).toMatch(/^"?Subscribers; search: ada; as of .*\(UTC\)"?$/);
    expect(head).toMatch(/^address,name,lists/);
    expect(row).toMatch(/^ada@many\.example,'=ada,/);
    const json = (await owner('GET', '/v1/subscribers/export?format=json')).json<{ subscribers: Subscriber[] }>();
    expect(json.subscribers.map(({ address }) => address).sort()).toEqual([
      'ada@many.example',
      'bob@many.example',
      'cyd@many.example',
    ]);
  });
});

describe('saved views', () => {
  it('are for oneself or for all', async () => {
    const editor = await api.asRole('editor');
    const add = (caller: Caller, name: string, isForAll: boolean) =>
      caller('POST', '/v1/saved-views', { page: 'subscribers', name, query: 'search=b', isForAll });
    const mine = (await add(owner, 'Mine', false)).json<SavedView>();
    const ours = (await add(owner, 'Ours', true)).json<SavedView>();
    const names = async (caller: Caller) =>
      (await caller('GET', '/v1/saved-views?page=subscribers')).json<Page<SavedView>>().data.map(({ name }) => name);
    expect(await names(owner)).toEqual(['Mine', 'Ours']);
    expect(await names(editor)).toEqual(['Ours']);
    expect((await editor('PATCH', `/v1/saved-views/${mine.id}`, { name: 'Stolen' })).statusCode).toBe(404);
    expect((await editor('PATCH', `/v1/saved-views/${ours.id}`, { name: 'All of us' })).json()).toMatchObject({
      name: 'All of us',
    });
    expect((await owner('DELETE', `/v1/saved-views/${mine.id}`)).statusCode).toBe(204);
    expect(await names(owner)).toEqual(['All of us']);
  });
});

describe('a person', () => {
  it('is exported and, her address typed once more, erased; the audit does not name her', async () => {
    const [her] = await all('search=cyd');
    expect((await owner('GET', `/v1/people/${her!.addressId}/export`)).json()).toMatchObject({
      subscriber: { name: '=cyd', fields: { town: 'Ulm' } },
    });
    const wrong = await owner('POST', `/v1/people/${her!.addressId}/erase`, { confirm: 'bob@many.example' });
    expect(wrong.json<Problem>().errors).toMatchObject([{ code: 'confirm_differs' }]);
    const erased = await owner('POST', `/v1/people/${her!.addressId}/erase`, { confirm: 'CYD@many.example' });
    expect(erased.statusCode).toBe(200);
    expect((await owner('GET', `/v1/people/${her!.addressId}/export`)).statusCode).toBe(404);
    const { rows } = await api.dependencies.database.pool.query(
      `SELECT action, strpos(e::text, 'cyd') AS named FROM audit_entry e WHERE subject_id = $1 OR strpos(e::text, 'cyd') > 0`,
      [her!.addressId],
    );
    expect(rows).toEqual([{ action: 'people.erase', named: 0 }]);
    expect((await owner('GET', '/v1/audit')).body).not.toContain('cyd');
  });
});
