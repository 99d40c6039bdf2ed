// doorstep sandbox prepare: a sending domain and bounce mailboxes inside the sandbox, its DNS records published there.
import { loadConfig } from '@doorstep/config';
import { createVault, openDatabase, SandboxStore } from '@doorstep/database';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { mailboxMxHost } from '@doorstep/simnet';
import { z } from 'zod';
import { UsageError } from '../usage-error.js';

const DOMAIN = 'news.doorstep.example';
const SELECTOR = 'ds1';

const Login = z.object({ host: z.string(), port: z.number(), username: z.string(), password: z.string() });
const Sandbox = z.object({ controlUrl: z.url(), pop3: Login, imap: Login });

export async function run(): Promise<number> {
  const { mode, databaseUrl, secret, sandbox: described } = loadConfig();
  if (mode !== 'sandbox') throw new UsageError('There is nothing to prepare: DOORSTEP_MODE is not sandbox.');
  if (described === undefined) throw new UsageError('DOORSTEP_SANDBOX is not set: npm start sets it.');
  const sandbox = Sandbox.parse(described);
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
    await publish(sandbox.controlUrl, recordsOf(await store.domains()));
    if (isNew) process.stdout.write(`The sandbox sends as ${DOMAIN}.\n`);
    return 0;
  } finally {
    await database.close();
  }

  function seal({ password, ...login }: z.infer<typeof Login>) {
    return { ...login, passwordSealed: vault.seal(password) };
  }
}

type Domains = Awaited<ReturnType<SandboxStore['domains']>>;

function recordsOf(domains: Domains) {
  return domains.flatMap(({ name, returnPathDomain, dkimKeys }) => [
    { name, type: 'TXT', data: 'v=spf1 ip4:127.0.0.1 -all' },
    { name: returnPathDomain, type: 'TXT', data: 'v=spf1 ip4:127.0.0.1 -all' },
    { name: returnPathDomain, type: 'MX', data: [{ preference: 10, exchange: mailboxMxHost }] },
    { name: `_dmarc.${name}`, type: 'TXT', data: 'v=DMARC1; p=none' },
    ...dkimKeys.map(({ selector, algorithm, publicKey }) => ({
      name: `${selector}._domainkey.${name}`,
      type: 'TXT',
      data: dkimRecord(algorithm === 'ed25519-sha256' ? 'ed25519-sha256' : 'rsa-sha256', publicKey),
    })),
  ]);
}

async function publish(controlUrl: string, records: object[]): Promise<void> {
  const answer = await fetch(`${controlUrl}/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok)
    throw new Error(`The sandbox did not take its DNS records (${answer.status}): ${await answer.text()}`);
}
