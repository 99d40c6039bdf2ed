// Segments, tags, fields and the audience of a campaign over HTTP, as the dashboard and a program use them.
import type {
  AudiencePerson,
  Campaign,
  CampaignAudience,
  CustomField,
  FieldCheck,
  FoundFields,
  List,
  Page,
  Preflight,
  Problem,
  Segment,
  SegmentPerson,
  SegmentPreview,
  SegmentWhy,
  Subscriber,
  Tag,
  TagRemoval,
} from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: ReturnType<typeof asking>;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = asking(await api.asOwner());
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

/** Answers read as what they are to be. */
function asking(call: Awaited<ReturnType<TestApi['asOwner']>>) {
  const ask = async <Body>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown) => {
    const answer = await call(method, url, body);
    return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as Body };
  };
  return {
    get: <Body>(url: string) => ask<Body>('GET', url),
    post: <Body>(url: string, body?: unknown) => ask<Body>('POST', url, body),
    patch: <Body>(url: string, body: unknown) => ask<Body>('PATCH', url, body),
    delete: <Body>(url: string) => ask<Body>('DELETE', url),
  };
}

const listOf = async (name: string) => (await owner.post<List>('/v1/lists', { name })).body;
const add = async (address: string, fields: Record<string, string>, listIds: string[] = []) =>
  (await owner.post<Subscriber>('/v1/subscribers', { address, fields, listIds })).body;
const berlin = { kind: 'all', parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'berlin' } }] };

describe('segments', () => {
  it('are counted before they are saved, explained for one person, saved, listed, deleted and brought back', async () => {
    const list = await listOf('Letter');
    for (const name of ['ada', 'bob', 'cem'])
      await add(`${name}@seg.example`, { city: 'Berlin' }, name === 'cem' ? [] : [list.id]);
    await add('dan@seg.example', { city: 'Rome' }, [list.id]);
    const preview = await owner.post<SegmentPreview>('/v1/segments/preview', { definition: berlin });
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ sentence: 'city is “berlin”', people: 3, onLists: 2 });
    expect(preview.body.sample.map((one) => one.address)).toEqual([
      'cem@seg.example',
      'bob@seg.example',
      'ada@seg.example',
    ]);

    const both = { kind: 'all', parts: [...berlin.parts, { kind: 'list', listId: list.id }] };
    const why = await owner.post<SegmentWhy>('/v1/segments/why', { definition: both, address: 'CEM@seg.example' });
    expect(why.body).toMatchObject({
      isIn: false,
      words: 'cem@seg.example is not in this segment: 1 of 2 conditions are true of this person.',
      conditions: [
        { words: 'city is “berlin”', isTrue: true, saw: 'Berlin' },
        { words: 'subscribed to the list “Letter”', isTrue: false, saw: null },
      ],
    });
    expect(
      (await owner.post<Problem>('/v1/segments/why', { definition: both, address: 'nobody@seg.example' })).status,
    ).toBe(404);

    const made = await owner.post<Segment>('/v1/segments', { name: 'Berliners', definition: berlin });
    expect(made.status).toBe(201);
    const { id } = made.body;
    const first = await owner.get<Page<SegmentPerson>>(`/v1/segments/${id}/people?limit=2`);
    const rest = await owner.get<Page<SegmentPerson>>(
      `/v1/segments/${id}/people?limit=2&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.data, ...rest.body.data].map((one) => one.address)).toHaveLength(3);
    expect(rest.body.nextCursor).toBeNull();
    expect((await owner.patch<Segment>(`/v1/segments/${id}`, { name: 'From Berlin' })).body.name).toBe('From Berlin');
    expect((await owner.delete(`/v1/segments/${id}`)).status).toBe(204);
    expect((await owner.get(`/v1/segments/${id}`)).status).toBe(404);
    expect((await owner.post<Segment>(`/v1/segments/${id}/restore`)).body.sentence).toBe('city is “berlin”');
    const audit = await api.dependencies.database.pool.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE action LIKE 'segments.%' ORDER BY id`,
    );
    expect(audit.rows.map((row) => row.action)).toEqual([
      'segments.add',
      'segments.change',
      'segments.remove',
      'segments.restore',
    ]);
  });

  it('refuse SQL, depth and what they do not know, and say where', async () => {
    const parts = [{ kind: 'name', test: { op: 'is', value: `'; DROP TABLE subscriber; --` } }];
    const hostile = await owner.post<SegmentPreview>('/v1/segments/preview', { definition: { kind: 'any', parts } });
    expect(hostile.body).toMatchObject({ people: 0 });
    for (const part of [
      { kind: 'sql', text: 'true' },
      { kind: 'field', key: 'a', test: { op: 'is; --', value: 'x' } },
      { kind: 'all', parts: [] },
    ]) {
      const refused = await owner.post<Problem>('/v1/segments/preview', { definition: { kind: 'all', parts: [part] } });
      expect(refused.status).toBe(422);
      expect(refused.body.errors?.[0]?.pointer).toContain('/definition/parts');
    }
  });
});

describe('the audience of a campaign', () => {
  it('names every term, opens its people, and is part of the check', async () => {
    const [list, other] = [await listOf('Own'), await listOf('Left out')];
    await add('eve@aud.example', { city: 'Oslo' }, [list.id]);
    await add('fay@aud.example', { city: 'Oslo' }, [list.id, other.id]);
    await add('gil@aud.example', {}, [list.id]);
    const definition = { kind: 'all', parts: [{ kind: 'field', key: 'city', test: { op: 'is', value: 'Oslo' } }] };
    const segment = (await owner.post<Segment>('/v1/segments', { name: 'Oslo', definition })).body;
    const campaign = await owner.post<Campaign>('/v1/campaigns', {
      ...{ name: 'May', listIds: [list.id], segmentIds: [segment.id], excludedListIds: [other.id] },
    });
    expect(campaign.status).toBe(201);
    const url = `/v1/campaigns/${campaign.body.id}`;
    const { body } = await owner.get<CampaignAudience>(`${url}/audience`);
    expect(body).toMatchObject({ from: 'now', chosen: 5, selected: 3, willGetIt: 2 });
    expect(body.terms.map(({ term, count }) => [term, count])).toEqual([
      ['duplicates', 2],
      ['excluded_list', 1],
    ]);
    const out = await owner.get<Page<AudiencePerson>>(`${url}/audience/people?share=excluded_list`);
    expect(out.body.data).toEqual([{ address: 'fay@aud.example', name: null, verdict: 'excluded_list' }]);
    const first = await owner.get<Page<AudiencePerson>>(`${url}/audience/people?share=chosen&limit=3`);
    const next = await owner.get<Page<AudiencePerson>>(
      `${url}/audience/people?share=chosen&limit=3&cursor=${first.body.nextCursor}`,
    );
    expect(first.body.data.length + next.body.data.length).toBe(5);
    expect((await owner.get<Preflight>(`${url}/preflight`)).body.audience).toEqual(body);
    expect((await owner.get<Segment>(`/v1/segments/${segment.id}`)).body.usedBy).toMatchObject([
      { name: 'May', state: 'draft' },
    ]);
    expect((await owner.delete<Problem>(`/v1/segments/${segment.id}`)).body.code).toBe('segment_in_use');
    const gone = await owner.patch<Problem>(url, { segmentIds: [campaign.body.id] });
    expect(gone.body.errors?.[0]).toMatchObject({ pointer: '#/segmentIds', code: 'not_here' });
  });
});

describe('tags and fields', () => {
  it('are made, merged, undone; a value that does not fit is refused by name, and so is a type that values do not fit', async () => {
    const [one, two] = await Promise.all(
      ['member', 'guest'].map(async (name) => (await owner.post<Tag>('/v1/tags', { name })).body),
    );
    const merged = (await owner.post<TagRemoval>(`/v1/tags/${one!.id}/merge`, { intoTagId: two!.id })).body;
    expect((await owner.get<Page<Tag>>('/v1/tags')).body.data.map((tag) => tag.name)).toEqual(['guest']);
    expect((await owner.post<Tag>(`/v1/tags/removals/${merged.id}/undo`)).body.name).toBe('member');
    expect((await owner.delete<TagRemoval>(`/v1/tags/${two!.id}`)).body.people).toBe(0);

    await add('hal@fld.example', { age: 'forty' });
    expect((await owner.get<FoundFields>('/v1/fields/found')).body.fields.map((field) => field.key)).toContain('age');
    expect((await owner.post<CustomField>('/v1/fields', { key: 'age', label: 'Age' })).status).toBe(201);
    const refused = await owner.patch<Problem>('/v1/fields/age', { type: 'number' });
    expect(refused.body).toMatchObject({ status: 409, code: 'values_do_not_fit' });
    expect(refused.body.detail).toContain('1 person has a value that would not fit, such as “forty”');
    expect((await owner.post<FieldCheck>('/v1/fields/age/check', { type: 'number' })).body.unfit).toBe(1);
    const changed = await owner.patch<CustomField>('/v1/fields/age', { type: 'number', acknowledgeUnfit: true });
    expect(changed.body.type).toBe('number');
    const person = await owner.post<Problem>('/v1/subscribers', { address: 'ivy@fld.example', fields: { age: 'old' } });
    expect(person.body.errors?.[0]).toMatchObject({ pointer: '#/fields/age', code: 'value_does_not_fit' });
    expect((await owner.patch<Problem>('/v1/fields/age', { type: 'choice' })).body.code).toBe('invalid_input');
    expect((await owner.delete<CustomField>('/v1/fields/age')).body.key).toBe('age');
  });
});
