// The pages of readers over the real API: nothing happens by GET, one click is enough, hostile text stays text.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;
let addressId: string;
let listId: string;
let leaveUrl: string;
let confirmUrl: string;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
  await rows(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await api.dependencies.database.pool.query<Row>(text, values)).rows;
const idOf = async (text: string, values: unknown[] = []) => (await rows<{ id: string }>(text, values))[0]!.id;
const status = async () =>
  (await rows<{ status: string }>('SELECT status FROM membership WHERE address_id = $1', [addressId]))[0]!.status;
const post = (url: string, payload: string, type = 'application/x-www-form-urlencoded') =>
  api.inject({ method: 'POST', url, payload, headers: { 'content-type': type, origin: 'null' } });

let made = 0;
beforeEach(async () => {
  addressId = await idOf(
    `INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, 'inbox.example') RETURNING id`,
    [`reader${++made}@inbox.example`],
  );
  listId = await idOf(`INSERT INTO list (name) VALUES ('<script>alert(1)</script>') RETURNING id`);
  await rows(`INSERT INTO membership (list_id, address_id, status) VALUES ($1, $2, 'subscribed')`, [listId, addressId]);
  const campaignId = await idOf(
    `INSERT INTO campaign (name, state, list_ids) VALUES ('News & "more"', 'sending', ARRAY[$1::uuid]) RETURNING id`,
    [listId],
  );
  const deliveryId = await idOf(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, state) VALUES ($1, $2, 'inbox.example', 'accepted') RETURNING id`,
    [campaignId, addressId],
  );
  leaveUrl = `/u/${api.dependencies.tokens.sign('unsubscribe', deliveryId)}`;
  confirmUrl = `/confirm/${api.dependencies.tokens.sign('confirm', addressId)}/${listId}`;
});

describe('the unsubscribe page', () => {
  it('asks with a button, changes nothing, and shows hostile names as text', async () => {
    const page = await api.inject({ method: 'GET', url: leaveUrl });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<button type="submit">Unsubscribe</button>');
    expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.body).toContain('News &amp; &quot;more&quot;');
    expect(page.body).not.toContain('<script');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': expect.stringContaining('noindex'),
      'content-security-policy': expect.stringMatching(/default-src 'none'.*form-action 'self'/),
    });
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(await status()).toBe('subscribed');
  });

  it('acts on the one-click post of a mail program, urlencoded or multipart, and on a repeat', async () => {
    const answer = await post(leaveUrl, 'List-Unsubscribe=One-Click');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('You are unsubscribed');
    expect(await status()).toBe('unsubscribed');
    const multipart = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    expect((await post(leaveUrl, multipart, 'multipart/form-data; boundary=x')).statusCode).toBe(200);
    const events = await rows('SELECT FROM address_event WHERE address_id = $1', [addressId]);
    expect(events).toHaveLength(1);
  });

  it('acts on a multipart post by itself', async () => {
    const multipart = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    expect((await post(leaveUrl, multipart, 'multipart/form-data; boundary=x')).statusCode).toBe(200);
    expect(await status()).toBe('unsubscribed');
  });

  it('stops everything when she asks for that', async () => {
    const answer = await post(leaveUrl, 'scope=all');
    expect(answer.body).toContain('everything we send');
    expect(answer.body).toContain('Undo: subscribe me again');
    expect(await rows('SELECT cause, source FROM suppression WHERE address_id = $1', [addressId])).toEqual([
      { cause: 'unsubscribed_all', source: 'reader' },
    ]);
  });

  it('claims nothing of somebody who is on no list of that campaign', async () => {
    await rows('DELETE FROM membership WHERE address_id = $1', [addressId]);
    const page = await api.inject({ method: 'GET', url: leaveUrl });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('You are on none of these lists');
    expect(page.body).not.toContain('You are unsubscribed');
    expect((await post(leaveUrl, 'List-Unsubscribe=One-Click')).body).toContain('none of these lists');
    expect((await post(leaveUrl, 'scope=all')).body).toContain('You are unsubscribed');
  });

  it('asks why she left with buttons; the report counts it, each number its people, and nobody answers who did not leave', async () => {
    const [{ id: campaignId }] = (await rows<{ id: string }>('SELECT id FROM campaign ORDER BY id DESC LIMIT 1')) as [
      { id: string },
    ];
    await post(leaveUrl, 'scope=why_too_often');
    expect(await rows('SELECT FROM leaving_reason WHERE campaign_id = $1', [campaignId])).toEqual([]);
    expect((await post(leaveUrl, '')).body).toContain('value="why_not_asked"');
    await post(leaveUrl, 'scope=why_too_often');
    expect((await post(leaveUrl, 'scope=why_not_asked')).body).toContain('Thank you. It was noted.');
    const owner = await api.asOwner();
    const report = await owner('GET', `/v1/campaigns/${campaignId}/report`);
    expect(report.json()).toMatchObject({ leaving: [{ reason: 'not_asked', people: 1 }] });
    const people = await owner('GET', `/v1/campaigns/${campaignId}/deliveries?left=not_asked`);
    expect(people.json<{ data: unknown[] }>().data).toHaveLength(1);
    const [event] = await rows('SELECT actor, detail FROM address_event WHERE kind = $1 ORDER BY id DESC', [
      'left_because',
    ]);
    expect(event).toMatchObject({ actor: 'the reader', detail: { reason: 'not_asked' } });
  });

  it('says friendly that it does not know a forged link, by GET and by POST', async () => {
    const forged = leaveUrl.replace(/.$/, (sign) => (sign === 'a' ? 'b' : 'a'));
    const wrongPurpose = `/u/${confirmUrl.split('/')[2]}`;
    for (const url of [forged, wrongPurpose, '/u/x', `/u/${'%00'.repeat(20)}`]) {
      const page = await api.inject({ method: 'GET', url });
      expect(page.statusCode, url).toBe(404);
      expect(page.body, url).toContain('This link is not known here');
      expect((await post(url, 'List-Unsubscribe=One-Click')).statusCode, url).toBe(404);
    }
    expect(await status()).toBe('subscribed');
  });
});

describe('the confirmation page', () => {
  it('asks by GET and subscribes by POST', async () => {
    await rows(`UPDATE membership SET status = 'unconfirmed' WHERE address_id = $1`, [addressId]);
    const page = await api.inject({ method: 'GET', url: confirmUrl });
    expect(page.body).toContain('Yes, subscribe me');
    expect(await status()).toBe('unconfirmed');
    expect((await post(confirmUrl, '')).body).toContain('Your subscription is confirmed');
    expect(await status()).toBe('subscribed');
  });

  it('revives nobody who left, and knows no other list or token', async () => {
    await rows(`UPDATE membership SET status = 'unsubscribed' WHERE address_id = $1`, [addressId]);
    expect((await post(confirmUrl, '')).body).toContain('does not count any more');
    expect(await status()).toBe('unsubscribed');
    expect((await post(confirmUrl.replace(listId, 'x'), '')).statusCode).toBe(404);
    const swapped = `/confirm/${leaveUrl.split('/')[2]}/${listId}`;
    expect((await post(swapped, '')).statusCode).toBe(404);
  });
});
