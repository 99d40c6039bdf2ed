// Behaviour of a whole worker against the simulated internet: every kind of answer, a stop, a death, two at a time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { runWorker, until } from './testing/run-worker.js';
import { type SendingWorld, sendingWorld } from './testing/sending-world.js';
import type { Worker } from './worker.js';

const SPEED = 120;

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let dataDir: string;
let workers: Worker[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 20);
  simnet = await startSimnet({ clockSpeed: SPEED });
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-worker-'));
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
afterAll(async () => {
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): Worker {
  const { dnsServer, smtpPort } = simnet;
  const worker = runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: SPEED });
  workers.push(worker);
  return worker;
}

const people = (domain: string, count: number, name = 'p') =>
  Array.from({ length: count }, (_, i) => `${name}${i}@${domain}`);
const sum = (states: Record<string, number>) => Object.values(states).reduce((a, b) => a + b, 0);
const attemptOf = async (campaignId: string, spelling: string) =>
  (
    await world.query<Record<string, unknown>>(
      `SELECT t.outcome, t.stage, t.category, t.scope, t.reply_code, t.reply_text, t.mx_host, t.report, d.state, d.attempts
       FROM attempt t JOIN delivery d ON d.id = t.delivery_id JOIN address a ON a.id = t.address_id
       WHERE t.campaign_id = $1 AND a.spelling = $2 ORDER BY t.id`,
      [campaignId, spelling],
    )
  ).at(-1);

describe('a worker', () => {
  it('delivers to every kind of host and keeps what each of them said', async () => {
    const domains = [
      'bakery.example',
      'one-leg.example',
      'a-only.example',
      'self-signed.example',
      'no-mail.example',
      'no-such-domain.example',
      'servfail.example',
      'dark.example',
      'reputation.example',
      'blocklisting.example',
      'hostile.example',
    ];
    const list = await world.list([...domains.flatMap((domain) => people(domain, 3)), 'gone.eve@bakery.example']);
    const campaignId = await world.campaign(list);
    start();
    await until('everybody was tried', async () => {
      const { planned = 1, due = 0, sending = 0 } = { planned: 0, ...(await world.states(campaignId)) };
      return planned + due + sending === 0 && sum(await world.states(campaignId)) === domains.length * 3 + 1;
    });
    const accepted = ['bakery.example', 'one-leg.example', 'a-only.example', 'self-signed.example'];
    for (const domain of accepted)
      expect(await attemptOf(campaignId, `p0@${domain}`), domain).toMatchObject({
        outcome: 'accepted',
        state: 'accepted',
      });
    expect(await attemptOf(campaignId, 'gone.eve@bakery.example')).toMatchObject({
      state: 'refused',
      stage: 'rcpt',
      category: 'address_unknown',
      scope: 'address',
    });
    expect(await attemptOf(campaignId, 'p0@no-mail.example')).toMatchObject({
      state: 'refused',
      stage: 'dns',
      category: 'domain_refuses_mail',
    });
    expect(await attemptOf(campaignId, 'p0@no-such-domain.example')).toMatchObject({
      state: 'deferred',
      category: 'domain_dead',
    });
    expect(await attemptOf(campaignId, 'p0@servfail.example')).toMatchObject({
      state: 'deferred',
      category: 'dns_temp',
    });
    expect(await attemptOf(campaignId, 'p0@dark.example')).toMatchObject({
      state: 'deferred',
      stage: 'connect',
      category: 'unreachable',
    });
    expect(await attemptOf(campaignId, 'p0@reputation.example')).toMatchObject({
      category: 'reputation_block',
      scope: 'our_ip',
    });
    expect(await attemptOf(campaignId, 'p0@blocklisting.example')).toMatchObject({
      state: 'deferred',
      stage: 'banner',
      scope: 'our_ip',
      attempts: 0,
    });
    expect(await attemptOf(campaignId, 'p0@hostile.example')).toMatchObject({ state: 'refused', stage: 'rcpt' });
    const suppressed = await world.query<{ spelling: string }>(
      'SELECT a.spelling FROM suppression s JOIN address a ON a.id = s.address_id WHERE a.domain_name <> $1',
      ['hostile.example'],
    );
    expect(suppressed.map(({ spelling }) => spelling)).toEqual(['gone.eve@bakery.example']);
    const summary = simnet.summary();
    for (const domain of accepted) expect(summary[`p0@${domain}`]?.accepted, domain).toBe(1);
  });

  it('waits out greylisting and is accepted with the same envelope', async () => {
    const campaignId = await world.campaign(await world.list(people('greylisting.example', 4)));
    start();
    await until('all are accepted', async () => (await world.states(campaignId)).accepted === 4);
    expect(await attemptOf(campaignId, 'p0@greylisting.example')).toMatchObject({ outcome: 'accepted', attempts: 2 });
  });

  it('is told to stop in the middle: nothing is in doubt, the next one finishes, each message once', async () => {
    const addresses = people('bakery.example', 300, 'stop');
    const campaignId = await world.campaign(await world.list(addresses));
    const first = start();
    await until('some are accepted', async () => ((await world.states(campaignId)).accepted ?? 0) > 20);
    await first.stop();
    const stopped = await world.states(campaignId);
    expect(stopped.in_doubt ?? 0).toBe(0);
    expect(stopped.sending ?? 0).toBe(0);
    start();
    await until('all are accepted', async () => (await world.states(campaignId)).accepted === 300);
    const summary = simnet.summary();
    expect(addresses.filter((address) => summary[address]?.accepted !== 1)).toEqual([]);
    await until('it is finished', async () => {
      const [row] = await world.query<{ state: string }>('SELECT state FROM campaign WHERE id = $1', [campaignId]);
      return row?.state === 'finished';
    });
  });

  it('shares the work with a second one, each message once', async () => {
    const addresses = [...people('bakery.example', 100, 'two'), ...people('googlish.example', 100, 'two')];
    const campaignId = await world.campaign(await world.list(addresses));
    start();
    start();
    await until('all are accepted', async () => (await world.states(campaignId)).accepted === 200);
    const summary = simnet.summary();
    expect(addresses.filter((address) => summary[address]?.accepted !== 1)).toEqual([]);
  });

  it('stops a campaign whose key does not open and sends nothing unsigned', async () => {
    const campaignId = await world.campaign(await world.list(people('bakery.example', 5, 'unsigned')));
    await world.query(`UPDATE dkim_key SET private_key_sealed = 'v1.' || repeat('A', 80)`);
    start();
    await until('it is paused', async () => {
      const [row] = await world.query<{ state: string; pause_reason: string | null }>(
        'SELECT state, pause_reason FROM campaign WHERE id = $1',
        [campaignId],
      );
      return row?.state === 'paused' && /DKIM key d1/.test(row.pause_reason ?? '');
    });
    expect(simnet.summary()['unsigned0@bakery.example']).toBeUndefined();
  });
});
