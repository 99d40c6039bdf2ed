// Rules over HTTP: saved only when they keep the blame law, in order, with versions; unknown replies ranked; previews and replays begun.
import type {
  RuleExplanation,
  RuleReplayDetail,
  RuleReplayView,
  RuleVersion,
  RuleView,
  UnknownReply,
} from '@doorstep/contracts';
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
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = (text: string, values: unknown[] = []) => api.dependencies.database.pool.query(text, values);
const definition = { phrases: ['reader * departed'], category: 'address_unknown', scope: 'address', isPermanent: true };
const add = (name: string, more: object = {}) =>
  owner('POST', '/v1/rules', { name, definition: { ...definition, ...more } });
const all = async () => (await owner('GET', '/v1/rules')).json<{ data: RuleView[] }>().data;

describe('an own rule', () => {
  it('is saved with a name of its own and says what it means', async () => {
    const made = await add('Zürich: departed!');
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({
      ruleId: 'own/zurich-departed@1',
      version: 1,
      definition: { certainty: 'likely' },
    });
    expect((await add('Zurich departed')).json()).toMatchObject({ slug: 'zurich-departed-2' });
    const asked = new URLSearchParams({ text: '554 Reader 7 departed', stage: 'rcpt' });
    expect((await owner('GET', `/v1/rules/explain?${asked}`)).json<RuleExplanation>()).toMatchObject({
      ...{ ruleId: 'own/zurich-departed@1', found: 'reader 7 departed', isPermanent: true },
      words: expect.stringMatching(/^Your rule “zurich-departed” found “reader 7 departed”/),
    });
  });

  it('is refused, with the reason in words, when it would blame an address for others’ faults', async () => {
    const early = await add('Early', { stages: ['banner'] });
    expect(early.statusCode).toBe(422);
    expect(early.json()).toMatchObject({
      ...{ code: 'rule_faulty', detail: expect.stringMatching(/nobody has said yet whom the mail is for/) },
      errors: [{ pointer: '#/definition/stages', code: 'stage_before_recipient' }],
    });
    expect((await add('Block', { category: 'reputation_block' })).json()).toMatchObject({
      errors: [{ code: 'scope_blames_address' }],
    });
    expect((await add('All', { phrases: [] })).json()).toMatchObject({ errors: [{ code: 'nothing_to_find' }] });
    expect((await add('Who', { provider: 'nobody' })).json()).toMatchObject({ errors: [{ code: 'provider_unknown' }] });
  });

  it('keeps its versions, is switched off, ordered, deleted and brought back', async () => {
    const [first, second] = await all();
    const change = (body: object) => owner('PATCH', `/v1/rules/${first!.id}`, body);
    expect((await change({ isEnabled: false, ifVersion: 1 })).json()).toMatchObject({ version: 2, isEnabled: false });
    expect((await change({ name: 'Late', ifVersion: 1 })).statusCode).toBe(409);
    const versions = (await owner('GET', `/v1/rules/${first!.id}/versions`)).json<{ data: RuleVersion[] }>().data;
    expect(versions.map(({ change: what }) => what)).toEqual(['disabled', 'created']);
    await owner('POST', '/v1/rules/order', { ids: [second!.id, first!.id] });
    expect((await all()).map(({ id }) => id)).toEqual([second!.id, first!.id]);
    expect((await owner('DELETE', `/v1/rules/${first!.id}`)).statusCode).toBe(204);
    expect((await all()).map(({ id }) => id)).toEqual([second!.id]);
    expect((await owner('POST', `/v1/rules/${first!.id}/restore`, {})).json()).toMatchObject({ deletedAt: null });
    await change({ isEnabled: true });
  });

  it('goes to another installation as JSON', async () => {
    const file = (await owner('GET', '/v1/rules/export')).json<{ rules: { slug: string }[] }>();
    expect(file.rules.map(({ slug }) => slug)).toEqual(['zurich-departed-2', 'zurich-departed']);
    expect((await owner('POST', '/v1/rules/import', file)).json()).toEqual({ added: 0, changed: 0, unchanged: 2 });
    const bad = { ...file, rules: [{ ...file.rules[0], slug: 'bad', definition: { ...definition, phrases: [] } }] };
    expect((await owner('POST', '/v1/rules/import', bad)).json()).toMatchObject({
      errors: [{ pointer: '#/rules/0/definition/phrases' }],
    });
  });

  it('is seen by all and changed by those who look after deliverability', async () => {
    const viewer = await api.asRole('viewer');
    expect((await viewer('GET', '/v1/rules')).statusCode).toBe(200);
    expect((await viewer('POST', '/v1/rules', { name: 'x', definition })).statusCode).toBe(403);
    const { data } = (await owner('GET', '/v1/audit')).json<{ data: { action: string }[] }>();
    expect(data.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['rules.add', 'rules.order', 'rules.restore']),
    );
  });
});

describe('our rules', () => {
  it('can be read in the order they are asked', async () => {
    const { data } = (await owner('GET', '/v1/rules/built-in')).json<{
      data: { id: string; pattern: string | null }[];
    }>();
    expect(data.length).toBeGreaterThan(100);
    expect(data.find(({ id }) => id === 'text/mailbox-full')?.pattern).toContain('quota');
  });
});

describe('replies no rule knows', () => {
  it('are brought together and ranked by people, with a rule to begin with', async () => {
    const one = async (address: string, text: string, secondsAgo: number) => {
      await query(`INSERT INTO mail_domain (name) VALUES ('club.example') ON CONFLICT DO NOTHING`);
      await query(
        `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, 'club.example') ON CONFLICT (normalized) DO UPDATE SET spelling = $1 RETURNING id)
         INSERT INTO unclassified_reply (subject_kind, subject_id, address_id, mx_host, stage, reply_code, text, at)
         SELECT 'attempt', new_id(), id, 'mx.club.example', 'rcpt', 554, $2, now() - $3 * interval '1 second' FROM a`,
        [address, text, secondsAgo],
      );
    };
    await one('ann@club.example', '554 Zork 17 <ann@club.example> frobbed', 9);
    await one('ann@club.example', '554 Zork 18 <ann@club.example> frobbed', 8);
    await one('bob@club.example', '554 Zork 99 <bob@club.example> frobbed', 7);
    await one('cid@club.example', '554 Reader 3 departed', 6);
    const { data } = (await owner('GET', '/v1/rules/unknown')).json<{ data: UnknownReply[] }>();
    expect(data).toMatchObject([
      {
        people: 2,
        replies: 3,
        newestText: '554 Zork 99 <bob@club.example> frobbed',
        coveredBy: null,
        mxHosts: ['mx.club.example'],
      },
      { people: 1, coveredBy: 'own/zurich-departed-2@1' },
    ]);
    const { suggestion } = data[0]!;
    expect(suggestion.definition).toMatchObject({ phrases: ['zork * frobbed'], codes: [554], scope: 'unknown' });
    expect((await owner('POST', '/v1/rules', suggestion)).statusCode).toBe(201);
  });
});

describe('a preview and a replay', () => {
  it('are begun here, go by the rules as they would be, and wait for a worker', async () => {
    const [first] = await all();
    const rule = { name: first!.name, definition: { ...definition, category: 'mailbox_full', isPermanent: false } };
    const made = await owner('POST', '/v1/rule-replays/preview', { rule, replaces: first!.id });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json<RuleReplayView>()).toMatchObject({ kind: 'preview', state: 'waiting', percent: 0 });
    const { rows } = await query('SELECT only_slug, rules FROM rule_replay WHERE id = $1', [
      made.json<RuleReplayView>().id,
    ]);
    expect(rows[0]).toMatchObject({
      only_slug: first!.slug,
      rules: expect.arrayContaining([
        expect.objectContaining({ slug: first!.slug, version: 2, category: 'mailbox_full' }),
      ]),
    });
    const faulty = { rule: { ...rule, definition: { ...rule.definition, phrases: [] } } };
    expect((await owner('POST', '/v1/rule-replays/preview', faulty)).json()).toMatchObject({
      errors: [{ pointer: '#/rule/definition/phrases' }],
    });
    const begun = await owner('POST', '/v1/rule-replays', { days: 30 });
    const { id } = begun.json<RuleReplayView>();
    expect((await owner('POST', '/v1/rule-replays', {})).json()).toMatchObject({ status: 409, code: 'replay_at_work' });
    expect((await owner('GET', `/v1/rule-replays/${id}`)).json<RuleReplayDetail>()).toMatchObject({
      groups: [],
      seen: 0,
    });
    expect((await owner('POST', `/v1/rule-replays/${id}/apply`, {})).json()).toMatchObject({ code: 'not_now' });
    expect((await owner('POST', `/v1/rule-replays/${id}/cancel`, {})).json()).toMatchObject({ state: 'cancelled' });
    expect((await owner('GET', `/v1/rule-replays/${id}/people`)).json()).toEqual({ data: [], nextCursor: null });
    expect(
      (await owner('GET', '/v1/rule-replays')).json<{ data: RuleReplayView[] }>().data.map((one) => one.id),
    ).toEqual([id]);
  });
});
