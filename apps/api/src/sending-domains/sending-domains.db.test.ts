// A sending domain over HTTP against the simulated DNS: wanted records, results, readiness.
import type { SendingDomain } from '@doorstep/contracts';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, {
    environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer, DOORSTEP_EHLO_NAME: 'mail.doorstep.example' },
  });
  owner = await api.asOwner();
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

describe('a sending domain', () => {
  it('is checked when it is made, and ready once its records are published', async () => {
    const made = await owner('POST', '/v1/sending-domains', { name: 'News.sender.example' });
    expect(made.statusCode, made.body).toBe(201);
    const domain = made.json<SendingDomain>();
    expect(domain).toMatchObject({ name: 'news.sender.example', returnPathDomain: 'bounces.news.sender.example' });
    expect(domain.isReady).toBe(false);
    const dkim = domain.checks!.find((check) => check.name === 'dkim')!;
    expect(dkim).toMatchObject({ result: 'fail', expected: expect.stringContaining('v=DKIM1') });

    const records = domain.checks!.filter((check) => check.recordName && check.expected);
    simnet.putRecords(
      records.map(({ recordName, recordType, expected }) => ({
        name: recordName!,
        type: recordType as 'TXT',
        data: recordType === 'MX' ? { preference: 10, exchange: 'mx.bounces.example' } : expected,
      })),
    );
    const checked = (await owner('POST', `/v1/sending-domains/${domain.id}/check`, {})).json<SendingDomain>();
    expect(checked.checks!.find((check) => check.name === 'dkim')).toMatchObject({ result: 'pass' });
    expect(checked.checks!.find((check) => check.name === 'dmarc')?.result).not.toBe('fail');
    expect(checked.checkedAt! >= domain.checkedAt!).toBe(true);
    const page = (await owner('GET', '/v1/sending-domains')).json<{ data: SendingDomain[] }>();
    expect(page.data).toEqual([checked]);
  });

  it('is refused twice, and when it is none', async () => {
    const again = await owner('POST', '/v1/sending-domains', { name: 'NEWS.sender.example.' });
    expect(again.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/name', code: 'domain_taken' }] });
    const none = await owner('POST', '/v1/sending-domains', { name: '127.0.0.1' });
    expect(none.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/name', code: 'domain_invalid' }] });
  });
});

describe('a sending domain of the sandbox', () => {
  it('has its records published with it, and is ready at once', async () => {
    const own = await freshDatabase();
    const internet = await startSimnet({ startControl: true });
    const { controlUrl, pop3, imap } = internet;
    const sandbox = await startTestApi(own.url, {
      environment: {
        DOORSTEP_DNS_SERVERS: internet.dnsServer,
        DOORSTEP_EHLO_NAME: 'mail.doorstep.example',
        DOORSTEP_SANDBOX: JSON.stringify({ controlUrl, pop3, imap }),
      },
    });
    try {
      const made = await (await sandbox.asOwner())('POST', '/v1/sending-domains', { name: 'club.example' });
      const { checks, isReady } = made.json<SendingDomain>();
      expect(checks!.filter(({ result }) => result === 'fail')).toEqual([]);
      expect(isReady).toBe(true);
    } finally {
      await sandbox.close();
      await internet.close();
      await own.drop();
    }
  });
});
