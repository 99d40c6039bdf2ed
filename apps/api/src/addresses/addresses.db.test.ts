// The page of one address over the real API: known through deletion, unknown ones told so.
import type { AddressHit, AddressPage, Page, VerdictAnswer } from '@doorstep/contracts';
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
  await query(`INSERT INTO site (id, mx_key, mx_hosts) VALUES ($1, 'mx.bakery.example', '{mx.bakery.example}')`, [
    SITE,
  ]);
  await query(
    `INSERT INTO mail_domain (name, site_id, snapshot) VALUES ('bakery.example', $1,
       '{"kind":"mx","domain":"bakery.example","hosts":[{"host":"mx.bakery.example","preference":10,"addresses":["192.0.2.1"]}],"ttlSeconds":60}')`,
    [SITE],
  );
  await query(
    `INSERT INTO address (normalized, spelling, domain_name, standing) VALUES ('anna@bakery.example', 'Anna@bakery.example', 'bakery.example', 'hard')`,
  );
  for (const name of ['March', 'April', 'May']) await refuse(name);
  await query(
    `INSERT INTO suppression (address_id, cause, source, actor, evidence)
     SELECT id, 'hard_bounce', 'outcome', 'Doorstep', '{"replyText":"5.1.1 no such user"}' FROM address`,
  );
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const SITE = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const query = (text: string, values: unknown[] = []) => api.dependencies.database.pool.query(text, values);
const pageOf = async (address: string) =>
  (await owner('GET', `/v1/addresses/${encodeURIComponent(address)}`)).json<AddressPage>();

async function refuse(name: string): Promise<void> {
  await query(
    `WITH c AS (INSERT INTO campaign (name, state, started_at) VALUES ($1, 'finished', now()) RETURNING id),
      d AS (INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, category, attempts, settled_at)
        SELECT c.id, a.id, a.domain_name, $2, 'refused', 'address_unknown', 1, now() FROM c, address a RETURNING *)
     INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, finished_at, stage,
       mx_host, reply_code, enhanced_code, reply_text, category, scope, rule_id, report)
     SELECT id, campaign_id, address_id, domain_name, site_id, 1, 'w', 'finished', 'refused', now(), 'rcpt',
       'mx.bakery.example', 550, '5.1.1', '5.1.1 <b>no such user</b>', 'address_unknown', 'address', 'r', $3 FROM d`,
    [name, SITE, JSON.stringify({ sourceIp: '192.0.2.7', ...(name === 'May' && { ehloName: 'as-it-was.example' }) })],
  );
}

describe('the page of one address', () => {
  it('tells the verdict, every attempt in words, and who holds it back', async () => {
    const page = await pageOf('ANNA@bakery.example');
    expect(page).toMatchObject({
      ...{ address: 'anna@bakery.example', standing: 'hard', subscriber: null },
      mx: [{ host: 'mx.bakery.example', preference: 10 }],
      verdict: { failed: 3, of: 3, certainty: expect.any(String), headline: expect.any(String) },
      suppressions: [{ cause: 'hard_bounce', liftedAt: null }],
    });
    expect(page.deliveries.map(({ campaignName }) => campaignName)).toEqual(['May', 'April', 'March']);
    expect(page.deliveries[0]!.attempts[0]).toMatchObject({
      ...{ enhancedCode: '5.1.1', replyText: '5.1.1 <b>no such user</b>' },
      words: 'mx.bakery.example refused it when the recipient was named: this mailbox does not exist.',
    });
  });

  it('keeps everything when the subscriber is added, deleted and added again, and says so', async () => {
    const anna = { address: 'anna@bakery.example', acknowledgePast: true };
    const first = (await owner('POST', '/v1/subscribers', anna)).json<{ id: string }>();
    expect((await owner('DELETE', `/v1/subscribers/${first.id}`)).statusCode).toBe(204);
    await owner('POST', '/v1/subscribers', anna);
    const page = await pageOf('anna@bakery.example');
    expect(page).toMatchObject({ timesAdded: 2, timesDeleted: 1, verdict: { failed: 3, of: 3 } });
    expect(page.suppressions.filter(({ liftedAt }) => liftedAt === null)).toHaveLength(1);
    expect(page.verdict.whatWillNotHelp.join(' ')).toMatch(/re-adding: done once/);
    expect(page.events.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^Added again by Olga/),
      expect.stringMatching(/^Deleted by Olga/),
      expect.stringMatching(/^Added by Olga/),
    ]);
  });

  it('has a note for her IT with the name we greeted with then, and none where it was not kept', async () => {
    const { body } = (await pageOf('anna@bakery.example')).notesForPostmaster!.en;
    expect(body.match(/Our IP: 192\.0\.2\.7/g)).toHaveLength(3);
    expect(body.match(/Our host name \(EHLO\): \S+/g)).toEqual(['Our host name (EHLO): as-it-was.example']);
  });

  it('gives the verdict alone in the language asked for, with a letter to her', async () => {
    const answer = await owner('GET', '/v1/addresses/anna@bakery.example/verdict?language=de');
    expect(answer.json()).toMatchObject({
      ...{ address: 'anna@bakery.example', language: 'de', isHeldBack: true, isSubscriber: true, timesAdded: 2 },
      verdict: { headline: expect.stringMatching(/^Dieses Postfach gibt es bei bakery\.example nicht\. Wir halten/) },
      contrast: expect.arrayContaining([expect.objectContaining({ siteTried: 0 })]),
    });
    const note = answer.json<VerdictAnswer>().noteForHer!;
    expect(note).toContain('unser Newsletter an anna@bakery.example erreicht Sie nicht. 3 von 3 Aussendungen');
    expect(note).toContain('    5.1.1 <b>no such user</b>');
    const english = (await owner('GET', '/v1/addresses/anna@bakery.example/verdict')).json<VerdictAnswer>();
    expect(english.noteForHer).toMatch(/^Hello,\n\nour newsletter to anna@bakery\.example does not reach you\./);
    expect((await owner('GET', '/v1/addresses/anna@bakery.example/verdict?language=xx')).statusCode).toBe(422);
    expect((await owner('GET', '/v1/addresses/nobody@bakery.example/verdict')).statusCode).toBe(404);
  });

  it('says of an address never seen what to do, and of what is none why', async () => {
    const unseen = await owner('GET', '/v1/addresses/ben@bakery.example');
    expect(unseen.json()).toMatchObject({
      status: 404,
      code: 'address_unknown',
      detail: expect.stringMatching(/add it/),
    });
    const none = await owner('GET', '/v1/addresses/not%20an%20address');
    expect(none.json()).toMatchObject({ status: 404, code: 'address_unknown', detail: expect.stringMatching(/@/) });
  });

  it('is found by its first signs, page by page', async () => {
    await query(
      `INSERT INTO address (normalized, spelling, domain_name) SELECT 'ann' || i || '@bakery.example', 'x', 'bakery.example' FROM generate_series(1, 3) i`,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await owner('GET', `/v1/addresses?search=Ann&limit=3${cursor && `&cursor=${cursor}`}`);
      const page: Page<AddressHit> = answer.json();
      seen.push(...page.data.map(({ address }) => address.split('@')[0]!));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['ann1', 'ann2', 'ann3', 'anna']);
  });
});
