// Every number of a list's page opens exactly the people it counts.
import type { List, ListHealth, ListPeopleCount, ListPerson, Page, Subscriber } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let list: List;

const run = (sql: string, values: unknown[] = []) => api.dependencies.database.pool.query(sql, values);
const told = async <Body>(url: string): Promise<Body> => {
  const answer = await owner('GET', url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as Body;
};

/** Page by page, three rows each. */
async function opened(query: string): Promise<ListPerson[]> {
  const rows: ListPerson[] = [];
  for (let cursor = ''; ; ) {
    const page = await told<Page<ListPerson>>(`/v1/lists/${list.id}/people?limit=3&${query}&cursor=${cursor}`);
    rows.push(...page.data);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const { people } = await told<ListPeopleCount>(`/v1/lists/${list.id}/people/count?${query}`);
  expect(people, query).toBe(rows.length);
  expect(new Set(rows.map(({ address }) => address)).size).toBe(rows.length);
  return rows;
}

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  list = (await owner('POST', '/v1/lists', { name: 'Letter' })).json();
  const people: Subscriber[] = [];
  for (const name of ['ada', 'bob', 'cem', 'dan', 'eve', 'fay', 'gus', 'hal'])
    people.push((await owner('POST', '/v1/subscribers', { address: `${name}@l.example`, listIds: [list.id] })).json());
  const [ada, bob, cem, dan, eve, fay] = people.map(({ addressId }) => addressId);
  await run(`UPDATE address SET standing = 'hard' WHERE id = ANY($1)`, [[ada, bob]]);
  await run(`UPDATE address SET standing = 'good' WHERE id = ANY($1)`, [[cem, dan]]);
  await run(`UPDATE membership SET status = 'unconfirmed' WHERE address_id = $1`, [eve]);
  await run(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [fay]);
  await run(`UPDATE membership SET created_at = now() - interval '2 years' WHERE address_id = ANY($1)`, [[ada, cem]]);
  await run(`UPDATE membership SET created_at = now() - interval '90 days' WHERE address_id = $1`, [dan]);
  const file = await run(
    `INSERT INTO import (file_name, state, stored_as) VALUES ('people.csv', 'finished', 'x') RETURNING id`,
  );
  await run(`UPDATE subscriber SET import_id = $1 WHERE address_id = ANY($2)`, [file.rows[0].id, [ada, bob, cem]]);
  await owner('DELETE', `/v1/subscribers/${people.at(-1)!.id}`);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('the numbers of a list', () => {
  it('open exactly the people they count, also those who are no subscribers any more', async () => {
    const health = await told<ListHealth>(`/v1/lists/${list.id}/health`);
    expect(health.statuses).toEqual(
      expect.arrayContaining([
        { status: 'subscribed', people: 5 },
        { status: 'unconfirmed', people: 1 },
        { status: 'unsubscribed', people: 1 },
        { status: 'removed', people: 1 },
      ]),
    );
    for (const { status, people } of health.statuses!)
      expect(await opened(`status=${status}`), status).toHaveLength(people);
    expect(await opened('status=removed')).toMatchObject([{ address: 'hal@l.example', isSubscriber: false }]);
    for (const { importId, people, tried, failing } of health.sources!) {
      const query = `status=subscribed&source=${importId ?? 'none'}`;
      expect(await opened(query)).toHaveLength(people);
      expect(await opened(`${query}&mail=tried`)).toHaveLength(tried);
      expect(await opened(`${query}&mail=failing`)).toHaveLength(failing);
    }
    expect(health.sources!.map(({ people, tried, failing }) => [people, tried, failing])).toEqual([
      [3, 3, 2],
      [2, 1, 0],
    ]);
    for (const { age, people, tried, failing } of health.ages!) {
      const query = `status=subscribed&age=${age}`;
      expect(await opened(query), age).toHaveLength(people);
      expect(await opened(`${query}&mail=tried`), age).toHaveLength(tried);
      expect(await opened(`${query}&mail=failing`), age).toHaveLength(failing);
    }
    expect(health.ages!.map(({ age }) => age)).toEqual(['month', 'year', 'older']);
  });

  it('opens as many subscribed people as the list of lists says', async () => {
    const { subscribedCount } = await told<List>(`/v1/lists/${list.id}`);
    expect(await opened('status=subscribed')).toHaveLength(subscribedCount);
  });

  it('are of a list that is there', async () => {
    const nowhere = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
    expect((await owner('GET', `/v1/lists/${nowhere}/people`)).statusCode).toBe(404);
    expect((await owner('GET', `/v1/lists/${list.id}/people?source=yesterday`)).statusCode).toBe(422);
  });
});
