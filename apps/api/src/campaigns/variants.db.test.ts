// Variants of a campaign over HTTP: written, checked, tested and signed each for itself, reported side by side, chosen by hand.
import type {
  AbReport,
  Campaign,
  CampaignPreview,
  CampaignReport,
  CampaignVariants,
  CampaignVersion,
  CampaignVersionView,
  Page,
  Preflight,
  PreflightReport,
  TestSendResult,
} from '@doorstep/contracts';
import { PlanStore, SendingDomainStore } from '@doorstep/database';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let listId: string;
let sendingDomainId: string;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, {
    environment: {
      DOORSTEP_DNS_SERVERS: simnet.dnsServer,
      DOORSTEP_SMTP_PORT: String(simnet.smtpPort),
      DOORSTEP_ALLOW_PRIVATE_MX: 'true',
    },
  });
  owner = await api.asOwner();
  const { privateKeyPem, publicKeyBase64: publicKey } = generateDkimKey('ed25519-sha256');
  const data = dkimRecord('ed25519-sha256', publicKey);
  simnet.putRecords([{ name: 'ds1._domainkey.news.example', type: 'TXT', data }]);
  sendingDomainId = await api.app.get(SendingDomainStore).add('news.example', 'bounces.news.example', {
    ...{ selector: 'ds1', algorithm: 'ed25519-sha256', publicKey },
    privateKeySealed: api.dependencies.vault.seal(privateKeyPem),
  });
  listId = (await owner('POST', '/v1/lists', { name: 'Letter' })).json<{ id: string }>().id;
  await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
  await query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name)
       SELECT 'p' || i || '@inbox.example', 'p' || i || '@inbox.example', 'inbox.example' FROM generate_series(1, 90) i RETURNING id),
     s AS (INSERT INTO subscriber (address_id, name) SELECT id, 'Ann' FROM a)
     INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM a`,
    [listId],
  );
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const query = (text: string, values: unknown[] = []) => api.dependencies.database.pool.query(text, values);

async function campaign(change: object = {}): Promise<string> {
  const content = {
    ...{ name: 'June letter', sendingDomainId, fromName: 'The letter', fromLocal: 'letter' },
    ...{ subject: 'Hello from the lake', html: '<p>Hello {{ name }}</p>', listIds: [listId], tracking: 'person' },
  };
  const made = await owner('POST', '/v1/campaigns', { ...content, ...change });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<Campaign>().id;
}
const put = (id: string, body: object) => owner('PUT', `/v1/campaigns/${id}/variants`, body);
const get = async <Answer>(id: string, part: string) =>
  (await owner('GET', `/v1/campaigns/${id}/${part}`)).json<Answer>();

const TWO = [
  { subject: 'The lake in June' },
  { fromName: 'Ada', content: { contentKind: 'markdown', contentSource: '# Hello {{ name }}' } },
];
const TERMS = { samplePercent: 60, winnerBy: 'clicks', ifUnclear: 'leader' };

/** Its audience frozen as the worker does, and everybody of the test accepted. */
async function tried(id: string): Promise<void> {
  expect((await owner('POST', `/v1/campaigns/${id}/send`)).statusCode).toBe(200);
  const plans = new PlanStore(api.dependencies.database);
  while ((await plans.planPage(id, { limit: 500, usesFields: true, timeScale: 1 })).kind === 'more');
  await query(
    `UPDATE delivery SET state = 'accepted', next_attempt_at = NULL, attempts = 1, accepted_at = now() - interval '1 hour' WHERE campaign_id = $1 AND variant IS NOT NULL`,
    [id],
  );
}

describe('the variants of a campaign', () => {
  it('stand in the versions of the campaign, in words, and are brought back with one', async () => {
    const id = await campaign();
    const versions = async () => (await get<Page<CampaignVersion>>(id, 'versions')).data;
    await put(id, { variants: TWO, ...TERMS });
    await owner('PATCH', `/v1/campaigns/${id}`, { html: '<p>Hello, all of you</p>', keepVersion: true });
    await put(id, { variants: [{ subject: 'The sea in June' }], ...TERMS, samplePercent: 30 });
    expect((await versions()).map(({ words }) => words)).toEqual([
      expect.stringMatching(/^Another B, C went, tried otherwise, \d words? came/),
      'B came, C came',
      'The first one that was kept',
    ]);
    const [, both, first] = (await versions()).map((version) => version.id);
    const { changes } = await get<CampaignVersionView>(id, `versions/${both}`);
    const inB = changes.find(({ field }) => field === 'variants')!.changes;
    expect(
      inB
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toContain('B: The lake in June');
    expect(
      inB
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toContain('B: The sea in June');

    const restore = (version: string | undefined) => owner('POST', `/v1/campaigns/${id}/versions/${version}/restore`);
    expect((await restore(both)).json()).toMatchObject({ variantCount: 3, html: '<p>Hello {{ name }}</p>' });
    expect(await get<CampaignVariants>(id, 'variants')).toMatchObject({
      terms: { samplePercent: 60 },
      variants: [{ subject: 'The lake in June' }, { fromName: 'Ada', content: { contentKind: 'markdown' } }],
    });
    // What stood there before is a version too; so the way back goes both ways.
    const [, replaced] = await versions();
    await restore(replaced!.id);
    expect(await get<CampaignVariants>(id, 'variants')).toMatchObject({
      terms: { samplePercent: 30 },
      variants: [{ number: 1 }],
    });
    expect((await restore(first)).json()).toMatchObject({ variantCount: 1 });

    await owner('PATCH', `/v1/campaigns/${id}`, { tracking: 'off' });
    expect((await restore(both)).json()).toMatchObject({ status: 422, errors: [{ code: 'not_counted' }] });
    expect(await get<CampaignVariants>(id, 'variants')).toMatchObject({ terms: null, variants: [] });
  });

  it('are refused with the field and a way out when nothing could come of them', async () => {
    const id = await campaign({ tracking: 'anonymous' });
    const wrong = async (body: object) => (await put(id, body)).json<{ status: number; detail: string; errors?: [] }>();
    expect(await wrong({ variants: TWO, ...TERMS })).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/winnerBy', code: 'not_counted' }],
      detail: expect.stringContaining('one reader may count many times'),
    });
    expect(await wrong({ variants: TWO, winnerBy: 'hand', ifUnclear: 'leader' })).toMatchObject({
      errors: [{ pointer: '#/ifUnclear' }],
    });
    expect(await wrong({ variants: TWO, decideAfterHours: 9, deadlineHours: 2 })).toMatchObject({
      errors: [{ pointer: '#/deadlineHours' }],
    });
    const broken = { content: { contentKind: 'mjml', contentSource: '<mjml><mj-body><mj-nothing/></mj-body></mjml>' } };
    expect(await wrong({ variants: [{}, broken] })).toMatchObject({
      errors: [{ pointer: '#/variants/1/content', code: 'content_fault' }],
      detail: expect.stringMatching(/^Variant C, line 1/),
    });
    expect(await wrong({ variants: [{ subject: 'a\r\nBcc: x@y' }] })).toMatchObject({ status: 422 });
    expect(await wrong({ variants: [{}, {}, {}, {}] })).toMatchObject({ status: 422 });
    expect((await get<CampaignVariants>(id, 'variants')).variants).toEqual([]);
    // Anonymous counting tells the variants apart all the same, by hand to be judged.
    expect((await put(id, { variants: TWO, samplePercent: 100, winnerBy: 'hand' })).statusCode).toBe(200);
    await tried(id);
    const token = api.dependencies.tokens.sign('count', id);
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
    for (const picture of [`${token}-1.gif`, `${token}-1.gif`, `${token}.gif`, `${token}-9.gif`])
      expect((await api.inject({ method: 'GET', url: `/o/${picture}`, headers })).statusCode).toBe(200);
    const { abTest } = await get<CampaignReport>(id, 'report');
    expect(abTest?.variants.map(({ opens, peopleOpened }) => [opens, peopleOpened])).toEqual([
      [0, null],
      [2, null],
      [0, null],
    ]);
    expect(abTest?.words).toMatch(/Nothing is counted per person/);
  });

  it('are previewed, checked, signed and tested each for itself', async () => {
    const id = await campaign();
    const unknown = await put(id, { variants: [{ subject: 'Dear {{ shoe_size }}' }, TWO[1]], ...TERMS });
    expect(unknown.statusCode, unknown.body).toBe(200);
    const { findings } = await get<Preflight>(id, 'preflight');
    expect(findings.filter(({ kind }) => kind === 'problem')).toMatchObject([
      { code: 'unknown_field', field: 'variants', words: expect.stringMatching(/^Variant B: .*shoe_size/) },
    ]);
    expect((await owner('POST', `/v1/campaigns/${id}/send`)).statusCode).toBe(422);
    const written = (await put(id, { variants: TWO, ...TERMS })).json<CampaignVariants>();
    expect(written).toMatchObject({
      variants: [
        { number: 1, subject: 'The lake in June', content: null },
        { number: 2, subject: null, content: { contentKind: 'markdown' } },
      ],
      terms: { ...TERMS, decideAfterHours: 4, deadlineHours: 24 },
      groupPeople: 18,
      chance: expect.stringMatching(/^With 18 people in each group, .* Fewer than 30 are too few/),
    });
    const shown = async (variant: number) => get<CampaignPreview>(id, `preview?variant=${variant}`);
    expect((await shown(0)).subject).toBe('Hello from the lake');
    expect(await shown(1)).toMatchObject({ subject: 'The lake in June', html: (await shown(0)).html });
    expect([(await shown(1)).fromName, (await shown(2)).fromName]).toEqual(['The letter', 'Ada']);
    expect((await shown(2)).html).toMatch(/<h1[^>]*>Hello Ada Lovelace<\/h1>/);
    expect((await owner('GET', `/v1/campaigns/${id}/preview?variant=3`)).statusCode).toBe(422);

    const report = (await owner('POST', `/v1/campaigns/${id}/preflight`)).json<PreflightReport>();
    const signatures = report.checks.filter((check) => check.id.startsWith('dkim:'));
    expect(signatures.map((check) => [check.title.slice(0, 10), check.state])).toEqual([
      [expect.not.stringMatching(/^Variant/), 'pass'],
      ['Variant B:', 'pass'],
      ['Variant C:', 'pass'],
    ]);

    const to = 'ann@googlish.example';
    const all = (await owner('POST', `/v1/campaigns/${id}/test`, { address: to })).json<TestSendResult>();
    expect(all).toMatchObject({ outcome: 'accepted', words: expect.stringMatching(/^A: .* B: .* C: /) });
    const subjects = simnet.received({ recipient: to }).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);
    expect(subjects).toEqual(['Hello from the lake', 'The lake in June', 'Hello from the lake']);
    const one = (await owner('POST', `/v1/campaigns/${id}/test`, { address: to, variant: 1 })).json<TestSendResult>();
    expect(one.variants).toMatchObject([{ variant: 1, outcome: 'accepted' }]);

    // Everybody's own clock and a winner to wait for do not go together.
    const localTime = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    const each = { localTime, timeZone: 'UTC', eachAtLocalTime: true };
    expect((await owner('POST', `/v1/campaigns/${id}/schedule`, each)).json()).toMatchObject({
      status: 422,
      errors: [{ code: 'test_and_local_time' }],
    });
    // What is counted may have been changed after the test was written.
    await owner('PATCH', `/v1/campaigns/${id}`, { tracking: 'off' });
    expect((await owner('POST', `/v1/campaigns/${id}/send`)).json()).toMatchObject({ errors: [{ code: 'winner_by' }] });
    expect((await owner('DELETE', `/v1/campaigns/${id}/variants`)).statusCode).toBe(204);
    expect((await owner('GET', `/v1/campaigns/${id}`)).json<Campaign>().variantCount).toBe(1);
  });

  it('stand side by side in the report, numbers open their people, and one is chosen, taken back and chosen', async () => {
    const id = await campaign();
    await put(id, { variants: [TWO[0]], ...TERMS });
    expect((await owner('POST', `/v1/campaigns/${id}/variants/choose`, { variant: 1 })).statusCode).toBe(409);
    await tried(id);
    await query(
      `INSERT INTO reader_event (campaign_id, address_id, kind, variant, is_machine)
       SELECT campaign_id, address_id, 'click', variant, id::text > 'f' FROM delivery WHERE campaign_id = $1 AND variant = 1 ORDER BY id LIMIT 9`,
      [id],
    );
    const { abTest } = await get<CampaignReport>(id, 'report');
    const [a, b] = abTest!.variants;
    expect(abTest).toMatchObject({ stage: 'testing', winner: null, reason: null, canUndo: false });
    expect(b).toMatchObject({ subject: 'The lake in June', peopleClicked: 9, peopleOpened: 0, hasOwnContent: false });
    expect(a!.people + b!.people + abTest!.restWaiting).toBe(90);
    const count = async (filter: string) =>
      (await get<{ people: number }>(id, `deliveries/count?abGroup=test&${filter}`)).people;
    expect(await count('variant=0&group=got_it')).toBe(a!.gotIt);
    expect(await count('variant=1&reader=click')).toBe(9);
    expect((await get<{ data: unknown[] }>(id, 'deliveries?abGroup=rest&group=not_yet')).data).toHaveLength(
      Math.min(50, abTest!.restWaiting),
    );
    const choose = async (variant: number) => owner('POST', `/v1/campaigns/${id}/variants/choose`, { variant });
    expect((await choose(3)).statusCode).toBe(422);
    const chosen = (await choose(1)).json<AbReport>();
    expect(chosen).toMatchObject({ stage: 'chosen', winner: 1, decidedBy: 'Olga Owner', canUndo: true });
    expect(chosen.reason).toBe('Olga Owner chose B.');
    const undone = (await owner('POST', `/v1/campaigns/${id}/variants/undo`)).json<AbReport>();
    expect(undone).toMatchObject({ stage: 'testing', winner: null, canUndo: false });
    expect((await owner('POST', `/v1/campaigns/${id}/variants/undo`)).statusCode).toBe(409);
    await choose(1);
    const link = await owner('POST', `/v1/campaigns/${id}/share-links`, {});
    const shared = await api.inject({ method: 'GET', url: new URL(link.json<{ url: string }>().url).pathname });
    expect(shared.body).toMatch(/Variants that were tried[\s\S]*B \(chosen\)[\s\S]*The lake in June/);
    expect((await put(id, { variants: TWO })).json()).toMatchObject({ status: 409, code: 'campaign_sending' });
  });
});
