// Live checks over the real API: what may be asked, that it stands in the audit, and the comparison with her last failure.
import type { LiveCheck, Page } from '@doorstep/contracts';
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
const begin = (body: object) => owner('POST', '/v1/live-checks', body);
const answer = { kind: 'mx', domain: 'firm.example', ttlSeconds: 60 };
const host = { host: 'mx.firm.example', preference: 10, addresses: ['192.0.2.1'] };

describe('live checks', () => {
  it('take an address or a domain, and say what is neither', async () => {
    expect((await begin({ target: 'FIRM.example' })).json()).toMatchObject({
      ...{ target: 'firm.example', state: 'waiting', dns: null, hosts: [], since: null, headline: 'Asking DNS…' },
    });
    expect((await begin({ target: 'nothing' })).json()).toMatchObject({ status: 422, errors: [{ code: 'no_domain' }] });
    expect((await begin({ target: 'a b@firm.example' })).statusCode).toBe(422);
    expect((await begin({ target: 'firm.example', asksRecipient: true })).json()).toMatchObject({
      errors: [{ code: 'no_recipient', pointer: '#/target' }],
    });
  });

  it('are one while one is under way, and stand in the audit under who asked', async () => {
    const first = (await begin({ target: 'Anna@firm.example' })).json<LiveCheck>();
    expect((await begin({ target: 'anna@firm.example' })).json<LiveCheck>().id).toBe(first.id);
    const { rows } = await query(
      `SELECT actor_label AS actor, detail FROM audit_entry WHERE action = 'live-checks.begin' AND subject_id = $1 ORDER BY id`,
      [first.id],
    );
    expect(rows[0]).toMatchObject({ actor: 'Olga Owner', detail: { target: 'Anna@firm.example' } });
  });

  it('are compared with what her last failed attempt had found', async () => {
    await query(`INSERT INTO mail_domain (name) VALUES ('firm.example')`);
    await query(
      `INSERT INTO address (normalized, spelling, domain_name) VALUES ('anna@firm.example', 'a', 'firm.example')`,
    );
    await query(
      `WITH c AS (INSERT INTO campaign (name) VALUES ('March') RETURNING id), d AS (INSERT INTO delivery (campaign_id, address_id, domain_name, state)
         SELECT c.id, a.id, a.domain_name, 'expired' FROM c, address a RETURNING *)
       INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, finished_at, stage, reply_text, report)
       SELECT id, campaign_id, address_id, domain_name, new_id(), 1, 'w', 'finished', 'deferred', now(), 'connect', 'connection refused', $1 FROM d`,
      [JSON.stringify({ mx: { ...answer, hosts: [{ ...host, host: 'old.firm.example' }] }, steps: [] })],
    );
    const seen = {
      ...{ mxHost: host.host, ip: '192.0.2.1', outcome: 'open', stage: null, reply: null, trouble: null },
      ...{ sourceIp: '198.51.100.1', tls: 'none', certificate: null, recipient: null },
      steps: [{ stage: 'connect', mxHost: host.host, ip: '192.0.2.1', ms: 12.5, words: 'connected' }],
    };
    await query(
      `UPDATE live_check SET state = 'ended', ended_at = now(), answer = $1, answer_ms = 4, hosts = $2 WHERE target = 'anna@firm.example'`,
      [JSON.stringify({ ...answer, hosts: [host] }), JSON.stringify([seen])],
    );
    const found = (await owner('GET', '/v1/live-checks?target=anna@firm.example')).json<Page<LiveCheck>>();
    expect(found.data[0]).toMatchObject({
      headline: 'mx.firm.example takes connections and would hear a message.',
      dns: { kind: 'mx', ms: 4, words: 'firm.example names 1 mail server.' },
      hosts: [{ mxHost: 'mx.firm.example', steps: [{ stage: 'connect', ms: 12.5 }] }],
      since: { words: expect.stringMatching(/^Then they could not be reached, now they can/) },
    });
    const changed = found.data[0]!.since!.changes.filter(({ isChanged }) => isChanged);
    expect(changed).toEqual([
      expect.objectContaining({ what: 'hosts', thenWas: 'old.firm.example', nowIs: 'mx.firm.example' }),
      expect.objectContaining({ what: 'reached' }),
    ]);
    expect((await owner('GET', `/v1/live-checks/${found.data[0]!.id}`)).statusCode).toBe(200);
  });
});
