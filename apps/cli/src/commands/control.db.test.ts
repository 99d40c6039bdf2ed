// Sending is paused, slowed and explained at a terminal: what it says, what it does, what stands in the audit.
import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import * as sending from './sending.js';
import * as site from './site.js';
import { run as why } from './why.js';
import { run as whyNotLeft } from './why-not-left.js';

let fresh: FreshDatabase;
let database: Database;
let deliveryId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
  const { rows } = await database.pool.query<{ id: string }>(
    `WITH s AS (INSERT INTO site (mx_key, mx_hosts, provider) VALUES ('mx.inbox.example', '{mx.inbox.example}', 'gmx') RETURNING id),
      t AS (INSERT INTO site_state (site_id, provider) SELECT id, 'gmx' FROM s),
      d AS (INSERT INTO mail_domain (name, site_id) SELECT 'inbox.example', id FROM s RETURNING name),
      c AS (INSERT INTO campaign (name, state) VALUES ('March', 'sending') RETURNING id),
      a AS (INSERT INTO address (normalized, spelling, domain_name) SELECT 'ann@inbox.example', 'Ann@inbox.example', name FROM d RETURNING id)
     INSERT INTO delivery (campaign_id, address_id, domain_name, site_id, state, next_attempt_at)
     SELECT c.id, a.id, 'inbox.example', s.id, 'planned', now() FROM s, c, a RETURNING id`,
  );
  deliveryId = rows[0]!.id;
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
  await fresh.drop();
});

async function said(command: Promise<number>): Promise<string> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  expect(await command).toBe(0);
  vi.restoreAllMocks();
  return written.join('');
}

describe('doorstep sending', () => {
  it('pauses, slows and resumes with a reason, and says how it stands', async () => {
    expect(await said(sending.status([]))).toMatch(/^Sending, neither[\s\S]*Waiting: 1;[\s\S]*No worker is alive/);
    expect(await said(sending.pause(['--reason', 'Wrong link']))).toMatch(
      /^Paused until resumed by .* at a terminal: Wrong link/,
    );
    expect(await said(sending.slow(['60', '--reason', 'Slowly']))).toMatch(/^Slowed to 60 messages a minute/);
    expect(await said(sending.resume([]))).toMatch(/^Sending, neither/);
    const { rows } = await database.pool.query<{ action: string; actor_label: string }>(
      'SELECT action, actor_label FROM audit_entry ORDER BY id',
    );
    expect(rows.map(({ action }) => action)).toEqual(['sending.pause', 'sending.slow', 'sending.resume']);
    expect(rows[0]!.actor_label).toMatch(/ at a terminal$/);
  });

  it('does nothing without a reason or with a number that is none', async () => {
    expect(() => sending.pause([])).toThrow(UsageError);
    expect(() => sending.slow(['many', '--reason', 'x'])).toThrow(UsageError);
    expect(() => sending.pause(['--forever'])).toThrow(UsageError);
  });
});

describe('doorstep site', () => {
  it('names a destination by its provider, a host or its id', async () => {
    expect(await said(site.list([]))).toMatch(/ gmx {2}1 waiting, 0 in hand, 0 of 2 connections\n$/);
    expect(await said(site.pause(['gmx', '--minutes', '30', '--reason', 'They asked']))).toMatch(
      /paused until .* \(user\): They asked/,
    );
    expect(await said(site.resume(['mx.inbox.example']))).not.toMatch(/paused/);
    expect(await said(site.slow(['gmx', '10', '--reason', 'Slowly']))).toMatch(/slowed to 10 a minute: Slowly/);
    expect(await said(site.resume(['gmx']))).not.toMatch(/slowed/);
    expect(await said(site.limit(['gmx', '--connections', '3', '--rate', '60', '--reason', 'Their wish']))).toMatch(
      /0 of 3 connections; limits by hand: 3 connections, 60 messages a minute \(.* at a terminal: Their wish\)/,
    );
    await expect(site.limit(['gmx', '--connections', '9', '--reason', 'More'])).rejects.toThrow(/together get 4/);
    expect(await said(site.limit(['gmx', '--connections', '9', '--for', 'provider', '--reason', 'More']))).toMatch(
      /for all of gmx: 9 connections/,
    );
    expect(() => site.limit(['gmx', '--reason', 'Nothing said'])).toThrow(UsageError);
    expect(await said(site.automatic(['gmx']))).not.toMatch(/limits by hand/);
    expect(await said(site.automatic(['gmx', '--for', 'provider']))).toMatch(/0 of 2 connections\n$/);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await site.resume(['nowhere'])).toBe(1);
  });
});

describe('doorstep why-not-left', () => {
  it('tells the gate of a delivery, by its id or by the address', async () => {
    const byId = await said(whyNotLeft([deliveryId]));
    expect(byId).toMatch(/^ann@inbox\.example, campaign “March”[\s\S]*No worker is alive/);
    expect(await said(whyNotLeft(['Ann@Inbox.example']))).toBe(byId);
    await expect(whyNotLeft(['nobody'])).rejects.toThrow(UsageError);
  });
});

describe('doorstep why', () => {
  it('prints the verdict of an address', async () => {
    expect(await said(why(['ann@inbox.example']))).toMatch(
      /^ann@inbox\.example\n\n.+\n\(\w+; 0 of \d+ campaigns did not arrive\)/,
    );
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await why(['unseen@inbox.example'])).toBe(1);
  });
});
