// A report and webhooks at a terminal: numbers that add up, messages told again, what stands in the audit.
import { type Database, openDatabase, WebhookStore } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import * as report from './campaign-report.js';
import * as deliverability from './deliverability.js';
import * as webhook from './webhook.js';

let fresh: FreshDatabase;
let database: Database;
let campaignId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', Buffer.alloc(32, 3).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  await database.pool.query(`INSERT INTO mail_domain (name) VALUES ('inbox.example')`);
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO campaign (name, state) VALUES ('News', 'finished') RETURNING id`,
  );
  campaignId = rows[0]!.id;
  await database.pool.query(
    `WITH a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT i || '@inbox.example', 'x', 'inbox.example' FROM generate_series(1, 3) i
       RETURNING id, normalized)
     INSERT INTO delivery (campaign_id, address_id, domain_name, state, category, attempts)
     SELECT $1, id, 'inbox.example', CASE WHEN normalized LIKE '1%' THEN 'refused' ELSE 'accepted' END,
       CASE WHEN normalized LIKE '1%' THEN 'mailbox_full' END, CASE WHEN normalized LIKE '2%' THEN 4 ELSE 1 END FROM a`,
    [campaignId],
  );
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await fresh.drop();
});

async function said(command: Promise<number>): Promise<{ text: string; code: number }> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const code = await command;
  vi.restoreAllMocks();
  return { text: written.join(''), code };
}

describe('doorstep campaign report', () => {
  it('says what became of everybody, who did not get it and why', async () => {
    const { text, code } = await said(report.run([campaignId]));
    expect(code).toBe(0);
    expect(text).toMatch(
      /^News \(finished\)\n +1 {2}accepted, first try\n +1 {2}accepted, after a retry\n +1 {2}refused\n +3 {2}together\n/,
    );
    expect(text).toContain('1 did not get it.');
    expect(text).toContain('the mailbox is full (other 1)');
    const asJson = await said(report.run([campaignId, '--json', 'yes']));
    expect(JSON.parse(asJson.text)).toMatchObject({ audience: 3, missed: 1 });
  });

  it('says when one under way ends, and what that rests on', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      `WITH c AS (INSERT INTO campaign (name, state, planned_at, started_at, time_zone) SELECT n, 'sending', now(), now(), 'UTC'
         FROM unnest('{Spring,Other}'::text[]) n RETURNING id, name),
       s AS (INSERT INTO site (mx_key, mx_hosts) VALUES ('mx.inbox.example', '{mx.inbox.example}') RETURNING id),
       a AS (SELECT id, domain_name FROM address ORDER BY id LIMIT 2),
       d AS (INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at)
         SELECT c.id, a.id, a.domain_name, s.id, 'due', now() FROM c, a, s),
       t AS (INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, report)
         SELECT new_id(), c.id, a.id, a.domain_name, s.id, 1, 'w', 'finished', 'accepted', '{"steps":[{"ms":60000}]}' FROM c, a, s LIMIT 1)
       SELECT id FROM c WHERE name = 'Spring'`,
    );
    const { text } = await said(report.run([rows[0]!.id]));
    expect(text).toMatch(
      /The last message leaves about \d\d:\d\d UTC, because mx\.inbox\.example takes 2 connections at once \(about 2 messages a minute\), and 2 messages of other campaigns go there too\.\nBased on 2 first tries at 1 mail server/,
    );
    const asJson = JSON.parse((await said(report.run([rows[0]!.id, '--json', 'yes']))).text);
    expect(asJson.ending).toMatchObject({ kind: 'about', basis: { firstTries: 2, othersDue: 2, measured: 1 } });
    expect(JSON.parse((await said(report.run([campaignId, '--json', 'yes']))).text).ending).toBeNull();
    await database.pool.query('DELETE FROM delivery WHERE campaign_id <> $1', [campaignId]);
  });

  it('refuses what is no id, and says that there is none of another', async () => {
    expect(() => report.run(['news'])).toThrow(UsageError);
    expect((await said(report.run(['0199a1b2-0000-7000-8000-000000000003']))).code).toBe(1);
  });
});

describe('doorstep deliverability', () => {
  it('counts everything anew, and says how each provider took it, few as few', async () => {
    await database.pool.query(`UPDATE delivery SET accepted_at = now() WHERE state = 'accepted'`);
    await database.pool.query(`UPDATE delivery SET settled_at = now() WHERE state = 'refused'`);
    expect(await said(deliverability.rebuild())).toMatchObject({ code: 0, text: '3 messages counted.\n' });
    const { text, code } = await said(deliverability.run(['--days', '7']));
    expect(code).toBe(0);
    expect(text).toMatch(
      /^ +sent +at once +later +refused +returned +complained\n +3 +2 +0 +1 +0 +0 {2}Everybody else\n/,
    );
    expect(text).toContain('Everybody else took 2 of 3 at once. Nothing went there in the 28 days before');
    const asJson = JSON.parse((await said(deliverability.run(['--json', '--provider', 'other']))).text);
    expect(asJson).toMatchObject({ total: { sent: 3 }, rows: [{ key: 'inbox.example', verdict: 'no_norm' }] });
    expect(() => deliverability.run(['--days', 'many'])).toThrow(UsageError);
  });
});

describe('doorstep webhook', () => {
  it('lists endpoints and tells given-up messages again, with an entry in the audit', async () => {
    const store = new WebhookStore(database);
    const id = await store.add({
      ...{ url: 'https://crm.example/hook', description: '', eventTypes: ['*'], secretSealed: 'x', createdBy: 'Olga' },
    });
    await store.addMessage(id, 'webhook.test', '{}');
    await database.pool.query(`UPDATE webhook_message SET state = 'failed'`);
    expect((await said(webhook.list([]))).text).toContain('https://crm.example/hook  on  waiting 0, given up 1');
    expect((await said(webhook.replay([id, '--since', '2020-01-01T00:00:00Z']))).text).toBe('1 told again.\n');
    expect((await said(webhook.list([]))).text).toContain('waiting 1, given up 0');
    const { rows } = await database.pool.query('SELECT action FROM audit_entry');
    expect(rows).toEqual([{ action: 'webhooks.replayMany' }]);
    expect(() => webhook.replay([id, '--since', 'yesterday'])).toThrow(UsageError);
  });
});
