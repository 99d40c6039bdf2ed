// What readers may do by themselves: sign up, confirm, take back, pause, choose; each by POST alone, in the language of the list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let owner: Caller;
let listId: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  owner = await api.asOwner();
  listId = (await owner('POST', '/v1/lists', { name: 'Rundbrief <b>' })).json<{ id: string }>().id;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await api.dependencies.database.pool.query<Row>(text, values)).rows;
const get = (url: string, headers: Record<string, string> = {}) => api.inject({ method: 'GET', url, headers });
const post = (url: string, form: Record<string, string | string[]>, remoteAddress = '192.0.2.7') =>
  api.inject({
    ...{ method: 'POST', url, remoteAddress },
    payload: new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    ).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
  });
const membership = async (address: string) =>
  (
    await rows<{ status: string }>(
      'SELECT m.status FROM membership m JOIN address a ON a.id = m.address_id WHERE a.normalized = $1 AND m.list_id = $2',
      [address, listId],
    )
  )[0]?.status;

describe('the form of a list', () => {
  it('is closed until somebody opens it, and shows in the language of the list what readers shall see', async () => {
    const closed = await get(`/subscribe/${listId}`, { 'accept-language': 'it;q=0.4, nl;q=0.9, xx' });
    expect([closed.statusCode, closed.body.includes('Hier kan niemand')]).toEqual([404, true]);
    expect((await post(`/subscribe/${listId}`, { address: 'ada@inbox.example' })).statusCode).toBe(404);
    const change = { language: 'de', publicName: 'Rundbrief', publicDescription: 'Jeden <i>Monat</i>', hasForm: true };
    const set = (await owner('PATCH', `/v1/lists/${listId}/public`, change)).json<{
      snippet: string;
      formUrl: string;
    }>();
    expect(set).toMatchObject({ ...change, formUrl: `http://doorstep.test/subscribe/${listId}` });
    expect(set.snippet).toContain(`<form action="http://doorstep.test/subscribe/${listId}" method="post">`);
    const page = await get(`/subscribe/${listId}`);
    expect(page.body).toContain('<html lang="de">');
    expect(page.body).toContain('Jeden &lt;i&gt;Monat&lt;/i&gt;');
    expect(page.body.length).toBeLessThan(30_000);
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!doorstep\.test)/);
    expect((await owner('PATCH', `/v1/lists/${listId}/public`, { thanksUrl: 'http://x.example' })).statusCode).toBe(
      422,
    );
    expect((await owner('PATCH', `/v1/lists/${listId}/public`, { language: 'xx' })).statusCode).toBe(422);
  });

  it('puts a stranger on the list, unconfirmed, with what she agreed to', async () => {
    const sent = await post(`/subscribe/${listId}`, { address: 'Ada@Inbox.example', name: 'Ada\r\nB', website: '' });
    expect([sent.statusCode, sent.body.includes('Sehen Sie in Ihr Postfach')]).toEqual([200, true]);
    expect(await membership('ada@inbox.example')).toBe('unconfirmed');
    expect(await rows('SELECT kind, host(ip::inet) AS ip, language, words, form FROM consent_record')).toEqual([
      {
        ...{ kind: 'asked', ip: '192.0.2.7', language: 'de', form: `/subscribe/${listId}` },
        words: expect.stringContaining('Ich möchte „Rundbrief“ per Mail bekommen'),
      },
    ]);
    expect(await rows('SELECT name FROM subscriber')).toEqual([{ name: 'Ada B' }]);
  });

  it('answers alike for whoever is known, subscribed, suppressed or new, and revives nobody without her yes', async () => {
    const answers = new Set<string>();
    const bodyOf = async (address: string) =>
      (await post(`/subscribe/${listId}`, { address })).body.replaceAll(address, 'X').replaceAll(/value="\d+"/g, '');
    await rows(`UPDATE membership SET status = 'subscribed'`);
    answers.add(await bodyOf('ada@inbox.example'));
    expect(await membership('ada@inbox.example')).toBe('subscribed');
    await rows(`UPDATE membership SET status = 'unsubscribed'`);
    answers.add(await bodyOf('ada@inbox.example'));
    expect(await membership('ada@inbox.example')).toBe('unconfirmed');
    await rows(
      `INSERT INTO suppression (address_id, cause, source, actor) SELECT id, 'complaint', 'outcome', 'x' FROM address`,
    );
    answers.add(await bodyOf('ada@inbox.example'));
    answers.add(await bodyOf('new@inbox.example'));
    expect(answers.size).toBe(1);
    for (let times = 0; times < 6; times++) answers.add(await bodyOf('ada@inbox.example'));
    expect(answers.size).toBe(1);
    const asked = await rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM consent_record c JOIN address a ON a.id = c.address_id WHERE a.normalized = 'ada@inbox.example'`,
    );
    expect(asked[0]!.n).toBe(5); // a day's share, however often the form is used
  });

  it('says what is wrong with an address, and asks about a likely slip instead of changing it', async () => {
    const wrong = await post(`/subscribe/${listId}`, { address: 'not an address"><script>', name: '<b>' });
    expect([wrong.statusCode, wrong.body.includes('role="alert"')]).toEqual([422, true]);
    expect(wrong.body).not.toMatch(/<script|<b>/);
    const slip = await post(`/subscribe/${listId}`, { address: 'eve@gmial.com' });
    expect(slip.body).toContain('Meinten Sie eve@gmail.com?');
    expect(await membership('eve@gmial.com')).toBeUndefined();
    await post(`/subscribe/${listId}`, { address: 'eve@gmial.com', sure: 'yes' });
    expect(await membership('eve@gmial.com')).toBe('unconfirmed');
  });

  it('thanks programs and does nothing for them', async () => {
    const trapped = await post(`/subscribe/${listId}`, { address: 'bot1@inbox.example', website: 'https://x.example' });
    const tooFast = await post(`/subscribe/${listId}`, { address: 'bot2@inbox.example', since: String(Date.now()) });
    expect([trapped.statusCode, tooFast.statusCode]).toEqual([200, 200]);
    expect([await membership('bot1@inbox.example'), await membership('bot2@inbox.example')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('takes twenty an hour from one network, whichever address of it they come from', async () => {
    const codes: number[] = [];
    for (let at = 1; at <= 22; at++)
      codes.push(
        (await post(`/subscribe/${listId}`, { address: `n${at}@inbox.example` }, `198.51.100.${at}`)).statusCode,
      );
    expect(codes).toEqual([...Array<number>(20).fill(200), 429, 429]);
    const elsewhere = await post(`/subscribe/${listId}`, { address: 'n21@inbox.example' }, '2001:db8:1:2::1');
    expect(elsewhere.statusCode).toBe(200);
  });
});

describe('the link of a message', () => {
  let link: string;
  let otherList: string;

  beforeAll(async () => {
    otherList = (await owner('POST', '/v1/lists', { name: 'Chor' })).json<{ id: string }>().id;
    await owner('PATCH', `/v1/lists/${otherList}/public`, { language: 'de' });
    await rows(`UPDATE suppression SET lifted_at = now(), lifted_by = 'x', lift_reason = 'x'`);
    await rows(
      `INSERT INTO membership (list_id, address_id, status) SELECT $1, id, 'subscribed' FROM address WHERE normalized = 'ada@inbox.example'`,
      [otherList],
    );
    await rows(`UPDATE membership SET status = 'subscribed'`);
    const [delivery] = await rows<{ id: string }>(
      `WITH c AS (INSERT INTO campaign (name, state, list_ids) VALUES ('Brief', 'sending', $1::uuid[]) RETURNING id)
       INSERT INTO delivery (campaign_id, address_id, domain_name, state)
       SELECT c.id, a.id, a.domain_name, 'accepted' FROM c, address a WHERE a.normalized = 'ada@inbox.example' RETURNING id`,
      [[listId, otherList]],
    );
    link = `/u/${api.dependencies.tokens.sign('unsubscribe', delivery!.id)}`;
  });
  const held = () => rows<{ cause: string }>(`SELECT cause FROM suppression WHERE lifted_at IS NULL`);

  it('takes an unsubscribe back, also the one from everything', async () => {
    expect((await post(link, { 'List-Unsubscribe': 'One-Click' })).body).toContain('wieder anmelden');
    expect(await membership('ada@inbox.example')).toBe('unsubscribed');
    expect((await post(link, { scope: 'undo' })).body).toContain('Abmelden?');
    expect(await membership('ada@inbox.example')).toBe('subscribed');
    await post(link, { scope: 'all' });
    expect(await held()).toEqual([{ cause: 'unsubscribed_all' }]);
    await post(link, { scope: 'undo' });
    expect([await held(), await membership('ada@inbox.example')]).toEqual([[], 'subscribed']);
  });

  it('gives a pause that ends by itself or by her', async () => {
    expect((await post(link, { scope: 'pause30' })).body).toMatch(/kommt nichts bis \d+\. \S+ \d{4}/);
    expect(await held()).toEqual([{ cause: 'paused' }]);
    await post(link, { scope: 'pause90' });
    const [until] = await rows<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM suppression WHERE cause = 'paused'`,
    );
    expect(until!.days).toBe(90);
    expect((await get(link)).body).toContain('Pause jetzt beenden');
    await post(link, { scope: 'resume' });
    expect(await held()).toEqual([]);
  });

  it('lets her choose among the lists of that campaign, on and off', async () => {
    const page = await get(`${link}/lists`);
    expect(page.body.match(/checked/g)).toHaveLength(2);
    expect((await post(`${link}/lists`, { list: [otherList] })).body).toContain('Gespeichert.');
    expect(await membership('ada@inbox.example')).toBe('unsubscribed');
    await post(`${link}/lists`, { list: [listId, otherList] });
    expect(await membership('ada@inbox.example')).toBe('subscribed');
    await post(`${link}/lists`, {});
    expect(await membership('ada@inbox.example')).toBe('unsubscribed');
  });

  it('does nothing by GET, HEAD or OPTIONS, whoever calls', async () => {
    await post(`${link}/lists`, { list: [listId, otherList] });
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const)
      for (const url of [link, `${link}/lists`, `/subscribe/${listId}`, `${link}?scope=all`, `${link}/lists?list=`])
        await api.inject({ method, url, headers: { 'user-agent': 'LinkScanner/1.0 (bot)' } });
    expect(await membership('ada@inbox.example')).toBe('subscribed');
    expect(await held()).toEqual([]);
  });

  it('is known by its whole token only, and tells no more than that it is not', async () => {
    for (const url of ['/u/x/lists', `${link.replace(/.$/, (sign) => (sign === 'a' ? 'b' : 'a'))}/lists`]) {
      expect((await get(url, { 'accept-language': 'fr-CA,fr;q=0.9' })).body).toContain('Ce lien n’est pas connu ici');
      expect((await post(url, { list: [] })).statusCode).toBe(404);
    }
  });
});
