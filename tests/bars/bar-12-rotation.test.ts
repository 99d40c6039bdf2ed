// Bar 12, rotation: two selectors, a look at DNS before the switch, and every message verifies before, during and after it.
import { createVault, DkimKeyStore } from '@doorstep/database';
import { isSeenEverywhere, lookEverywhere, nodeNameServers, nodeResolver } from '@doorstep/dns-checks';
import { type DkimAlgorithm, dkimRecord, generateDkimKey } from '@doorstep/message';
import { dkimVerify } from 'mailauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../apps/worker/src/testing/run-worker.js';
import { SECRET } from '../../apps/worker/src/testing/sending-world.js';
import { people, pipeline } from './pipeline.js';

const DOMAIN = 'news.example';
const bar = pipeline();
let keys: DkimKeyStore;
let id: string;

beforeAll(async () => {
  keys = new DkimKeyStore(bar.world.database);
  id = (await bar.one<{ id: string }>('SELECT id FROM sending_domain'))!.id;
  await publish('d1');
});

const rotation = async () => (await keys.rotation(id))!;
const states = async () =>
  Object.fromEntries((await rotation()).keys.map(({ selector, state }) => [selector, state as string]));

async function publish(selector: string, change = (record: string) => record): Promise<void> {
  const key = (await rotation()).keys.find((one) => one.selector === selector)!;
  const record = dkimRecord(key.algorithm as DkimAlgorithm, key.publicKey);
  bar.simnet.putRecords([{ name: `${selector}._domainkey.${DOMAIN}`, type: 'TXT', data: change(record) }]);
}

async function makeNext(...made: [selector: string, algorithm: DkimAlgorithm][]): Promise<void> {
  const vault = createVault(SECRET);
  await keys.addNext(
    id,
    made.map(([selector, algorithm]) => {
      const { privateKeyPem, publicKeyBase64 } = generateDkimKey(algorithm);
      return { selector, algorithm, privateKeySealed: vault.seal(privateKeyPem), publicKey: publicKeyBase64 };
    }),
  );
}

async function look(): Promise<string[]> {
  const servers = nodeNameServers({
    ...{ servers: [bar.simnet.dnsServer], hasOwnServers: false },
    isForbidden: () => false,
  });
  const next = (await rotation()).keys.filter(({ state }) => state === 'next');
  return Promise.all(
    next.map(async ({ id: keyId, publicKey, ...key }) => {
      const views = await lookEverywhere(DOMAIN, { ...key, publicKeyBase64: publicKey }, servers);
      await keys.keepViews(keyId, views, isSeenEverywhere(views));
      return views.map(({ result }) => result).join();
    }),
  );
}

const soon = async () => (await bar.one<{ at: Date }>(`SELECT now() + interval '2 seconds' AS at`))!.at;

/** Verdicts of mailauth over what arrived at this domain, by the records that stand in DNS at this moment. */
async function verdicts(domain: string): Promise<Set<string>> {
  const resolver = nodeResolver([bar.simnet.dnsServer]);
  const all = new Set<string>();
  for (const { raw } of bar.simnet.received({ domain })) {
    const { results } = await dkimVerify(Buffer.from(raw, 'latin1'), { resolver: resolver as never });
    all.add(
      results
        .map((one) => `${one.selector} ${one.status.result}`)
        .sort()
        .join(', '),
    );
  }
  return all;
}

async function sendTo(domain: string, count = 4): Promise<string> {
  bar.simnet.putBehaviour(domain, {});
  return bar.send(people(domain, count));
}

const stateOf = async (campaign: string) =>
  (await bar.one<{ state: string; pause_reason: string | null }>(
    'SELECT state, pause_reason FROM campaign WHERE id = $1',
    [campaign],
  ))!;
const finished = (campaign: string) =>
  until('the campaign is finished', async () => (await stateOf(campaign)).state === 'finished');

describe('bar 12: rotation of DKIM keys', () => {
  it('signs with the first key, and not with the next one that stands beside it', async () => {
    bar.start();
    await makeNext(['d2', 'rsa-sha256'], ['e2', 'ed25519-sha256']);
    await finished(await sendTo('before.example'));
    expect(await verdicts('before.example')).toEqual(new Set(['d1 pass']));
  });

  it('does not switch, nor plan to, before every resolver shows exactly the public keys', async () => {
    expect(await look()).toEqual(['missing', 'missing']);
    await expect(keys.planSwitch(id, await soon())).rejects.toMatchObject({ code: 'dkim_not_published' });
    await publish('d2', (record) => `${record.slice(0, 100)}${record[100] === 'A' ? 'B' : 'A'}${record.slice(101)}`);
    await publish('e2');
    expect((await look()).sort()).toEqual(['different', 'right']);
    await expect(keys.switchTo(id, 'next')).rejects.toMatchObject({ code: 'dkim_not_published' });
    expect(await states()).toMatchObject({ d1: 'active', d2: 'next', e2: 'next' });
  });

  it('keeps the key before when the record is another one at the planned minute, and says why', async () => {
    await publish('d2');
    await look();
    await keys.planSwitch(id, await soon());
    await publish('d2', () => 'v=DKIM1; k=rsa; p=QUJD');
    bar.start();
    await until('the switch is given up', async () => (await rotation()).switchAt === null);
    expect((await rotation()).trouble).toMatch(/did not happen: .*d2: It holds another key/);
    expect(await states()).toMatchObject({ d1: 'active', d2: 'next' });
  });

  it('switches by itself at the planned minute; two signatures of the new keys verify, and so does what was under way', async () => {
    await publish('d2');
    await look();
    await keys.planSwitch(id, await soon());
    bar.start(2);
    await until('the next keys sign', async () => (await states()).d2 === 'active');
    expect(await states()).toMatchObject({ d1: 'resting', d2: 'active', e2: 'active' });
    expect(await rotation()).toMatchObject({ trouble: null, switchAt: null });
    await finished(await sendTo('after.example'));
    expect(await verdicts('after.example')).toEqual(new Set(['d2 pass, e2 pass']));
    expect(await verdicts('before.example')).toEqual(new Set(['d1 pass']));
    const audit = await bar.one<{ actor: string }>(
      `SELECT actor_label AS actor FROM audit_entry WHERE action = 'sending-domains.switch_dkim_key'`,
    );
    expect(audit).toEqual({ actor: 'Doorstep' });
  });

  it('begins no campaign whose key is not in DNS any more: it pauses with the reason, and nobody gets anything', async () => {
    await bar.world.query('UPDATE dkim_key SET seen_at = now() WHERE is_active');
    await publish('d2', () => 'v=DKIM1; k=rsa; p=');
    bar.start();
    const campaign = await sendTo('guarded.example');
    await until('it is paused', async () => (await stateOf(campaign)).state === 'paused');
    expect((await stateOf(campaign)).pause_reason).toMatch(/empty p=.*was not begun.*resume the campaign/);
    expect(bar.simnet.received({ domain: 'guarded.example' })).toEqual([]);
    await publish('d2');
    await bar.world.query(`UPDATE campaign SET state = 'planned', pause_reason = NULL WHERE id = $1`, [campaign]);
    await finished(campaign);
    expect(await verdicts('guarded.example')).toEqual(new Set(['d2 pass, e2 pass']));
  });

  it('lets the keys before sign again while they rest', async () => {
    const servers = nodeNameServers({
      ...{ servers: [bar.simnet.dnsServer], hasOwnServers: false },
      isForbidden: () => false,
    });
    const before = (await rotation()).keys.find(({ selector }) => selector === 'd1')!;
    await expect(keys.switchTo(id, 'before')).rejects.toMatchObject({ code: 'dkim_not_published' });
    const views = await lookEverywhere(DOMAIN, { ...before, publicKeyBase64: before.publicKey }, servers);
    await keys.keepViews(before.id, views, isSeenEverywhere(views));
    await keys.switchTo(id, 'before');
    expect(await states()).toMatchObject({ d1: 'active', d2: 'resting', e2: 'resting' });
    bar.start();
    await finished(await sendTo('back.example'));
    expect(await verdicts('back.example')).toEqual(new Set(['d1 pass']));
  });
});
