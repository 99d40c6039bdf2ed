// TLS policies through a whole worker: what the database keeps of them decides, delivery by delivery.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TlsStore } from '@doorstep/database';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { runWorker, until } from '../testing/run-worker.js';
import { type SendingWorld, sendingWorld } from '../testing/sending-world.js';
import type { Worker } from '../worker.js';

let fresh: FreshDatabase;
let world: SendingWorld;
let simnet: Simnet;
let dataDir: string;
let worker: Worker | undefined;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await sendingWorld(fresh.url, 10);
  simnet = await startSimnet({ clockSpeed: 120 });
  dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-tls-'));
});
afterAll(async () => {
  await worker?.stop();
  await simnet.close();
  await world.database.close();
  await fresh.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a worker', () => {
  it('defers a domain whose kept policy names another host, at no attempt, and tells it per session', async () => {
    await new TlsStore(world.database).keepPolicy('bakery.example', 'a1', {
      ...{ mode: 'enforce', mx: ['mx.elsewhere.example'] as const, maxAgeSeconds: 86_400 },
    });
    const people = ['bakery.example', 'one-leg.example'].flatMap((domain) => [0, 1, 2].map((i) => `p${i}@${domain}`));
    const campaignId = await world.campaign(await world.list(people));
    const { dnsServer, smtpPort } = simnet;
    worker = runWorker({ database: world.database, dataDir, dnsServer, smtpPort, timeScale: 1 });
    await until('everybody was tried', async () => {
      const { accepted = 0, deferred = 0 } = await world.states(campaignId);
      return accepted + deferred === 6;
    });
    expect(await world.states(campaignId)).toEqual({ accepted: 3, deferred: 3 });
    const rows = await world.query<Record<string, unknown>>(
      `SELECT t.outcome, t.category, t.scope, t.reply_text, t.report->'tlsPolicy' AS policy, d.attempts, d.state,
              extract(epoch FROM d.next_attempt_at - now()) > 1200 AS waits
       FROM attempt t JOIN delivery d ON d.id = t.delivery_id JOIN address a ON a.id = t.address_id
       WHERE a.domain_name = 'bakery.example'`,
    );
    expect(rows).toHaveLength(3);
    for (const row of rows)
      expect(row).toMatchObject({
        ...{
          outcome: 'deferred',
          category: 'tls_required',
          scope: 'site',
          attempts: 0,
          state: 'deferred',
          waits: true,
        },
        policy: { policy: 'mta-sts', result: 'certificate-host-mismatch' },
        reply_text: expect.stringMatching(/^the TLS policy of bakery\.example \(MTA-STS\) is not kept by /),
      });
    const paused = await world.query('SELECT 1 FROM site_state WHERE paused_until > now()');
    expect(paused).toEqual([]);
    expect(await worker.metrics.text()).toMatch(
      /doorstep_tls_sessions_total\{policy="mta-sts",result="certificate-host-mismatch"\} 1/,
    );
  });
});
