// Live checks by a whole worker over the simulated internet: what they find, what they never send, when they hold back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LiveCheckStore } from '@doorstep/database';
import { type Behaviour, type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { runWorker, until } from '../testing/run-worker.js';
import { type SendingWorld, sendingWorld } from '../testing/sending-world.js';

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let worker: ReturnType<typeof runWorker>;
let checks: LiveCheckStore;
let dataDir: string;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 10);
  checks = new LiveCheckStore(world.database);
  simnet = await startSimnet({});
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-live-'));
  const { dnsServer, smtpPort } = simnet;
  worker = runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: 60 });
});
afterAll(async () => {
  await worker.stop();
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function check(target: string, behaviour: Behaviour | null, asksRecipient = false) {
  const domainName = target.split('@').at(-1)!;
  if (behaviour) simnet.putBehaviour(domainName, behaviour);
  const address = target.includes('@') ? target : null;
  const { id } = await checks.add({ target, domainName, address, asksRecipient, startedBy: 'Ada' });
  await until(`${target} was looked at`, async () => (await checks.one(id))?.state === 'ended');
  return (await checks.one(id))!;
}

describe('a live check', () => {
  it('tells DNS, connection, greeting and certificate with their milliseconds, and says nothing of anybody', async () => {
    const found = await check('live-well.example', { hosts: [{ isDead: true }, {}] });
    expect(found.answer).toMatchObject({ kind: 'mx', hosts: [{ host: 'mx1.live-well.example' }, {}] });
    expect(found.hosts).toMatchObject([
      { mxHost: 'mx1.live-well.example', outcome: 'failed', stage: 'connect' },
      { mxHost: 'mx2.live-well.example', outcome: 'open', recipient: null, sourceIp: '127.0.0.1' },
    ]);
    const [, open] = found.hosts;
    expect(open!.steps.map(({ stage }) => stage)).toEqual([
      'connect',
      'banner',
      'ehlo',
      'starttls',
      'starttls',
      'ehlo',
    ]);
    expect(open!.steps.every(({ ms }) => ms >= 0)).toBe(true);
    expect(open!.tls).toMatch(/^TLSv1\.3 .* unverified: self-signed certificate$/);
    expect(open!.certificate).toMatchObject({ subject: expect.stringContaining('simulated.example') });
    expect(simnet.received({ domain: 'live-well.example' })).toEqual([]);
    expect(simnet.events({ host: 'mx2.live-well.example' }).map(({ kind }) => kind)).toEqual(['connected', 'closed']);
  });

  it.each<[string, Behaviour]>([
    ['null-mx', { dns: 'null-mx' }],
    ['nxdomain', { dns: 'nxdomain' }],
    ['trouble', { dns: 'servfail' }],
  ])('ends with DNS where that is all there is: %s', async (kind, behaviour) => {
    expect(await check(`live-${kind}.example`, behaviour)).toMatchObject({ answer: { kind }, hosts: [], heldBy: null });
  });

  it('asks about a recipient only when it is wished, of one host, and takes it back before a message', async () => {
    const rcpt = { code: 550, lines: ['5.1.1 <{recipient}>: User unknown'] };
    const unasked = await check('anna@live-asked.example', { hosts: [{}, {}], rcpt });
    expect(unasked.hosts.map(({ recipient }) => recipient)).toEqual([null, null]);
    const asked = await check('anna@live-asked.example', null, true);
    expect(asked.hosts.map(({ recipient }) => recipient?.reply?.text ?? null)).toEqual([
      expect.stringContaining('User unknown'),
      null,
    ]);
    const well = await check('ben@live-well.example', { hosts: [{}] }, true);
    expect(well.hosts[0]!.recipient).toMatchObject({ outcome: 'accepted' });
    expect(simnet.received({ domain: 'live-well.example' })).toEqual([]);
  });

  it('counts as a connection of the site: it waits while others have them all, and gives its own back', async () => {
    simnet.putBehaviour('live-busy.example', {});
    const [site] = await world.query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('mx1.live-busy.example', '{mx1.live-busy.example}') RETURNING id`,
    );
    await world.query(
      `INSERT INTO site_state (site_id, lane_owner, lane_lease_until, granted) VALUES ($1, 'another worker', now() + interval '1 hour', 2)`,
      [site!.id],
    );
    const busy = await check('live-busy.example', null);
    expect(busy).toMatchObject({ hosts: [], heldBy: expect.stringMatching(/over every connection they are given/) });
    const lane = () => world.query('SELECT lane_owner, granted FROM site_state WHERE site_id = $1', [site!.id]);
    expect(await lane()).toEqual([{ lane_owner: 'another worker', granted: 2 }]);
    const counted = () =>
      world.query(`SELECT id FROM live_check WHERE domain_name = 'live-busy.example' AND connected_at IS NOT NULL`);
    expect(await counted()).toEqual([]);
    await world.query(`UPDATE site_state SET lane_lease_until = now() WHERE site_id = $1`, [site!.id]);
    expect(await check('live-busy.example', null)).toMatchObject({ heldBy: null, hosts: [{ outcome: 'open' }] });
    expect(await counted()).toHaveLength(1);
    expect(await lane()).toEqual([{ lane_owner: null, granted: 0 }]);
  });

  it('connects to nobody while the site is paused, from a source that is switched off, or too often', async () => {
    await check('live-often.example', {});
    const [site] = await world.query<{ id: string }>(
      `INSERT INTO site (mx_key, mx_hosts) VALUES ('mx1.live-often.example', '{mx1.live-often.example}') RETURNING id`,
    );
    await world.query(
      `INSERT INTO site_state (site_id, paused_until, pause_reason) VALUES ($1, now() + interval '1 hour', 'they said 421')`,
      [site!.id],
    );
    expect(await check('live-often.example', null)).toMatchObject({
      hosts: [],
      heldBy: expect.stringMatching(/^Mail to these servers is paused until .* UTC: they said 421$/),
    });
    await world.query('DELETE FROM site_state WHERE site_id = $1', [site!.id]);
    expect((await check('live-often.example', null)).heldBy).toBeNull();
    await world.query(
      `INSERT INTO live_check (target, domain_name, state, started_by, mx_key, connected_at)
       SELECT target, domain_name, 'ended', 'Ben', mx_key, connected_at FROM live_check, generate_series(1, 4)
       WHERE target = 'live-often.example' AND connected_at IS NOT NULL ORDER BY id DESC LIMIT 4`,
    );
    expect((await check('live-often.example', null)).heldBy).toMatch(
      /checked 6 times in 10 minutes; check again in \d+/,
    );
    await world.query('UPDATE source_address SET is_active = false');
    expect((await check('live-other.example', {})).heldBy).toBe('No source address is switched on');
    await world.query('UPDATE source_address SET is_active = true');
  });
});
