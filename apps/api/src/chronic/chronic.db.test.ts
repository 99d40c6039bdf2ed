// Chronic bounces over the real API: groups in words, people, a file, states and actions with their way back.
import type { ChronicAction, ChronicGroups, ChronicPerson, Page } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

const KEY = 'mailbox_full:provider:gmx';
const GROUP = `/v1/chronic/groups/${encodeURIComponent(KEY)}`;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  await api.dependencies.database.pool.query(`
    WITH domain AS (INSERT INTO mail_domain (name) VALUES ('gmx.example') RETURNING name),
    people AS (INSERT INTO address (normalized, spelling, domain_name)
      SELECT p || '@gmx.example', p, name FROM domain, unnest(ARRAY['=cmd', 'ann', 'ben']) p RETURNING id),
    subscribers AS (INSERT INTO subscriber (address_id, name) SELECT id, '=1+1' FROM people)
    INSERT INTO chronic_case (address_id, group_key, category, provider, domain_name, since, last_failed_at, failed, looked_at, delivery_id, rule_version)
    SELECT id, '${KEY}', 'mailbox_full', 'gmx', 'gmx.example', now() - interval '40 days', now() - interval '1 day', 4, 5, id, 0 FROM people`);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('chronic bounces', () => {
  it('are groups with cause, place, what to do and what will not help', async () => {
    const { groups, counts, people } = (await owner('GET', '/v1/chronic/groups')).json<ChronicGroups>();
    expect(groups).toMatchObject([
      {
        key: KEY,
        cause: 'the mailbox is full',
        place: 'GMX and web.de',
        people: 3,
        heldBack: 0,
        state: 'open',
        weeks: expect.any(Array),
      },
    ]);
    expect(groups[0]!.advice[0]).toMatch(/^Pause them for 30 days/);
    expect(groups[0]!.willNotHelp.join(' ')).toMatch(/Deleting and adding/);
    expect([counts.open, people]).toEqual([1, 3]);
    expect((await owner('GET', '/v1/chronic/groups/mailbox_full:provider:nobody')).statusCode).toBe(404);
  });

  it('name their people page by page, and give a file no spreadsheet runs', async () => {
    const first = (await owner('GET', `${GROUP}/people?limit=2`)).json<Page<ChronicPerson>>();
    const rest = (await owner('GET', `${GROUP}/people?limit=2&cursor=${first.nextCursor}`)).json<Page<ChronicPerson>>();
    expect([...first.data, ...rest.data].map(({ address }) => address).sort()).toEqual([
      ...['=cmd@gmx.example', 'ann@gmx.example', 'ben@gmx.example'],
    ]);
    const file = await owner('GET', `${GROUP}/people.csv`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="chronic-GMX-and-web.de.csv"');
    const [head, columns] = file.body.split('\r\n');
    expect(head).toMatch(/^\ufeffChronic bounces; .+ at GMX and web\.de; as of \d{4}-.+ \(UTC\)$/);
    expect(columns).toMatch(/^address,name,failing_since_utc,/);
    expect(file.body).toContain(`'=cmd@gmx.example,'=1+1,`);
  });

  it('give a file of what else is known of them, formula-safe, with a column for the new address', async () => {
    await api.dependencies.database.pool.query(`UPDATE subscriber SET fields = '{"phone":"=2+3","city":"Graz"}'`);
    const file = await owner('GET', `${GROUP}/contacts.csv`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="ask-for-a-new-address-GMX-and-web.de.csv"');
    expect(file.body.split('\r\n')[0]).toBe('\ufeffaddress,name,city,phone,lists,failing_since_utc,new_address');
    expect(file.body).toMatch(/^ann@gmx\.example,'=1\+1,Graz,'=2\+3,,/m);
    expect((await owner('GET', `${GROUP}/correction?domain=nothing`)).json()).toMatchObject({
      errors: [{ pointer: '#/domain', code: 'no_domain' }],
    });
  });

  it('sleep for some days only when it is said for how many', async () => {
    expect((await owner('POST', `${GROUP}/state`, { state: 'snoozed' })).json()).toMatchObject({
      detail: expect.stringMatching(/for how many days/),
    });
    const asleep = await owner('POST', `${GROUP}/state`, { state: 'snoozed', days: 30, note: 'holidays' });
    expect(asleep.json()).toMatchObject({ state: 'snoozed', note: 'holidays', until: expect.any(String) });
    expect((await owner('GET', '/v1/chronic/groups')).json<ChronicGroups>().groups).toEqual([]);
    await owner('POST', `${GROUP}/state`, { state: 'open' });
  });

  it('are held back together and let go together, told on each page and in the audit', async () => {
    const made = await owner('POST', `${GROUP}/actions`, { kind: 'pause', days: 30, reason: 'full for weeks' });
    const action = made.json<ChronicAction>();
    expect([made.statusCode, action.count]).toEqual([201, 3]);
    expect((await owner('GET', '/v1/chronic/groups')).json()).toMatchObject({ skippedNextTime: 3 });
    const behind = async (heldBack: string) =>
      (await owner('GET', `/v1/chronic/people?heldBack=${heldBack}`)).json<Page<ChronicPerson>>().data;
    expect((await behind('yes')).map(({ groupKey }) => groupKey)).toEqual([KEY, KEY, KEY]);
    expect(await behind('no')).toEqual([]);
    expect((await owner('GET', '/v1/addresses/ann@gmx.example')).json()).toMatchObject({
      suppressions: [{ cause: 'manual', evidence: { reason: 'full for weeks' }, expiresAt: expect.any(String) }],
    });
    const undone = await owner('POST', `/v1/chronic/actions/${action.id}/undo`);
    expect(undone.json()).toMatchObject({ undoneBy: expect.stringMatching(/Olga/) });
    expect((await owner('GET', '/v1/chronic/groups')).json()).toMatchObject({ skippedNextTime: 0 });
    const history = (await owner('GET', '/v1/chronic/actions')).json<Page<ChronicAction>>();
    expect(history.data.map(({ id }) => id)).toEqual([action.id]);
  });

  it('are what the rule says, which an owner may change', async () => {
    expect((await owner('GET', '/v1/chronic/rule')).json()).toMatchObject({
      version: 0,
      rule: { failures: 3, ofLast: 5, overDays: 14 },
    });
    const rule = { failures: 2, ofLast: 3, overDays: 7 };
    expect((await owner('PUT', '/v1/chronic/rule', rule)).json()).toMatchObject({ version: 1, rule });
    expect((await owner('PUT', '/v1/chronic/rule', { ...rule, failures: 4 })).statusCode).toBe(422);
  });
});
