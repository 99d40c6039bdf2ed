// Test sends through the simulated internet: DNS, SMTP, signature, and the answer in words.
import type { Campaign, TestSendResult } from '@doorstep/contracts';
import { SendingDomainStore } from '@doorstep/database';
import { generateDkimKey } from '@doorstep/message';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let campaign: Campaign;

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, {
    environment: {
      DOORSTEP_DNS_SERVERS: simnet.dnsServer,
      DOORSTEP_SMTP_PORT: String(simnet.smtpPort),
      DOORSTEP_ALLOW_PRIVATE_MX: 'true',
      DOORSTEP_EHLO_NAME: 'mail.doorstep.example',
    },
  });
  owner = await api.asOwner();
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey('rsa-sha256');
  const sendingDomainId = await api.app
    .get(SendingDomainStore)
    .add('news.sender.example', 'bounces.news.sender.example', {
      selector: 'ds1',
      algorithm: 'rsa-sha256',
      privateKeySealed: api.dependencies.vault.seal(privateKeyPem),
      publicKey: publicKeyBase64,
    });
  const content = {
    name: 'Letter',
    sendingDomainId,
    fromName: 'The letter',
    fromLocal: 'letter',
    subject: 'Hello {{ name }}',
    html: '<p>Hello</p>',
  };
  campaign = (await owner('POST', '/v1/campaigns', content)).json<Campaign>();
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const testTo = (address: string) => owner('POST', `/v1/campaigns/${campaign.id}/test`, { address });

describe('a test send', () => {
  it('arrives signed, with the list headers, from a signed return path', async () => {
    const answer = await testTo('ann@googlish.example');
    expect(answer.json<TestSendResult>()).toMatchObject({ outcome: 'accepted' });
    const [message] = simnet.received({ recipient: 'ann@googlish.example' });
    expect(message!.mailFrom).toMatch(/^bounce-[a-z2-7]{43}@bounces\.news\.sender\.example$/);
    expect(message!.raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/);
    expect(message!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it('says in words why it was refused, with the reply beside it', async () => {
    const refused = (await testTo('nobody@googlish.example')).json<TestSendResult>();
    expect(refused.outcome).toBe('refused');
    expect(refused.reply).toMatch(/^550/);
    const missing = (await testTo('ann@no-such-domain.invalid')).json<TestSendResult>();
    expect(missing).toMatchObject({ outcome: 'refused', reply: null });
  });

  it('takes no address that is none, and none that is suppressed', async () => {
    expect((await testTo('a@b.example\r\nRCPT TO:<eve@evil.example>')).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/address', code: 'control_characters' }],
    });
    await api.dependencies.database.pool.query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor) VALUES ('domain', 'small.example', 'manual', 'user', 'x')`,
    );
    expect((await testTo('ann@small.example')).json()).toMatchObject({ status: 422, errors: [{ code: 'suppressed' }] });
  });
});
