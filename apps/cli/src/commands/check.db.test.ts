// doorstep check at a terminal, with the worker's part played by the test: what it prints, what it keeps out, when it fails.
import { randomBytes } from 'node:crypto';
import { type Database, LiveCheckStore, openDatabase } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import { run } from './check.js';

let fresh: FreshDatabase;
let database: Database;
let checks: LiveCheckStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  checks = new LiveCheckStore(database);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await fresh.drop();
});

const answer = {
  kind: 'mx',
  hosts: [{ host: 'mx.bakery.example', preference: 10, addresses: ['192.0.2.1'] }],
  ttlSeconds: 60,
};
const host = {
  ...{ mxHost: 'mx.bakery.example', ip: '192.0.2.1', outcome: 'open', stage: null, reply: null, trouble: null },
  ...{ sourceIp: '192.0.2.9', tls: 'TLSv1.3 verified', certificate: null, recipient: null },
  steps: [
    { stage: 'connect', ms: 4.2, words: 'connected to 192.0.2.1:25 from 192.0.2.9' },
    { stage: 'banner', ms: 1, words: '220 \u001b[31mmx.bakery.example\r\nready' },
  ],
};

/** What the command says while a worker finds this. */
async function checked(args: string[], found: object | null, heldBy: string | null = null) {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const code = run(args);
  const claimed = await vi.waitFor(async () => {
    const check = await checks.claim(60);
    if (check === null) throw new Error('Nothing was asked for yet.');
    return check;
  }, 10_000);
  await checks.noteAnswer(claimed, answer, 12.5);
  if (found !== null) await checks.noteHost(claimed, 'mail.doorstep.example', found);
  await checks.end(claimed, heldBy);
  return { code: await code, said: written.join(''), claimed };
}

describe('doorstep check', () => {
  it('prints DNS and each step of each host, with nothing of theirs that could move the cursor', async () => {
    const { code, said, claimed } = await checked(['Bakery.Example'], host);
    expect(code).toBe(0);
    expect(claimed).toMatchObject({ target: 'bakery.example', asksRecipient: false });
    expect(said).toMatch(/^DNS {2}12\.5 ms/m);
    expect(said).toContain('     10 mx.bakery.example 192.0.2.1\n');
    expect(said).toMatch(/^mx\.bakery\.example \[192\.0\.2\.1\]\n {2}connect {6}4\.2 ms/m);
    expect(said).toContain('220  [31mmx.bakery.example ready');
    expect(said).toContain('  TLS: TLSv1.3 verified\n');
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    const { rows } = await database.pool.query('SELECT action, detail FROM audit_entry');
    expect(rows).toEqual([{ action: 'live-checks.begin', detail: { address: 'bakery.example' } }]);
  });

  it('asks about a whole address when it is wished, and fails where no host is open', async () => {
    const recipient = { outcome: 'refused', reply: { text: '550 5.1.1\r\nno such user' }, trouble: null };
    const asked = await checked(['--recipient', 'Anna@bakery.example'], { ...host, recipient });
    expect([asked.code, asked.claimed.target, asked.claimed.asksRecipient]).toEqual([0, 'anna@bakery.example', true]);
    expect(asked.said).toMatch(/Of anna@bakery\.example it says: .*550 5\.1\.1 no such user/);
    const held = await checked(['bakery.example'], null, 'All sending is paused by Ada');
    expect(held.code).toBe(1);
    expect(held.said).toContain('All sending is paused by Ada');
  });

  it.each([
    [[], /Name one address or one domain/],
    [['a.example', 'b.example'], /Name one address or one domain/],
    [['--all'], /Name one address or one domain/],
    [['nothing'], /neither an address nor a domain/],
    [['bakery.example', '--recipient'], /A domain has no recipient/],
  ])('refuses %j and says why', async (args, words) => {
    const refused = run(args);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(words);
  });
});
