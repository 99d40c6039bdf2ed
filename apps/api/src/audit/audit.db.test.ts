// The audit log narrowed down, page by page, as a file, and the entry of a change, over the real API.
import type { AddressPage, AuditChoices, AuditEntry, AuditNear, List, Page, Subscriber } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, OWNER, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let list: List;

const ADA = 'ada@audit.example';

async function told<Body>(url: string): Promise<Body> {
  const answer = await owner('GET', url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as Body;
}
async function done<Body>(method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<Body> {
  const answer = await owner(method, url, body);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return (answer.body === '' ? null : answer.json()) as Body;
}
const actionsOf = async (query: string) =>
  (await told<Page<AuditEntry>>(`/v1/audit?${query}`)).data.map(({ action }) => action);
const nearOf = async ({ at, audit }: AddressPage['events'][number]) => {
  const change = { at, ...(audit?.who && { who: audit.who }), ...(audit?.about && { about: audit.about }) };
  const { id } = await told<AuditNear>(`/v1/audit/near?${new URLSearchParams(change)}`);
  return (await told<Page<AuditEntry>>(`/v1/audit?limit=1&entry=${id}`)).data[0]!;
};

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  list = await done<List>('POST', '/v1/lists', { name: 'Letter' });
  const ada = await done<Subscriber>('POST', '/v1/subscribers', { address: ADA, listIds: [list.id] });
  await done('POST', '/v1/subscribers', { address: 'bob@audit.example', listIds: [list.id] });
  await done('PATCH', `/v1/subscribers/${ada.id}`, { name: 'Ada' });
  await done('DELETE', `/v1/subscribers/${ada.id}`);
  await done('POST', '/v1/suppressions', { address: ADA, reason: 'Asked us by phone' });
  await done('POST', '/v1/sending/resume');
  await done('PATCH', `/v1/lists/${list.id}`, { name: 'Monthly letter' });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('the audit log', () => {
  it('finds everything done to an address, also under a subscriber that is deleted since', async () => {
    expect(await actionsOf(`about=${ADA.toUpperCase()}`)).toEqual([
      ...['suppressions.add', 'subscribers.remove', 'subscribers.change', 'subscribers.add'],
    ]);
    expect(await actionsOf('about=nobody@audit.example')).toEqual([]);
  });

  it('finds an object by its id, and by what it is called today', async () => {
    const own = ['lists.change', 'lists.add'];
    expect(await actionsOf(`about=lists:${list.id}`)).toEqual(own);
    expect(await actionsOf('about=monthly')).toEqual(own);
    expect(await actionsOf('about=100%25')).toEqual([]);
  });

  it('is narrowed down by who, what and when', async () => {
    const everything = await told<Page<AuditEntry>>('/v1/audit?limit=100');
    expect(await actionsOf('action=lists')).toEqual(['lists.change', 'lists.add']);
    expect(await actionsOf('action=lists.add')).toEqual(['lists.add']);
    expect(await actionsOf('action=list')).toEqual([]);
    expect(await actionsOf(`who=${encodeURIComponent(OWNER.name)}&limit=100`)).toHaveLength(everything.data.length);
    expect(await actionsOf('who=Olga')).toEqual([]);
    const [newest, next] = everything.data;
    expect(await actionsOf(`from=${newest!.at}`)).toContain(newest!.action);
    expect(await actionsOf(`to=${next!.at}`)).not.toContain(newest!.action);
    expect((await owner('GET', '/v1/audit?from=yesterday')).statusCode).toBe(422);
    const { actors, actions } = await told<AuditChoices>('/v1/audit/choices');
    expect([...actors].sort()).toEqual([...new Set(everything.data.map(({ actorLabel }) => actorLabel))].sort());
    expect([...actions].sort()).toEqual([...new Set(everything.data.map(({ action }) => action))].sort());
  });

  it('has stable pages while the log grows, each line once', async () => {
    const first = await told<Page<AuditEntry>>('/v1/audit?action=subscribers&limit=2');
    await done('POST', '/v1/subscribers', { address: 'cem@audit.example', listIds: [] });
    const second = await told<Page<AuditEntry>>(`/v1/audit?action=subscribers&limit=2&cursor=${first.nextCursor}`);
    const seen = [...first.data, ...second.data];
    expect(seen.map(({ action }) => action)).toEqual([
      ...['subscribers.remove', 'subscribers.change', 'subscribers.add', 'subscribers.add'],
    ]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(4);
    expect(second.nextCursor).toBeNull();
  });

  it('leads from each change in the history of an address to its entry', async () => {
    const { events } = await told<AddressPage>(`/v1/addresses/${ADA}`);
    const entries = await Promise.all(events.map(nearOf));
    expect(events.map(({ kind }, at) => `${kind}: ${entries[at]!.action}`)).toEqual([
      'suppressed: suppressions.add',
      'subscriber_deleted: subscribers.remove',
      'subscriber_changed: subscribers.change',
      'list_joined: subscribers.add',
      'subscriber_added: subscribers.add',
    ]);
    expect(entries[0]).toMatchObject({ actorLabel: OWNER.name, subjectName: ADA, detail: { address: ADA } });
    const longAgo = { at: '2020-01-01T00:00:00.000Z', who: OWNER.name };
    expect(await told(`/v1/audit/near?${new URLSearchParams(longAgo)}`)).toEqual({ id: null });
  });

  it('gives what is filtered as CSV and as JSON', async () => {
    const csv = await owner('GET', '/v1/audit/export?action=lists');
    const [head, columns, ...rows] = csv.body.replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toMatch(/^Audit log; action: lists; as of /);
    expect(columns).toBe('at_utc,who,action,object_kind,object_id,object_name,detail,ip,id');
    expect(rows).toHaveLength(2);
    const json = await owner('GET', `/v1/audit/export?format=json&about=${ADA}`);
    expect(json.json()).toMatchObject({ filter: { about: ADA } });
    expect((json.json() as { entries: AuditEntry[] }).entries).toHaveLength(4);
  });

  it('is for those who may read settings', async () => {
    const viewer = await api.asRole('viewer');
    const analyst = await api.asRole('analyst');
    for (const url of ['/v1/audit', '/v1/audit/choices', '/v1/audit/export']) {
      expect((await viewer('GET', url)).statusCode).toBe(403);
      expect((await analyst('GET', url)).statusCode).toBe(200);
    }
  });
});
