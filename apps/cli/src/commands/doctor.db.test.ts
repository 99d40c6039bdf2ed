// doctor in the sandbox: the simulated internet's DNS answers what is asked of it.
import { randomBytes } from 'node:crypto';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { run as doctor } from './doctor.js';

let fresh: FreshDatabase;
let simnet: Simnet;

beforeAll(async () => {
  fresh = await freshDatabase();
  simnet = await startSimnet();
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  vi.stubEnv('DOORSTEP_MODE', 'sandbox');
  vi.stubEnv('DOORSTEP_DNS_SERVERS', simnet.dnsServer);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await simnet.close();
  await fresh.drop();
});

it('asks the simulated internet for a domain that is there', async () => {
  let said = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await doctor();
  spy.mockRestore();
  expect(said).toMatch(/✓ DNS +googlish\.example has [1-9]\d* mail servers/);
});
