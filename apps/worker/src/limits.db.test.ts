// Behaviour of workers towards what sites put up with: caps over several workers, source addresses, warm-up, one switch for all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_SOURCE_ID, SendingControlStore, SiteLimitStore } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { runWorker, until } from './testing/run-worker.js';
import { type SendingWorld, sendingWorld } from './testing/sending-world.js';
import type { Worker } from './worker.js';

const SPEED = 120;
/** In a row, a tenth of a second apart. */
const CALM_LOOKS = 5;

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let dataDir: string;
let workers: Worker[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 20);
  simnet = await startSimnet({ clockSpeed: SPEED });
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-limits-'));
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await world.query(`UPDATE campaign SET state = 'cancelled'`);
  await world.query('DELETE FROM source_address WHERE ip IS NOT NULL');
  await world.query('UPDATE source_address SET is_active = true, warm_up_started_at = NULL');
});
afterAll(async () => {
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(count = 1): void {
  const { dnsServer, smtpPort } = simnet;
  for (let i = 0; i < count; i++)
    workers.push(runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: SPEED }));
}

const people = (domain: string, count: number) => Array.from({ length: count }, (_, i) => `p${i}@${domain}`);
const allAccepted = (campaignId: string, count: number) => async () =>
  ((await world.states(campaignId)).accepted ?? 0) === count;
const addSource = async (ip: string, more = '') =>
  (await world.query<{ id: string }>(`INSERT INTO source_address (ip) VALUES ($1) RETURNING id${more}`, [ip]))[0]!.id;
const useOnly = () => world.query('UPDATE source_address SET is_active = false WHERE id = $1', [DEFAULT_SOURCE_ID]);
const sourcesOf = async (campaignId: string) =>
  (
    await world.query<{ ip: string }>(
      `SELECT DISTINCT source_ip AS ip FROM attempt WHERE campaign_id = $1 AND outcome <> 'abandoned' ORDER BY 1`,
      [campaignId],
    )
  ).map(({ ip }) => ip);

describe('limits of a site', () => {
  it('are never exceeded by a single connection, by three workers and while the site grows', async () => {
    simnet.putBehaviour('capped.example', { maxConnections: 10, delayMs: 2 });
    const list = await world.list(people('capped.example', 400));
    const campaignId = await world.campaign(list);
    start(3);
    await until('everything is accepted', allAccepted(campaignId, 400));
    const turnedAway = simnet.events({ kind: 'turned_away' }).filter(({ host }) => host.endsWith('capped.example'));
    expect(turnedAway).toEqual([]);
    const [state] = await world.query<{ most: number }>(
      `SELECT max(t.connection_limit) AS most FROM site_state t JOIN site s ON s.id = t.site_id WHERE s.mx_key LIKE '%capped.example'`,
    );
    expect(state!.most).toBeGreaterThan(2);
    expect(state!.most).toBeLessThanOrEqual(10);
  });

  it('ask for a new connection when a session has carried enough, at no attempt’s cost', async () => {
    const limitReached = { code: 421, lines: ['4.7.0 Too many messages in this connection'] };
    simnet.putBehaviour('five-each.example', { maxMessagesPerConnection: 5, limitReached });
    const campaignId = await world.campaign(await world.list(people('five-each.example', 40)));
    start();
    await until('everything is accepted', allAccepted(campaignId, 40));
    const rows = await world.query(`SELECT d.id FROM delivery d WHERE d.campaign_id = $1 AND d.attempts > 1`, [
      campaignId,
    ]);
    expect(rows).toEqual([]);
    const [state] = await world.query<{ limit: number }>(
      `SELECT t.message_limit AS limit FROM site_state t JOIN site s ON s.id = t.site_id WHERE s.mx_key LIKE '%five-each.example'`,
    );
    expect(state!.limit).toBe(5);
  });
});

describe('limits a person sets', () => {
  it('hold for lanes under way within moments, in all workers, and no longer than they are set', async () => {
    simnet.putBehaviour('by-hand.example', { delayMs: 20 });
    const campaignId = await world.campaign(await world.list(people('by-hand.example', 600)));
    const limits = new SiteLimitStore(world.database);
    const openNow = () => {
      const events = simnet.events({ host: 'mx1.by-hand.example' });
      return events.reduce((n, { kind }) => n + (kind === 'connected' ? 1 : kind === 'closed' ? -1 : 0), 0);
    };
    start(3);
    await until('it has grown', async () => openNow() > 2);
    const [site] = await world.query<{ id: string }>(`SELECT id FROM site WHERE mx_key LIKE '%by-hand.example'`);
    const order = { connections: 1, messagesPerConnection: 5, perMinute: null, reason: 'They asked', actor: 'Ada' };
    await limits.set(site!.id, order, null);
    // Few are open for a moment whenever connections change: what counts is that the lane was taken again.
    await until(
      'the lane goes by the new limit',
      async () =>
        (await world.query<{ n: number }>('SELECT granted AS n FROM site_state WHERE site_id = $1', [site!.id]))[0]!
          .n === 1,
      10_000,
    );
    // One look may fall between two connections of the time before.
    let calmLooks = 0;
    await until('those opened before are closed', async () => {
      calmLooks = openNow() <= 1 ? calmLooks + 1 : 0;
      return calmLooks === CALM_LOOKS;
    });
    const before = simnet.events({ host: 'mx1.by-hand.example' }).length;
    // The host may tell that one connection ended a moment after the next began: one too many is what stays for two looks.
    let most = 0;
    let last = 1;
    for (let times = 0; times < 40; times++) {
      const now = openNow();
      most = Math.max(most, Math.min(now, last));
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(most).toBe(1);
    const later = simnet.events({ host: 'mx1.by-hand.example' }).slice(before);
    const messages = later.filter(({ kind }) => kind === 'accepted').length;
    expect(messages).toBeGreaterThan(5);
    // One connection was open already when the book was opened.
    const connections = 1 + later.filter(({ kind }) => kind === 'connected').length;
    expect(messages).toBeLessThanOrEqual(5 * connections);
    await limits.set(site!.id, { ...order, connections: 6, messagesPerConnection: null }, null);
    await until('there are six', async () => openNow() === 6, 10_000);
    await until('everything is accepted', allAccepted(campaignId, 600));
    await limits.lift(site!.id);
  });
});

describe('source addresses', () => {
  it('share the mail of a site, each with connections of its own, and a greylisted message keeps to its own', async () => {
    await useOnly();
    await addSource('127.0.0.2');
    await addSource('127.0.0.3');
    simnet.putBehaviour('grey.example', { greylistSeconds: 300 });
    simnet.putBehaviour('two-ways.example', { delayMs: 3 });
    const list = await world.list([...people('two-ways.example', 200), ...people('grey.example', 4)]);
    const campaignId = await world.campaign(list);
    start();
    await until('everything is accepted', allAccepted(campaignId, 204));
    expect(await sourcesOf(campaignId)).toEqual(['127.0.0.2', '127.0.0.3']);
    const tries = await world.query<{ tries: number; sources: number }>(
      `SELECT count(*)::int AS tries, count(DISTINCT source_ip)::int AS sources FROM attempt
       WHERE campaign_id = $1 AND domain_name = 'grey.example' AND outcome <> 'abandoned' GROUP BY delivery_id`,
      [campaignId],
    );
    expect(tries).toHaveLength(4);
    for (const { tries: count, sources } of tries) {
      expect(count).toBeGreaterThan(1);
      expect(sources).toBe(1);
    }
  });

  it('that this machine does not have are put aside with words, and the mail goes out from the others', async () => {
    await useOnly();
    const gone = await addSource('192.0.2.9');
    await addSource('127.0.0.4');
    const campaignId = await world.campaign(await world.list(people('bakery.example', 20)));
    start();
    await until('everything is accepted', allAccepted(campaignId, 20));
    expect(await sourcesOf(campaignId)).toEqual(['127.0.0.4']);
    const [source] = await world.query<{ words: string }>(
      'SELECT aside_reason AS words FROM source_address WHERE id = $1',
      [gone],
    );
    if (source!.words !== null) expect(source!.words).toBe('This machine does not have the address 192.0.2.9.');
  });

  it('of another family than the site are no reason to fail: the mail waits with words', async () => {
    await useOnly();
    await addSource('2001:db8::25');
    const campaignId = await world.campaign(await world.list(people('bakery.example', 3)));
    start();
    await until('it says why', async () => {
      const rows = await world.query(
        `SELECT FROM site_state WHERE pause_cause = 'source-family' AND paused_until > now()`,
      );
      return rows.length > 0;
    });
    await addSource('127.0.0.5');
    await until('everything is accepted', allAccepted(campaignId, 3));
    const attempts = await world.query(`SELECT FROM delivery WHERE campaign_id = $1 AND attempts > 1`, [campaignId]);
    expect(attempts).toEqual([]);
  });

  it('that are warmed up send as many a day as they may, and the rest waits', async () => {
    await useOnly();
    const source = await addSource('127.0.0.6');
    await world.query('UPDATE source_address SET warm_up_started_at = now() WHERE id = $1', [source]);
    const campaignId = await world.campaign(await world.list(people('bakery.example', 70)));
    start();
    await until('fifty are accepted', allAccepted(campaignId, 50));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await world.states(campaignId)).toMatchObject({ accepted: 50, planned: 20 });
    await until('they are counted', async () => {
      const usage = await world.query<{ cap: number; used: number; accepted: number }>(
        'SELECT cap, used, accepted FROM source_usage WHERE source_id = $1',
        [source],
      );
      return usage[0]?.cap === 50 && usage[0].used === 50 && usage[0].accepted === 50;
    });
  });
});

describe('the day of a source address that is warmed up', () => {
  it('is not used up by messages that waited for a host nobody answered at', async () => {
    await useOnly();
    const source = await addSource('127.0.0.7');
    await world.query('UPDATE source_address SET warm_up_started_at = now() WHERE id = $1', [source]);
    const campaignId = await world.campaign(await world.list(people('dark.example', 40)));
    start();
    await until('they wait', async () => ((await world.states(campaignId)).deferred ?? 0) === 40);
    const usage = () => world.query<{ used: number }>('SELECT used FROM source_usage WHERE source_id = $1', [source]);
    await until('all of it is given back', async () => (await usage())[0]?.used === 0, 10_000);
  });
});

describe('one switch for all sending', () => {
  it('stops and slows everything, and lets it go on', async () => {
    const control = new SendingControlStore(world.database);
    await control.pause(null, 'a look first', 'ada');
    const campaignId = await world.campaign(await world.list(people('bakery.example', 30)));
    start();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await world.states(campaignId)).accepted ?? 0).toBe(0);
    await control.slow(120, 'slowly', 'ada');
    const accepted = async () => (await world.states(campaignId)).accepted ?? 0;
    await until('some are accepted', async () => (await accepted()) > 0);
    expect(await accepted()).toBeLessThan(30);
    await control.resume();
    await until('everything is accepted', allAccepted(campaignId, 30));
  });
});
