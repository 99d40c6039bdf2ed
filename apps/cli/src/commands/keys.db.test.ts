// Keys are exchanged at a terminal: what it says, what it refuses, what stands in the audit.
import { createVault, type Database, openDatabase } from '@doorstep/database';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import * as dkim from './dkim.js';
import * as keys from './keys.js';

const secret = new Uint8Array(32).fill(3);
let fresh: FreshDatabase;
let database: Database;
let simnet: Simnet;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  simnet = await startSimnet({});
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', Buffer.from(secret).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  vi.stubEnv('DOORSTEP_DNS_SERVERS', simnet.dnsServer);
  const { privateKeyPem, publicKeyBase64 } = generateDkimKey('rsa-sha256');
  await database.pool.query(
    `WITH d AS (INSERT INTO sending_domain (name, return_path_domain) VALUES ('news.example', 'b.news.example') RETURNING id)
     INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key)
     SELECT id, 'ds1', 'rsa-sha256', $1, $2 FROM d`,
    [createVault(secret).seal(privateKeyPem), publicKeyBase64],
  );
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await simnet.close();
  await database.close();
  await fresh.drop();
});

/** What a command writes, also when it ends with an error. */
async function said(command: Promise<number>): Promise<{ text: string; fault: unknown }> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const fault = await command.then(
    () => null,
    (error: unknown) => error,
  );
  vi.restoreAllMocks();
  return { text: written.join(''), fault };
}

const rows = async <Row>(text: string) => (await database.pool.query(text)).rows as Row[];

describe('doorstep dkim', () => {
  it('makes the next key, prints its record, and does not switch before DNS shows it', async () => {
    const made = await said(dkim.rotate(['News.example']));
    expect(made.fault).toBeNull();
    expect(made.text).toMatch(/ds1 \(rsa-sha256\) {2}signs/);
    expect(made.text).toMatch(/ds\d{6}\._domainkey\.news\.example\. IN TXT \( "v=DKIM1; k=rsa; p=.+" ".+" \)/);
    const early = await said(dkim.switchKeys(['news.example']));
    expect(early.fault).toMatchObject({ code: 'dkim_not_published' });
    expect(early.text).toMatch(/our resolver 127.*: It has no such record yet/);

    const all = await rows<{ selector: string; key: string }>('SELECT selector, public_key AS key FROM dkim_key');
    simnet.putRecords(
      all.map(({ selector, key }) => ({
        ...{ name: `${selector}._domainkey.news.example`, type: 'TXT' as const },
        data: dkimRecord('rsa-sha256', key),
      })),
    );
    const at = new Date(Date.now() + 3_600_000).toISOString();
    expect((await said(dkim.switchKeys(['news.example', '--at', at]))).text).toContain(`takes over at ${at}`);
    expect((await said(dkim.switchKeys(['news.example']))).text).toMatch(/ds1 .*replaced; keep its record until 20/);
    expect((await said(dkim.switchKeys(['news.example', '--back', 'yes']))).text).toMatch(
      /ds1 \(rsa-sha256\) {2}signs/,
    );
    const audit = await rows<{ action: string }>('SELECT action FROM audit_entry ORDER BY id');
    expect(audit.map(({ action }) => action.replace('sending-domains.', ''))).toEqual([
      ...['make_next_dkim_key', 'switch_dkim_key', 'switch_dkim_key', 'switch_dkim_key_back'],
    ]);
  });

  it('knows no other domain, and no time that has passed or has no zone', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await dkim.status(['other.example'])).toBe(1);
    expect(() => dkim.status([])).toThrow(UsageError);
    for (const at of ['2020-01-01T00:00:00Z', '2099-01-01T00:00', 'soon'])
      expect((await said(dkim.switchKeys(['news.example', '--at', at]))).fault).toBeInstanceOf(UsageError);
  });
});

describe('doorstep keys', () => {
  it('lists, exchanges and retires the keys of links and return paths', async () => {
    expect((await said(keys.list([]))).text).toMatch(
      /^a {2}signs; about 0 messages in 400 days; no link came back yet\n$/,
    );
    expect((await said(keys.rotate([]))).text).toMatch(/^b {2}signs from .* UTC on/);
    expect((await said(keys.rotate([]))).fault).toMatchObject({ code: 'token_key_coming' });
    await database.pool.query(`UPDATE token_key SET signs_from = now() WHERE id = 'b'`);
    expect((await said(keys.retire(['a']))).fault).toMatchObject({ code: 'token_key_in_use' });
    expect((await said(keys.retire(['a', '--break-links', 'yes']))).text).toMatch(/a {2}retired 20/);
    expect(() => keys.retire([])).toThrow(UsageError);
  });

  it('does nothing with another DOORSTEP_SECRET', async () => {
    vi.stubEnv('DOORSTEP_SECRET', Buffer.from(new Uint8Array(32).fill(4)).toString('base64'));
    expect((await said(keys.rotate([]))).fault).toMatchObject({ name: 'SecretError' });
    vi.stubEnv('DOORSTEP_SECRET', Buffer.from(secret).toString('base64'));
    expect(await rows('SELECT id FROM token_key')).toHaveLength(2);
  });
});
