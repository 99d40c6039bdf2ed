// The full loop over real sockets: a whole worker, the simulated internet, a mailbox read over IMAP or POP3.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVault, LoopTestStore } from '@doorstep/database';
import { type Behaviour, type Simnet, sendingDomainRecords, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { runWorker, until } from '../testing/run-worker.js';
import { SECRET, type SendingWorld, sendingWorld } from '../testing/sending-world.js';
import type { Worker } from '../worker.js';

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let dataDir: string;
let worker: Worker | undefined;
let loops: LoopTestStore;
let domainId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 20);
  loops = new LoopTestStore(world.database);
  domainId = (await world.query<{ id: string }>('SELECT id FROM sending_domain'))[0]!.id;
  simnet = await startSimnet({ clockSpeed: 60 });
  const sender = { name: 'news.example', returnPathDomain: 'bounces.news.example', dkimRecords: [] };
  simnet.putRecords(sendingDomainRecords(sender));
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-loop-'));
});
beforeEach(async () => {
  simnet.reset();
  await world.query('TRUNCATE loop_test, inbound_message, bounce_mailbox CASCADE');
  await returnPathsGoTo('bounces.news.example');
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(async () => {
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const returnPathsGoTo = (domain: string) => world.query('UPDATE sending_domain SET return_path_domain = $1', [domain]);

/** @param afterReading what becomes of mail that was understood */
async function mailbox(protocol: 'imap' | 'pop3', afterReading = 'keep'): Promise<void> {
  const { host, port, username, password } = simnet[protocol];
  await world.query(
    `INSERT INTO bounce_mailbox (name, protocol, host, port, tls, username, password_sealed, after_reading, next_read_at)
     VALUES ($1, $2, $3, $4, 'none', $5, $6, $7, now() + interval '50 minutes')`,
    [`Box over ${protocol}`, protocol, host, port, username, createVault(SECRET).seal(password), afterReading],
  );
}
function start(): void {
  const { dnsServer, smtpPort } = simnet;
  worker = runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: 60 });
}
async function begin(behaviour?: Behaviour): Promise<string> {
  if (behaviour) {
    simnet.putBehaviour('loop.example', behaviour);
    await returnPathsGoTo('loop.example');
  }
  return (await loops.add(domainId, 5, 'Ada'))!.id;
}
const stateOf = async (id: string) => (await loops.one(id))!;
const becomes = (id: string, state: string) =>
  until(`the test is ${state}`, async () => (await stateOf(id)).state === state, 30_000);

describe('the full loop', () => {
  it.each(['imap', 'pop3'] as const)('closes over %s, though the next poll is far away', async (protocol) => {
    await mailbox(protocol);
    const id = await begin();
    start();
    await becomes(id, 'returned');
    expect(await stateOf(id)).toMatchObject({
      ...{ mailboxName: `Box over ${protocol}`, trouble: null, handedAt: expect.any(Date), cameAt: expect.any(Date) },
      mxHosts: [expect.stringContaining('.')],
      reply: expect.stringContaining('queued'),
    });
    const [message] = await world.query<{ kind: string; state: string; raw: Buffer }>(
      'SELECT kind, state, raw FROM inbound_message',
    );
    expect(message).toMatchObject({ kind: 'loop-test', state: 'matched' });
    const raw = message!.raw.toString('latin1');
    expect(raw).toMatch(/^DKIM-Signature: .* d=news\.example;/m);
    expect(raw).toMatch(/\r\nTo: <?bounce-[a-z2-7]{43}@bounces\.news\.example>?\r\n/);
  });

  it('tells that no mail server was found', async () => {
    const id = await begin({ dns: 'nxdomain' });
    start();
    await becomes(id, 'failed');
    expect(await stateOf(id)).toMatchObject({ troubleStep: 'mx', trouble: expect.stringMatching(/no such domain/) });
  });

  it('tells what a server without a catch-all says', async () => {
    const id = await begin({ rcpt: { code: 550, lines: ['5.1.1 <{recipient}>: no such user'] } });
    start();
    await becomes(id, 'failed');
    expect(await stateOf(id)).toMatchObject({
      ...{ troubleStep: 'handover', mxHosts: ['mx1.loop.example'] },
      trouble: expect.stringMatching(/no such user/),
    });
  });

  it('asks again after "not now"', async () => {
    await mailbox('pop3');
    const id = await begin({ rcpt: { code: 451, lines: ['4.7.1 come back'], times: 1 } });
    start();
    await until('it was handed over at the second try', async () => (await stateOf(id)).handedAt !== null, 30_000);
    expect((await stateOf(id)).state).toBe('on_its_way');
  });

  it('is overdue when its time is up, and returned when it comes after all', async () => {
    await mailbox('pop3');
    const id = await begin({});
    start();
    await becomes(id, 'on_its_way');
    await world.query('UPDATE loop_test SET waits_until = now()');
    await becomes(id, 'overdue');
    const [received] = simnet.received({ domain: 'loop.example' });
    expect(received!.mailFrom).toBe('');
    simnet.putMailboxMessage(Buffer.from(received!.raw, 'latin1'));
    await world.query('UPDATE bounce_mailbox SET next_read_at = now()');
    await becomes(id, 'returned');
  });

  it('goes on with another worker when the first one dies of it', async () => {
    await mailbox('imap', 'delete');
    const id = await begin();
    expect(await loops.claim(0.05)).toMatchObject({ id, tries: 1 });
    start();
    await becomes(id, 'returned');
  });

  it('takes nothing for its own that others wrote', async () => {
    await mailbox('pop3');
    simnet.putMailboxMessage('Subject: Doorstep full-loop test\nTo: bounce-aaaa@bounces.news.example\n\nforged');
    const id = await begin({});
    start();
    await becomes(id, 'on_its_way');
    await until('the forged one was read', async () => (await world.query('SELECT FROM inbound_message')).length > 0);
    await until(
      'it was understood',
      async () => (await world.query(`SELECT FROM inbound_message WHERE state = 'new'`)).length === 0,
    );
    expect((await stateOf(id)).state).toBe('on_its_way');
  });
});
