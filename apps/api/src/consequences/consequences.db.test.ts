// Policy, incidents and releases over HTTP: versions with their actor, decisions a worker carries out, lifts that need a yes.
import { type Consequences, consequenceDefaults, type Overview, type SiteFlood } from '@doorstep/contracts';
import { FloodStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

const SITE = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const FLOOD = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b45';
let database: FreshDatabase;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  await query(`INSERT INTO mail_domain (name) VALUES ('big.example')`);
  await query(
    `INSERT INTO site (id, mx_key, mx_hosts, provider) VALUES ($1, 'mx.big.example', '{mx.big.example}', 'big')`,
    [SITE],
  );
  await query(
    `INSERT INTO site_flood (id, site_id, from_at, review_at, hard, settled, usual_percent, pause_minutes)
     VALUES ($1, $2, now() - interval '1 hour', now() + interval '2 days', 30, 60, 1.25, 60)`,
    [FLOOD, SITE],
  );
  await query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT 'p' || i || '@big.example', 'p', 'big.example'
       FROM generate_series(1, 3) i RETURNING id)
     INSERT INTO address_failure (address_id, site_id, at, effect, failure_group, category, terms, evidence, state, flood_id)
     SELECT id, $1, now(), 'hard', 'gone', 'address_unknown', '{"group":"gone","failures":5,"days":30,"apartDays":7,"expiresDays":null,"policyVersion":0,"mayPass":false}',
       '{"replyText":"550 <b>nobody</b>","category":"address_unknown","ruleId":"big.unknown"}', 'held', $2 FROM a`,
    [SITE, FLOOD],
  );
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);
const carryOut = () => new FloodStore(api.dependencies.database).carryOutWishes();

describe('the policy over HTTP', () => {
  const policy = { ...consequenceDefaults, acceptsToForget: 2 };

  it('is read with its defaults, changed with a reason, and not changed twice from the same version', async () => {
    expect((await owner('GET', '/v1/consequences')).json<Consequences>()).toMatchObject({
      current: { version: 0, at: null },
      versions: [{ version: 0 }],
    });
    const changed = await owner('POST', '/v1/consequences', { policy, reason: 'Our readers travel', basedOn: 0 });
    expect(changed.statusCode).toBe(201);
    expect(changed.json()).toMatchObject({ reason: 'Our readers travel', policy: { acceptsToForget: 2 } });
    const again = await owner('POST', '/v1/consequences', { policy, reason: 'Late', basedOn: 0 });
    expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'policy_changed' }]);
    const audit = await query('SELECT action, detail FROM audit_entry WHERE action = $1', ['consequences.change']);
    expect(audit).toMatchObject([{ detail: { reason: 'Our readers travel' } }]);
  });

  it('keeps knobs within their bounds, and has none for complaints', async () => {
    const groups = { ...policy.groups, full: { ...policy.groups.full, failures: 1 } };
    expect((await owner('POST', '/v1/consequences/preview', { policy: { ...policy, groups } })).statusCode).toBe(422);
    const complaint = { ...policy, groups: { ...policy.groups, complaint: policy.groups.gone } };
    expect((await owner('POST', '/v1/consequences/preview', { policy: complaint })).statusCode).toBe(422);
  });

  it('shows what a change would have done', async () => {
    const preview = await owner('POST', '/v1/consequences/preview', { policy });
    expect(preview.json()).toEqual({
      failing: 0,
      added: { count: 0, people: [] },
      freed: { count: 0, people: [] },
      isComplete: true,
    });
  });

  it('is for people who may change settings', async () => {
    const editor = await api.asRole('editor');
    expect((await editor('POST', '/v1/consequences', { policy, reason: 'x', basedOn: 1 })).statusCode).toBe(403);
  });
});

describe('incidents over HTTP', () => {
  it('stand on the overview, list who is held, and are decided once', async () => {
    const { needsYou } = (await owner('GET', '/v1/overview')).json<Overview>();
    expect(needsYou.find((card) => card.kind === 'site_flood')?.words).toMatch(
      /^big says that 3 people do not exist, 40 times the usual/,
    );
    expect((await owner('GET', '/v1/site-floods')).json<{ data: SiteFlood[] }>().data).toMatchObject([
      { id: FLOOD, provider: 'big', held: 3, state: 'open', sampleReply: '550 <b>nobody</b>' },
    ]);
    const people = (await owner('GET', `/v1/site-floods/${FLOOD}/people?limit=2`)).json<{
      data: unknown[];
      nextCursor: string;
    }>();
    expect(people.data).toHaveLength(2);
    expect(people.nextCursor).not.toBeNull();
    const decided = await owner('POST', `/v1/site-floods/${FLOOD}/decide`, {
      decision: 'apply',
      reason: 'They closed',
    });
    expect(decided.json()).toMatchObject({ wish: 'apply', state: 'open' });
    const twice = await owner('POST', `/v1/site-floods/${FLOOD}/decide`, { decision: 'release', reason: 'No' });
    expect([twice.statusCode, twice.json()]).toMatchObject([409, { code: 'flood_decided' }]);
    await carryOut();
    expect((await owner('GET', `/v1/site-floods/${FLOOD}`)).json()).toMatchObject({ state: 'applied', wish: null });
    expect(await query('SELECT FROM suppression WHERE lifted_at IS NULL')).toHaveLength(3);
    await owner('POST', `/v1/site-floods/${FLOOD}/undo`, { reason: 'Too early' });
    await carryOut();
    expect((await owner('GET', `/v1/site-floods/${FLOOD}`)).json()).toMatchObject({ state: 'open', wish: null });
    expect(await query('SELECT FROM suppression WHERE lifted_at IS NULL')).toHaveLength(0);
  });

  it('are 404 when there is none', async () => {
    for (const [method, path, body] of [
      ['GET', `/v1/site-floods/${SITE}`, undefined],
      ['POST', `/v1/site-floods/${SITE}/decide`, { decision: 'apply', reason: 'x' }],
    ] as const)
      expect((await owner(method, path, body)).statusCode).toBe(404);
  });
});

describe('releases over HTTP', () => {
  it('are shown, carried out and undone', async () => {
    await owner('POST', `/v1/site-floods/${FLOOD}/decide`, { decision: 'apply', reason: 'They closed' });
    await carryOut();
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const to = new Date(Date.now() + 3_600_000).toISOString();
    const preview = await owner('GET', `/v1/suppression-releases/preview?from=${from}&to=${to}&ruleId=big.unknown`);
    expect(preview.json()).toMatchObject({ count: 3, rules: [{ ruleId: 'big.unknown', count: 3 }] });
    const filter = { from, to, ruleId: 'big.unknown' };
    const release = await owner('POST', '/v1/suppression-releases', { filter, reason: 'Our signature was wrong' });
    expect([release.statusCode, release.json()]).toMatchObject([201, { count: 3 }]);
    const { id } = release.json<{ id: string }>();
    expect((await owner('POST', `/v1/suppression-releases/${id}/undo`)).json()).toMatchObject({ restored: 3 });
    expect((await owner('POST', `/v1/suppression-releases/${id}/undo`)).statusCode).toBe(409);
    expect((await owner('GET', '/v1/suppression-releases')).json()).toMatchObject({
      data: [{ id, undoneBy: expect.any(String) }],
    });
  });

  it('never touch a complaint, which nobody here lifts', async () => {
    const [made] = await query<{ id: string }>(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence) SELECT id, 'complaint', 'outcome', 'Doorstep', '{}' FROM address LIMIT 1 RETURNING id`,
    );
    const lift = (body: object) => owner('POST', `/v1/suppressions/${made!.id}/lift`, body);
    const refused = await lift({ reason: 'She asked' });
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'complaint_is_hers' }]);
    expect((await lift({ reason: 'She asked', confirmsComplaint: true })).statusCode).toBe(422);
  });
});
