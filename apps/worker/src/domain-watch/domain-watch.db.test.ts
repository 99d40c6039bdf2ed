// The daily look at the records of a sending domain: what breaks later is told, without anybody asking.
import { AuditStore, DkimKeyStore, OverviewStore, SendingDomainStore } from '@doorstep/database';
import { type NameServers, nodeNameServers, wantedDkim } from '@doorstep/dns-checks';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import type { Log } from '../log.js';
import { silentLog } from '../log.js';
import { type SendingWorld, sendingWorld } from '../testing/sending-world.js';
import { createDomainWatch } from './domain-watch.js';

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let servers: NameServers;
const warnings: string[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 4);
  simnet = await startSimnet({});
  servers = nodeNameServers({ servers: [simnet.dnsServer], hasOwnServers: false, isForbidden: () => false });
});
afterAll(async () => {
  await simnet.close();
  await world.database.close();
  await fresh.drop();
});

const log = { ...silentLog, warn: (_: object, words: string) => void warnings.push(words) } as unknown as Log;
const watch = () => {
  const { database } = world;
  const keys = new DkimKeyStore(database);
  const domains = new SendingDomainStore(database);
  const config = { mode: 'sandbox' as const, ehloName: undefined, publicUrl: 'http://127.0.0.1:8480' };
  return createDomainWatch({ config, keys, domains, audit: new AuditStore(database), servers, log });
};
const row = async () => (await new SendingDomainStore(world.database).page({ limit: 1 }))[0]!;
const resultOf = async (name: string) => (await row()).checks?.find((check) => check.name === name)?.result;
const daysPass = () => world.query(`UPDATE sending_domain SET checked_at = now() - interval '25 hours'`);

describe('the watch over sending domains', () => {
  it('leaves a domain alone that nobody checked yet, and one that was checked today', async () => {
    await watch().turn();
    expect((await row()).checks).toBeNull();
    const { id } = await row();
    await new SendingDomainStore(world.database).keepChecks(id, []);
    await watch().turn();
    expect((await row()).checks).toEqual([]);
  });

  it('checks once a day, notes that the key was seen, and tells once when it is not any more', async () => {
    const { dkimKeys } = await row();
    const facts = { ...dkimKeys[0]!, publicKeyBase64: dkimKeys[0]!.publicKey };
    const record = { name: `${facts.selector}._domainkey.news.example`, type: 'TXT' as const };
    simnet.putRecords([{ ...record, data: wantedDkim(facts) }]);
    await daysPass();
    await watch().turn();
    expect(await resultOf('dkim')).toBe('pass');
    const seen = await world.query<{ seen: Date | null }>('SELECT seen_at AS seen FROM dkim_key');
    expect(seen[0]!.seen).not.toBeNull();

    simnet.putRecords([{ ...record, data: 'v=DKIM1; p=' }]);
    warnings.length = 0;
    for (let day = 0; day < 2; day++) {
      await daysPass();
      await watch().turn();
    }
    expect(await resultOf('dkim')).toBe('fail');
    expect(warnings.filter((words) => words.includes('empty p='))).toHaveLength(1);
    expect((await row()).checkedAt!.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('looks again every 30 seconds after somebody asked, then less and less often, until it is right', async () => {
    const { id } = await row();
    const store = new SendingDomainStore(world.database);
    const wrong = [
      {
        name: 'dkim',
        result: 'fail' as const,
        words: '',
        recordName: null,
        recordType: null,
        expected: null,
        found: [],
      },
    ];
    await store.keepChecks(id, wrong, true);
    const pauseSeconds = async () => ((await row()).nextCheckAt!.getTime() - (await row()).checkedAt!.getTime()) / 1000;
    const asked = (minutes: number) =>
      world.query(`UPDATE sending_domain SET watched_from = now() - $1 * interval '1 minute'`, [minutes]);
    expect(await pauseSeconds()).toBe(30);
    expect((await row()).watchedUntil!.getTime()).toBeGreaterThan(Date.now() + 9 * 60_000);
    expect(await store.dueForCheck(24, 1)).toEqual([]);
    await world.query(`UPDATE sending_domain SET checked_at = now() - interval '31 seconds'`);
    expect(await store.dueForCheck(24, 1)).toMatchObject([{ id }]);
    const pauses = [];
    for (const minutes of [11, 61, 1441]) {
      await asked(minutes);
      pauses.push(await pauseSeconds());
    }
    expect(pauses).toEqual([300, 3600, 86_400]);
    expect((await row()).watchedUntil).toBeNull();
  });

  it('tells that records broke only after they had been right for a day', async () => {
    const { id } = await row();
    const store = new SendingDomainStore(world.database);
    const checks = (result: 'pass' | 'fail' | 'unknown') => [
      { name: 'spf', result, words: '', recordName: null, recordType: null, expected: null, found: [] },
    ];
    const broke = async (result: 'pass' | 'fail' | 'unknown') => {
      await store.keepChecks(id, checks(result));
      return (await row()).brokeAt;
    };
    await world.query(
      `INSERT INTO webhook_endpoint (url, secret_sealed, event_types, created_by) VALUES ('https://hooks.example/', 'x', '{domain.broken}', 'Ada')`,
    );
    await broke('pass');
    expect(await broke('fail')).toBeNull();
    await broke('pass');
    await world.query(`UPDATE sending_domain SET right_since = now() - interval '25 hours'`);
    expect(await broke('unknown')).toBeNull();
    expect(await broke('fail')).not.toBeNull();
    expect(await broke('fail')).not.toBeNull();
    expect(await world.query('SELECT type, detail FROM webhook_outbox')).toEqual([
      { type: 'domain.broken', detail: { domain: 'news.example', failed: ['spf'] } },
    ]);
    expect(await broke('pass')).toBeNull();
    expect((await row()).rightSince).not.toBeNull();
  });

  it('says of a record that one of two resolvers still lacks that it is not seen everywhere, since when and until when', async () => {
    const { dkimKeys } = await row();
    const facts = { ...dkimKeys[0]!, publicKeyBase64: dkimKeys[0]!.publicKey };
    const record = { name: `${facts.selector}._domainkey.news.example`, type: 'TXT' as const, data: wantedDkim(facts) };
    const late = await startSimnet({});
    const agreeing = servers;
    const both = { servers: [simnet.dnsServer, late.dnsServer], hasOwnServers: false, isForbidden: () => false };
    servers = nodeNameServers(both);
    try {
      simnet.putRecords([record]);
      const dkim = async () => {
        await daysPass();
        await watch().turn();
        return (await row()).checks!.find(({ name }) => name === 'dkim')!;
      };
      const first = await dkim();
      expect(first.result).toBe('warn');
      expect(first.words).toContain(`Our resolver ${late.dnsServer} has nothing there`);
      expect(first.spread!.views.map(({ result }) => result)).toEqual(['right', 'missing']);
      // The simulated internet lets an answer that there is nothing be kept for 60 seconds.
      const left = new Date(first.spread!.until!).getTime() - new Date(first.spread!.since).getTime();
      expect(left).toBe(60_000);
      const { nextCheckAt, checkedAt } = await row();
      expect(nextCheckAt!.getTime() - checkedAt!.getTime()).toBe(15 * 60_000);
      expect((await dkim()).spread!.since).toBe(first.spread!.since);

      late.putRecords([record]);
      expect(await dkim()).toMatchObject({ result: 'pass' });
      expect((await row()).checks!.filter(({ spread }) => spread !== undefined)).toEqual([]);
    } finally {
      servers = agreeing;
      await late.close();
    }
  });

  it('looks for the record of the next key by itself, often at first', async () => {
    const { id } = await row();
    const keys = new DkimKeyStore(world.database);
    await keys.addNext(id, [{ selector: 'd2', algorithm: 'rsa-sha256', privateKeySealed: 'x', publicKey: 'QUJD' }]);
    const next = async () => (await keys.rotation(id))!.keys.find(({ state }) => state === 'next')!;
    await watch().turn();
    expect((await next()).views).toBeNull();
    const age = (seconds: number) =>
      world.query(`UPDATE dkim_key SET created_at = now() - $1 * interval '1 second' WHERE selector = 'd2'`, [seconds]);
    await age(31);
    await watch().turn();
    expect((await next()).views).toMatchObject([{ result: 'missing' }]);

    simnet.putRecords([{ name: 'd2._domainkey.news.example', type: 'TXT', data: 'v=DKIM1; k=rsa; p=QUJD' }]);
    const looked = () =>
      world.query(`UPDATE dkim_key SET viewed_at = now() - interval '1 minute' WHERE selector = 'd2'`);
    await age(3600);
    await looked();
    await watch().turn();
    expect((await next()).seenAt).toBeNull();
    await age(600);
    await looked();
    await watch().turn();
    expect((await next()).views).toMatchObject([{ result: 'right' }]);
    expect((await next()).seenAt).not.toBeNull();
    expect(await keys.dueLooks()).toEqual([]);
    await keys.discardNext(id);
  });

  it('puts a switch that did not happen on the overview', async () => {
    const { id } = await row();
    const keys = new DkimKeyStore(world.database);
    await keys.noteTrouble(id, 'The switch did not happen.');
    const facts = await new OverviewStore(world.database).facts();
    expect(facts.domains).toMatchObject([
      { dkimTrouble: 'The switch did not happen.', dkimTroubleSince: expect.any(Date) },
    ]);
  });
});
