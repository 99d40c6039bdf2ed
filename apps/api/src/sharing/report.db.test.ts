// A report over HTTP: its numbers and files, links that show it, counted links that only count, sending again.
import type { CampaignReport, MadeShareLink, SentAgain } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let campaignId: string;
let deliveryIds: string[];
let addressIds: string[];

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  const [list] = await query<{ id: string }>(`INSERT INTO list (name) VALUES ('Letter') RETURNING id`);
  await query(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
  const people = await query<{ id: string }>(
    `INSERT INTO address (normalized, spelling, domain_name)
     SELECT a, a, 'inbox.example' FROM unnest($1::text[]) a RETURNING id`,
    [['=cmd@inbox.example', 'bo@inbox.example', 'cy@inbox.example', 'di@inbox.example']],
  );
  addressIds = people.map(({ id }) => id);
  await query(`INSERT INTO subscriber (address_id) SELECT unnest($1::uuid[])`, [addressIds]);
  await query(`INSERT INTO membership (list_id, address_id, status) SELECT $1, unnest($2::uuid[]), 'subscribed'`, [
    ...[list!.id, addressIds],
  ]);
  const [campaign] = await query<{ id: string }>(
    `INSERT INTO campaign (name, subject, state, list_ids, tracking, started_at, finished_at)
     VALUES ('News <b>', 'Hello', 'finished', ARRAY[$1::uuid], 'person', now() - interval '1 hour', now()) RETURNING id`,
    [list!.id],
  );
  campaignId = campaign!.id;
  const deliveries = await query<{ id: string }>(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, state, attempts, category, accepted_at)
     SELECT $1, a.id, 'inbox.example', a.state, a.attempts, a.category, CASE WHEN a.state = 'accepted' THEN now() - interval '1 hour' END
     FROM unnest($2::uuid[], '{refused,accepted,accepted,expired}'::text[], '{1,1,3,8}'::smallint[], '{address_unknown,NULL,NULL,greylist}'::text[])
       AS a(id, state, attempts, category) RETURNING id`,
    [campaignId, addressIds],
  );
  deliveryIds = deliveries.map(({ id }) => id);
  await query(
    `INSERT INTO campaign_link (campaign_id, number, url) SELECT $1, i, 'https://shop.example/' || i FROM generate_series(1, 5) i`,
    [campaignId],
  );
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  api.dependencies.database.pool.query<Row>(text, values).then((answer) => answer.rows);
const report = async () => (await owner('GET', `/v1/campaigns/${campaignId}/report`)).json<CampaignReport>();
const read = (url: string, method: 'GET' | 'HEAD' = 'GET', agent = FIREFOX) =>
  api.inject({ method, url, headers: { 'user-agent': agent } });
const events = () =>
  query<{ kind: string; machine_reason: string | null }>('SELECT kind, machine_reason FROM reader_event ORDER BY id');

describe('a report', () => {
  it('has groups that add up, and says who did not get it instead of "finished"', async () => {
    const told = await report();
    expect(told.groups.map(({ group, people }) => [group, people])).toEqual([
      ['accepted_first', 1],
      ['accepted_retry', 1],
      ['refused', 1],
      ['gave_up', 1],
    ]);
    expect(told).toMatchObject({ audience: 4, isComplete: false, open: 0, missed: 2 });
    expect(told.words).toMatch(/^Finished: 2 did not get it\./);
  });

  it('opens exactly the people of a number, also as a file without formulas', async () => {
    const found = await owner('GET', `/v1/campaigns/${campaignId}/deliveries?group=missed`);
    expect(found.json<{ data: unknown[] }>().data).toHaveLength(2);
    expect((await owner('GET', `/v1/campaigns/${campaignId}/deliveries/count?group=missed`)).json()).toEqual({
      people: 2,
    });
    const file = await owner('GET', `/v1/campaigns/${campaignId}/deliveries/export?group=refused`);
    expect(file.body.startsWith('\uFEFF')).toBe(true);
    expect(file.body).toContain('group: refused');
    expect(file.body).toContain("'=cmd@inbox.example");
    expect(file.body).not.toContain('bo@inbox.example');
    const json = await owner('GET', `/v1/campaigns/${campaignId}/deliveries/export?format=json&group=gave_up`);
    expect(json.json<{ people: { address: string }[] }>().people.map(({ address }) => address)).toEqual([
      'di@inbox.example',
    ]);
    expect((await owner('GET', `/v1/campaigns/${campaignId}/deliveries/export?group=nonsense`)).statusCode).toBe(422);
  });
});

describe('counted links', () => {
  it('lead to the addresses of their campaign only, and note who followed', async () => {
    const token = api.dependencies.tokens.sign('click', deliveryIds[1]!);
    const followed = await read(`/l/${token}/2`);
    expect(followed.statusCode).toBe(302);
    expect(followed.headers.location).toBe('https://shop.example/2');
    expect(await events()).toEqual([{ kind: 'click', machine_reason: null }]);
    const wrong = api.dependencies.tokens.sign('unsubscribe', deliveryIds[1]!);
    const forged = token.replace(/.$/, (sign) => (sign === 'a' ? 'b' : 'a'));
    for (const url of [
      `/l/${token}/9`,
      `/l/${token}/x`,
      `/l/${wrong}/1`,
      `/l/${forged}/1`,
      `/l/https:%2F%2Fevil.example/1`,
    ]) {
      const answer = await read(url);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.headers.location, url).toBeUndefined();
    }
    expect(await events()).toHaveLength(1);
  });

  it('tell machines apart, and take one back who follows every link', async () => {
    const token = api.dependencies.tokens.sign('click', deliveryIds[2]!);
    await read(`/l/${token}/1`, 'HEAD');
    await read(`/l/${token}/1`, 'GET', 'curl/8.5');
    const picture = await read(`/o/${token}.gif`);
    expect(picture.headers['content-type']).toBe('image/gif');
    await read(`/o/${token}.gif`, 'GET', 'Mozilla/5.0');
    for (const number of [1, 2, 3]) await read(`/l/${token}/${number}`);
    const told = (await report()).readers!;
    expect(told).toMatchObject({
      opens: 1,
      openMachines: 1,
      peopleOpened: 1,
      clicks: 1,
      peopleClicked: 1,
      clickMachines: 5,
    });
    expect(told.links.find(({ number }) => number === 2)).toMatchObject({ clicks: 1, people: 1, machines: 1 });
    expect((await owner('GET', `/v1/campaigns/${campaignId}/deliveries/count?reader=click`)).json()).toEqual({
      people: 1,
    });
  });

  it('know nobody where nobody is to be known', async () => {
    const token = api.dependencies.tokens.sign('count', campaignId);
    expect((await read(`/l/${token}/1`)).statusCode).toBe(302);
    const [last] = await query('SELECT address_id FROM reader_event ORDER BY id DESC LIMIT 1');
    expect(last).toEqual({ address_id: null });
  });
});

describe('a link that shows a report', () => {
  it('shows it without signing in, names as text, addresses only when asked for, until it is revoked', async () => {
    const made = await owner('POST', `/v1/campaigns/${campaignId}/share-links`, { days: 7 });
    expect(made.statusCode, made.body).toBe(201);
    const { url, id } = made.json<MadeShareLink>();
    const path = new URL(url).pathname;
    const page = await read(path);
    expect(page.statusCode).toBe(200);
    expect(page.headers['x-robots-tag']).toContain('noindex');
    expect(page.body).toContain('News &lt;b&gt;');
    expect(page.body).toContain('Finished: 2 did not get it.');
    expect(page.body).toContain('Everybody else');
    expect(page.body).not.toContain('@inbox.example');
    const open = await owner('POST', `/v1/campaigns/${campaignId}/share-links`, { days: 7, showsAddresses: true });
    expect((await read(new URL(open.json<MadeShareLink>().url).pathname)).body).toContain('di@inbox.example');
    const listed = await owner('GET', `/v1/campaigns/${campaignId}/share-links`);
    expect(listed.body).not.toContain(path.slice('/share/'.length));
    expect(listed.json<{ data: unknown[] }>().data).toHaveLength(2);
    expect((await owner('DELETE', `/v1/campaigns/${campaignId}/share-links/${id}`)).statusCode).toBe(204);
    expect((await read(path)).statusCode).toBe(404);
    await query(`UPDATE share_link SET expires_at = now() - interval '1 second'`);
    expect((await read(new URL(open.json<MadeShareLink>().url).pathname)).statusCode).toBe(404);
  });
});

describe('sending again', () => {
  it('makes a draft for exactly those who missed it, with the same content', async () => {
    const preview = (await owner('GET', `/v1/campaigns/${campaignId}/again?group=missed`)).json();
    expect(preview).toMatchObject({ chosen: 2, people: 2 });
    const made = await owner('POST', `/v1/campaigns/${campaignId}/again`, {});
    expect(made.statusCode, made.body).toBe(201);
    const { campaign, people } = made.json<SentAgain>();
    expect(people).toBe(2);
    expect(campaign).toMatchObject({ state: 'draft', subject: 'Hello', audienceKind: 'people', resendOf: campaignId });
    const checked = await owner('GET', `/v1/campaigns/${campaign.id}/preflight`);
    expect(checked.json()).toMatchObject({ audience: { selected: 2, suppressed: 0, willGetIt: 2 } });
    const none = await owner('POST', `/v1/campaigns/${campaignId}/again`, { filter: { group: 'accepted_first' } });
    expect(none.statusCode).toBe(422);
  });
});
