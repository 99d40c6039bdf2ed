// How long policies and broken hosts are remembered, by the database's clock.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { type Database, openDatabase } from './database.js';
import { TlsStore } from './tls.store.js';

let fresh: FreshDatabase;
let database: Database;
let store: TlsStore;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  store = new TlsStore(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const policy = { mode: 'enforce', mx: ['mx.test', '*.mx.test'], maxAgeSeconds: 86_400 } as const;

describe('MTA-STS policies', () => {
  it('are kept with their age, and a failed fetch leaves them as they are', async () => {
    await store.notePolicyFailure('reader.test', 'no address');
    expect(await store.policyOf('reader.test')).toBeNull();
    expect(await store.policyDomains()).toEqual([]);
    await store.keepPolicy('reader.test', 'a1', policy);
    await store.notePolicyFailure('reader.test', 'no address');
    const kept = await store.policyOf('reader.test');
    expect(kept).toMatchObject({ id: 'a1', policy });
    expect(await store.policyDomains()).toEqual(['reader.test']);
    expect(kept!.ageSeconds).toBeLessThan(60);
    expect(kept!.expiresInSeconds).toBeGreaterThan(86_300);
    await store.keepPolicy('reader.test', 'a2', { ...policy, mode: 'testing' });
    expect(await store.policyOf('reader.test')).toMatchObject({ id: 'a2', policy: { mode: 'testing' } });
    const { rows } = await database.pool.query('SELECT last_failure FROM mta_sts_policy');
    expect(rows).toEqual([{ last_failure: null }]);
  });
});

describe('hosts with broken TLS', () => {
  it('are remembered for three days after the last failure, and forgotten once they are mended', async () => {
    await store.noteBroken('a.test', 'aborted');
    await store.noteBroken('b.test', 'aborted');
    await store.noteBroken('c.test', 'aborted');
    await database.pool.query(
      `UPDATE tls_trouble SET failed_at = now() - interval '50 hours' WHERE mx_host = 'b.test'`,
    );
    await database.pool.query(
      `UPDATE tls_trouble SET failed_at = now() - interval '80 hours' WHERE mx_host = 'c.test'`,
    );
    const broken = await store.brokenHosts();
    expect(broken.map(({ mxHost }) => mxHost)).toEqual(['a.test', 'b.test']);
    expect(broken[1]!.failedSecondsAgo / 3600).toBeCloseTo(50, 1);
    await store.noteMended('a.test');
    await store.noteBroken('b.test', 'aborted again');
    expect(await store.brokenHosts()).toMatchObject([{ mxHost: 'b.test' }]);
    const { rows } = await database.pool.query('SELECT mx_host FROM tls_trouble');
    expect(rows).toEqual([{ mx_host: 'b.test' }]);
  });
});
