// doorstep sandbox prepare: a sending domain and bounce mailboxes inside the sandbox, its DNS records published there.
import { type Config, loadConfig } from '@doorstep/config';
import { createVault, openDatabase, SandboxStore } from '@doorstep/database';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { publishRecords, sendingDomainRecords } from '@doorstep/simnet';
import { UsageError } from '../usage-error.js';

const DOMAIN = 'news.doorstep.example';
const SELECTOR = 'ds1';

export async function run(): Promise<number> {
  const { mode, databaseUrl, secret, sandbox } = loadConfig();
  if (mode !== 'sandbox') throw new UsageError('There is nothing to prepare: DOORSTEP_MODE is not sandbox.');
  if (sandbox === undefined) throw new UsageError('DOORSTEP_SANDBOX is not set: npm start sets it.');
  const vault = createVault(secret);
  const database = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    const store = new SandboxStore(database);
    const isNew = await store.ensureSendingDomain(DOMAIN, `bounces.${DOMAIN}`, () => {
      const key = generateDkimKey('rsa-sha256');
      return {
        selector: SELECTOR,
        algorithm: 'rsa-sha256',
        privateKeySealed: vault.seal(key.privateKeyPem),
        publicKey: key.publicKeyBase64,
      };
    });
    await store.pointMailboxes([
      { name: 'Sandbox (POP3)', protocol: 'pop3', ...seal(sandbox.pop3), isEnabled: true },
      { name: 'Sandbox (IMAP)', protocol: 'imap', ...seal(sandbox.imap), isEnabled: false },
    ]);
    const senders = (await store.domains()).map(({ dkimKeys, ...domain }) => ({
      ...domain,
      dkimRecords: dkimKeys.map(({ selector, algorithm, publicKey }) => ({
        selector,
        value: dkimRecord(algorithm === 'ed25519-sha256' ? 'ed25519-sha256' : 'rsa-sha256', publicKey),
      })),
    }));
    await publishRecords(sandbox.controlUrl, senders.flatMap(sendingDomainRecords));
    if (isNew) process.stdout.write(`The sandbox sends as ${DOMAIN}.\n`);
    return 0;
  } finally {
    await database.close();
  }

  function seal({ password, ...login }: NonNullable<Config['sandbox']>['pop3']) {
    return { ...login, passwordSealed: vault.seal(password) };
  }
}
