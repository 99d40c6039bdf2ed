// Before a campaign starts, a message of it is signed, received by ourselves and verified: what passes, what keeps it back.
import type { Campaign, PreflightReport, Problem } from '@doorstep/contracts';
import { SendingDomainStore } from '@doorstep/database';
import { type DkimAlgorithm, dkimRecord, generateDkimKey } from '@doorstep/message';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let listId: string;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, { environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer } });
  owner = await api.asOwner();
  listId = (await owner('POST', '/v1/lists', { name: 'Letter' })).json<{ id: string }>().id;
  for (const [address, fields] of [
    ['ann@inbox.example', { city: 'Rome' }],
    ['bob@inbox.example', {}],
  ] as const) {
    const made = await owner('POST', '/v1/subscribers', { address, name: 'Ann', fields, listIds: [listId] });
    expect(made.statusCode, made.body).toBe(201);
  }
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const query = (text: string, values: unknown[]) => api.dependencies.database.pool.query(text, values);

/** A sending domain with an RSA key and an Ed25519 key, both published. */
async function domainOf(name: string) {
  const keys = await Promise.all(
    (['rsa-sha256', 'ed25519-sha256'] as const).map(async (algorithm) => keyOf(name, algorithm)),
  );
  const id = await api.app.get(SendingDomainStore).add(name, `bounces.${name}`, keys[0]!);
  const { selector, algorithm, privateKeySealed, publicKey } = keys[1]!;
  await query(
    `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key) VALUES ($1, $2, $3, $4, $5)`,
    [id, selector, algorithm, privateKeySealed, publicKey],
  );
  return id;
}

async function keyOf(domain: string, algorithm: DkimAlgorithm) {
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey(algorithm);
  const selector = algorithm.slice(0, 3);
  publish(domain, selector, dkimRecord(algorithm, publicKeyBase64));
  return {
    selector,
    algorithm,
    privateKeySealed: api.dependencies.vault.seal(privateKeyPem),
    publicKey: publicKeyBase64,
  };
}

const publish = (domain: string, selector: string, data: string) =>
  simnet.putRecords([{ name: `${selector}._domainkey.${domain}`, type: 'TXT', data }]);

async function campaignFrom(sendingDomainId: string, change: object = {}): Promise<Campaign> {
  const content = {
    ...{ name: 'May letter', sendingDomainId, fromName: 'The letter', fromLocal: 'letter', listIds: [listId] },
    ...{ subject: 'Hello {{ name }}', html: '<p>Hello from {{ city }}</p>\n.\n..\n<p>MAIL FROM:</p>' },
    ...change,
  };
  return (await owner('POST', '/v1/campaigns', content)).json<Campaign>();
}

const tryOut = async ({ id }: Campaign) =>
  (await owner('POST', `/v1/campaigns/${id}/preflight`, {})).json<PreflightReport>();
const stateOf = ({ checks }: PreflightReport, id: string) => checks.find((check) => check.id === id)?.state;

describe('the trial message of a campaign', () => {
  it('comes back as it was signed, verified with every active key, and says what is advised', async () => {
    const made = await campaignFrom(await domainOf('well.example'));
    const report = await tryOut(made);
    expect(report.checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(report.madeFor).toMatch(/^(ann|bob)@inbox\.example$/);
    for (const id of [
      'arrival',
      'dkim:rsa',
      'dkim:ed2',
      'signed_headers',
      'alignment',
      'one_click',
      'headers',
      'line_ends',
    ])
      expect(stateOf(report, id), id).toBe('pass');
    expect(report.checks.find(({ id }) => id === 'dkim:rsa')?.seen).toBe('verified, 2048 bits');
    expect(report.checks.find(({ id }) => id === 'merge_fields')).toMatchObject({
      state: 'warn',
      seen: 'city is empty for 1',
    });
    expect((await tryOut(made)).state).toBe(report.state);
    expect((await owner('GET', `/v1/campaigns/${made.id}`)).json<Campaign>().state).toBe('draft');
    expect((await owner('POST', `/v1/campaigns/${made.id}/send`, {})).json()).toMatchObject({ state: 'planned' });
  });

  it.each<[string, (domain: string, id: string) => unknown, RegExp]>([
    [
      'whose key was exchanged here but not in DNS',
      async (domain, id) => {
        const other = api.dependencies.vault.seal(generateDkimKey('rsa-sha256').privateKeyPem);
        await query(`UPDATE dkim_key SET private_key_sealed = $2 WHERE sending_domain_id = $1 AND selector = 'rsa'`, [
          id,
          other,
        ]);
        return domain;
      },
      /fail: bad signature.*Publish the record/,
    ],
    [
      'whose record holds another key',
      (domain) => publish(domain, 'rsa', dkimRecord('rsa-sha256', generateDkimKey('rsa-sha256').publicKeyBase64)),
      /Publish/,
    ],
    ['whose key was withdrawn', (domain) => publish(domain, 'rsa', 'v=DKIM1; k=rsa; p='), /Publish/],
  ])('keeps a campaign back %s: 409, with what to do', async (name, spoil, words) => {
    const domain = `${name.length}.bad.example`;
    const id = await domainOf(domain);
    await spoil(domain, id);
    const made = await campaignFrom(id);
    expect(stateOf(await tryOut(made), 'dkim:rsa')).toBe('fail');
    for (const [action, body] of [
      ['send', {}],
      ['schedule', { localTime: '2031-05-01T09:00', timeZone: 'UTC' }],
    ] as const) {
      const answer = await owner('POST', `/v1/campaigns/${made.id}/${action}`, body);
      expect(answer.json<Problem>()).toMatchObject({ status: 409, code: 'preflight_failed' });
      expect(answer.json<Problem>().errors![0]).toMatchObject({
        code: 'dkim:rsa',
        detail: expect.stringMatching(words),
      });
    }
    expect((await owner('GET', `/v1/campaigns/${made.id}`)).json<Campaign>().state).toBe('draft');
  });

  it('fails in words when it cannot be signed, and never is unsigned', async () => {
    const id = await domainOf('broken.example');
    await query(`UPDATE dkim_key SET private_key_sealed = $2 WHERE sending_domain_id = $1`, [
      id,
      api.dependencies.vault.seal('garbage'),
    ]);
    const report = await tryOut(await campaignFrom(id));
    expect(report).toMatchObject({ state: 'fail', sizeBytes: null, checks: [{ id: 'compose', state: 'fail' }] });
  });
});
