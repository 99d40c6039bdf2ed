// A reader's own page behind a mailed link: the same answer for everybody, each change by POST, a change of address, a lifted complaint.
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
  listId = (await owner('POST', '/v1/lists', { name: 'Letter <b>' })).json<{ id: string }>().id;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await api.dependencies.database.pool.query<Row>(text, values)).rows;
const get = (url: string) => api.inject({ method: 'GET', url });
let guests = 0;
const post = (url: string, form: Record<string, string | string[]>, remoteAddress = `198.51.${guests++}.7`) =>
  api.inject({
    ...{ method: 'POST', url, remoteAddress },
    payload: new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    ).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
  });
const subscribe = async (address: string) => {
  const added = await owner('POST', '/v1/subscribers', { address, name: 'Paula <i>', listIds: [listId] });
  return added.json<{ addressId: string }>().addressId;
};
interface Letter {
  readonly id: string;
  readonly kind: string;
}
/** Letters to an address that wait to be handed over, newest first. */
const letters = (address: string) =>
  rows<Letter>(
    'SELECT r.id, r.kind FROM reader_letter r JOIN address a ON a.id = r.address_id WHERE a.normalized = $1 ORDER BY r.id DESC',
    [address],
  );
const urlOf = ({ id }: Letter) => `/me/${api.dependencies.tokens.sign('letter', id)}`;
const ask = (address: string, from?: string) => post(`/link/${listId}`, { address }, from);
async function linkOf(address: string): Promise<string> {
  expect((await ask(address)).statusCode).toBe(200);
  return urlOf((await letters(address))[0]!);
}
const statuses = async (address: string) =>
  (
    await rows<{ status: string }>(
      'SELECT m.status FROM membership m JOIN address a ON a.id = m.address_id WHERE a.normalized = $1',
      [address],
    )
  ).map(({ status }) => status);
const suppress = async (addressId: string, cause: string, evidence: object = {}) =>
  (
    await rows<{ id: string }>(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence) VALUES ($1, $2, 'outcome', 'Doorstep', $3) RETURNING id`,
      [addressId, cause, JSON.stringify(evidence)],
    )
  )[0]!.id;

describe('a link to her own page', () => {
  it('is asked for with the same answer for everybody, mailed to those we know, and counted', async () => {
    await subscribe('known@inbox.example');
    const of = async (address: string) => {
      const { statusCode, body } = await ask(address);
      return [statusCode, body.replaceAll(address, '…')];
    };
    const known = await of('known@inbox.example');
    expect(await of('nobody@inbox.example')).toEqual(known);
    expect(await letters('known@inbox.example')).toMatchObject([{ kind: 'link' }]);
    expect(await rows('SELECT FROM address WHERE normalized = $1', ['nobody@inbox.example'])).toEqual([]);
    for (let time = 0; time < 4; time++) expect(await of('known@inbox.example')).toEqual(known);
    expect(await letters('known@inbox.example')).toHaveLength(3);
    for (let time = 0; time < 20; time++) await ask(`x${time}@inbox.example`, '203.0.113.9');
    const late = await ask('known@inbox.example', '203.0.113.200');
    expect([late.statusCode, late.headers['retry-after']]).toEqual([429, '3600']);
    expect((await ask('no address')).statusCode).toBe(422);
    expect((await get(`/link/${crypto.randomUUID()}`)).statusCode).toBe(404);
  });

  it('shows her lists, her language and her data; GET changes nothing, and a token of another kind opens nothing', async () => {
    const addressId = await subscribe('paula@inbox.example');
    const url = await linkOf('paula@inbox.example');
    const before = await get(url);
    expect(before.body).toContain('Letter &lt;b&gt;');
    expect(before.body.length).toBeLessThan(30_000);
    expect(before.body).not.toMatch(/<script|https?:/);
    for (const form of [{}, { act: 'nonsense' }, { act: 'language', language: 'xx' }]) await post(url, form as never);
    expect((await get(url)).body).toBe(before.body);
    expect((await post(url, { act: 'language', language: 'de' })).body).toContain('<html lang="de">');
    expect((await get(url)).body).toContain('Ihre eigene Seite');
    expect((await post(url, { act: 'lists' })).body).toContain('Gespeichert.');
    expect(await statuses('paula@inbox.example')).toEqual(['unsubscribed']);
    await post(url, { act: 'lists', list: listId });
    expect(await statuses('paula@inbox.example')).toEqual(['subscribed']);
    const data = await post(url, { act: 'data' });
    expect(data.headers['content-disposition']).toContain('attachment');
    expect(data.json()).toMatchObject({
      address: { address: 'paula@inbox.example', language: 'de' },
      subscriber: { name: 'Paula <i>' },
    });
    const wrong = `/me/${api.dependencies.tokens.sign('confirm', (await letters('paula@inbox.example'))[0]!.id)}`;
    expect((await get(wrong)).statusCode).toBe(404);
    await rows(`UPDATE reader_letter SET expires_at = now() WHERE address_id = $1`, [addressId]);
    const late = await post(url, { act: 'erase' });
    expect([late.statusCode, late.body.includes(`/link/${listId}`)]).toEqual([410, true]);
  });

  it('erases her after she is asked once more, and the link is gone with her', async () => {
    await subscribe('gone@inbox.example');
    const url = await linkOf('gone@inbox.example');
    const question = await post(url, { act: 'ask_erase' });
    expect(question.body).toContain('Erase your data for good?');
    expect(await rows('SELECT FROM address WHERE normalized = $1', ['gone@inbox.example'])).toHaveLength(1);
    expect((await post(url, { act: 'erase' })).body).toContain('Your data is erased');
    expect(await rows('SELECT FROM address WHERE normalized = $1', ['gone@inbox.example'])).toEqual([]);
    expect(await rows('SELECT FROM address WHERE erased_hash = erasure_hash($1)', ['gone@inbox.example'])).toHaveLength(
      1,
    );
    expect((await get(url)).statusCode).toBe(404);
  });

  it('says why we stopped, in the words of her server as text, and tries once more at her wish, once a month', async () => {
    const addressId = await subscribe('full@inbox.example');
    await suppress(addressId, 'hard_bounce', { replyText: '550 <script>alert(1)</script> gone' });
    const url = await linkOf('full@inbox.example');
    expect((await get(url)).body).toContain('550 &lt;script&gt;alert(1)&lt;/script&gt; gone');
    expect((await post(url, { scope: 'again' })).body).toContain('We try once more');
    const [lifted] = await rows('SELECT lifted_by, on_probation FROM suppression WHERE address_id = $1', [addressId]);
    expect(lifted).toEqual({ lifted_by: 'the reader', on_probation: true });
    await suppress(addressId, 'hard_bounce');
    expect((await post(url, { scope: 'again' })).body).toContain('within the last 30 days');
    // A link to a mailbox that refuses us goes out once a week.
    await ask('full@inbox.example');
    expect(await letters('full@inbox.example')).toHaveLength(1);
  });
});

describe('a change of address', () => {
  it('moves memberships and the subscriber once the new mailbox says yes; the old one is told and may take it back', async () => {
    const oldId = await subscribe('old@inbox.example');
    const url = await linkOf('old@inbox.example');
    expect((await post(url, { act: 'move', address: 'no address' })).statusCode).toBe(422);
    expect((await post(url, { act: 'move', address: 'OLD@inbox.example' })).body).toContain('you have already');
    await post(url, { act: 'move', address: 'New@inbox.example' });
    const [asked] = await letters('new@inbox.example');
    expect(asked).toMatchObject({ kind: 'move_confirm' });
    const confirm = urlOf(asked!);
    expect((await get(confirm)).body).toContain('old@inbox.example');
    expect(await statuses('old@inbox.example')).toEqual(['subscribed']);
    expect((await post(confirm, { act: 'yes' })).body).toContain('Your address is changed');
    expect([await statuses('old@inbox.example'), await statuses('new@inbox.example')]).toEqual([
      ['unsubscribed'],
      ['subscribed'],
    ]);
    expect((await post(confirm, { act: 'yes' })).body).toContain('This was done already');
    const page = (await owner('GET', '/v1/addresses/old@inbox.example')).json<{ events: { words: string }[] }>();
    expect(page.events[0]!.words).toBe('Took her subscriptions to new@inbox.example. The history stayed here.');
    const [subscriber] = await rows<{ name: string; address: string }>(
      'SELECT b.name, a.normalized AS address FROM subscriber b JOIN address a ON a.id = b.address_id WHERE b.name IS NOT NULL AND a.normalized IN ($1, $2)',
      ['old@inbox.example', 'new@inbox.example'],
    );
    expect(subscriber).toEqual({ name: 'Paula <i>', address: 'new@inbox.example' });
    expect(
      await rows(`SELECT FROM consent_record c JOIN address a ON a.id = c.address_id WHERE a.normalized = $1`, [
        'new@inbox.example',
      ]),
    ).toHaveLength(1);
    const [told] = await letters('old@inbox.example');
    expect(told).toMatchObject({ kind: 'move_notice' });
    expect((await post(urlOf(told!), { act: 'yes' })).body).toContain('It is as it was before');
    expect([await statuses('old@inbox.example'), await statuses('new@inbox.example')]).toEqual([
      ['subscribed'],
      ['removed'],
    ]);
    expect(await rows('SELECT FROM subscriber WHERE address_id = $1', [oldId])).toHaveLength(1);
  });

  it('parts two people again that it had made one: names, fields, tags, lists and language stand where they stood', async () => {
    const [fromId, toId] = [await subscribe('two@inbox.example'), await subscribe('one@inbox.example')];
    await rows(`UPDATE subscriber SET name = 'Old', fields = '{"city":"Rome","a":"1"}' WHERE address_id = $1`, [
      fromId,
    ]);
    await rows(`UPDATE subscriber SET name = '', fields = '{"city":"Bonn"}' WHERE address_id = $1`, [toId]);
    await rows(`INSERT INTO tag (name) SELECT 'merge ' || n FROM unnest('{old,both,there}'::text[]) n`);
    await rows(
      `INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT s.id, t.id FROM subscriber s, tag t
       WHERE (s.address_id = $1 AND t.name IN ('merge old', 'merge both')) OR (s.address_id = $2 AND t.name IN ('merge there', 'merge both'))`,
      [fromId, toId],
    );
    await rows(`UPDATE address SET language = CASE id WHEN $1 THEN 'de' ELSE 'en' END WHERE id IN ($1, $2)`, [
      fromId,
      toId,
    ]);
    await rows(
      `WITH l AS (INSERT INTO list (name) SELECT 'Left ' || n FROM generate_series(1, 2) n RETURNING id, name)
       INSERT INTO membership (list_id, address_id, status, unsubscribed_at)
       SELECT l.id, x.id, CASE WHEN x.id = $2 AND l.name = 'Left 1' THEN 'unsubscribed' ELSE 'subscribed' END, NULL
       FROM l, unnest(ARRAY[$1, $2]::uuid[]) x(id) WHERE x.id = $1 OR l.name = 'Left 1'`,
      [fromId, toId],
    );
    const state = () =>
      rows(
        `SELECT a.normalized, a.language, s.name, s.fields,
           ARRAY(SELECT t.name FROM subscriber_tag g JOIN tag t ON t.id = g.tag_id WHERE g.subscriber_id = s.id ORDER BY 1) AS tags,
           ARRAY(SELECT l.name || ' ' || m.status FROM membership m JOIN list l ON l.id = m.list_id WHERE m.address_id = a.id AND m.status <> 'removed' ORDER BY 1) AS lists
         FROM address a LEFT JOIN subscriber s ON s.address_id = a.id WHERE a.id IN ($1, $2) ORDER BY 1`,
        [fromId, toId],
      );
    const before = await state();
    await post(await linkOf('two@inbox.example'), { act: 'move', address: 'one@inbox.example' });
    await post(urlOf((await letters('one@inbox.example')).find(({ kind }) => kind === 'move_confirm')!), {
      act: 'yes',
    });
    expect(await state()).toMatchObject([
      {
        name: 'Old',
        fields: { city: 'Bonn', a: '1' },
        tags: ['merge both', 'merge old', 'merge there'],
        language: 'de',
      },
      { name: null },
    ]);
    await post(urlOf((await letters('two@inbox.example')).find(({ kind }) => kind === 'move_notice')!), { act: 'yes' });
    expect(await state()).toEqual(before);
    expect(await rows(`SELECT FROM reader_letter WHERE detail ? 'before'`)).toEqual([]);
  });
});

describe('a complaint', () => {
  it('is lifted by her own press alone: asked once, with how she asked, never by GET', async () => {
    const addressId = await subscribe('angry@inbox.example');
    const id = await suppress(addressId, 'complaint');
    const at = `/v1/suppressions/${id}`;
    expect((await owner('POST', `${at}/lift`, { reason: 'x' })).json()).toMatchObject({ code: 'complaint_is_hers' });
    expect((await owner('PATCH', at, { expiresAt: null })).json()).toMatchObject({ code: 'ends_by_her' });
    expect((await owner('POST', `${at}/ask`, {})).statusCode).toBe(422);
    expect((await owner('POST', `${at}/ask`, { heard: 'She called' })).json()).toMatchObject({
      liftedAt: null,
      asked: { heard: 'She called', state: 'waiting', by: 'Olga Owner' },
    });
    const again = await owner('POST', `${at}/ask`, { heard: 'She called again' });
    expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'asked_already' }]);
    const [letter] = await letters('angry@inbox.example');
    await get(urlOf(letter!));
    await post(urlOf(letter!), {});
    const lifted = () => rows<{ by: string | null }>('SELECT lifted_by AS by FROM suppression WHERE id = $1', [id]);
    expect(await lifted()).toEqual([{ by: null }]);
    expect((await post(urlOf(letter!), { act: 'yes' })).body).toContain('Our mail comes again');
    expect(await lifted()).toEqual([{ by: 'the reader' }]);
    expect((await post(`${urlOf(letter!)}`, { act: 'yes' })).body).toContain('This was done already');
  });

  it('is not asked about where something else holds the address back, nor what is no complaint', async () => {
    const addressId = await subscribe('both@inbox.example');
    const complaint = await suppress(addressId, 'complaint');
    const bounce = await suppress(addressId, 'hard_bounce');
    const ask = async (id: string) =>
      (await owner('POST', `/v1/suppressions/${id}/ask`, { heard: 'x' })).json<{ code: string }>().code;
    expect([await ask(complaint), await ask(bounce)]).toEqual(['also_suppressed', 'not_a_complaint']);
    // A letter to her own page does not go to somebody who complained either: anybody may type her address.
    const until = new Date(Date.now() + 86_400_000).toISOString();
    expect((await owner('PATCH', `/v1/suppressions/${bounce}`, { expiresAt: until })).json()).toMatchObject({
      expiresAt: until,
    });
    expect((await owner('PATCH', `/v1/suppressions/${bounce}`, { expiresAt: null })).json()).toMatchObject({
      expiresAt: null,
    });
    const past = await owner('PATCH', `/v1/suppressions/${bounce}`, { expiresAt: '2020-01-01T00:00:00.000Z' });
    expect([past.statusCode, past.json()]).toMatchObject([422, { errors: [{ code: 'until_past' }] }]);
  });
});
